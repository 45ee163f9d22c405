package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Clearance;
import v2v.item.Inspection;
import v2v.item.Refusal;
import v2v.item.Rendition;
import v2v.item.Renditions;
import v2v.item.Scan;
import v2v.item.Track;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The files that come out, judged by decoding them.
class TranscodeMediaIT {
    private static final Path REAL = Path.of("../shared/footage");

    @TempDir Path folder;
    private Footages footages;

    @BeforeEach
    void open() throws IOException {
        footages = new Footages(folder, "video:\n  preset: 12\n  quality: {crf: 40}\n");
    }

    private Renditions transcode(Path file) throws IOException {
        Inspection inspection = footages.inspect(file);
        return footages.media().transcode(Footages.clear(inspection));
    }

    private Path access(Renditions made) {
        return footages.library().resolve(made.work()).resolve(made.access().name());
    }

    private Path poster(Renditions made) {
        return footages.library().resolve(made.work()).resolve(Poster.NAME);
    }

    private Track.Picture picture(Renditions made) throws IOException {
        Track.Picture picture = footages.header(access(made)).picture();
        assertTrue(picture != null, "no picture");
        return Objects.requireNonNull(picture);
    }

    @Test
    void tapeBecomesFluidSquareAndSigned() throws IOException {
        Path tape = footages.interlaced("Secret tape.mxf", true);
        Renditions made = transcode(tape);
        Rendition access = made.access();
        assertEquals(100, access.frames());
        assertEquals("50/1", String.valueOf(access.rate()));
        assertEquals(1024, access.width());
        assertEquals("video/webm; codecs=\"av01.0.05M.10, opus\"", access.mime());
        assertEquals(access.sha256(), Workbench.digest(access(made)));
        Decoding.Decoded decoded = footages.decode(access(made), 2);
        assertEquals(100, decoded.picture().frames());
        assertEquals(Duration.ofSeconds(2), decoded.picture().length());
        assertEquals(
                Scan.PROGRESSIVE,
                decoded.fields().scan(picture(made), Scan.PROGRESSIVE, List.of()));
        assertTrue(decoded.fields().progressive() > 80, decoded.fields().toString());
        assertEquals("bt470bg", picture(made).matrix());
        assertFalse(access.command().toString().contains("Secret"), access.command().toString());
        String bytes = Files.readString(access(made), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains("Secret") || bytes.contains("10:00:00:00"));
        assertEquals(
                Footages.tags().get("TERMS_OF_USE"),
                footages.header(access(made)).tags().get("terms_of_use"));
        assertTrue(access.tool().matches("ffmpeg \\S+, SVT-AV1 v\\S+"), access.tool());
        Optional<String> xmp = WebpXmp.read(Files.readAllBytes(poster(made)));
        assertEquals(Optional.of(Footages.XMP), xmp);
    }

    /// Fields in the wrong order look clean one by one and jump back and forth; only the pictures
    /// that the fields were cut from can tell. The right order measures above 34 dB, the wrong one
    /// below 29 dB.
    @Test
    void movementIsThatOfTheFiftyPicturesBeforeTheyWereInterlaced() throws IOException {
        for (boolean top : List.of(true, false)) {
            Renditions made = transcode(footages.interlaced(top ? "t.mxf" : "b.mxf", top));
            assertTrue(likeness(access(made)) > 31, "top field first: " + top);
        }
    }

    private double likeness(Path file) throws IOException {
        String both =
                "[1]scale=1024:576,format=yuv420p,settb=AVTB,setpts=N/50/TB[r];"
                        + "[0]format=yuv420p,settb=AVTB,setpts=N/50/TB[d];[d][r]psnr,"
                        + "metadata=mode=print:file=-:key=lavfi.psnr.psnr.y";
        List<String> words =
                List.of(
                        "-v",
                        "error",
                        "-i",
                        file.toString(),
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=s=720x576:r=50:d=2",
                        "-filter_complex",
                        both,
                        "-f",
                        "null",
                        "-");
        return new Child(footages.ffmpeg())
                .read("ffmpeg", words).stream()
                        .filter(line -> line.contains("psnr.y="))
                        .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".*=", "")))
                        .average()
                        .orElse(0);
    }

    @Test
    void whatIsFinishedIsKept() throws IOException {
        Inspection inspection =
                footages.inspect(
                        footages.make("a.mkv", "-f lavfi -i testsrc2=d=0.5:r=25 -c:v ffv1 {}"));
        Renditions first = footages.media().transcode(Footages.clear(inspection));
        assertEquals(first, footages.media().transcode(Footages.clear(inspection)));
        Files.write(access(first), new byte[] {1, 2, 3});
        Renditions again = footages.media().transcode(Footages.clear(inspection));
        assertEquals(again.access().sha256(), Workbench.digest(access(again)));
        assertEquals(first.access().sha256(), again.access().sha256(), "made anew, same bytes");
    }

    @Test
    void twoMonoTracksBecomeLeftAndRight() throws IOException {
        Path file =
                footages.make(
                        "mono.mov",
                        "-f lavfi -i testsrc2=d=1:r=25 -f lavfi -i sine=440:d=1:r=48000 -f lavfi -i"
                            + " sine=880:d=1:r=48000,volume=-30dB -map 0 -map 1 -map 2 -c:v mpeg4"
                            + " -c:a pcm_s16le -t 1 {}");
        Renditions made = transcode(file);
        assertEquals(2, footages.header(access(made)).sounds().getFirst().channels());
        double apart = loudness(access(made), 0) - loudness(access(made), 1);
        assertEquals(30, apart, 1, "each on its own side");
    }

    /// Mean volume of one channel, in dB.
    private double loudness(Path file, int channel) throws IOException {
        List<String> said =
                new Child(footages.ffmpeg())
                        .read(
                                "ffmpeg",
                                List.of(
                                        "-v",
                                        "error",
                                        "-i",
                                        file.toString(),
                                        "-map",
                                        "0:a",
                                        "-af",
                                        "pan=mono|c0=c"
                                                + channel
                                                + ",astats=metadata=1:reset=0,"
                                                + "ametadata=mode=print:file=-"
                                                + ":key=lavfi.astats.Overall.RMS_level",
                                        "-f",
                                        "null",
                                        "-"));
        String last = said.getLast().replaceFirst(".*=", "");
        return last.contains("inf") ? -200 : Double.parseDouble(last);
    }

    @Test
    void unevenFramesBecomeEven() throws IOException {
        Renditions made = transcode(REAL.resolve("phone_fire_rot180_vfr.mp4"));
        Decoding.Decoded decoded = footages.decode(access(made), 2);
        assertTrue(decoded.picture().even());
        assertEquals(0, picture(made).rotation());
    }

    @Test
    void aTurnedTelephonePictureStandsUp() throws IOException {
        Renditions made = transcode(REAL.resolve("iphone_rotated_vfr_gps.mov"));
        assertEquals(320, made.access().width());
        assertEquals(568, made.access().height());
        String bytes = Files.readString(access(made), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains("iPhone") || bytes.contains("quicktime"));
    }

    @Test
    void fullRangeIsNarrowedAndTheBrightnessStays() throws IOException {
        Path file =
                footages.make(
                        "full.mov",
                        "-f lavfi -i color=c=white:s=320x240:r=25:d=0.4 -vf"
                                + " scale=out_range=pc,format=yuvj420p -c:v mjpeg -q:v 2 {}");
        Renditions made = transcode(file);
        assertEquals("tv", picture(made).colourRange());
        double white = luma(access(made));
        assertEquals(235 * 4, white, 8);
    }

    private double luma(Path file) throws IOException {
        List<String> said =
                new Child(footages.ffmpeg())
                        .read(
                                "ffmpeg",
                                List.of(
                                        "-v",
                                        "error",
                                        "-i",
                                        file.toString(),
                                        "-vf",
                                        "signalstats,metadata=mode=print:file=-"
                                                + ":key=lavfi.signalstats.YAVG",
                                        "-f",
                                        "null",
                                        "-"));
        return Double.parseDouble(said.getLast().replaceFirst(".*=", ""));
    }

    @Test
    void thePosterIsNotTheBlackStart() throws IOException {
        Path file =
                footages.make(
                        "black.mkv",
                        "-f lavfi -i color=black:s=320x240:r=25:d=3 -f lavfi -i"
                                + " testsrc2=s=320x240:r=25:d=1 -filter_complex [0][1]concat -c:v"
                                + " ffv1 {}");
        assertTrue(brightness(poster(transcode(file))) > 60);
        Path dark =
                footages.make(
                        "dark.mkv", "-f lavfi -i color=black:s=320x240:r=25:d=1 -c:v ffv1 {}");
        assertTrue(brightness(poster(transcode(dark))) < 20, "all black, and still a poster");
    }

    private double brightness(Path still) throws IOException {
        Path copy = Files.copy(still, folder.resolve("look.webp"));
        double luma = luma(copy);
        Files.delete(copy);
        return luma;
    }

    @Test
    void oneFrameAndSmallOddPicturesPass() throws IOException {
        Renditions dv = transcode(REAL.resolve("digital8_ntsc_perfect_1frame.dv"));
        assertEquals(1, dv.access().frames());
        assertEquals(640, dv.access().width());
        Path odd =
                footages.make(
                        "odd.mkv",
                        "-f lavfi -i testsrc2=d=0.4 -vf scale=171:121,setsar=1,format=gbrp -c:v"
                                + " ffv1 {}");
        assertEquals(172, transcode(odd).access().width());
    }

    @Test
    void aDifferentTagIsNoticed() throws IOException {
        Inspection inspection =
                footages.inspect(
                        footages.make("c.mkv", "-f lavfi -i testsrc2=d=0.4:r=25 -c:v ffv1 {}"));
        Renditions made = footages.media().transcode(Footages.clear(inspection));
        Film film = Objects.requireNonNull(Plan.of(inspection, Samples.PROFILE).film());
        Probe header = footages.header(access(made));
        Decoding.Decoded decoded = footages.decode(access(made), 1);
        var clearance = Footages.clear(inspection);
        var tags = Footages.tags();
        tags.put("LICENSE", "https://creativecommons.org/licenses/by/4.0/");
        var other =
                new Clearance(
                        inspection,
                        clearance.license(),
                        clearance.slug(),
                        clearance.title(),
                        clearance.attribution(),
                        clearance.credit(),
                        tags,
                        clearance.xmp(),
                        List.of());
        Refusal lost =
                assertThrows(
                        Refusal.class,
                        () ->
                                new Proof(
                                                other,
                                                film,
                                                film.copies().getFirst(),
                                                List.of(),
                                                List.of())
                                        .of(header, decoded));
        assertEquals(Refusal.Code.TAG_LOST, lost.code());
    }
}
