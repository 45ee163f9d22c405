package v2v.media.stills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Which of painted frames is chosen.
class ChoiceTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int[] BARS = {
        0xC0C0C0, 0xC0C000, 0x00C0C0, 0x00C000, 0xC000C0, 0xC00000, 0x0000C0
    };

    private static Raster plain(int gray) {
        return Raster.painted(WIDTH, HEIGHT, (x, y) -> gray * 0x010101);
    }

    /// Seven bars, and below them what SMPTE puts there.
    private static Raster bars() {
        return Raster.painted(
                WIDTH,
                HEIGHT,
                (x, y) -> {
                    int bar = x * BARS.length / WIDTH;
                    return y < HEIGHT * 2 / 3 ? BARS[bar] : BARS[BARS.length - 1 - bar];
                });
    }

    /// Hills in sunlight: shapes, shades, colours, and detail everywhere.
    private static Raster landscape(int blur, double light) {
        return Raster.painted(
                WIDTH,
                HEIGHT,
                (x, y) -> {
                    double red = 0;
                    double green = 0;
                    double blue = 0;
                    int count = 0;
                    for (int dy = -blur; dy <= blur; dy += 2) {
                        for (int dx = -blur; dx <= blur; dx += 2) {
                            double hill = HEIGHT * (0.5 + 0.2 * Math.sin((x + dx) / 40.0));
                            boolean sky = y + dy < hill;
                            double grain = new Random((x + dx) * 7919L + y + dy).nextInt(50);
                            red += sky ? 90 + grain / 3 : 60 + grain * 2;
                            green += sky ? 140 + grain / 3 : 110 + grain;
                            blue += sky ? 220 : 30 + grain;
                            count++;
                        }
                    }
                    return (int) (light * red / count) << 16
                            | (int) (light * green / count) << 8
                            | (int) (light * blue / count);
                });
    }

    private static List<Sight> sights(Raster... rasters) {
        List<Sight> sights = new ArrayList<>();
        for (int i = 0; i < rasters.length; i++) {
            sights.add(Sight.of(i, rasters[i], rasters[i]));
        }
        return sights;
    }

    private static long best(List<Sight> sights) {
        return Choice.best(sights).orElseThrow().micros();
    }

    @Test
    void theSharpPictureWinsOverEveryOther() {
        List<Sight> sights =
                sights(
                        plain(0),
                        bars(),
                        landscape(9, 1),
                        plain(255),
                        landscape(0, 1),
                        plain(120),
                        landscape(0, 0.15));
        assertEquals(4, best(sights), sights.toString());
    }

    @Test
    void blurIsMeasured() {
        List<Sight> sights = sights(landscape(0, 1), landscape(3, 1), landscape(9, 1));
        assertTrue(sights.get(0).sharp() > 2 * sights.get(1).sharp(), sights.toString());
        assertTrue(sights.get(1).sharp() > sights.get(2).sharp(), sights.toString());
    }

    @Test
    void barsHaveStripesAndLandscapesHaveNone() {
        assertEquals(1, sights(bars()).getFirst().stripes(), 0.02);
        assertEquals(0, sights(landscape(0, 1)).getFirst().stripes(), 0.02);
    }

    @Test
    void aClearSkyIsNoBars() {
        Raster sky =
                Raster.painted(
                        WIDTH, HEIGHT, (x, y) -> y < 120 ? 0x90B0F0 : (x * y * 37) % 90 * 0x010101);
        assertEquals(0, sights(sky).getFirst().stripes());
    }

    @Test
    void aBlurredPictureIsBetterThanBars() {
        assertEquals(1, best(sights(bars(), landscape(9, 1), bars())));
    }

    @Test
    void aFrameThatIsAboutToBecomeAnotherIsLeft() {
        Raster hills = landscape(0, 1);
        Sight steady = Sight.of(1, hills, hills);
        Sight flash = Sight.of(0, hills, plain(255));
        assertTrue(flash.change() > 80, flash.toString());
        assertEquals(1, best(List.of(flash, steady)));
    }

    @Test
    void amongDarkFramesTheBrightestSharpOneIsTaken() {
        List<Sight> sights =
                sights(plain(2), landscape(0, 0.03), landscape(0, 0.1), landscape(9, 0.1));
        assertEquals(2, best(sights), sights.toString());
    }

    @Test
    void somethingIsTakenOfNothingButBars() {
        assertEquals(1, best(sights(plain(0), bars())));
        assertTrue(Choice.best(List.of()).isEmpty());
    }

    @Test
    void aLineIsReadBack() {
        Sight sight = new Sight(1_234_567, 100.5, 40.25, 812.125, 33.5, 0.25, 0.125, 7.5);
        assertEquals(sight, Sight.parse(sight.line()));
    }
}
