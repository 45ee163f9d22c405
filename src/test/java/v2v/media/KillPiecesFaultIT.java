package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.Program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// kill -9 of the program in the middle of an encode in pieces, again and again, against a run that
/// nobody disturbs.
class KillPiecesFaultIT {
    /// More than the ledger takes for a work's own fault where nothing is finished in between.
    private static final int KILLS = 10;

    private static final int FRAMES = 650;

    @TempDir Path folder;
    private int started;

    private Path pipelines() throws IOException {
        Path pipelines = Program.quickPipelines(folder);
        Files.writeString(
                pipelines.resolve("profiles/access.yaml"),
                """
                make: access, compatible
                video: {preset: 8, quality: {crf: 40}, keyframe-seconds: 1}
                compatible: {speed: 5, crf: 40}
                chunks: {from-seconds: 4, seconds: 2}
                """);
        return pipelines;
    }

    private List<Object> order(Path tape, Path library, Path pipelines) {
        List<Object> words = new java.util.ArrayList<>(List.of("release", tape, "--json"));
        words.addAll(List.of("--license", "CC0", "--title", "A tape", "--attribution", "A"));
        words.addAll(List.of("--library", library, "--pipelines", pipelines));
        return words;
    }

    @Test
    void killsCostAPieceEachAndChangeNothing() throws IOException, InterruptedException {
        Footages footages = new Footages(folder.resolve("make"), "make: access\n");
        Path tape =
                footages.make(
                        "tape.ts",
                        "-f lavfi -i testsrc2=s=320x240:r=25:d="
                                + FRAMES / 25
                                + " -vf hue=h=t*20,noise=alls=4:allf=t,setsar=1 -pix_fmt yuv420p"
                                + " -c:v mpeg2video -bf 2 -g 12 -b:v 3M {}");
        Path pipelines = pipelines();
        Path killed = folder.resolve("killed");
        TreeMap<Path, FileTime> finished = new TreeMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process program = start(order(tape, killed, pipelines));
            awaitOneMore(program, killed, finished.size());
            Thread.sleep(37L * (kill % 5));
            program.destroyForcibly().waitFor();
            Map<Path, FileTime> now = pieces(killed);
            finished.forEach(
                    (file, time) -> assertEquals(time, now.get(file), file + " made twice"));
            finished.putAll(now);
            assertEquals(List.of(), Program.encoders(killed), "no encoder outlives its program");
        }
        assertTrue(finished.size() >= KILLS, finished.toString());
        Path after = film(Program.run(order(tape, killed, pipelines).toArray()), "av1");
        Path calm = folder.resolve("calm");
        Path whole = film(Program.run(order(tape, calm, pipelines).toArray()), "av1");
        for (String kind : List.of("av1", "vp9")) {
            Path one = sibling(after, kind);
            Path other = sibling(whole, kind);
            Decoding.Decoded decoded = footages.decode(one, 1);
            assertEquals(FRAMES, decoded.picture().frames());
            assertTrue(decoded.picture().even(), "no gap at a border");
            assertEquals(FRAMES, footages.decode(other, 1).picture().frames());
            double apart = xpsnr(footages, one, tape) - xpsnr(footages, other, tape);
            assertEquals(0, apart, 0.05, kind);
        }
        for (Path library : List.of(killed, calm)) {
            try (Stream<Path> left = Files.list(library.resolve("work"))) {
                assertEquals(List.of(), left.toList());
            }
            assertEquals(List.of(), Program.encoders(library));
        }
    }

    private Process start(List<Object> order) throws IOException {
        started++;
        Path out = folder.resolve("out" + started);
        return Program.start(out, folder.resolve("err" + started), order.toArray());
    }

    /// The finished pieces of all works.
    private static Map<Path, FileTime> pieces(Path library) throws IOException {
        Map<Path, FileTime> pieces = new TreeMap<>();
        if (Files.isDirectory(library.resolve("work"))) {
            try (Stream<Path> works = Files.list(library.resolve("work"))) {
                for (Path work : works.map(w -> w.resolve("pieces")).toList()) {
                    pieces.putAll(in(work));
                }
            } catch (java.io.UncheckedIOException e) {
                // swept away while it was read
                return pieces;
            }
        }
        return pieces;
    }

    private static Map<Path, FileTime> in(Path folder) throws IOException {
        Map<Path, FileTime> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".ivf")).toList()) {
                files.put(file, Files.getLastModifiedTime(file));
            }
        } catch (NoSuchFileException | java.nio.file.NotDirectoryException e) {
            return files;
        }
        return files;
    }

    private void awaitOneMore(Process program, Path library, int before)
            throws IOException, InterruptedException {
        for (int i = 0; i < 3000; i++) {
            if (pieces(library).size() > before) {
                return;
            }
            if (!program.isAlive()) {
                throw new AssertionError(
                        "ended by itself: " + Files.readString(folder.resolve("err" + started)));
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no piece was finished in a minute");
    }

    private static Path film(Program.Ended ended, String kind) throws IOException {
        assertEquals(0, ended.status(), ended.err() + ended.out());
        Map<String, Object> release = ended.only("release");
        assertEquals("released", release.get("state"));
        Path video = Path.of(String.valueOf(release.get("folder"))).resolve("video");
        try (Stream<Path> films = Files.list(video)) {
            return films.filter(f -> f.toString().endsWith("." + kind + ".webm"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path sibling(Path film, String kind) {
        String name = String.valueOf(film.getFileName()).replace("av1", kind);
        return film.resolveSibling(name);
    }

    /// In 8 bits, as the search for the quality measures.
    private double xpsnr(Footages footages, Path film, Path tape) throws IOException {
        Path stats = folder.resolve("xpsnr.txt");
        String same = "settb=AVTB,setpts=N/25/TB,format=yuv420p";
        footages.ask(
                "-i",
                film.toString(),
                "-i",
                tape.toString(),
                "-filter_complex",
                "[0:v]" + same + "[d];[1:v]" + same + "[r];[d][r]xpsnr=stats_file=" + stats,
                "-f",
                "null",
                "-");
        return QualitySearch.luma(stats);
    }
}
