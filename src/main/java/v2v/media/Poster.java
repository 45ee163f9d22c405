package v2v.media;

import v2v.item.Clearance;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The still picture that stands for the work.
///
/// It is taken while the access copy is decoded back anyway: that costs no second decode, and its
/// shape, fields and colours are right already.
final class Poster {
    static final String NAME = "images/poster.webp";

    /// Frames that are looked at, spread over the middle of the work.
    private static final int CANDIDATES = 24;

    private static final double FROM = 0.1;
    private static final double TO = 0.9;

    /// A tenth of the frame must be brighter than this (16 is black, 235 white).
    private static final int LIT = 64;

    private final Shape shape;
    private final Profile.Poster profile;

    Poster(Shape shape, Profile.Poster profile) {
        this.shape = shape.within(profile.maxWidth());
        this.profile = profile;
    }

    int width() {
        return shape.width();
    }

    int height() {
        return shape.height();
    }

    /// The most usual of the frames that are not black.
    List<String> representative(Duration length, String output) {
        double seconds = length.toNanos() / 1e9;
        String when =
                String.format(
                        Locale.ROOT,
                        "select='gte(t,%.3f)*lte(t,%.3f)*(isnan(prev_selected_t)"
                                + "+gte(t-prev_selected_t,%.3f))'",
                        seconds * FROM,
                        seconds * TO,
                        seconds * (TO - FROM) / CANDIDATES);
        return write(
                when
                        + ","
                        + picture()
                        + ",signalstats,metadata=mode=select"
                        + ":key=lavfi.signalstats.YHIGH:value="
                        + LIT
                        + ":function=greater"
                        + ",thumbnail=n="
                        + CANDIDATES,
                output);
    }

    /// For a work that is dark throughout, or very short.
    List<String> middle(long frames, String output) {
        return write("select='gte(n," + frames / 2 + ")'," + picture(), output);
    }

    /// WebP has one kind of colour only: Rec. 601, limited range.
    private String picture() {
        return String.format(
                Locale.ROOT,
                "scale=%d:%d:flags=lanczos+accurate_rnd:out_range=tv:out_color_matrix=smpte170m,"
                        + "format=yuv420p",
                shape.width(),
                shape.height());
    }

    private List<String> write(String filters, String output) {
        return List.of(
                "-map",
                "0:0",
                "-map_metadata",
                "-1",
                "-vf",
                filters,
                "-frames:v",
                "1",
                "-c:v",
                "libwebp",
                "-quality",
                Integer.toString(profile.quality()),
                "-fflags",
                "+bitexact",
                "-f",
                "webp",
                output);
    }

    /// Puts the rights into the picture and looks at the result.
    void sign(Path file, Clearance clearance, Looking looking) throws IOException {
        byte[] signed = WebpXmp.with(Files.readAllBytes(file), width(), height(), clearance.xmp());
        Files.write(file, signed);
        boolean kept =
                WebpXmp.read(Files.readAllBytes(file)).filter(clearance.xmp()::equals).isPresent();
        if (!kept || !looking.still(file, width(), height())) {
            throw new Refusal(
                    Refusal.Code.RENDITION_BAD,
                    clearance.inspection().footage().file().toString(),
                    "the poster can not be read back",
                    "report this with the file's inspection (nothing was released)");
        }
    }
}
