package v2v.media.stills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import v2v.item.Quality;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Bars around painted frames.
class MarginsTest {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 576;
    private static final int STRIDE = 768;

    private interface Paint {
        int at(int x, int y);
    }

    private static Margins margins(int skip, Paint paint) {
        ByteBuffer gray = ByteBuffer.allocate(STRIDE * HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < STRIDE; x++) {
                gray.put((byte) (x < WIDTH ? paint.at(x, y) : 255));
            }
        }
        return Margins.of(7, gray.flip(), STRIDE, WIDTH, HEIGHT, skip);
    }

    private static Optional<Quality.Area> active(Margins... frames) {
        return Margins.active(List.of(frames), WIDTH, HEIGHT);
    }

    private static int texture(int x, int y) {
        return 60 + (x * 7 + y * 13) % 120;
    }

    @Test
    void aLetterBoxIsFoundThroughNoise() {
        Random random = new Random(1);
        Margins box = margins(0, (x, y) -> y < 72 || y >= 504 ? random.nextInt(16) : texture(x, y));
        assertEquals(Optional.of(new Quality.Area(0, 72, 720, 432)), active(box, box, box));
    }

    @Test
    void aPillarBoxIsFound() {
        Margins box = margins(0, (x, y) -> x < 90 || x >= 630 ? 3 : texture(x, y));
        assertEquals(Optional.of(new Quality.Area(90, 0, 540, 576)), active(box, box, box));
    }

    @Test
    void signalsAboveTheBoxDoNotHideIt() {
        Margins box = margins(0, (x, y) -> y < 3 ? 180 : y < 72 || y >= 504 ? 2 : texture(x, y));
        assertEquals(Optional.of(new Quality.Area(0, 72, 720, 432)), active(box, box, box));
    }

    @Test
    void blankingLinesAreNotCounted() {
        Margins box = margins(32, (x, y) -> y < 32 ? 0 : texture(x, y));
        assertEquals(new Margins(7, true, 0, 0, 0, 0), box);
    }

    @Test
    void theEdgesOfAnAnaloguePictureAreNoBox() {
        Margins edges = margins(0, (x, y) -> x < 9 || x >= 711 || y < 1 ? 0 : texture(x, y));
        assertEquals(Optional.empty(), active(edges, edges, edges));
    }

    @Test
    void oneFullFrameIsEnoughToSayThatThereIsNoBox() {
        Margins box = margins(0, (x, y) -> y < 72 || y >= 504 ? 0 : texture(x, y));
        Margins full = margins(0, MarginsTest::texture);
        assertEquals(Optional.empty(), active(box, box, box, full));
    }

    @Test
    void darkFramesTellNothing() {
        Margins night = margins(0, (x, y) -> y > 300 && x > 300 && x < 330 ? 90 : 4);
        assertFalse(night.lit());
        assertFalse(Margins.telling(List.of(night, night, night)));
        Margins box = margins(0, (x, y) -> y < 72 || y >= 504 ? 0 : texture(x, y));
        assertEquals(Optional.of(new Quality.Area(0, 72, 720, 432)), active(box, night, box, box));
        assertTrue(active(box, night, box).isEmpty());
    }

    @Test
    void aLineIsReadBack() {
        Margins margins = new Margins(12, true, 1, 2, 3, 4);
        assertEquals(margins, Margins.parse(margins.line()));
    }
}
