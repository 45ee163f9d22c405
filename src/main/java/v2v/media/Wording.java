package v2v.media;

import v2v.item.Companion;
import v2v.item.Inspection;
import v2v.item.Quality;
import v2v.item.Ratio;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.item.Track;
import v2v.media.words.Subtitles;
import v2v.media.words.Tongue;
import v2v.media.words.Words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Collects the words that belong to a work, one document a language.
///
/// Where a language comes from several places, a file beside the original wins over a text track
/// inside it, and that over captions: what was made later and by hand is better.
final class Wording {
    /// Words of ten hours have less; a reader may hold some thirty times as much.
    private static final long MOST_BYTES = 8L << 20;

    private static final Pattern TIMECODE =
            Pattern.compile("(\\d{2}):(\\d{2}):(\\d{2})[:;.](\\d{2,3})");

    private final Ffmpeg ffmpeg;

    /// Words, and where they came from in a person's words.
    record Found(Subtitles words, String origin) {}

    Wording(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /// All words, with times from the first picture frame. Subtitles that are pictures and teletext
    /// are not among them: the inspection reports those.
    ///
    /// @throws Refusal when a companion was changed or can not be read
    List<Found> of(Inspection inspection) throws IOException {
        Map<String, Found> all = new LinkedHashMap<>();
        for (Companion companion : inspection.footage().companions()) {
            add(all, companion(companion, inspection), "a file delivered beside the original");
        }
        inside(inspection, !all.isEmpty())
                .forEach(words -> add(all, words, "a track inside the original"));
        return List.copyOf(all.values());
    }

    private static void add(Map<String, Found> all, Subtitles words, String origin) {
        if (!words.cues().isEmpty()) {
            all.putIfAbsent(words.language(), new Found(words, origin));
        }
    }

    /// What is inside and can not be read does not stop a work whose words were delivered beside
    /// it.
    private List<Subtitles> inside(Inspection inspection, boolean delivered) throws IOException {
        InsideWords inside = new InsideWords(ffmpeg, inspection);
        List<Subtitles> all = new ArrayList<>();
        try {
            all.addAll(inside.texts());
            for (Subtitles captions : inside.captions()) {
                boolean unknown = captions.language().equals(Subtitles.UNKNOWN);
                all.add(unknown ? captions.in(spoken(inspection)) : captions);
            }
        } catch (Refusal refusal) {
            if (!delivered) {
                throw refusal;
            }
        }
        return all;
    }

    private static Subtitles companion(Companion companion, Inspection inspection)
            throws IOException {
        byte[] bytes = bytes(companion);
        Path file = companion.file();
        Subtitles read = Words.read(file.toString(), bytes);
        Subtitles timed =
                Words.timecoded(read, timecode(inspection), inspection.decode().duration());
        Optional<String> named = Words.language(name(file), name(inspection.footage().file()));
        if (named.isPresent()) {
            return timed.in(named.get());
        }
        return timed.language().equals(Subtitles.UNKNOWN) ? timed.in(written(inspection)) : timed;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static byte[] bytes(Companion companion) throws IOException {
        Path file = companion.file();
        if (!Files.isRegularFile(file)) {
            throw new Refusal(
                    Refusal.Code.FILE_MISSING,
                    file.toString(),
                    "the file of words is no longer where it was when it was accepted",
                    "put it back, or order the footage again without it");
        }
        if (companion.bytes() > MOST_BYTES) {
            throw new Refusal(
                    Refusal.Code.WORDS_UNREADABLE,
                    file.toString(),
                    "the file of words is larger than 8 MiB, which none is",
                    "remove it from beside the footage, then order the footage again");
        }
        if (Files.size(file) != companion.bytes()
                || !Workbench.digest(file).equals(companion.sha256())) {
            throw new Refusal(
                    Refusal.Code.FILE_CHANGED,
                    file.toString(),
                    "the file of words was changed after it was accepted",
                    "order the footage again when nobody writes to it any more");
        }
        return Files.readAllBytes(file);
    }

    /// The language of words that do not name theirs.
    private static String written(Inspection inspection) {
        Record record = inspection.footage().record();
        return record.language("subtitle").orElseGet(() -> spoken(inspection));
    }

    private static String spoken(Inspection inspection) {
        Record record = inspection.footage().record();
        return record.language("audio")
                .or(() ->
                        inspection.tracks().stream()
                                .filter(Track.Sound.class::isInstance)
                                .map(Track.Sound.class::cast)
                                .flatMap(sound -> Optional.ofNullable(sound.language()).stream())
                                .flatMap(code -> Tongue.tag(code).stream())
                                .findFirst())
                .orElse(Subtitles.UNKNOWN);
    }

    private static Duration timecode(Inspection inspection) {
        String start = inspection.timecode();
        if (start == null) {
            start =
                    inspection.quality().timecodes().stream()
                            .map(Quality.Timecode::start)
                            .findFirst()
                            .orElse("");
        }
        Matcher parts = TIMECODE.matcher(start);
        if (!parts.matches()) {
            return Duration.ZERO;
        }
        Ratio rate = inspection.chosenPicture().map(Track.Picture::rate).orElse(Ratio.ONE);
        return Words.timecode(
                List.of(
                        Long.parseLong(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        Long.parseLong(parts.group(3)),
                        Long.parseLong(parts.group(4))),
                rate.num(),
                rate.den(),
                start.contains(";"));
    }
}
