package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Clearance;
import v2v.item.Progress;
import v2v.item.Quality;
import v2v.item.Refusal;
import v2v.item.Scan;
import v2v.item.Settings;
import v2v.item.Track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Still pictures and boxes, judged by decoding.
class StillsMediaIT {
    private static final Clearance CLEARANCE =
            Footages.clear(
                    Samples.inspection(
                            Samples.picture(640, 360, "1/1"),
                            Scan.PROGRESSIVE,
                            Samples.decode(375, 15, false)));

    @TempDir Path folder;
    private Footages footages;
    private Path still;

    @BeforeEach
    void open() throws IOException {
        footages = new Footages(folder, "");
        still = folder.resolve("poster.webp");
    }

    private Duration poster(Path film, int seconds, int keys) throws IOException {
        return new Poster(footages.ffmpeg(), Samples.copy(640, 360), Samples.PROFILE.poster())
                .make(
                        new Poster.Film(
                                film, Duration.ofSeconds(seconds), Duration.ofSeconds(keys)),
                        still,
                        CLEARANCE);
    }

    /// Black, bars, a blur, the same sharp, a plain colour: three seconds each.
    private Path segments(String name, int group) throws IOException {
        String size = ":s=640x360:r=25:d=3";
        String fractal = "mandelbrot=s=640x360:r=25:start_scale=0.4";
        return footages.make(
                name,
                "-f lavfi -i color=black"
                        + size
                        + " -f lavfi -i smptebars=s=640x360:r=25:d=3 -f lavfi -i "
                        + fractal
                        + " -f lavfi -i color=teal"
                        + size
                        + " -f lavfi -i sine=d=15 -filter_complex"
                        + " [2]trim=end=3,split[a][b];[a]gblur=9[c];[0][1][c][b][3]concat=5[v]"
                        + " -map [v] -map 4 -c:v mpeg4 -q:v 3 -c:a libopus -g "
                        + group
                        + " {}");
    }

    @Test
    void theSharpSegmentIsChosenAndCutOutExactly() throws IOException {
        for (int keys : List.of(1, 5)) {
            Path film = segments("segments" + keys + ".mkv", 25 * keys);
            Duration time = poster(film, 15, keys);
            assertTrue(time.toMillis() >= 8_990 && time.toMillis() < 12_010, "at " + time);
            assertEquals(Optional.of(Footages.XMP), WebpXmp.read(Files.readAllBytes(still)));
            double here = likeness(still, "", film, after(time));
            double before = likeness(still, "", film, after(time.minusMillis(40)));
            double later = likeness(still, "", film, after(time.plusMillis(40)));
            assertTrue(here > 30, "likeness " + here);
            assertTrue(here > before && here > later, before + " then " + here + " then " + later);
        }
    }

    private static String after(Duration time) {
        return String.format(Locale.ROOT, "trim=start=%.4f,", time.toNanos() / 1e9 - 0.01);
    }

    /// PSNR of the brightness of the first pictures after these filters, dB.
    private double likeness(Path one, String first, Path other, String second) throws IOException {
        String both =
                String.format(
                        "[0:v]%ssetpts=0,format=yuv420p,split[a][size];"
                                + "[1:v]%sselect='eq(n,0)',setpts=0,format=yuv420p[b];"
                                + "[b][size]scale=w=rw:h=rh:flags=lanczos[c];"
                                + "[a][c]psnr,metadata=mode=print:file=-:key=lavfi.psnr.psnr.y",
                        first, second);
        List<String> words =
                List.of(
                        "-v",
                        "error",
                        "-i",
                        one.toString(),
                        "-i",
                        other.toString(),
                        "-filter_complex",
                        both,
                        "-frames:v",
                        "1",
                        "-f",
                        "null",
                        "-");
        List<String> said = new Child(footages.ffmpeg()).read("ffmpeg", words);
        return said.stream()
                .filter(line -> line.contains("psnr.y="))
                .map(line -> Double.parseDouble(line.replaceFirst(".*=", "")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(String.join("\n", said)));
    }

    @Test
    void aWorkerThatIsKilledIsAnOutage() throws IOException {
        Path film = segments("killed.mkv", 500);
        IOException outage = assertThrows(IOException.class, () -> harmed("KILL", film));
        assertTrue(String.valueOf(outage.getMessage()).contains("137"), outage.getMessage());
    }

    @Test
    void aDecoderThatCrashesIsTheFilesFault() throws IOException {
        Path film = segments("crashed.mkv", 500);
        Refusal crash = assertThrows(Refusal.class, () -> harmed("SEGV", film));
        assertEquals("the decoder crashed on the access copy", crash.getMessage());
    }

    private void harmed(String signal, Path film) throws IOException {
        Thread harm = Thread.ofPlatform().start(() -> harm(signal));
        try {
            poster(film, 15, 20);
        } finally {
            harm.interrupt();
        }
    }

    private static void harm(String signal) {
        try {
            Optional<ProcessHandle> worker = Optional.empty();
            while (worker.isEmpty()) {
                Thread.sleep(20);
                worker =
                        ProcessHandle.current()
                                .descendants()
                                .filter(StillsMediaIT::java)
                                .findFirst();
            }
            String pid = Long.toString(worker.get().pid());
            int status = new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
            assertEquals(0, status);
        } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// setpriv and its like still have their own name before they become the worker.
    private static boolean java(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/java");
    }

    @Test
    void theSmallPicturesAreTheFramesThatTheMapNames() throws IOException {
        Path film =
                footages.make(
                        "film.mkv",
                        "-f lavfi -i testsrc2=s=640x360:r=30000/1001:d=25 -f lavfi -i sine=d=25"
                                + " -c:v mpeg4 -q:v 2 -c:a libopus {}");
        Storyboard small =
                Storyboard.of(
                        new Shape(640, 360, 0, 0),
                        Duration.ofSeconds(25),
                        new Profile.Storyboard(2, 160));
        assertEquals(13, small.count());
        Path board = folder.resolve("board.webp");
        Decoding.Decoded decoded =
                new Decoding(footages.ffmpeg(), film, "matroska")
                        .made(
                                2,
                                Duration.ofSeconds(25),
                                new Speedometer(Progress.NONE, "test"),
                                small.output("file:" + board, Samples.copy(640, 360)));
        assertEquals(0, decoded.complaints().count());
        Webp.sign(board, small.shape(), "it", CLEARANCE, new Looking(footages.ffmpeg()));
        for (int i : List.of(0, 1, 9, 10, 12)) {
            String tile =
                    String.format(
                            "crop=160:90:%d:%d,",
                            i % small.columns() * 160, i / small.columns() * 90);
            Duration at = Duration.ofSeconds(2L * i);
            double here = likeness(board, tile, film, after(at.plusMillis(10)));
            double later = likeness(board, tile, film, after(at.plusMillis(210)));
            assertTrue(here > 28 && here > later, i + ": " + here + " and later " + later);
        }
    }

    @Test
    void soundHasAPicture() throws IOException {
        Path sound =
                footages.make(
                        "sound.opus",
                        "-f lavfi -i aevalsrc=sin(2000*t)*gt(t\\,5)*0.5:d=10 -c:a libopus {}");
        new Waveform(footages.ffmpeg(), Samples.PROFILE.poster()).make(sound, still, CLEARANCE);
        double silent = brightness("crop=600:720:0:0");
        double loud = brightness("crop=600:720:660:0");
        assertTrue(loud > silent + 40, silent + " and " + loud);
        assertEquals(Optional.of(Footages.XMP), WebpXmp.read(Files.readAllBytes(still)));
    }

    private double brightness(String filter) throws IOException {
        Path copy = Files.copy(still, folder.resolve("look.webp"));
        List<String> said =
                new Child(footages.ffmpeg())
                        .read(
                                "ffmpeg",
                                List.of(
                                        "-v",
                                        "error",
                                        "-i",
                                        copy.toString(),
                                        "-vf",
                                        filter
                                                + ",signalstats,metadata=mode=print:file=-"
                                                + ":key=lavfi.signalstats.YAVG",
                                        "-f",
                                        "null",
                                        "-"));
        Files.delete(copy);
        return Double.parseDouble(said.getLast().replaceFirst(".*=", ""));
    }

    private ActiveArea.Seen area(Path file, double seconds) throws IOException {
        Probe probe = footages.header(file);
        Track.Picture picture = Objects.requireNonNull(probe.picture());
        return new ActiveArea(footages.ffmpeg())
                .in(
                        file,
                        probe.container(),
                        picture,
                        Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private Path tape(String name, String filter, String codec) throws IOException {
        return footages.make(
                name,
                "-f lavfi -i mandelbrot=s=720x576:r=25:start_scale=1 -t 4 -vf "
                        + filter
                        + ",noise=alls=6:allf=t,setsar=64/45 "
                        + codec
                        + " {}");
    }

    private static void assertArea(Quality.Area expected, Quality.@Nullable Area found) {
        assertNotNull(found);
        assertTrue(
                Math.abs(expected.left() - found.left()) <= 2
                        && Math.abs(expected.top() - found.top()) <= 2
                        && Math.abs(expected.width() - found.width()) <= 2
                        && Math.abs(expected.height() - found.height()) <= 2,
                "found " + found);
    }

    @Test
    void boxesOfTapesAreFound() throws IOException {
        String mpeg = "-c:v mpeg2video -b:v 15M -g 12 -bf 2";
        Path letter = tape("letter.mxf", "crop=720:432,pad=720:576:0:72", mpeg);
        ActiveArea.Seen seen = area(letter, 4);
        assertArea(new Quality.Area(0, 72, 720, 432), seen.area());
        assertEquals("BOXED", Objects.requireNonNull(seen.finding()).code());
        Path pillar = tape("pillar.mov", "crop=540:576,pad=720:576:90:0", "-c:v mjpeg -q:v 3");
        assertArea(new Quality.Area(90, 0, 540, 576), area(pillar, 4).area());
        String d10 = "crop=720:432,pad=720:608:0:104";
        Path blanked = tape("d10.mxf", d10, "-c:v mpeg2video -g 1 -b:v 30M");
        assertArea(new Quality.Area(0, 72, 720, 432), area(blanked, 4).area());
        Path full = tape("full.mpg", "null", mpeg);
        assertEquals(new ActiveArea.Seen(null, null), area(full, 4));
    }

    @Test
    void whatCanNotBeReadHasNoKnownArea() throws IOException, InterruptedException {
        Path rubbish = footages.write("rubbish.mxf", new byte[100_000]);
        ActiveArea looking = new ActiveArea(footages.ffmpeg());
        Track.Picture picture = Samples.picture(720, 576, "1/1");
        assertUnknown(looking.in(rubbish, "mxf", picture, Duration.ofSeconds(4)));
        Path pipe = folder.resolve("pipe.mxf");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path settings = folder.resolve("v2v.properties");
        Files.writeString(settings, "media.stall = 2s\nmedia.grace = 1s\n");
        ActiveArea hasty = new ActiveArea(Ffmpeg.find(Settings.read(settings)));
        assertUnknown(hasty.in(pipe, "mxf", picture, Duration.ofSeconds(4)));
    }

    private static void assertUnknown(ActiveArea.Seen seen) {
        assertNull(seen.area());
        assertEquals("BOX_UNKNOWN", Objects.requireNonNull(seen.finding()).code());
    }
}
