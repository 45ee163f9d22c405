package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Inspection;
import v2v.item.Master;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Rendition;
import v2v.item.Scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// The lossless copy against the original: both are decoded by FFmpeg alone, with no code of ours
/// between, and every sample must be the same.
class MasterMediaIT {
    private static final Path REAL = Path.of("../shared/footage");

    /// Fifty moments a second, woven into frames; pictures that no two of are alike.
    private static final String MOTION = "-f lavfi -i testsrc2=s=%s:r=50:d=0.4,hue=h=t*90 ";

    private static final String HISS = "-f lavfi -i anoisesrc=r=48000:d=0.4:seed=%d:a=0.7 ";

    @TempDir Path folder;
    private Footages footages;

    @BeforeEach
    void open() throws IOException {
        footages = open("eligible");
    }

    private Footages open(String convert) throws IOException {
        return new Footages(
                folder,
                "make: access, master\nvideo: {preset: 12}\nmaster: {convert: "
                        + convert
                        + "}\ndamage: accept\n");
    }

    private Master master(Inspection inspection) throws IOException {
        Profile profile = Profiles.load(folder.resolve("profiles")).named("access", "");
        Lossless lossless = Objects.requireNonNull(Plan.of(inspection, profile).lossless());
        var clearance = Footages.clear(inspection);
        return new Mastering(footages.ffmpeg(), Progress.NONE, clearance, lossless)
                .make(Workbench.of(footages.library(), clearance));
    }

    private Path copy(Master master) {
        return footages.library().resolve(master.work()).resolve(Lossless.MASTER);
    }

    /// Size and hash of every frame of one track in the form that is named.
    private List<String> frames(Path file, String track, String form) throws IOException {
        String[] words = form.split(" ", -1);
        String[] all =
                java.util.stream.Stream.of(
                                List.of("-noautorotate", "-i", "file:" + file.toAbsolutePath()),
                                List.of("-map", "0:" + track),
                                List.of(words),
                                List.of("-fps_mode", "passthrough", "-f", "framemd5", "-"))
                        .flatMap(List::stream)
                        .toArray(String[]::new);
        return footages.ask(all).stream()
                .filter(line -> line.startsWith("0,"))
                .map(line -> line.replaceFirst("^0,[^,]*,[^,]*,[^,]*,", ""))
                .toList();
    }

    private String sound(Path file, int track) throws IOException {
        List<String> said =
                footages.ask(
                        "-i",
                        "file:" + file.toAbsolutePath(),
                        "-map",
                        "0:a:" + track,
                        "-c:a",
                        "pcm_s24le",
                        "-f",
                        "md5",
                        "-");
        return said.stream().filter(line -> line.startsWith("MD5=")).findFirst().orElse("");
    }

    private void sameSamples(Path original, Path copy, String form, int sounds) throws IOException {
        String picture = "-c:v rawvideo -pix_fmt " + form;
        List<String> before = frames(original, "v:0", picture);
        assertTrue(before.size() >= 5 && !before.get(0).equals(before.get(1)), "" + before);
        assertEquals(before, frames(copy, "v:0", picture));
        for (int track = 0; track < sounds; track++) {
            String md5 = sound(original, track);
            assertTrue(md5.matches("MD5=[0-9a-f]{32}"), md5);
            assertEquals(md5, sound(copy, track), "sound track " + track);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tape.dv  | 720x576 | bff | setsar=16/15,format=yuv420p | -c:v dvvideo | yuv420p",
                "tape.mov | 720x576 | tff | format=yuv422p10le | -c:v v210 | yuv422p10le",
                "tape.avi | 720x486 | bff | format=uyvy422 | -c:v rawvideo | uyvy422",
                "a.mov    | 320x240 | tff | format=rgb24 | -c:v qtrle | rgb24",
                "a.avi    | 320x240 | tff | format=bgr0 | -c:v rawvideo | rgb24",
                "a.nut    | 322x242 | tff | format=gbrp12le | -c:v rawvideo | gbrp12le",
                "a.nut    | 320x240 | tff | format=rgba | -c:v rawvideo | rgba",
                "a.nut    | 320x240 | tff | format=gray16le | -c:v rawvideo | gray16le",
            })
    void pictureAndSoundComeBackBitByBit(
            String name, String size, String order, String form, String encoder, String pixels)
            throws IOException {
        boolean top = order.equals("tff");
        Path tape =
                footages.make(
                        name,
                        MOTION.formatted(size)
                                + HISS.formatted(1)
                                + "-vf "
                                + Footages.woven(top)
                                + ","
                                + form
                                + ",setfield="
                                + order
                                + " -r 25 -ac 2 -ar 48000 -timecode 10:00:00:00 "
                                + encoder
                                + " -c:a pcm_s16le -shortest {}");
        Master master = master(footages.inspect(tape));
        sameSamples(tape, copy(master), pixels, 1);
    }

    @Test
    void aPaletteIsLookedThrough() throws IOException {
        Path file =
                footages.make(
                        "few.avi",
                        "-f lavfi -i testsrc2=s=320x240:r=25:d=0.4 -filter_complex"
                                + " split[a][b];[a]palettegen[p];[b][p]paletteuse"
                                + " -c:v rawvideo -pix_fmt pal8 {}");
        Inspection inspection = footages.inspect(file);
        assertEquals("pal8", inspection.chosenPicture().orElseThrow().pixels());
        sameSamples(file, copy(master(inspection)), "rgb24", 0);
    }

    @Test
    void fullRangeStaysFullRange() throws IOException {
        footages = open("always");
        Path camera = REAL.resolve("canon_mjpeg_vga.avi");
        Master master = master(footages.inspect(camera));
        sameSamples(camera, copy(master), "yuvj422p", 1);
        assertEquals(
                List.of("ffv1|yuv422p|pc"),
                footages.probe(
                        copy(master),
                        "-select_streams",
                        "v",
                        "-show_entries",
                        "stream=codec_name,pix_fmt,color_range"));
    }

    @Test
    void fourMonoTracksOf24BitsAndTheTimecodeStay() throws IOException {
        footages = open("always");
        StringBuilder words = new StringBuilder(MOTION.formatted("720x576"));
        for (int track = 0; track < 4; track++) {
            words.append(HISS.formatted(track + 1));
        }
        words.append("-map 0 -map 1 -map 2 -map 3 -map 4 -vf ").append(Footages.woven(true));
        words.append(",format=yuv422p,setfield=tff -r 25 -c:v mpeg2video -b:v 12M -flags");
        words.append(" +ildct+ilme -c:a pcm_s24le -ac 1 -timecode 10:11:12:13 {}");
        Path tape = footages.make("tape.mxf", words.toString());
        Path copy = copy(master(footages.inspect(tape)));
        sameSamples(tape, copy, "yuv422p", 4);
        assertFalse(sound(copy, 0).equals(sound(copy, 1)), "tracks that differ");
        assertEquals(
                List.of("flac|24", "flac|24", "flac|24", "flac|24"),
                footages.probe(
                        copy,
                        "-select_streams",
                        "a",
                        "-show_entries",
                        "stream=codec_name,bits_per_raw_sample"));
        assertTrue(
                footages.probe(copy, "-show_entries", "format_tags:stream_tags")
                        .toString()
                        .contains("10:11:12:13"));
    }

    @ParameterizedTest
    @CsvSource({"true,1,tb", "false,0,bt"})
    void theFramesSayWhichFieldCameFirst(boolean top, String first, String header)
            throws IOException {
        Path tape =
                footages.make(
                        "tape.mov",
                        MOTION.formatted("720x576")
                                + "-vf "
                                + Footages.woven(top)
                                + ",setfield="
                                + Footages.order(top)
                                + " -r 25 -c:v v210 {}");
        Path copy = copy(master(footages.inspect(tape)));
        List<String> frames =
                footages.probe(
                        copy,
                        "-select_streams",
                        "v",
                        "-show_entries",
                        "frame=interlaced_frame,top_field_first");
        assertEquals(10, frames.size());
        assertEquals(List.of("1|" + first), frames.stream().distinct().toList());
        assertEquals(
                List.of(header),
                footages.probe(
                        copy, "-select_streams", "v", "-show_entries", "stream=field_order"));
    }

    @Test
    void aDamagedTapeIsKeptAsItDecodes() throws IOException {
        Path whole =
                footages.make(
                        "whole.dv",
                        MOTION.formatted("720x576")
                                + HISS.formatted(1)
                                + "-vf "
                                + Footages.woven(false)
                                + ",setsar=16/15,setfield=bff -r 25 -pix_fmt yuv420p -ac 2 {}");
        byte[] bytes = Files.readAllBytes(whole);
        Random dropOut = new Random(7);
        // in the video blocks of every third frame; audio and subcode blocks stay
        for (int frame = 0; frame * 144_000 < bytes.length; frame += 3) {
            for (int i = 0; i < 400; i++) {
                bytes[frame * 144_000 + 60_000 + dropOut.nextInt(70) + i * 80] ^= 0x5A;
            }
        }
        Path tape = footages.write("tape.dv", bytes);
        Inspection inspection = footages.inspect(tape);
        assertTrue(inspection.decode().errors() > 0, inspection.decode().toString());
        sameSamples(tape, copy(master(inspection)), "yuv420p", 1);
        Footages careful = new Footages(folder.resolve("careful"), "make: access, master\n");
        Refusal refusal = assertThrows(Refusal.class, () -> careful.inspect(tape));
        assertTrue(refusal.fix().contains("damage: accept"), refusal.toString());
    }

    @Test
    void oneWrongByteIsFoundInItsSlice() throws IOException {
        Path tape = footages.make("t.mov", MOTION.formatted("320x240") + "-c:v v210 {}");
        Master master = master(footages.inspect(tape));
        Rendition file = master.files().getFirst();
        assertEquals(20, file.frames());
        Path copy = copy(master);
        assertEquals(List.of(), footages.ask("-i", copy.toString(), "-f", "null", "-"));
        byte[] bytes = Files.readAllBytes(copy);
        bytes[bytes.length / 2] ^= 1;
        Path flipped = footages.write("flipped.mkv", bytes);
        List<String> said = footages.ask("-i", flipped.toString(), "-f", "null", "-");
        assertTrue(said.toString().contains("CRC mismatch"), said.toString());
    }

    /// What is kept for later comparisons is what FFmpeg says of the original today.
    @Test
    void theHashesOfTheOriginalLieBesideTheCopy() throws IOException {
        Path tape = footages.make("t.mov", MOTION.formatted("320x240") + "-c:v v210 {}");
        Inspection inspection = footages.inspect(tape);
        assertEquals(Scan.PROGRESSIVE, inspection.scan());
        Master master = master(inspection);
        assertEquals(
                List.of("master.mkv", "original.framemd5", "master.framemd5"),
                master.files().stream().map(Rendition::name).toList());
        Path work = footages.library().resolve(master.work());
        List<String> kept = FrameHashes.read(work.resolve(Lossless.SOURCE_HASHES)).picture();
        List<String> mine =
                frames(tape, "v:0", "-c:v rawvideo -pix_fmt yuv422p10le").stream()
                        .map(line -> String.join(" ", Arrays.asList(line.strip().split(", *", -1))))
                        .toList();
        assertEquals(mine, kept);
    }
}
