package v2v.media;

import v2v.item.Inspection.Finding;
import v2v.item.Inspection.Severity;
import v2v.item.Track;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Whether the form of a picture can be right: the shape of its samples, lines that are no picture,
/// colours, transparency.
final class Shaped {
    private static final double NARROWEST = 1.2;
    private static final double WIDEST = 2.5;

    /// 702 or 720 samples for the same width (ITU-R BT.601), and 480 or 486 lines, explain so much.
    private static final double SLACK = 0.05;

    private final Track.Picture picture;
    private final Probe.Claim claim;
    private final List<Finding> findings = new ArrayList<>();

    Shaped(Track.Picture picture, Probe.Claim claim) {
        this.picture = picture;
        this.claim = claim;
    }

    List<Finding> findings() {
        blanking();
        shape();
        colour();
        if (transparent()) {
            add(Severity.LOOK, "ALPHA", "the transparency is left out of the access copy");
        }
        if (picture.rotation() != 0) {
            add(Severity.NOTE, "ROTATED", "shown turned by " + picture.rotation() + " degrees");
        }
        return List.copyOf(findings);
    }

    private void add(Severity severity, String code, String text) {
        findings.add(new Finding(severity, code, text));
    }

    private void blanking() {
        int lines = Shape.blanking(picture);
        if (lines > 0) {
            add(
                    Severity.NOTE,
                    "BLANKING",
                    lines + " lines of vertical blanking above the picture (SMPTE ST 356)");
        }
    }

    private void shape() {
        int lines = picture.height() - Shape.blanking(picture);
        double wide = picture.width() * picture.sampleShape().value() / lines;
        String text =
                String.format(
                        Locale.ROOT,
                        "%d x %d samples of shape %s are shown %.2f : 1",
                        picture.width(),
                        lines,
                        picture.sampleShape(),
                        wide);
        boolean upright = picture.height() > picture.width() || picture.rotation() % 180 != 0;
        if (anamorphic(lines) && !claim.shaped()) {
            add(
                    Severity.LOOK,
                    "SHAPE_MISSING",
                    text + ": the header does not give the shape, which is never square here");
        } else if (anamorphic(lines) && !(near(wide, 4 / 3.0) || near(wide, 16 / 9.0))) {
            add(Severity.LOOK, "SHAPE_DOUBTFUL", text + ", neither 4:3 nor 16:9");
        } else if (!upright && (wide < NARROWEST || wide > WIDEST)) {
            add(Severity.LOOK, "SHAPE_DOUBTFUL", text + ", outside 1.2 to 2.5");
        } else {
            add(Severity.FINE, "SHAPE", text);
        }
    }

    /// Sizes that television stores with samples that are not square.
    private boolean anamorphic(int lines) {
        int width = picture.width();
        return switch (lines) {
            case 576, 480, 486 -> width == 720 || width == 704 || width == 702;
            case 1080 -> width == 1440 || width == 1280;
            case 720 -> width == 960;
            default -> false;
        };
    }

    private static boolean near(double wide, double goal) {
        return Math.abs(wide / goal - 1) <= SLACK;
    }

    private void colour() {
        String high = Colour.high(picture);
        if (high != null) {
            add(Severity.NOTE, "HIGH_DYNAMIC_RANGE", "the picture has " + high);
        }
        Colour colour = Colour.of(picture);
        String said = picture.primaries() + "/" + picture.transfer() + "/" + picture.matrix();
        if (colour.assumed()) {
            add(Severity.NOTE, "COLOUR_ASSUMED", "tagged " + said + ", taken as " + colour.words());
        } else {
            add(Severity.FINE, "COLOUR", "tagged " + said);
        }
    }

    private boolean transparent() {
        String pixels = picture.pixels();
        return pixels.startsWith("yuva") || pixels.contains("rgba") || pixels.startsWith("gbrap");
    }
}
