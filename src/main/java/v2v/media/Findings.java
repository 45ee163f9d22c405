package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Inspection.Finding;
import v2v.item.Inspection.Severity;
import v2v.item.Quality;
import v2v.item.Scan;
import v2v.item.Track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The remarks for the quality report: nothing here stops a work.
///
/// What a person must look at is `LOOK`, what they may want to know is `NOTE`, and what was checked
/// and is good is `FINE`: a report without it would not say that it was checked.
final class Findings {
    private static final Duration APART = Duration.ofMillis(500);

    /// A leader or a fade may be black so long within a programme.
    private static final Duration LONG_BLACK = Duration.ofSeconds(5);

    /// Still pictures and captions stand so long.
    private static final Duration LONG_FROZEN = Duration.ofSeconds(10);

    private static final String FRAMES_SAY = ", frames say ";

    private final Probe probe;
    private final Track.@Nullable Picture picture;
    private final Decoding.Decoded decoded;
    private final Quality quality;
    private final List<Finding> findings = new ArrayList<>();

    Findings(
            Probe probe,
            Track.@Nullable Picture picture,
            Decoding.Decoded decoded,
            Quality quality) {
        this.probe = probe;
        this.picture = picture;
        this.decoded = decoded;
        this.quality = quality;
    }

    List<Finding> all(Scan scan) {
        decode();
        if (picture != null) {
            time();
            scan(picture, scan);
            cadence();
            findings.addAll(new Shaped(picture, probe.claim(picture.index())).findings());
            spans();
        } else {
            add(Severity.NOTE, "SOUND_ONLY", "there is no moving picture");
        }
        sound();
        findings.addAll(new Sounding(decoded, quality).findings());
        timecodes();
        words();
        data();
        return List.copyOf(findings);
    }

    private void add(Severity severity, String code, String text) {
        findings.add(new Finding(severity, code, text));
    }

    private void decode() {
        Complaints complaints = decoded.complaints();
        if (complaints.count() > 0) {
            add(
                    Severity.LOOK,
                    "DECODE_ERRORS",
                    complaints.count()
                            + " decoder errors, first: "
                            + complaints.first().getFirst());
        } else if (picture != null) {
            add(
                    Severity.FINE,
                    "DECODED",
                    decoded.picture().frames()
                            + (decoded.picture().frames() == 1 ? " frame" : " frames")
                            + " decoded without an error");
        } else {
            add(
                    Severity.FINE,
                    "DECODED",
                    Spans.clock(decoded.measure().sound()) + " of sound decoded without an error");
        }
        if (quality.concealed() > 0) {
            add(
                    Severity.LOOK,
                    "CONCEALED",
                    "the decoder had to paint over damage " + quality.concealed() + " times");
        }
    }

    private void time() {
        List<Quality.Span> gaps = decoded.picture().gaps();
        if (!gaps.isEmpty()) {
            add(
                    Severity.LOOK,
                    "GAPS",
                    gaps.size()
                            + (gaps.size() == 1 ? " gap" : " gaps")
                            + " in the row of frames, the first at "
                            + first(gaps));
        } else if (!decoded.picture().even()) {
            add(Severity.NOTE, "VARIABLE_RATE", "the frames are not evenly spaced in time");
        } else {
            add(Severity.FINE, "EVEN_RATE", "the frames are evenly spaced in time");
        }
    }

    private static String first(List<Quality.Span> spans) {
        return Spans.text(spans.getFirst());
    }

    private void scan(Track.Picture shown, Scan scan) {
        boolean header = FieldVote.saysInterlaced(shown);
        FieldVote votes = decoded.fields();
        String differ = "header says " + shown.fieldOrder() + FRAMES_SAY + votes;
        if (scan == Scan.TELECINED) {
            return;
        }
        if (scan == Scan.MIXED) {
            add(Severity.LOOK, "SCAN_MIXED", "interlaced and progressive: " + votes);
        } else if (votes.told() == 0) {
            add(
                    Severity.NOTE,
                    "SCAN_UNTOLD",
                    "nothing moves, so what the flags say is believed: "
                            + scan.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        } else if (header != scan.interlaced() && !shown.fieldOrder().equals("unknown")) {
            add(Severity.NOTE, "SCAN_DIFFERS", differ);
        } else if (scan.interlaced()
                && header
                && FieldVote.saysBottomFirst(shown) != (scan == Scan.BOTTOM_FIELD_FIRST)) {
            add(Severity.LOOK, "FIELD_ORDER", differ);
        } else {
            add(Severity.FINE, "SCAN", differ);
        }
    }

    private void cadence() {
        Quality.Fields fields = quality.fields();
        if (fields == null) {
            return;
        }
        switch (fields.cadence()) {
            case HARD_TELECINE ->
                    add(
                            Severity.NOTE,
                            "TELECINE",
                            "film with 3:2 pull-down: two of five frames repeat a field of the one"
                                    + " before");
            case SOFT_TELECINE ->
                    add(
                            Severity.NOTE,
                            "SOFT_TELECINE",
                            quality.repeated()
                                    + " frames are film and only flagged to be shown longer");
            case NONE -> {
                if (Pulldown.of(decoded.sight().frames()).partly()) {
                    add(
                            Severity.LOOK,
                            "TELECINE_PARTS",
                            "3:2 pull-down in parts of the work, but not in all of it");
                }
                if (quality.repeated() > 0) {
                    add(
                            Severity.NOTE,
                            "REPEATED",
                            quality.repeated() + " frames ask to be shown for three fields");
                }
            }
        }
        if (fields.segmented()) {
            add(
                    Severity.NOTE,
                    "SEGMENTED",
                    "whole pictures are carried as two fields (PsF): nothing is to be"
                            + " deinterlaced");
        }
    }

    private void spans() {
        Duration length = decoded.picture().length();
        List<Quality.Span> black = quality.black();
        if (black.isEmpty()) {
            add(Severity.FINE, "NOT_BLACK", "no black stretch");
        } else {
            boolean all = Spans.sum(black).compareTo(length.multipliedBy(9).dividedBy(10)) >= 0;
            boolean within =
                    black.stream()
                            .anyMatch(s ->
                                    !s.start().isZero()
                                            && s.end().compareTo(length) < 0
                                            && Spans.length(s).compareTo(LONG_BLACK) >= 0);
            add(
                    all || within ? Severity.LOOK : Severity.NOTE,
                    "BLACK",
                    all ? "almost all of the picture is black" : stretches(black, "black"));
        }
        List<Quality.Span> frozen = quality.frozen();
        if (frozen.isEmpty()) {
            add(Severity.FINE, "NOT_FROZEN", "the picture never stands still for 2 s");
        } else {
            boolean longer = Spans.longest(frozen).compareTo(LONG_FROZEN) >= 0;
            add(
                    longer ? Severity.LOOK : Severity.NOTE,
                    "FROZEN",
                    stretches(frozen, "without movement"));
        }
    }

    /// `3 stretches black, 0:00:12.000 in all, the first 0:00:00.000 to 0:00:04.000`.
    static String stretches(List<Quality.Span> spans, String what) {
        return spans.size()
                + (spans.size() == 1 ? " stretch " : " stretches ")
                + what
                + ", "
                + Spans.clock(Spans.sum(spans))
                + " in all, the first "
                + first(spans);
    }

    private void sound() {
        long named = probe.tracks().stream().filter(Track.Sound.class::isInstance).count();
        int decodable = probe.sounds().size();
        if (named > decodable) {
            add(
                    Severity.LOOK,
                    "SOUND_UNREADABLE",
                    (named - decodable) + " sound tracks have no known codec");
        }
        if (decodable == 0) {
            add(Severity.NOTE, "SILENT", "there is no sound");
            return;
        }
        Duration apart = decoded.measure().soundEnd().minus(decoded.picture().end());
        if (picture != null && apart.abs().compareTo(APART) > 0) {
            add(
                    Severity.LOOK,
                    "SOUND_LENGTH",
                    String.format(
                            Locale.ROOT,
                            "sound ends %.3f s %s the picture",
                            apart.abs().toNanos() / 1e9,
                            apart.isNegative() ? "before" : "after"));
        }
    }

    private void timecodes() {
        List<Quality.Timecode> all = quality.timecodes();
        if (Timecodes.conflict(all)) {
            add(
                    Severity.LOOK,
                    "TIMECODE_CONFLICT",
                    "the start timecodes differ: " + Timecodes.text(all));
        } else if (!Timecodes.meant(all).isEmpty()) {
            add(Severity.FINE, "TIMECODE", "starts at " + Timecodes.text(all));
        } else {
            String zero =
                    all.isEmpty() ? "" : ": " + Timecodes.text(all) + " is what stands for none";
            add(Severity.FINE, "NO_TIMECODE", "no start timecode" + zero);
        }
    }

    private void words() {
        for (Quality.Words words : quality.words()) {
            String track =
                    " in track "
                            + words.track()
                            + (words.language() == null ? "" : " (" + words.language() + ")");
            switch (words.kind()) {
                case TEXT -> add(Severity.FINE, "WORDS", "subtitles as text" + track);
                case CEA_608, CEA_708 -> add(Severity.FINE, "WORDS", "closed captions" + track);
                case PICTURES ->
                        add(
                                Severity.NOTE,
                                "WORDS_AS_PICTURES",
                                "subtitles as pictures, which are not read," + track);
                case TELETEXT ->
                        add(
                                Severity.NOTE,
                                "TELETEXT",
                                "teletext pages, which are not read," + track);
            }
        }
    }

    private void data() {
        List<String> data =
                probe.tracks().stream()
                        .filter(Track.Data.class::isInstance)
                        .map(t -> t.index() + " (" + name(t) + ")")
                        .toList();
        if (!data.isEmpty()) {
            add(
                    Severity.NOTE,
                    "DATA_TRACKS",
                    "tracks of data that are not released: " + String.join(", ", data));
        }
        List<String> other =
                probe.tracks().stream()
                        .filter(Track.Picture.class::isInstance)
                        .filter(t -> picture == null || t.index() != picture.index())
                        .map(t -> t.index() + " (" + t.codec() + ")")
                        .toList();
        if (!other.isEmpty()) {
            add(
                    Severity.NOTE,
                    "OTHER_PICTURES",
                    "further picture tracks that are not released: " + String.join(", ", other));
        }
    }

    private String name(Track track) {
        String tag = probe.claim(track.index()).codecTag();
        return tag.matches("[a-zA-Z0-9]{4}") ? tag : track.codec();
    }
}
