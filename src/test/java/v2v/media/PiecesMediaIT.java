package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Inspection;
import v2v.item.Progress;
import v2v.item.Renditions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Films that are encoded in pieces, against the same encoded at once.
class PiecesMediaIT {
    private static final String ENCODER =
            """
            make: access, compatible
            video: {preset: 12, quality: {crf: 40}, keyframe-seconds: 1}
            compatible: {speed: 8}
            """;
    private static final String PIECES = ENCODER + "chunks: {from-seconds: 2, seconds: 2}\n";

    @TempDir Path folder;

    private Footages footages(String name, String profile) throws IOException {
        return new Footages(Files.createDirectories(folder.resolve(name)), profile);
    }

    private static Path access(Footages footages, Renditions made) {
        return footages.library().resolve(made.work()).resolve(made.access().name());
    }

    /// Open groups of pictures, B frames, time stamps that start somewhere: entered in the middle,
    /// each of these gives the same frames as read from the start.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tape.ts -c:v mpeg2video -bf 2 -g 12 -b:v 4M -muxdelay 3",
                "tape.mpg -c:v mpeg2video -bf 2 -g 15 -b:v 4M",
                "tape.mxf -c:v mpeg2video -bf 2 -g 12 -b:v 8M -pix_fmt yuv420p",
                "tape.mkv -c:v ffv1",
                "tape.mp4 -c:v mpeg4 -bf 2 -g 50 -q:v 3",
                "tape.avi -c:v mpeg4 -g 50 -q:v 3",
            })
    void piecesAreTheWhole(String tape) throws IOException {
        String[] words = tape.split(" ", 2);
        Footages whole = footages("whole", ENCODER);
        Path file =
                whole.make(
                        words[0],
                        "-f lavfi -i testsrc2=s=320x240:r=25:d=20.6 -vf"
                                + " hue=h=t*20,setsar=1 -an "
                                + words[1]
                                + " {}");
        Footages pieces = footages("pieces", PIECES);
        Inspection inspection = whole.inspect(file);
        Renditions one = whole.media().transcode(Footages.clear(inspection));
        Renditions many = pieces.media().transcode(Footages.clear(inspection));
        assertEquals(one.access().frames(), many.access().frames());
        assertEquals(inspection.decode().frames(), many.access().frames());
        assertEquals(
                one.files().stream().map(f -> f.frames()).toList(),
                many.files().stream().map(f -> f.frames()).toList());
        Decoding.Decoded decoded = pieces.decode(access(pieces, many), 1);
        assertTrue(decoded.picture().even());
        double apart = psnr(pieces, access(whole, one), access(pieces, many));
        assertTrue(apart > 33, "the same pictures at the same times: " + apart + " dB");
    }

    /// The least likeness of any frame, dB.
    private static double psnr(Footages footages, Path one, Path other) throws IOException {
        List<String> words =
                List.of(
                        "-v",
                        "error",
                        "-i",
                        one.toString(),
                        "-i",
                        other.toString(),
                        "-filter_complex",
                        "[0]format=yuv420p,setpts=N/25/TB[a];[1]format=yuv420p,setpts=N/25/TB[b];"
                                + "[a][b]psnr,metadata=mode=print:file=-:key=lavfi.psnr.psnr.y",
                        "-f",
                        "null",
                        "-");
        return new Child(footages.ffmpeg())
                .read("ffmpeg", words).stream()
                        .filter(line -> line.contains("psnr.y="))
                        .map(line -> line.replaceFirst(".*=", ""))
                        .mapToDouble(text -> text.equals("inf") ? 99 : Double.parseDouble(text))
                        .min()
                        .orElse(0);
    }

    @Test
    void fieldsAreWholeAtTheBorders() throws IOException {
        Footages whole = footages("whole", ENCODER);
        Path tape = whole.interlaced("tape.mxf", true);
        Footages pieces = footages("pieces", ENCODER + "chunks: {from-seconds: 2, seconds: 1}\n");
        Inspection inspection = whole.inspect(tape);
        Renditions one = whole.media().transcode(Footages.clear(inspection));
        Renditions many = pieces.media().transcode(Footages.clear(inspection));
        assertEquals(100, many.access().frames());
        assertTrue(psnr(pieces, access(whole, one), access(pieces, many)) > 30);
    }

    @Test
    void aRestartMakesOnlyWhatIsMissing() throws IOException {
        Footages pieces = footages("pieces", PIECES);
        Path file = pieces.make("tape.mkv", "-f lavfi -i testsrc2=s=320x240:r=25:d=7 -c:v ffv1 {}");
        Inspection inspection = pieces.inspect(file);
        Profile profile = Profiles.load(folder.resolve("pieces/profiles")).named("access", "");
        Plan plan = Plan.of(inspection, profile);
        Workbench bench = Workbench.of(pieces.library(), Footages.clear(inspection));
        Film film = Objects.requireNonNull(plan.film());
        Filming filming = new Filming(pieces.ffmpeg(), Progress.NONE, plan, film, bench);
        QualitySearch.Found quality = new QualitySearch.Found(40, 0);
        Prepared prepared = filming.prepare(quality, "recipe");
        filming.reels(prepared);
        Shelf shelf = filming.shelf(prepared);
        Path kept = shelf.find("access", 0);
        Path missing = shelf.find("access", 1);
        // the end of a process may leave one copy of a piece and take the other
        Path other = shelf.find("compatible", 1);
        FileTime old = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
        Files.setLastModifiedTime(kept, old);
        Files.setLastModifiedTime(other, old);
        Files.delete(missing);
        Filming.Reels again = filming.reels(prepared);
        assertEquals(old, Files.getLastModifiedTime(kept));
        assertEquals(old, Files.getLastModifiedTime(other));
        assertEquals(175, Ivf.frames(again.pictures().getFirst()));
        // an output that is given nothing for minutes would make FFmpeg hoard the others' frames
        assertEquals(50 + Piece.HANDLE, FrameHashes.read(shelf.findBorders(0)).picture().size());
        Prepared another = filming.prepare(quality, "another recipe");
        filming.reels(another);
        assertFalse(Files.exists(kept), "what was made by another recipe is thrown away");
        Path anew = filming.shelf(another).find("access", 0);
        assertNotEquals(old, Files.getLastModifiedTime(anew));
    }

    @Test
    void theSoundIsMadeOnce() throws IOException {
        Footages pieces = footages("pieces", PIECES);
        Path file =
                pieces.make(
                        "tape.mkv",
                        "-f lavfi -i testsrc2=s=320x240:r=25:d=1 -f lavfi -i sine=d=1 -c:v ffv1"
                                + " {}");
        Inspection inspection = pieces.inspect(file);
        Workbench bench = Workbench.of(pieces.library(), Footages.clear(inspection));
        Path sound = Files.write(bench.unfinished("sound.mka"), new byte[7]);
        Soundtrack.Made made = new Soundtrack.Made(sound, List.of(), List.of("a note"), List.of());
        bench.sounded("recipe", made);
        assertEquals(Optional.of(made), bench.sounded("recipe"));
        assertEquals(Optional.empty(), bench.sounded("another"));
        Files.write(sound, new byte[8]);
        assertEquals(Optional.empty(), bench.sounded("recipe"));
    }
}
