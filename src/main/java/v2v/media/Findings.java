package v2v.media;

import v2v.item.Inspection.Finding;
import v2v.item.Inspection.Severity;
import v2v.item.Scan;
import v2v.item.Track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The remarks for the quality report: nothing here stops a work.
final class Findings {
    private static final Duration APART = Duration.ofMillis(500);

    private final Probe probe;
    private final Track.Picture picture;
    private final Decoding.Decoded decoded;
    private final List<Finding> findings = new ArrayList<>();

    Findings(Probe probe, Track.Picture picture, Decoding.Decoded decoded) {
        this.probe = probe;
        this.picture = picture;
        this.decoded = decoded;
    }

    List<Finding> all(Scan scan) {
        decode();
        scan(scan);
        shape();
        sound();
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
        } else {
            add(
                    Severity.FINE,
                    "DECODED",
                    decoded.picture().frames() + " frames decoded without an error");
        }
        if (!decoded.picture().even()) {
            add(Severity.NOTE, "VARIABLE_RATE", "the frames are not evenly spaced in time");
        }
    }

    private void scan(Scan scan) {
        boolean header = FieldVote.saysInterlaced(picture);
        if (scan == Scan.MIXED) {
            add(Severity.LOOK, "SCAN_MIXED", "interlaced and progressive: " + decoded.fields());
        } else if (header != scan.interlaced() && !picture.fieldOrder().equals("unknown")) {
            add(
                    Severity.NOTE,
                    "SCAN_DIFFERS",
                    "header says " + picture.fieldOrder() + ", frames say " + decoded.fields());
        } else if (scan.interlaced()
                && header
                && FieldVote.saysBottomFirst(picture) != (scan == Scan.BOTTOM_FIELD_FIRST)) {
            add(
                    Severity.LOOK,
                    "FIELD_ORDER",
                    "header says " + picture.fieldOrder() + ", frames say " + decoded.fields());
        }
    }

    private void shape() {
        if (Colour.of(picture).assumed()) {
            Colour colour = Colour.of(picture);
            add(
                    Severity.NOTE,
                    "COLOUR_ASSUMED",
                    "taken as "
                            + colour.primaries()
                            + "/"
                            + colour.transfer()
                            + "/"
                            + colour.matrix());
        }
        String pixels = picture.pixels();
        if (pixels.startsWith("yuva") || pixels.contains("rgba") || pixels.startsWith("gbrap")) {
            add(Severity.LOOK, "ALPHA", "the transparency is left out of the access copy");
        }
        if (picture.rotation() != 0) {
            add(Severity.NOTE, "ROTATED", "shown turned by " + picture.rotation() + " degrees");
        }
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
        if (apart.abs().compareTo(APART) > 0) {
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
}
