package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Refusal;
import v2v.item.Scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What the inspection says of footage that this test makes, and of real footage.
class InspectMediaIT {
    private static final Path REAL = Path.of("../shared/footage");

    @TempDir Path folder;
    private Footages footages;

    @BeforeEach
    void open() throws IOException {
        footages = new Footages(folder, "damage: refuse\n");
    }

    private Refusal refused(Path file) {
        return assertThrows(Refusal.class, () -> footages.inspect(file));
    }

    private static List<String> codes(Inspection inspection) {
        return inspection.findings().stream().map(Inspection.Finding::code).toList();
    }

    @Test
    void everythingThatWeNeedIsThere() throws IOException {
        for (Ffmpeg.Check check : footages.ffmpeg().check()) {
            assertTrue(check.good(), check.toString());
        }
        assertTrue(footages.ffmpeg().version().startsWith("ffmpeg "));
    }

    @Test
    void theFramesTellTheFieldOrder() throws IOException {
        Inspection top = footages.inspect(footages.interlaced("top.mxf", true));
        assertEquals(Scan.TOP_FIELD_FIRST, top.scan());
        assertEquals(50, top.decode().frames());
        assertEquals(Duration.ofSeconds(2), top.decode().duration());
        assertEquals(Duration.ofSeconds(2), top.decode().soundDuration());
        assertEquals("10:00:00:00", top.timecode());
        assertEquals(0, top.decode().errors());
        Inspection bottom = footages.inspect(footages.interlaced("bottom.mxf", false));
        assertEquals(Scan.BOTTOM_FIELD_FIRST, bottom.scan());
    }

    @Test
    void aFileThatWasCutIsRefusedThoughFfmpegIsContent() throws IOException {
        byte[] whole = Files.readAllBytes(footages.interlaced("whole.mxf", true));
        Path cut = footages.write("cut.mxf", Arrays.copyOf(whole, whole.length * 6 / 10));
        Refusal refusal = refused(cut);
        assertEquals(Refusal.Code.TRUNCATED, refusal.code());
        assertEquals(cut.toString(), refusal.file());
    }

    @Test
    void damageIsCountedAndRefusedUnlessTheProfileAcceptsIt() throws IOException {
        byte[] bytes = Files.readAllBytes(footages.interlaced("good.mxf", true));
        Random random = new Random(7);
        for (int hit = 0; hit < 5; hit++) {
            int at = 200_000 + hit * 300_000;
            for (int i = 0; i < 400; i++) {
                bytes[at + i] = (byte) random.nextInt();
            }
        }
        Path bad = footages.write("bad.mxf", bytes);
        Refusal refusal = refused(bad);
        assertEquals(Refusal.Code.DAMAGED, refusal.code());
        assertTrue(
                refusal.getMessage().startsWith("the decoder complained "), refusal.getMessage());
        Inspection accepted = new Footages(folder, "damage: accept\n").inspect(bad);
        assertTrue(accepted.decode().errors() > 0);
        assertEquals("DECODE_ERRORS", accepted.findings().getFirst().code());
    }

    @Test
    void whatIsNoFootageIsRefused() throws IOException {
        byte[] text = "Shot list for Tuesday\n".repeat(400).getBytes(StandardCharsets.UTF_8);
        assertEquals(Refusal.Code.NOT_MEDIA, refused(footages.write("list.mp4", text)).code());
        byte[] garbage = new byte[200_000];
        new Random(1).nextBytes(garbage);
        assertEquals(
                Refusal.Code.NOT_MEDIA, refused(footages.write("garbage.mp4", garbage)).code());
        assertEquals(
                Refusal.Code.NOT_MEDIA, refused(footages.write("empty.mov", new byte[0])).code());
        Path sound = footages.make("s.wav", "-f lavfi -i sine=440:d=1 {}");
        assertEquals(Refusal.Code.NO_PICTURE, refused(sound).code());
    }

    @Test
    void aPlayListUnderAnotherNameDoesNotOpenItsNeighbour() throws IOException {
        footages.make("neighbour.ts", "-f lavfi -i testsrc2=d=1 -c:v mpeg2video {}");
        String list =
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nneighbour.ts\n#EXT-X-ENDLIST\n";
        Path hls = footages.write("tape.mxf", list.getBytes(StandardCharsets.UTF_8));
        assertEquals(Refusal.Code.NOT_MEDIA, refused(hls).code());
        String concat = "ffconcat version 1.0\nfile neighbour.ts\n";
        Path other = footages.write("tape.avi", concat.getBytes(StandardCharsets.UTF_8));
        assertEquals(Refusal.Code.NOT_MEDIA, refused(other).code());
    }

    @Test
    void namesCanNotBeTakenForOptionsOrPatterns() throws IOException {
        Path odd = footages.make("good.mkv", "-f lavfi -i testsrc2=d=1:r=25 -c:v ffv1 {}");
        Path renamed = Files.move(odd, folder.resolve("-i %03d [a]:b|c.mkv"));
        assertEquals(25, footages.inspect(renamed).decode().frames());
    }

    @Test
    void highDynamicRangeAndGiantsAreRefusedInWords() throws IOException {
        Path pq =
                footages.make(
                        "pq.mkv",
                        "-f lavfi -i testsrc2=d=0.2 -vf"
                            + " format=yuv420p10le,setparams=color_trc=smpte2084:color_primaries=bt2020:colorspace=bt2020nc"
                            + " -c:v ffv1 {}");
        Path hdr = REAL.resolve("hevc_hdr_rotated.mov");
        Footages careful = new Footages(folder, "video: {hdr: refuse}\n");
        assertEquals(
                Refusal.Code.PICTURE_UNSUPPORTED,
                assertThrows(Refusal.class, () -> careful.inspect(hdr)).code());
        Refusal refusal = assertThrows(Refusal.class, () -> careful.inspect(pq));
        assertEquals(Refusal.Code.PICTURE_UNSUPPORTED, refusal.code());
        assertTrue(refusal.getMessage().contains("PQ"), refusal.getMessage());
        Inspection kept = footages.inspect(pq);
        assertTrue(codes(kept).contains("HIGH_DYNAMIC_RANGE"), codes(kept).toString());
        Path giant =
                footages.make("giant.mov", "-f lavfi -i color=s=8000x6000:r=1:d=1 -c:v mjpeg {}");
        assertEquals(Refusal.Code.PICTURE_TOO_LARGE, refused(giant).code());
    }

    @Test
    void aFileThatChangedIsNotWhatWasAccepted() throws IOException {
        Path file = footages.make("a.mkv", "-f lavfi -i testsrc2=d=0.2 -c:v ffv1 {}");
        Footage before = Footages.footage(file);
        Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);
        Refusal changed = assertThrows(Refusal.class, () -> footages.media().inspect(before));
        assertEquals(Refusal.Code.FILE_CHANGED, changed.code());
        Files.delete(file);
        Refusal missing = assertThrows(Refusal.class, () -> footages.media().inspect(before));
        assertEquals(Refusal.Code.FILE_MISSING, missing.code());
    }

    @Test
    void realFootageIsJudgedAsPeopleWould() throws IOException {
        assertEquals(Refusal.Code.TRUNCATED, refused(REAL.resolve("broken_no_moov.mp4")).code());
        assertEquals(Refusal.Code.TRUNCATED, refused(REAL.resolve("invalid_userdata.mp4")).code());
        assertEquals(
                Refusal.Code.TRUNCATED,
                refused(REAL.resolve("annexb_truncated_claims_35s.mp4")).code());
        assertEquals(
                Refusal.Code.DAMAGED, refused(REAL.resolve("edison_1899_loc_0239.mpg")).code());
        Inspection dv = footages.inspect(REAL.resolve("digital8_ntsc_perfect_1frame.dv"));
        assertEquals(1, dv.decode().frames());
        assertEquals("00:00:02;20", dv.timecode());
        Inspection phone = footages.inspect(REAL.resolve("phone_fire_rot180_vfr.mp4"));
        assertTrue(phone.decode().variableRate());
        Inspection avchd = footages.inspect(REAL.resolve("Sony ILCE-7M3 (A7M3) 1080i50.mts"));
        assertEquals(Scan.TOP_FIELD_FIRST, avchd.scan());
        Inspection film = footages.inspect(REAL.resolve("chaplin_film_clip.mp4"));
        assertEquals(Scan.PROGRESSIVE, film.scan());
        assertFalse(film.decode().variableRate());
    }
}
