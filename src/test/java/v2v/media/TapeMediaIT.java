package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Inspection;
import v2v.item.Master;
import v2v.item.Quality;
import v2v.item.Refusal;
import v2v.item.Renditions;
import v2v.item.Scan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// Tapes with one peculiarity each, and whether the inspection sees it.
class TapeMediaIT {
    private static final String TAPE = " -c:v mpeg2video -b:v 12M -flags +ildct+ilme {}";

    @TempDir Path folder;
    private Footages footages;

    @BeforeEach
    void open() throws IOException {
        footages = new Footages(folder, "make: access, opus\n");
    }

    private static List<String> codes(Inspection inspection) {
        return inspection.findings().stream().map(Inspection.Finding::code).toList();
    }

    private static Quality.Fields fields(Inspection inspection) {
        return Objects.requireNonNull(inspection.quality().fields());
    }

    @Test
    void filmWithPulldownIsTelecined() throws IOException {
        Inspection film =
                footages.inspect(
                        footages.make(
                                "film.mpg",
                                "-f lavfi -i testsrc2=s=720x480:r=24000/1001:d=3 -vf"
                                    + " format=yuv420p,telecine=first_field=top:pattern=23,setfield=tff"
                                        + TAPE));
        assertEquals(Scan.TELECINED, film.scan());
        assertEquals(Quality.Cadence.HARD_TELECINE, fields(film).cadence());
        assertTrue(codes(film).contains("TELECINE"), codes(film).toString());
    }

    @Test
    void filmThatIsOnlyFlaggedIsProgressive() throws IOException {
        Path plain =
                footages.make(
                        "plain.m2v",
                        "-f lavfi -i testsrc2=s=180x120:r=30000/1001:d=2 -vf scale=720:480 -pix_fmt"
                                + " yuv420p -bf 0 -c:v mpeg2video -b:v 12M -f mpeg2video {}");
        Path flagged = footages.write("flagged.m2v", flag(Files.readAllBytes(plain)));
        Path soft =
                footages.make("soft.mpg", "-fflags +genpts -i " + flagged + " -c copy -f mpeg {}");
        Inspection inspection = footages.inspect(soft);
        assertEquals(Scan.PROGRESSIVE, inspection.scan());
        assertEquals(Quality.Cadence.SOFT_TELECINE, fields(inspection).cadence());
        assertTrue(inspection.quality().repeated() >= 25, inspection.quality().toString());
    }

    /// Sets `repeat_first_field` in every second picture coding extension, and takes
    /// `progressive_sequence` out of the sequence extension (ISO/IEC 13818-2, 6.2.2.3 and 6.2.3.1).
    private static byte[] flag(byte[] video) {
        int pictures = 0;
        for (int i = 0; i + 8 < video.length; i++) {
            if (video[i] != 0 || video[i + 1] != 0 || video[i + 2] != 1 || video[i + 3] != -75) {
                continue;
            }
            int kind = video[i + 4] >> 4 & 15;
            if (kind == 1) {
                video[i + 5] &= ~8;
            } else if (kind == 8) {
                video[i + 7] |= (byte) (pictures++ % 2 == 0 ? 0x82 : 0x80);
            }
        }
        return video;
    }

    @Test
    void wholePicturesInFieldsAreSegmented() throws IOException {
        Inspection psf =
                footages.inspect(
                        footages.make(
                                "psf.mxf",
                                "-f lavfi -i testsrc2=s=180x144:r=25:d=2 -vf"
                                        + " scale=720:576,format=yuv422p,setfield=tff,setsar=64/45"
                                        + TAPE));
        assertEquals(Scan.PROGRESSIVE, psf.scan());
        assertTrue(fields(psf).segmented(), fields(psf).toString());
        assertTrue(codes(psf).contains("SEGMENTED"), codes(psf).toString());
    }

    @Test
    void videoWithFilmInItIsMixed() throws IOException {
        String fields =
                "separatefields,select='eq(mod(n,4),0)+eq(mod(n,4),3)',weave=first_field=top";
        Path mixed =
                footages.make(
                        "mixed.mxf",
                        List.of(
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc2=s=720x576:r=50:d=11",
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc2=s=720x576:r=25:d=10",
                                "-filter_complex",
                                "[0]"
                                        + fields
                                        + ",fps=25,trim=end_frame=250,setsar=1[a];[1]setsar=1[b];"
                                        + "[a][b]concat,setfield=tff,setsar=64/45[v]",
                                "-map",
                                "[v]",
                                "-r",
                                "25",
                                "-c:v",
                                "mpeg2video",
                                "-b:v",
                                "12M",
                                "-flags",
                                "+ildct+ilme",
                                "{}"));
        Inspection inspection = footages.inspect(mixed);
        assertEquals(Scan.MIXED, inspection.scan(), fields(inspection).toString());
        assertTrue(codes(inspection).contains("SCAN_MIXED"), codes(inspection).toString());
    }

    @Test
    void leaderStillsSilenceAndTwinsAreTold() throws IOException {
        Path tape =
                footages.make(
                        "leader.mkv",
                        List.of(
                                "-f",
                                "lavfi",
                                "-i",
                                "color=black:s=320x240:r=25:d=3",
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc2=s=320x240:r=25:d=4",
                                "-f",
                                "lavfi",
                                "-i",
                                "color=red:s=320x240:r=25:d=3",
                                "-f",
                                "lavfi",
                                "-i",
                                "aevalsrc=0:s=48000:d=3",
                                "-f",
                                "lavfi",
                                "-i",
                                "sine=1000:r=48000:d=7",
                                "-filter_complex",
                                "[0][1][2]concat=n=3[v];[3][4]concat=n=2:v=0:a=1,volume=-3dB,"
                                        + "asplit=4[a][b][c][d];[a]pan=stereo|c0=c0|c1=c0[st];"
                                        + "[c]volume=0[z];[d]pan=stereo|c0=c0|c1=0*c0[left]",
                                "-map",
                                "[v]",
                                "-map",
                                "[st]",
                                "-map",
                                "[b]",
                                "-map",
                                "[z]",
                                "-map",
                                "[left]",
                                "-c:v",
                                "ffv1",
                                "-c:a",
                                "pcm_s24le",
                                "{}"));
        Path twins =
                footages.make(
                        "twins.mkv",
                        "-i "
                                + tape
                                + " -map 0:0 -map 0:2 -map 0:2 -map 0:1 -map 0:3 -map 0:4 -c copy"
                                + " {}");
        Quality quality = footages.inspect(twins).quality();
        assertEquals(
                List.of(new Quality.Span(Duration.ZERO, Duration.ofSeconds(3))), quality.black());
        assertEquals(
                new Quality.Span(Duration.ofSeconds(7), Duration.ofSeconds(10)),
                quality.frozen().getLast());
        Quality.Hearing mono = quality.sounds().getFirst();
        // a sine of FFmpeg's is 1/8 of full scale: -18.06 dB, 3 dB lower here
        assertEquals(-21.1, Objects.requireNonNull(mono.truePeak()), 0.2);
        assertEquals(-24.1, Objects.requireNonNull(mono.loudness()), 0.4);
        assertEquals(1, mono.silence().size());
        assertEquals(3.0, mono.silence().getFirst().end().toMillis() / 1000.0, 0.02);
        assertNull(mono.twin());
        assertEquals(1, quality.sounds().get(1).twin());
        assertTrue(quality.sounds().get(2).dualMono());
        assertTrue(quality.sounds().get(3).silent());
        assertNull(quality.sounds().get(3).loudness());
        assertFalse(quality.sounds().get(4).dualMono());
        Inspection again = footages.inspect(twins);
        assertTrue(codes(again).contains("SILENT_CHANNEL"), codes(again).toString());
        assertTrue(codes(again).contains("TWIN_TRACK"), codes(again).toString());
    }

    @Test
    void blankingLinesAreNoPicture() throws IOException {
        Inspection imx =
                footages.inspect(
                        footages.make(
                                "imx.mxf",
                                "-f lavfi -i testsrc2=s=720x608:r=25:d=0.4 -pix_fmt yuv422p -vf"
                                        + " setsar=152/135 -c:v mpeg2video -b:v 12M {}"));
        assertEquals(32, imx.quality().blanking());
        assertTrue(codes(imx).contains("BLANKING"), codes(imx).toString());
    }

    @Test
    void theLosslessCopyHasWhatACleanApertureLeavesOut() throws IOException {
        Path file =
                footages.make(
                        "clean.mov",
                        "-f lavfi -i testsrc2=s=720x576:r=25:d=0.2 -pix_fmt uyvy422 -vf"
                                + " setsar=16/15,setfield=tff -c:v rawvideo {}");
        byte[] bytes = Files.readAllBytes(file);
        int atom = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("clap");
        assertTrue(atom > 0, "no clean aperture");
        ByteBuffer.wrap(bytes).putInt(atom + 4, 704).putInt(atom + 12, 570);
        Files.write(file, bytes);
        Footages tapes = new Footages(folder, "make: access, master\nmaster: {convert: always}\n");
        Renditions made = tapes.media().transcode(Footages.clear(tapes.inspect(file)));
        Master master = Objects.requireNonNull(made.master());
        Path hashes = tapes.library().resolve(master.work()).resolve(Lossless.SOURCE_HASHES);
        assertTrue(Files.readString(hashes).contains("#dimensions 0: 720x576"));
        assertEquals(768, made.access().width());
        assertTrue(
                made.access().command().toString().contains("-apply_cropping, codec"),
                made.access().command().toString());
    }

    @Test
    void coloursOfOldCamerasAreCarriedOver() throws IOException {
        for (String transfer : List.of("bt470m", "bt470bg")) {
            Path tape =
                    footages.make(
                            transfer + ".mpg",
                            "-f lavfi -i testsrc2=s=352x288:r=25:d=0.2 -vf setparams=color_trc="
                                    + transfer
                                    + ":color_primaries=bt470bg:colorspace=bt470bg"
                                    + " -c:v mpeg2video {}");
            Renditions made = footages.media().transcode(Footages.clear(footages.inspect(tape)));
            Path access = footages.library().resolve(made.work()).resolve(made.access().name());
            assertEquals(
                    transfer, Objects.requireNonNull(footages.header(access).picture()).transfer());
        }
    }

    @Test
    void aMomentOfSoundIsNotSilence() throws IOException {
        Inspection moment =
                footages.inspect(
                        footages.make(
                                "moment.mov",
                                "-f lavfi -i testsrc2=s=320x240:r=25:d=0.04 -f lavfi -i"
                                        + " sine=440:r=48000:d=0.04 -c:v mpeg4 -c:a pcm_s16le {}"));
        assertFalse(codes(moment).contains("SILENT_TRACK"), codes(moment).toString());
        assertNull(moment.quality().sounds().getFirst().truePeak());
        Path report = footages.library().reports().resolve(moment.item() + ".txt");
        String text = Files.readString(report);
        assertTrue(text.contains("1 channel (mono)"), text);
        assertTrue(text.contains("1 frame decoded without an error"), text);
    }

    @Test
    void aMurmurThatWillBeRaisedIsTold() throws IOException {
        Inspection murmur =
                footages.inspect(
                        footages.make(
                                "murmur.mov",
                                "-f lavfi -i testsrc2=s=320x240:r=25:d=1 -f lavfi -i"
                                        + " sine=997:r=48000:d=1 -af volume=-30dB -c:v mpeg4"
                                        + " -c:a pcm_s16le {}"));
        assertTrue(codes(murmur).contains("QUIET"), murmur.findings().toString());
        assertFalse(codes(murmur).contains("LOUDNESS"), murmur.findings().toString());
    }

    @Test
    void soundAloneGoesOnWhereItsProfileMakesSound() throws IOException {
        Path sound =
                footages.make("s.flac", "-f lavfi -i sine=440:r=44100:d=2.03 -ac 6 -c:a flac {}");
        Inspection inspection = footages.inspect(sound);
        assertNull(inspection.picture());
        assertEquals(List.of(0), inspection.sounds());
        assertEquals(0, inspection.decode().frames());
        assertEquals(2.03, inspection.decode().duration().toNanos() / 1e9, 0.001);
        assertEquals(Scan.PROGRESSIVE, inspection.scan());
        assertNull(inspection.quality().fields());
        assertNotNull(inspection.quality().sounds().getFirst().loudness());
        Footages picture = new Footages(folder, "make: access, poster\n");
        Refusal refusal = assertThrows(Refusal.class, () -> picture.inspect(sound));
        assertEquals(Refusal.Code.NO_PICTURE, refusal.code());
        assertTrue(refusal.fix().contains("--profile audio"), refusal.fix());
    }

    @Test
    void aReportIsWrittenForPeopleAlsoWhenTheFileIsRefused() throws IOException {
        Path good = footages.interlaced("good.mxf", true);
        Inspection inspection = footages.inspect(good);
        Path report = footages.library().reports().resolve(inspection.item() + ".txt");
        String text = Files.readString(report);
        assertTrue(text.contains("good.mxf"), text);
        assertTrue(text.contains("top field first"), text);
        assertTrue(text.contains("10:00:00:00 (mxf)"), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
        Path bad = footages.write("bad.mov", new byte[5000]);
        assertThrows(Refusal.class, () -> footages.inspect(bad));
        Path other = footages.library().reports().resolve(Footages.footage(bad).item() + ".txt");
        assertTrue(Files.readString(other).contains("REFUSED (NOT_MEDIA)"));
        try (var files = Files.list(footages.library().reports())) {
            assertEquals(2, files.count());
        }
    }
}
