package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Scan;
import v2v.item.Track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which originals also get a lossless copy.
class LosslessTest {
    @TempDir Path folder;

    private Lossless plan(String codec, int lines, String convert) throws IOException {
        Files.writeString(
                folder.resolve("access.yaml"),
                "make: access, master\nmaster: {convert: " + convert + "}\n");
        Profile profile = Profiles.load(folder).named("access", "");
        Track.Picture p = Samples.picture(720, lines, "1/1");
        Track.Picture picture =
                new Track.Picture(
                        0,
                        codec,
                        p.width(),
                        p.height(),
                        p.sampleShape(),
                        p.rate(),
                        p.pixels(),
                        "tt",
                        0,
                        "tv",
                        "unknown",
                        "unknown",
                        "unknown",
                        false);
        return Lossless.of(
                Samples.inspection(picture, Scan.TOP_FIELD_FIRST, Samples.decode(25, 1, false)),
                profile);
    }

    @ParameterizedTest
    @CsvSource({
        "dvvideo,     576, true,  'DV, a tape format'",
        "dvvideo,     480, true,  'DV, a tape format'",
        "mpeg2video,  608, true,  'IMX/D-10, a tape format'",
        "mpeg2video,  512, true,  'IMX/D-10, a tape format'",
        "mpeg2video,  576, false, widely read",
        "v210,        576, true,  uncompressed",
        "rawvideo,    486, true,  uncompressed",
        "r210,       1080, true,  uncompressed",
        "cinepak,     240, true,  obsolete",
        "msmpeg4v3,   576, true,  obsolete",
        "qtrle,       480, true,  obsolete",
        "huffyuv,     576, true,  obsolete",
        "svq3,        240, true,  obsolete",
        "h264,       1080, false, widely read",
        "hevc,       2160, false, widely read",
        "prores,     1080, false, widely read",
        "dnxhd,      1080, false, widely read",
        "jpeg2000,   2160, false, widely read",
        "mpeg4,       576, false, widely read",
        "mjpeg,       480, false, widely read",
        "av1,        1080, false, widely read",
        "vp9,        1080, false, widely read",
        "ffv1,        576, false, widely read",
    })
    void whatMayNotBeReadForEverIsCopied(String codec, int lines, boolean convert, String why)
            throws IOException {
        Lossless lossless = plan(codec, lines, "eligible");
        assertEquals(convert, lossless.convert());
        assertTrue(lossless.why().contains(why), lossless.why());
    }

    @Test
    void theProfileMayDecideForAll() throws IOException {
        assertTrue(plan("h264", 1080, "always").convert());
        Lossless never = plan("dvvideo", 576, "never");
        assertEquals(false, never.convert());
        assertEquals("the original byte for byte", never.act());
    }
}
