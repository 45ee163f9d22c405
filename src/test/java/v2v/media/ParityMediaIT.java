package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Inspection;
import v2v.item.Renditions;
import v2v.item.Scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// That fields are shown in the order in which they were taken, judged by what moves in them and
/// never by a flag.
class ParityMediaIT {
    private static final Path CAMERA =
            Path.of("../shared/footage/Sony ILCE-7M3 (A7M3) 1080i50.mts");

    /// Fifty moments a second, which move fast enough for two neighbours to differ.
    private static final String MOMENTS = "testsrc2=s=360x288:r=50:d=1,scale=720:576,setsar=1";

    private static final String TAPE = " -pix_fmt yuv420p -b:v 15M -flags +ildct+ilme -r 25 ";

    @TempDir Path folder;

    private Footages footages(int lines) throws IOException {
        return new Footages(
                folder,
                "make: access\nvideo: {preset: 12, quality: {crf: 20}, max-lines: "
                        + lines
                        + "}\n");
    }

    private static Path access(Footages footages, Renditions made) {
        return footages.library().resolve(made.work()).resolve(made.access().name());
    }

    /// The tape is made of fifty moments a second and its header says the opposite of what it
    /// holds.
    @ParameterizedTest
    @CsvSource({"true, tape.mxf", "false, tape.mxf", "true, tape.mkv", "false, tape.mkv"})
    void aLyingHeaderIsNotBelieved(boolean top, String name) throws IOException {
        Footages footages = footages(576);
        String lie = Footages.order(!top);
        Path tape =
                footages.make(
                        name,
                        "-f lavfi -i "
                                + MOMENTS
                                + " -vf "
                                + Footages.woven(top)
                                + ",setfield="
                                + lie
                                + TAPE
                                + (name.endsWith("mkv") ? "-c:v ffv1 {}" : "-c:v mpeg2video {}"));
        assertEquals(
                List.of(top ? "0" : "1"),
                footages
                        .probe(
                                tape,
                                "-select_streams",
                                "v",
                                "-show_entries",
                                "frame=top_field_first")
                        .stream()
                        .distinct()
                        .toList(),
                "the tape lies");
        Inspection inspection = footages.inspect(tape);
        assertEquals(top ? Scan.TOP_FIELD_FIRST : Scan.BOTTOM_FIELD_FIRST, inspection.scan());
        Renditions made = footages.media().transcode(Footages.clear(inspection));
        assertEquals(50, made.access().frames());
        double right = likeness(footages, access(footages, made));
        double wrong = likeness(footages, shownAs(footages, tape, lie));
        assertTrue(right > 30 && right > wrong + 4, right + " dB, the other order " + wrong);
    }

    /// Every field of the tape as a picture, in the order that is named.
    private static Path shownAs(Footages footages, Path tape, String order) throws IOException {
        return footages.make(
                order + ".mkv",
                List.of(
                        "-i",
                        tape.toAbsolutePath().toString(),
                        "-map",
                        "0:v:0",
                        "-vf",
                        "bwdif=mode=send_field:parity=" + order + ":deint=all",
                        "-c:v",
                        "ffv1",
                        "{}"));
    }

    /// Mean likeness to the fifty moments, dB.
    private static double likeness(Footages footages, Path file) throws IOException {
        String graph =
                MOMENTS
                        + ",format=yuv420p,settb=AVTB,setpts=N/50/TB[r];"
                        + "[0]scale=720:576,format=yuv420p,settb=AVTB,setpts=N/50/TB[d];"
                        + "[d][r]psnr=shortest=1";
        return mean(footages.figures(List.of(file), graph, "lavfi.psnr.psnr.y"));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /// What a real camera took: each picture is nearer to the next than to the one after that, and
    /// the steps are even. Shown in the wrong order, the picture goes back and forth.
    @Test
    void aRealCameraMovesForward() throws IOException {
        Footages footages = footages(540);
        Inspection inspection = footages.inspect(CAMERA);
        assertEquals(Scan.TOP_FIELD_FIRST, inspection.scan());
        Renditions made = footages.media().transcode(Footages.clear(inspection));
        Movement right = movement(footages, access(footages, made));
        Movement wrong = movement(footages, shownAs(footages, CAMERA, "bff"));
        assertTrue(right.forward(), right.toString());
        assertTrue(!wrong.forward(), "the measure can tell: " + wrong);
    }

    /// How a film moves, in mean absolute luma differences.
    ///
    /// @param odd from pictures with an odd number to the next ones
    /// @param even from those with an even one
    /// @param two from each picture to the next but one
    private record Movement(double odd, double even, double two) {
        boolean forward() {
            return Math.max(odd, even) < 1.25 * Math.min(odd, even)
                    && two > 1.15 * Math.max(odd, even);
        }
    }

    private static Movement movement(Footages footages, Path file) throws IOException {
        List<Double> one = distances(footages, file, 1);
        double odd = 0;
        double even = 0;
        for (int i = 0; i + 1 < one.size(); i += 2) {
            odd += one.get(i);
            even += one.get(i + 1);
        }
        int pairs = one.size() / 2;
        return new Movement(odd / pairs, even / pairs, mean(distances(footages, file, 2)));
    }

    /// From each picture to a later one. Small pictures: noise and the lines that a field does not
    /// have must not outweigh what moves.
    private static List<Double> distances(Footages footages, Path file, int later)
            throws IOException {
        String graph =
                "[0:v:0]scale=480:270:flags=area,format=gray,settb=AVTB,setpts=N/50/TB,split[a][b];"
                        + "[a]trim=start_frame="
                        + later
                        + ",setpts=PTS-STARTPTS[c];"
                        + "[c][b]blend=all_mode=difference:shortest=1,signalstats";
        return footages.figures(List.of(file), graph, "lavfi.signalstats.YAVG");
    }

    /// Film that was spread over the fields comes back as it was before.
    @ParameterizedTest
    @ValueSource(strings = {"film.mkv -c:v ffv1", "film.mpg -c:v mpeg2video -b:v 15M"})
    void telecinedFilmGivesItsOwnFrames(String tape) throws IOException {
        Footages footages = footages(480);
        String film = "testsrc2=s=360x240:r=24000/1001:d=4,scale=720:480,setsar=8/9,format=yuv420p";
        String[] words = tape.split(" ", 2);
        Path file =
                footages.make(
                        words[0],
                        "-f lavfi -i "
                                + film
                                + " -vf telecine=first_field=top:pattern=23,setfield=tff "
                                + words[1]
                                + " -flags +ildct+ilme {}");
        Inspection inspection = footages.inspect(file);
        assertEquals(Scan.TELECINED, inspection.scan());
        Renditions made = footages.media().transcode(Footages.clear(inspection));
        assertEquals("24000/1001", String.valueOf(made.access().rate()));
        long frames = inspection.decode().frames() * 4 / 5;
        assertTrue(Math.abs(made.access().frames() - frames) <= 1, made.access().toString());
        Path access = access(footages, made);
        String graph =
                film
                        + ",scale=640:480,settb=AVTB,setpts=N/24/TB[r];"
                        + "[0]format=yuv420p,settb=AVTB,setpts=N/24/TB[d];"
                        + "[d][r]psnr=shortest=1";
        List<Double> all = footages.figures(List.of(access), graph, "lavfi.psnr.psnr.y");
        assertTrue(all.size() > 85, "compared " + all.size());
        double least = all.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        // a film that is one frame off measures 25 dB
        assertTrue(least > 30, least + " dB");
    }

    /// Whole pictures that are only flagged as fields are left whole: no line is made up.
    @Test
    void segmentedFramesAreNotTakenApart() throws IOException {
        Footages footages = footages(576);
        String film = "testsrc2=s=360x288:r=25:d=1,scale=720:576,setsar=1,format=yuv420p";
        Path tape =
                footages.make(
                        "psf.mkv",
                        "-f lavfi -i "
                                + film
                                + " -vf setfield=tff -c:v ffv1 -flags +ildct+ilme {}");
        Inspection inspection = footages.inspect(tape);
        assertEquals(Scan.PROGRESSIVE, inspection.scan());
        Renditions made = footages.media().transcode(Footages.clear(inspection));
        assertEquals(25, made.access().frames());
        assertTrue(!made.access().command().toString().contains("bwdif"));
        String graph =
                film
                        + ",settb=AVTB,setpts=N/25/TB[r];[0]format=yuv420p,settb=AVTB,"
                        + "setpts=N/25/TB[d];[d][r]psnr=shortest=1";
        Path access = access(footages, made);
        assertTrue(mean(footages.figures(List.of(access), graph, "lavfi.psnr.psnr.y")) > 38);
    }

    /// Still and mixed tapes come out, one frame or two for each.
    @ParameterizedTest
    @CsvSource({
        "still.mkv, color=gray:s=720x576:r=25:d=1:sar=64/45, 25",
        "mixed.mkv, MIXED, 0",
    })
    void stillAndMixedTapesComeOut(String name, String source, int least) throws IOException {
        Footages footages = footages(288);
        String input =
                source.equals("MIXED")
                        ? "testsrc2=s=360x288:r=50:d=3,scale=720:576,"
                                + Footages.woven(true)
                                + ",fps=25[a];testsrc2=s=360x288:r=25:d=3,scale=720:576[b];[a][b]"
                                + "concat,setsar=1"
                        : source;
        Path tape =
                footages.make(
                        name,
                        List.of(
                                "-filter_complex",
                                input + ",format=yuv420p,setfield=tff[v]",
                                "-map",
                                "[v]",
                                "-c:v",
                                "ffv1",
                                "{}"));
        Inspection inspection = footages.inspect(tape);
        Renditions made = footages.media().transcode(Footages.clear(inspection));
        assertTrue(made.access().frames() >= Math.max(least, inspection.decode().frames()));
        assertTrue(Files.size(access(footages, made)) > 0);
    }
}
