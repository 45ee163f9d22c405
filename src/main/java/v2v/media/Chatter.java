package v2v.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What kind a line on FFmpeg's error output is. Everything is a complaint unless it is known here,
/// with the reason why.
enum Chatter {
    /// Held against the file.
    COMPLAINT,
    /// Held against the file, and says that it ends too early.
    END_OF_FILE,
    /// FFmpeg 8.0 hands its Opus parser an empty packet at the end of every Opus track and the
    /// parser complains (FFmpeg issue 20954, mended later). Seen once a track on files that decode
    /// to the last sample.
    OPUS_END,
    /// SVT-AV1 prints its settings, whatever log level FFmpeg was given.
    NOISE,
    /// The line among them that names its version.
    ENCODER_VERSION;

    private static final Pattern SVT = Pattern.compile("Svt\\[(info|warn|debug)\\]");
    private static final Pattern SVT_VERSION =
            Pattern.compile("SVT \\[version\\]:\\s*SVT-AV1 Encoder Lib (\\S+)");
    private static final Pattern EARLY_END =
            Pattern.compile(
                    "partial file|File ended prematurely|moov atom not found|Truncating packet"
                            + "|Unexpected end of file|unexpected EOF|[Pp]acket is truncated"
                            + "|truncated at end");
    // "[mpeg2video @ 0x55f4] [error] ..." : the address differs from run to run
    private static final Pattern ADDRESS = Pattern.compile(" @ 0x[0-9a-f]+\\]");
    private static final Pattern LEVEL = Pattern.compile("\\[(?:error|fatal|panic)\\] ");

    static Chatter of(String line) {
        if (SVT_VERSION.matcher(line).find()) {
            return ENCODER_VERSION;
        }
        if (line.isBlank() || SVT.matcher(line).lookingAt()) {
            return NOISE;
        }
        if (line.startsWith("[opus @ ") && line.endsWith("Error parsing Opus packet header.")) {
            return OPUS_END;
        }
        return EARLY_END.matcher(line).find() ? END_OF_FILE : COMPLAINT;
    }

    /// DV says the first once a damaged block of macroblocks, MPEG and H.263 the second once a
    /// damaged picture, H.264 the third.
    static boolean repaired(String line) {
        return line.endsWith("Concealing bitstream errors")
                || line.endsWith("Warning MVs not available")
                || line.contains("] concealing ");
    }

    static String encoderVersion(String line) {
        Matcher matcher = SVT_VERSION.matcher(line);
        return matcher.find() ? "SVT-AV1 " + matcher.group(1) : "";
    }

    /// The line without memory addresses, so that the same fault reads the same every time, and
    /// without any path of ours.
    static String plain(String line) {
        String text = LEVEL.matcher(ADDRESS.matcher(line).replaceAll("]")).replaceFirst("");
        return text.replaceAll("file:/.*?/scratch-[0-9]+/original(\\.[a-z0-9]{1,8})?", "<original>")
                .replaceAll("file:/.*?(?=: |$)", "<original>")
                .replaceAll("not on whitelist '.*'", "is not one of an archive's");
    }
}
