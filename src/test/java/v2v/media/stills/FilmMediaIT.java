package v2v.media.stills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacv.FrameGrabber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The frames that JavaCV hands out, held against those of the program `ffmpeg`. The films are our
/// own, so they are decoded in this process.
class FilmMediaIT {
    private static final int WIDTH = 322;
    private static final int HEIGHT = 180;

    @TempDir Path folder;

    private byte[] ffmpeg(String words) throws IOException, InterruptedException {
        Path program = Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
        List<String> command = new ArrayList<>(List.of(program.toString(), "-v", "error"));
        command.addAll(List.of(words.split(" ", -1)));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LD_LIBRARY_PATH", String.valueOf(program.getParent()));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        byte[] out = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        return out;
    }

    private Job job(Job.Measure measure, String formats, long pixels) {
        return new Job(
                measure,
                "file:" + folder.resolve("Zoë.mkv"),
                0,
                List.of(),
                true,
                measure == Job.Measure.SIGHTS ? WIDTH : 0,
                measure == Job.Measure.SIGHTS ? HEIGHT : 0,
                0,
                60,
                new Job.Limits(formats, pixels, 1L << 30));
    }

    private void make() throws IOException, InterruptedException {
        byte[] said =
                ffmpeg(
                        "-f lavfi -i testsrc2=s=644x360:r=25:d=4 -f lavfi -i sine=d=4 -c:v mpeg4"
                                + " -q:v 3 -g 25 -c:a pcm_s16le Zoë.mkv");
        assertEquals(0, said.length);
    }

    @Test
    void theFramesAreThoseOfTheProgram() throws IOException, InterruptedException {
        make();
        byte[] expected =
                ffmpeg(
                        "-i Zoë.mkv -vf select=gte(n\\,50),scale=322:180:flags=bilinear -fps_mode"
                                + " passthrough -frames:v 2 -pix_fmt bgr24 -f rawvideo -");
        try (Film film = Film.open(job(Job.Measure.SIGHTS, "matroska,webm", 1_000_000))) {
            Film.Still key = Objects.requireNonNull(film.key(2_500_000));
            assertEquals(2_000_000, key.micros());
            assertEquals(0, difference(expected, 0, key.raster()), 1.0);
            Film.Still next = Objects.requireNonNull(film.next());
            assertEquals(2_040_000, next.micros());
            assertEquals(0, difference(expected, WIDTH * HEIGHT * 3, next.raster()), 1.0);
            Film.Still back = Objects.requireNonNull(film.key(1_100_000));
            assertEquals(1_000_000, back.micros());
            assertTrue(difference(expected, 0, back.raster()) > 1.5, "another frame");
        }
    }

    private static double difference(byte[] expected, int offset, Raster raster) {
        long sum = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int at = offset + (y * WIDTH + x) * 3;
                sum += Math.abs(Byte.toUnsignedInt(expected[at]) - raster.blue(x, y));
                sum += Math.abs(Byte.toUnsignedInt(expected[at + 1]) - raster.green(x, y));
                sum += Math.abs(Byte.toUnsignedInt(expected[at + 2]) - raster.red(x, y));
            }
        }
        return sum / (WIDTH * HEIGHT * 3.0);
    }

    @Test
    void everyFrameComesAndThenNone() throws IOException, InterruptedException {
        make();
        try (Film film = Film.open(job(Job.Measure.MARGINS, "matroska,webm", 1_000_000))) {
            int count = 0;
            for (Film.Still still = film.next(); still != null; still = film.next()) {
                assertEquals(count * 40_000L, still.micros());
                assertEquals(644, still.width());
                count++;
            }
            assertEquals(100, count);
            assertNull(film.next());
        }
    }

    @Test
    void limitsAreKept() throws IOException, InterruptedException {
        make();
        assertThrows(
                FrameGrabber.Exception.class,
                () -> Film.open(job(Job.Measure.SIGHTS, "mxf", 1_000_000)).close());
        try (Film film = Film.open(job(Job.Measure.SIGHTS, "matroska,webm", 10_000))) {
            assertNull(film.next(), "no frame of so many samples");
        } catch (FrameGrabber.Exception e) {
            assertTrue(String.valueOf(e.getMessage()).contains("avcodec_open2"), e.getMessage());
        }
    }
}
