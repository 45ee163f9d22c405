package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import v2v.item.Inspection;
import v2v.item.Ratio;
import v2v.item.Scan;
import v2v.item.Track;

import java.util.Objects;

class PlanTest {
    private static final Inspection.Decode SECOND = Samples.decode(25, 1, false);

    private static Plan plan(
            Track.Picture picture, Scan scan, Inspection.Decode decode, Track.Sound... sounds) {
        return Plan.of(Samples.inspection(picture, scan, decode, sounds), Samples.PROFILE);
    }

    private static Film film(Track.Picture picture, Scan scan, Inspection.Decode decode) {
        return Objects.requireNonNull(plan(picture, scan, decode).film());
    }

    private static String graph(Film film) {
        return film.graph(Piece.all(film.rate().frames()));
    }

    @Test
    void interlacedFootageShowsBothFieldsInTheFramesOrder() {
        Film film = film(Samples.picture(720, 576, "64/45"), Scan.TOP_FIELD_FIRST, SECOND);
        assertEquals(
                "[0:0]bwdif=mode=send_field:parity=tff:deint=all,"
                        + "setpts=N/(50/1*TB),fps=50/1,"
                        + "scale=1024:576:flags=lanczos+accurate_rnd+full_chroma_int:out_range=tv"
                        + ":out_color_matrix=bt470,setsar=1,format=yuv420p10le,"
                        + "setparams=field_mode=prog:range=tv:color_primaries=bt470bg"
                        + ":color_trc=bt709:colorspace=bt470bg[v0]",
                graph(film));
        assertEquals(50, film.rate().frames());
    }

    @Test
    void progressiveFootageIsNotTouched() {
        Film film = film(Samples.picture(1280, 720, "1/1"), Scan.PROGRESSIVE, SECOND);
        assertFalse(graph(film).contains("bwdif"));
        assertTrue(graph(film).contains("colorspace=bt709"));
    }

    @Test
    void upsideDownFieldsChangePlaces() {
        Track.Picture picture = Samples.picture(720, 576, "16/15", "yuv420p", 180);
        assertEquals(Film.Fields.BFF, film(picture, Scan.TOP_FIELD_FIRST, SECOND).fields());
        assertEquals(Film.Fields.TFF, film(picture, Scan.BOTTOM_FIELD_FIRST, SECOND).fields());
        Track.Picture sideways = Samples.picture(720, 576, "16/15", "yuv420p", 90);
        assertEquals(Film.Fields.NONE, film(sideways, Scan.TOP_FIELD_FIRST, SECOND).fields());
    }

    @Test
    void fullRangeIsNarrowed() {
        Track.Picture picture = Samples.picture(640, 480, "1/1", "yuvj422p", 0);
        String filters = graph(film(picture, Scan.PROGRESSIVE, SECOND));
        assertTrue(filters.contains(":in_range=pc:out_range=tv"), filters);
    }

    @Test
    void shapesBecomeSquareAndEven() {
        assertEquals(new Shape(768, 576, 0, 0), shape(720, 576, "16/15", 0));
        assertEquals(new Shape(640, 480, 0, 0), shape(720, 480, "8/9", 0));
        assertEquals(new Shape(1920, 1080, 0, 0), shape(1440, 1080, "4/3", 0));
        assertEquals(new Shape(1080, 1920, 0, 0), shape(3840, 2160, "1/1", 90));
        assertEquals(new Shape(320, 568, 0, 0), shape(568, 320, "1/1", 270));
        assertEquals(new Shape(172, 122, 0, 0), shape(171, 121, "1/1", 0));
        assertEquals(new Shape(1024, 576, 32, 576), shape(720, 608, "64/45", 0));
    }

    /// The encoder never ends on smaller ones.
    @Test
    void theSmallestPictureIsOneThatCanBeEncoded() {
        assertEquals(new Shape(32, 32, 0, 0), shape(1, 1, "1/1", 0));
        assertEquals(new Shape(32, 8192, 0, 0), shape(16, 8192, "1/1", 0));
    }

    private static Shape shape(int width, int height, String samples, int turned) {
        return Shape.of(Samples.picture(width, height, samples, "yuv420p", turned), 1080);
    }

    @Test
    void aLargePosterKeepsItsShape() {
        assertEquals(new Shape(1280, 720, 0, 0), new Shape(1920, 1080, 0, 0).within(1280));
    }

    @Test
    void ratesAreTheOnesThatPicturesAreMadeAt() {
        assertEquals("25/1", rate(1500, 60.008, false));
        assertEquals("30000/1001", rate(1, 0.033367, false));
        assertEquals("30/1", rate(120, 4.0017, false));
        assertEquals("24/1", rate(63, 8.7255, true));
        assertEquals("60/1", rate(1000, 8, false));
        assertEquals("10/1", rate(1394, 139.4, false));
    }

    private static String rate(long frames, double seconds, boolean variable) {
        Track.Picture unknown = Samples.picture(640, 480, "1/1");
        Inspection.Decode decode = Samples.decode(frames, seconds, variable);
        Track.Picture header =
                new Track.Picture(
                        0,
                        "h264",
                        640,
                        480,
                        unknown.sampleShape(),
                        Ratio.parse("0/1"),
                        "yuv420p",
                        "unknown",
                        0,
                        "unknown",
                        "unknown",
                        "unknown",
                        "unknown",
                        false);
        return FrameRate.of(decode, header, false).rate().toString();
    }

    @Test
    void anHourDoesNotDriftByMoreThanHalfAFrame() {
        FrameRate rate =
                FrameRate.of(
                        Samples.decode(90_030, 3600, false),
                        Samples.picture(720, 576, "1/1"),
                        false);
        assertTrue(Math.abs(90_030 / rate.rate().value() - 3600) <= 0.02, rate.toString());
    }
}
