package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

/// How many small pictures there are, where they lie, and what the map says.
class StoryboardTest {
    private static Storyboard of(Shape film, Duration length, int every, int width) {
        return Storyboard.of(film, length, new Profile.Storyboard(every, width));
    }

    @Test
    void aMinuteHasTwelve() {
        Storyboard small = of(new Shape(1024, 576, 0, 0), Duration.ofSeconds(60), 5, 160);
        assertEquals(new Storyboard(Duration.ofSeconds(5), 12, 10, 160, 90), small);
        assertEquals(new Shape(1600, 180, 0, 0), small.shape());
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 576, 36000, 1, 160", "320, 568, 7200, 5, 640", "3840, 160, 90000, 1, 640",
        "160, 3840, 90000, 1, 64", "720, 576, 1, 600, 640", "16, 16, 86400, 1, 64",
    })
    void whateverTheFilmItFits(int width, int height, long seconds, int every, int small) {
        Duration length = Duration.ofSeconds(seconds).plusMillis(40);
        Storyboard board = of(new Shape(width, height, 0, 0), length, every, small);
        Shape all = board.shape();
        assertTrue(all.width() <= 16_383 && all.height() <= 16_383, all.toString());
        assertTrue((long) all.width() * all.height() <= 40_000_000, all.toString());
        assertTrue(board.count() >= 1 && board.count() <= 1000, board.toString());
        assertTrue(board.columns() <= 40 && board.width() <= width, board.toString());
        assertEquals(0, board.height() % 2);
        assertTrue(
                board.every().multipliedBy(board.count()).compareTo(length) >= 0,
                "all of the film: " + board);
        assertTrue(
                board.every().multipliedBy(board.count() - 1L).compareTo(length) < 0,
                "and no more: " + board);
    }

    @Test
    void theMapEndsWithTheFilm() {
        Duration length = Duration.ofMillis(61_040);
        String[] lines =
                of(new Shape(768, 576, 0, 0), length, 5, 160)
                        .map(length, List.of())
                        .split("\n", -1);
        assertEquals("WEBVTT", lines[0]);
        assertEquals("00:00:00.000 --> 00:00:05.000", lines[2]);
        assertEquals("storyboard.webp#xywh=0,0,160,120", lines[3]);
        assertEquals("storyboard.webp#xywh=160,0,160,120", lines[6]);
        assertEquals("storyboard.webp#xywh=0,120,160,120", lines[33]);
        assertEquals("01:00:00.000 --> 01:00:05.000", hours());
        assertEquals("00:01:00.000 --> 00:01:01.040", lines[38]);
        assertEquals(41, lines.length);
    }

    private static String hours() {
        Duration length = Duration.ofMinutes(61);
        String map = of(new Shape(768, 576, 0, 0), length, 5, 160).map(length, List.of());
        return map.split("\n", -1)[2 + 3 * 720];
    }
}
