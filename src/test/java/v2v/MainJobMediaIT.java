package v2v;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Settings;
import v2v.media.DemoTape;
import v2v.media.Ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The main job as a person orders it: the packaged program, real footage, the results compared.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class MainJobMediaIT {
    @TempDir Path folder;
    private Path library;
    private Path pipelines;

    @BeforeEach
    void prepare() throws IOException {
        library = folder.resolve("a library");
        pipelines = Program.quickPipelines(folder);
    }

    private Program.Ended release(Object... more) throws IOException, InterruptedException {
        List<Object> all =
                new java.util.ArrayList<>(
                        List.of(
                                "release",
                                "--json",
                                "--library",
                                library,
                                "--pipelines",
                                pipelines));
        all.addAll(List.of(more));
        return Program.run(all.toArray());
    }

    private Path tape(String name, int seconds) throws IOException {
        Path tape = folder.resolve(name);
        new DemoTape(Ffmpeg.find(Settings.none())).record(tape, Duration.ofSeconds(seconds));
        return tape;
    }

    private static String text(Map<String, Object> object, String key) {
        return String.valueOf(Objects.requireNonNull(object.get(key), key + " in " + object));
    }

    @Test
    void aTapeBecomesARelease() throws IOException, InterruptedException {
        Path tape = tape("Hafen & Meer.mxf", 2);
        Files.setLastModifiedTime(tape, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        byte[] before = Files.readAllBytes(tape);
        Files.writeString(
                folder.resolve("Hafen & Meer.json"),
                """
                {"title": "Häfen, 1987", "date": "1987-05", "language": "de",
                 "description": "Fischer kommen nach Hause.", "license": "CC BY-SA 4.0",
                 "attribution": "Nordland TV"}
                """);

        Program.Ended first = release(tape);
        assertEquals(0, first.status(), first.err());
        Map<String, Object> released = first.only("release");
        assertEquals("released", released.get("state"));
        assertEquals("type", released.keySet().iterator().next());
        Path made = Path.of(text(released, "folder"));
        ReleaseChecks.wholeRelease(made);
        ReleaseChecks.nothingHalf(library);
        assertTrue(Files.exists(Path.of(text(released, "torrent"))));
        assertTrue(text(released, "magnet").contains("urn:btih:" + released.get("infohash")));
        assertArrayEquals(before, Files.readAllBytes(tape), "the original is never touched");
        assertEquals(
                Instant.parse("2001-02-03T04:05:06Z"), Files.getLastModifiedTime(tape).toInstant());
        assertEquals(List.of(), ReleaseChecks.list(library.resolve("work")), "work is cleared");

        Program.Ended again = release(tape);
        assertEquals(0, again.status(), again.err());
        assertEquals(
                "the same file is already released as item "
                        + released.get("id")
                        + ", 'Häfen, 1987'; to replace it by a corrected version, add --replaces "
                        + released.get("id")
                        + " --why REASON",
                again.only("release").get("note"));

        Path copy = Files.copy(tape, folder.resolve("other name.mxf"));
        Program.Ended other = release(copy, "--license", "CC0-1.0");
        assertTrue(
                text(other.only("release"), "note").startsWith("the same bytes as " + tape),
                other.out());

        Program.Ended found =
                Program.run("search", "--library", library, "--json", "hafen", "fischer");
        assertEquals(released.get("id"), found.only("hit").get("id"));
        assertEquals(
                1,
                Program.run(
                                "search",
                                "--library",
                                library,
                                "--json",
                                "date:[1980 TO 1989] language:de")
                        .only("found")
                        .get("total"));
        for (Path file : ReleaseChecks.list(library.resolve("index"))) {
            Files.delete(file);
        }
        assertEquals("indexed 1 work\n", Program.run("reindex", "--library", library).out());
        assertEquals(
                released.get("id"),
                Program.run("search", "--library", library, "--json", "häfen")
                        .only("hit")
                        .get("id"));
        assertEquals(0, Program.run("torrent", "verify", text(released, "torrent"), made).status());
    }

    @Test
    void theDemonstrationProvesItself() throws IOException, InterruptedException {
        Program.Ended demo =
                Program.run("demo", "--once", "--library", library, "--pipelines", pipelines);
        assertEquals(0, demo.status(), demo.err());
        assertTrue(demo.out().contains("magnet:?xt=urn:btih:"), demo.out());
        assertTrue(demo.out().contains("found    'interlaced tape'"), demo.out());
        assertTrue(demo.out().contains(" are right"), demo.out());
    }

    /// Bad files of a batch are refused, each with its code, and the good one is done.
    @Test
    void badFilesDoNotStopGoodOnes() throws IOException, InterruptedException {
        Path good = tape("good.mxf", 1);
        Path empty = Files.createFile(folder.resolve("empty.mov"));
        Path garbage = Files.write(folder.resolve("garbage.mxf"), new byte[5000]);
        Path letter = Files.writeString(folder.resolve("letter.mp4"), "Dear archive,\n".repeat(99));
        Path shared = Path.of("../shared/footage");
        Path cut = shared.resolve("broken_no_moov.mp4");
        Path sound = shared.resolve("bwf_24bit_bext.wav");
        Program.Ended ended =
                release(
                        empty,
                        garbage,
                        letter,
                        good,
                        cut,
                        sound,
                        folder.resolve("nothing.mov"),
                        "--license",
                        "cc-by-4.0",
                        "--attribution",
                        "A");
        assertEquals(3, ended.status(), ended.err());
        assertEquals("released", ended.only("release").get("state"));
        Map<String, String> codes = new java.util.TreeMap<>();
        for (Map<String, Object> line : ended.json()) {
            if ("refusal".equals(line.get("type"))) {
                codes.put(
                        String.valueOf(Path.of(text(line, "file")).getFileName()),
                        text(line, "code"));
                assertFalse(text(line, "message").isBlank());
                assertFalse(text(line, "fix").isBlank());
            }
        }
        assertEquals(
                Map.of(
                        "empty.mov", "FILE_EMPTY",
                        "garbage.mxf", "NOT_MEDIA",
                        "letter.mp4", "NOT_MEDIA",
                        "broken_no_moov.mp4", "TRUNCATED",
                        "bwf_24bit_bext.wav", "NO_PICTURE",
                        "nothing.mov", "FILE_MISSING"),
                codes);
        assertEquals(1, ReleaseChecks.list(library.resolve("releases")).size());
    }

    @Test
    void nothingGoesOutWithoutAKnownLicence() throws IOException, InterruptedException {
        Path tape = tape("tape.mxf", 1);
        Program.Ended ambiguous = release(tape, "--license", "CC BY", "--attribution", "A");
        assertEquals(3, ambiguous.status());
        assertEquals("LICENSE_AMBIGUOUS", ambiguous.only("refusal").get("code"));
        assertEquals("LICENSE_MISSING", release(tape).only("refusal").get("code"));
        assertEquals(
                "ATTRIBUTION_MISSING",
                release(tape, "--license", "CC BY 4.0").only("refusal").get("code"));
        assertEquals(List.of(), ReleaseChecks.list(library.resolve("releases")));
        Program.Ended mended = release(tape, "--license", "CC BY 4.0", "--attribution", "A");
        assertEquals(0, mended.status(), mended.err() + mended.out());
    }

    @Test
    void aBadPipelineFileIsNamedAndNothingHangs() throws IOException, InterruptedException {
        Path route = pipelines.resolve("10-release.camel.yaml");
        Files.writeString(
                route,
                Files.readString(route)
                        .replace("stage:torrent\"\n- route", "stage:torent\"\n- route"));
        long start = System.nanoTime();
        Program.Ended ended =
                release(tape("tape.mxf", 1), "--license", "CC0", "--attribution", "A");
        assertEquals(78, ended.status(), ended.err());
        assertTrue(
                ended.err().contains(route + ":") && ended.err().contains("stage:torent"),
                ended.err());
        assertTrue(System.nanoTime() - start < 20_000_000_000L, "no hang");
    }

    @Test
    void aWatchFolderIsWorkedThroughAndSeenFromOutside() throws IOException, InterruptedException {
        Path inbox = Files.createDirectories(folder.resolve("in"));
        Files.writeString(
                pipelines.resolve("v2v.properties"),
                """
                intake.settle = 1s
                intake.scan = 300ms
                rights.approvals = 0
                seed.address = 127.0.0.1
                seed.port = 46912
                """);
        Path err = folder.resolve("err");
        Process node =
                Program.start(
                        folder.resolve("out"),
                        err,
                        "run",
                        "--library",
                        library,
                        "--pipelines",
                        pipelines,
                        "--inbox",
                        inbox);
        try {
            Path tape = tape("tape.mxf", 20);
            Files.writeString(
                    inbox.resolve("tape.csv"),
                    "filename;title;license;attribution\ntape.mxf;A tape;CC BY 4.0;Somebody\n");
            Files.move(tape, inbox.resolve("tape.mxf"));
            Map<String, Object> seen = waitForEncoding(node, err);
            assertEquals("transcode", seen.get("stage"));
            assertTrue(((Number) Objects.requireNonNull(seen.get("fraction"))).doubleValue() > 0);
            assertTrue(((Number) Objects.requireNonNull(seen.get("speed"))).doubleValue() > 0);
            assertTrue(((Number) Objects.requireNonNull(seen.get("secondsLeft"))).longValue() >= 0);
            // an order to a library that a node owns is done by the node
            Program.Ended guest =
                    release(tape("second.mxf", 1), "--license", "CC0", "--title", "The second");
            assertEquals(0, guest.status(), guest.err());
            assertEquals(
                    2,
                    Program.run("search", "--library", library, "--json")
                            .only("found")
                            .get("total"));
            node.destroy();
            assertTrue(node.waitFor(4, TimeUnit.SECONDS), "ends on SIGTERM");
            assertEquals(143, node.exitValue(), Files.readString(err));
        } finally {
            node.destroyForcibly();
        }
    }

    private Map<String, Object> waitForEncoding(Process node, Path err)
            throws IOException, InterruptedException {
        for (int i = 0; i < 120 && node.isAlive(); i++) {
            for (Map<String, Object> line :
                    Program.run("status", "--library", library, "--json").json()) {
                if ("running".equals(line.get("type"))
                        && "transcode".equals(line.get("stage"))
                        && line.get("secondsLeft") != null) {
                    return line;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no encoding was ever seen; " + Files.readString(err));
    }
}
