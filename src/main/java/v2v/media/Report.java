package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Inspection.Severity;
import v2v.item.Library;
import v2v.item.Quality;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.item.Track;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The quality report of one original, as plain text for the people of the archive. It names the
/// file and stays on the private side: no release holds it.
final class Report {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";

    /// Words and a value beside each other.
    private static final int LABEL = 14;

    private final List<String> lines = new ArrayList<>();

    private Report(Footage footage) {
        lines.add("QUALITY REPORT");
        lines.add("");
        footage.record().titles().stream().findFirst().ifPresent(t -> fact("Title", title(t)));
        fact("File", String.valueOf(footage.file().getFileName()));
        fact("Item", footage.item() + ", version " + footage.version());
        fact("SHA-256", footage.sha256().hex());
        fact("Size", String.format(Locale.ROOT, "%,d bytes", footage.bytes()));
        fact("Profile", footage.profile());
    }

    private static String title(Record.Text title) {
        return title.value();
    }

    /// What was found in an original that goes on.
    static String of(Inspection inspection) {
        return of(inspection, List.of());
    }

    /// The same after its files were made.
    ///
    /// @param made what came out otherwise than it was asked for
    static String of(Inspection inspection, List<String> made) {
        Report report = new Report(inspection.footage());
        report.summary(inspection);
        report.findings(inspection, "A PERSON MUST LOOK", Severity.LOOK);
        report.findings(inspection, "NOTES", Severity.NOTE);
        report.made(made);
        report.findings(inspection, "FINE", Severity.FINE);
        report.sounds(inspection.quality());
        report.windows(inspection.quality());
        report.spans("BLACK", inspection.quality().black());
        report.spans("WITHOUT MOVEMENT", inspection.quality().frozen());
        return report.text();
    }

    /// Why an original does not go on.
    static String of(Footage footage, Refusal refusal) {
        Report report = new Report(footage);
        report.head("REFUSED (" + refusal.code() + ")");
        report.wrap(INDENT, refusal.getMessage() + ".");
        report.wrap(INDENT, "What to do: " + refusal.fix() + ".");
        return report.text();
    }

    /// Puts a report in its place, whole or not at all.
    static void write(Library library, Footage footage, String text) throws IOException {
        Files.createDirectories(library.reports());
        Path file = library.reports().resolve(footage.item() + ".txt");
        Path part = library.reports().resolve(footage.item() + ".txt.part");
        Files.writeString(part, text);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void made(List<String> notes) {
        if (!notes.isEmpty()) {
            head("MADE OTHERWISE THAN ASKED FOR (" + notes.size() + ")");
            notes.forEach(note -> wrap(INDENT, note));
        }
    }

    private void summary(Inspection inspection) {
        head("WHAT IT IS");
        Inspection.Decode decode = inspection.decode();
        fact("Container", inspection.container());
        inspection.chosenPicture().ifPresent(picture -> picture(inspection, picture));
        for (Track track : inspection.tracks()) {
            if (track instanceof Track.Sound s && inspection.sounds().contains(s.index())) {
                fact("Sound " + s.index(), sound(s));
            }
        }
        fact("Duration", Spans.clock(decode.duration()) + claimed(inspection.claimed()));
        fact("Errors", Long.toString(decode.errors()));
        decode.firstErrors().forEach(error -> wrap(" ".repeat(LABEL + 4), error));
        fact("Timecode", Timecodes.text(inspection.quality().timecodes()));
        fact(
                "Words",
                String.join(
                        ", ",
                        inspection.quality().words().stream()
                                .map(w -> lower(w.kind()) + " in track " + w.track())
                                .toList()));
    }

    private void picture(Inspection inspection, Track.Picture picture) {
        Quality quality = inspection.quality();
        fact(
                "Picture " + picture.index(),
                String.format(
                        Locale.ROOT,
                        "%s, %d x %d, samples %s, %s, %s",
                        picture.codec(),
                        picture.width(),
                        picture.height(),
                        picture.sampleShape(),
                        picture.pixels(),
                        rate(picture.rate().value())));
        fact(
                "Colour",
                picture.primaries()
                        + "/"
                        + picture.transfer()
                        + "/"
                        + picture.matrix()
                        + ", range "
                        + picture.colourRange()
                        + (quality.colourAssumed() == null
                                ? ""
                                : ", taken as " + quality.colourAssumed()));
        fact("Frames", Long.toString(inspection.decode().frames()));
        fact("Scan", lower(inspection.scan()) + scanned(quality.fields()));
    }

    private static String rate(double rate) {
        return rate > 0
                ? String.format(Locale.ROOT, "%.3f frames a second", rate)
                : "no rate in the header";
    }

    private static String scanned(Quality.@Nullable Fields fields) {
        if (fields == null) {
            return "";
        }
        String cadence =
                fields.cadence() == Quality.Cadence.NONE ? "" : ", " + lower(fields.cadence());
        return ", header says " + fields.header() + cadence + (fields.segmented() ? ", PsF" : "");
    }

    private static String sound(Track.Sound sound) {
        return String.format(
                Locale.ROOT,
                "%s, %d %s (%s), %d Hz%s%s",
                sound.codec(),
                sound.channels(),
                sound.channels() == 1 ? "channel" : "channels",
                sound.layout(),
                sound.sampleRate(),
                sound.bits() > 0 ? ", " + sound.bits() + " bits" : "",
                sound.language() == null ? "" : ", language " + sound.language());
    }

    private static String claimed(@Nullable Duration claimed) {
        return claimed == null ? "" : ", the header says " + Spans.clock(claimed);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void findings(Inspection inspection, String title, Severity severity) {
        List<Inspection.Finding> some =
                inspection.findings().stream().filter(f -> f.severity() == severity).toList();
        if (some.isEmpty()) {
            return;
        }
        head(title + " (" + some.size() + ")");
        some.forEach(f -> wrap(INDENT, f.text() + " [" + f.code() + "]"));
    }

    private void sounds(Quality quality) {
        if (quality.sounds().isEmpty()) {
            return;
        }
        head("SOUND (EBU R 128)");
        row("track      LUFS      LU    dBTP  silent  dual mono  twin of");
        for (Quality.Hearing h : quality.sounds()) {
            row(
                    String.format(
                            Locale.ROOT,
                            "%-7d%8s%8s%8s  %-8s%-11s%s",
                            h.track(),
                            Sounding.number(h.loudness()),
                            Sounding.number(h.range()),
                            Sounding.number(h.truePeak()),
                            h.silent() ? "yes" : "no",
                            h.dualMono() ? "yes" : "no",
                            h.twin() == null ? "-" : h.twin()));
        }
        quality.sounds().forEach(h -> spans("WITHOUT SOUND, TRACK " + h.track(), h.silence()));
    }

    private void windows(Quality quality) {
        Quality.Fields fields = quality.fields();
        if (fields == null || fields.windows().isEmpty()) {
            return;
        }
        head("SCAN, PART BY PART (frames judged alone)");
        row("from                 top    bottom  progressive   unknown");
        for (Quality.Window w : fields.windows()) {
            row(
                    String.format(
                            Locale.ROOT,
                            "%-14s%10d%10d%13d%10d",
                            Spans.clock(w.start()),
                            w.top(),
                            w.bottom(),
                            w.progressive(),
                            w.undetermined()));
        }
    }

    private void spans(String title, List<Quality.Span> spans) {
        if (!spans.isEmpty()) {
            head(title);
            spans.stream()
                    .sorted(Comparator.comparing(Quality.Span::start))
                    .forEach(s -> wrap(INDENT, Spans.text(s)));
        }
    }

    private void head(String title) {
        lines.add("");
        lines.add(title);
    }

    private void row(String cells) {
        lines.add(INDENT + cells.stripTrailing());
    }

    private void fact(String label, String value) {
        String lead = String.format(Locale.ROOT, "%s%-" + LABEL + "s  ", INDENT, label);
        if (!value.isBlank()) {
            wrap(lead, value);
        }
    }

    /// Breaks at blanks; further lines stand below the first one's text.
    private void wrap(String lead, String text) {
        StringBuilder line = new StringBuilder(lead);
        String hang = " ".repeat(lead.length());
        int room = WIDTH - lead.length();
        for (String word : plain(text).split(" +", -1)) {
            boolean begun = line.length() > hang.length();
            if (begun && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(hang);
                begun = false;
            }
            String rest = word;
            while (rest.length() > room) {
                lines.add(line + rest.substring(0, room));
                line = new StringBuilder(hang);
                rest = rest.substring(room);
            }
            line.append(begun ? " " : "").append(rest);
        }
        lines.add(line.toString());
    }

    /// File names and decoders may say anything; a report is read on terminals.
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    private String text() {
        lines.add("");
        return String.join("\n", lines);
    }
}
