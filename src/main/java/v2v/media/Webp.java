package v2v.media;

import v2v.item.Clearance;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// How the still pictures of a release are written, signed and looked at again.
final class Webp {
    private Webp() {}

    /// Brings a frame to this size and to the only kind of colour that WebP has: Rec. 601, limited
    /// range.
    static String picture(int width, int height) {
        return String.format(
                Locale.ROOT,
                "scale=%d:%d:flags=lanczos+accurate_rnd:out_range=tv:out_color_matrix=smpte170m,"
                        + "format=yuv420p",
                width,
                height);
    }

    /// Output arguments for one picture; the filters are named before.
    static List<String> write(int quality, String output) {
        return List.of(
                "-map_metadata",
                "-1",
                "-frames:v",
                "1",
                "-fps_mode:v",
                "passthrough",
                "-c:v",
                "libwebp",
                "-quality",
                Integer.toString(quality),
                "-fflags",
                "+bitexact",
                "-f",
                "webp",
                output);
    }

    /// Puts the rights into the picture and looks at the result.
    ///
    /// @param what of the work it is, in a person's words
    static void sign(Path file, Shape shape, String what, Clearance clearance, Looking looking)
            throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        if (bytes.length == 0) {
            throw bad(what + " could not be made", clearance);
        }
        byte[] signed = WebpXmp.with(bytes, shape.width(), shape.height(), clearance.xmp());
        Files.write(file, signed);
        boolean kept =
                WebpXmp.read(Files.readAllBytes(file)).filter(clearance.xmp()::equals).isPresent();
        if (!kept || !looking.still(file, shape.width(), shape.height())) {
            throw bad(what + " can not be read back", clearance);
        }
    }

    static Refusal bad(String message, Clearance clearance) {
        return new Refusal(
                Refusal.Code.RENDITION_BAD,
                clearance.inspection().footage().file().toString(),
                message,
                "report this with the file's inspection (nothing was released)");
    }
}
