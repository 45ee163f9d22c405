package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What impatient and forgetful people do to the program.
class CarelessFaultIT {
    @TempDir Path folder;
    private Path pipelines = Path.of("");
    private Path library = Path.of("");
    private Path tape = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        pipelines = Program.quickPipelines(folder);
        // a plain release seeds nothing, and must not stumble over these
        Files.writeString(
                pipelines.resolve("v2v.properties"),
                "seed.address = 127.0.0.1\nseed.port = 46917\n");
        library = folder.resolve("library");
        tape = folder.resolve("tape.mxf");
        new DemoTape(Ffmpeg.find(Settings.none())).record(tape, Duration.ofSeconds(8));
    }

    private Object[] order(Object... more) {
        List<Object> all = new ArrayList<>();
        all.addAll(List.of("release", tape, "--license", "CC0", "--library", library));
        all.addAll(List.of("--pipelines", pipelines, "--json"));
        all.addAll(List.of(more));
        return all.toArray();
    }

    private Process start(String name, Object... arguments) throws IOException {
        return Program.start(
                folder.resolve(name + ".out"), folder.resolve(name + ".err"), arguments);
    }

    private void waitFor(String stage) throws IOException, InterruptedException {
        for (int i = 0; i < 60; i++) {
            String status = Program.run("status", "--library", library, "--json").out();
            if (status.contains("\"stage\":\"" + stage + "\"")) {
                return;
            }
        }
        throw new AssertionError("never saw the stage " + stage);
    }

    @Test
    void sixInterruptsAreNoFailures() throws IOException, InterruptedException {
        for (int i = 0; i < 6; i++) {
            Process release = start("release" + i, order());
            release.waitFor(2500, TimeUnit.MILLISECONDS);
            release.destroy();
            assertTrue(release.waitFor(3, TimeUnit.SECONDS), "it must end within seconds");
            ReleaseChecks.nothingHalf(library);
        }
        Program.Ended ended = Program.run(order());
        assertEquals(0, ended.status(), ended.err());
        assertEquals("released", ended.only("release").get("state"));
        ReleaseChecks.nothingHalf(library);
    }

    @Test
    void aGuestGoesOnWhenTheNodeIsKilled() throws IOException, InterruptedException {
        Process node = start("node", "run", "--library", library, "--pipelines", pipelines);
        for (int i = 0; i < 100 && !Files.exists(library.resolve("v2v.db-wal")); i++) {
            Thread.sleep(50);
        }
        Process guest = start("guest", order());
        waitFor("transcode");
        node.destroyForcibly().waitFor();
        assertTrue(guest.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, guest.exitValue(), Files.readString(folder.resolve("guest.err")));
        assertTrue(
                Files.readString(folder.resolve("guest.out")).contains("\"state\":\"released\""));
    }

    @Test
    void aDeletedIndexIsBuiltAgain() throws IOException, InterruptedException {
        assertEquals(0, Program.run(order()).status());
        Program.delete(library.resolve("index"));
        assertEquals(0, Program.run(order()).status());
        Program.Ended found = Program.run("search", "tape", "--library", library, "--json");
        assertEquals(1, found.only("found").get("total"));
        assertEquals("", found.err());
    }

    /// It may be read by a node that was started in another folder.
    @Test
    void aRecordIsNamedByItsWholePath() throws IOException, InterruptedException {
        Program.Ended ended = Program.run(order("--record", "no such record.json"));
        assertEquals(3, ended.status());
        assertEquals(
                Path.of("no such record.json").toAbsolutePath().toString(),
                ended.only("refusal").get("file"));
    }

    @Test
    void anEmptyVariableIsNoLibrary() throws IOException, InterruptedException {
        Program.Ended ended = Program.run("status", "--library", "");
        assertEquals(78, ended.status());
        assertEquals("v2v: --library: expected a folder, found nothing\n", ended.err());
    }

    @Test
    void aFileIsNoLibrary() throws IOException, InterruptedException {
        library = tape;
        Program.Ended ended = Program.run(order());
        assertEquals(75, ended.status());
        assertEquals("v2v: this is not a folder: " + tape + "\n", ended.err());
    }

    @Test
    void theWatchFoldersProfileMustExist() throws IOException, InterruptedException {
        Path settings = pipelines.resolve("v2v.properties");
        Files.writeString(settings, "intake.profile = nope\n");
        Program.Ended ended = Program.run("run", "--library", library, "--pipelines", pipelines);
        assertEquals(78, ended.status());
        assertEquals(
                "v2v: "
                        + settings
                        + ":1: intake.profile: there is no profile 'nope'; there are access\n",
                ended.err());
    }
}
