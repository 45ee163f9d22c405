package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Track;

import java.util.Locale;
import java.util.Set;

/// The colour description of the access copy (ITU-T H.273 words, as FFmpeg spells them).
///
/// @param assumed whether some of it was not in the header
record Colour(String primaries, String transfer, String matrix, boolean assumed) {
    /// What every screen shows.
    static final Colour STANDARD = new Colour("bt709", "bt709", "bt709", false);

    /// From high dynamic range (ITU-R BT.2100) to standard range: in linear light, with 100 cd/m²
    /// as white, the brighter part compressed.
    static final String TO_STANDARD =
            "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
                    + "zscale=t=bt709:m=bt709:r=tv,format=yuv444p10le";

    private static final Set<String> NONE = Set.of("unknown", "unspecified", "reserved", "");
    private static final Set<String> HIGH = Set.of("smpte2084", "arib-std-b67");
    private static final Set<String> RGB = Set.of("gbr", "rgb");

    /// What the header says; what it leaves out is what such footage has as a rule.
    static Colour of(Track.Picture picture) {
        Colour rule = rule(picture);
        boolean rgb = RGB.contains(picture.matrix());
        String primaries = or(picture.primaries(), rule.primaries);
        String transfer = or(picture.transfer(), rule.transfer);
        String matrix = rgb ? rule.matrix : or(picture.matrix(), rule.matrix);
        boolean all = known(picture.primaries()) && known(picture.transfer());
        return new Colour(primaries, transfer, matrix, !all || !(rgb || known(picture.matrix())));
    }

    /// SD of 625 lines and of 525 lines, and all that is larger.
    private static Colour rule(Track.Picture picture) {
        int lines = Math.min(picture.width(), picture.height());
        if (HIGH.contains(picture.transfer())) {
            return new Colour("bt2020", picture.transfer(), "bt2020nc", true);
        }
        if (lines >= 720) {
            return new Colour("bt709", "bt709", "bt709", true);
        }
        boolean pal = lines == 576 || lines == 288 || (lines == 608 && Shape.blanking(picture) > 0);
        String system = pal ? "bt470bg" : "smpte170m";
        return new Colour(system, "bt709", system, true);
    }

    String words() {
        return primaries + "/" + transfer + "/" + matrix;
    }

    /// Whether it is high dynamic range (ITU-R BT.2100).
    boolean high() {
        return HIGH.contains(transfer);
    }

    /// The transfer in the words of the encoders' options, which call two of them by their gamma.
    String codecTransfer() {
        return switch (transfer) {
            case "bt470m" -> "gamma22";
            case "bt470bg" -> "gamma28";
            default -> transfer;
        };
    }

    /// The scaler has no words for the rare matrices; they are carried over as they are.
    String scalerMatrix() {
        return switch (matrix) {
            case "bt709", "smpte170m", "smpte240m", "fcc" -> matrix;
            case "bt470bg" -> "bt470";
            case "bt2020nc", "bt2020_ncl" -> "bt2020";
            default -> "auto";
        };
    }

    private static String or(String said, String rule) {
        return known(said) ? said : rule;
    }

    private static boolean known(String word) {
        return !NONE.contains(word);
    }

    /// The name of a high dynamic range; null for all others.
    static @Nullable String high(Track.Picture picture) {
        return switch (picture.transfer()) {
            case "smpte2084" -> "high dynamic range (PQ, SMPTE ST 2084)";
            case "arib-std-b67" -> "high dynamic range (HLG, ARIB STD-B67)";
            default -> null;
        };
    }

    /// Why copies of this picture would be wrong; null when they would not.
    ///
    /// @param dynamics what the profile does with high dynamic range
    static @Nullable String obstacle(
            Track.Picture picture, boolean dolbyOnly, Profile.Dynamics dynamics) {
        String pixels = picture.pixels().toLowerCase(Locale.ROOT);
        if (dolbyOnly) {
            return "Dolby Vision without a base layer";
        }
        if (pixels.startsWith("xyz")) {
            return "in cinema XYZ colours";
        }
        if (pixels.startsWith("bayer")) {
            return "raw sensor data";
        }
        if (pixels.contains("f32") || pixels.contains("f16")) {
            return "in floating-point samples";
        }
        return switch (picture.transfer()) {
            case "smpte2084", "arib-std-b67" ->
                    dynamics == Profile.Dynamics.REFUSE ? high(picture) : null;
            case "linear", "log", "log100", "log_sqrt", "log316" ->
                    "in " + picture.transfer() + " light";
            case "smpte428" -> "in cinema light (SMPTE ST 428)";
            default -> null;
        };
    }
}
