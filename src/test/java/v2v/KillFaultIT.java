package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Library;
import v2v.item.Settings;
import v2v.item.Step;
import v2v.ledger.View;
import v2v.media.DemoTape;
import v2v.media.Ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// kill -9 of the node in each stage, twenty times in all, then a restart that finishes everything.
class KillFaultIT {
    private static final int KILLS = 20;
    private static final int WORKS = 9;

    @TempDir Path folder;

    /// Two waits in every stage, before and after its work: the second is the moment when all is
    /// done and nothing is recorded yet. Without them most stages are over before anybody could
    /// look.
    private Path slowPipelines() throws IOException {
        Path pipelines = Program.quickPipelines(folder);
        Path routes = pipelines.resolve("10-release.camel.yaml");
        String slowed =
                Files.readString(routes)
                        .replaceAll(
                                "( +)(- bean: .*)\n",
                                """
                                $1- delay: { constant: "250" }
                                $1$2
                                $1- delay: { constant: "350" }
                                """);
        Files.writeString(routes, slowed);
        Files.writeString(
                pipelines.resolve("v2v.properties"),
                """
                intake.settle = 0s
                intake.scan = 200ms
                rights.approvals = 0
                seed.address = 127.0.0.1
                seed.port = 46911
                """);
        return pipelines;
    }

    /// One more work: each a frame longer than the one before, so that no two are the same bytes.
    private void deliver(Path inbox, int number) throws IOException {
        Files.writeString(
                inbox.resolve("tape" + number + ".json"),
                "{\"title\": \"Tape %d\", \"license\": \"CC BY 4.0\", \"attribution\": \"A\"}"
                        .formatted(number));
        new DemoTape(Ffmpeg.find(Settings.none()))
                .record(
                        inbox.resolve("tape" + number + ".mxf"),
                        Duration.ofMillis(1000 + 40 * number));
    }

    @Test
    void twentyKillsLoseNothingAndDoubleNothing()
            throws IOException, InterruptedException, SQLException {
        Path pipelines = slowPipelines();
        Path inbox = Files.createDirectories(folder.resolve("in"));
        Path library = folder.resolve("library");
        Map<Step, Integer> killedIn = new TreeMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill < 2 * WORKS && kill % 2 == 0) {
                deliver(inbox, kill / 2);
            }
            Process node = start(pipelines, inbox, library, kill);
            waitForStage(node, library, leastOften(killedIn));
            Thread.sleep(40L * (kill % 12));
            awaitTheWorn(library);
            node.destroyForcibly().waitFor();
            // what the dead node still has on its list is what it died in
            running(library).forEach(step -> killedIn.merge(step, 1, Integer::sum));
            ReleaseChecks.nothingHalf(library);
            assertEquals(List.of(), Program.encoders(library), "no encoder outlives its node");
        }
        Process node = start(pipelines, inbox, library, KILLS);
        try {
            waitForAll(node, library);
        } finally {
            node.destroy();
            node.waitFor(5, TimeUnit.SECONDS);
            node.destroyForcibly();
        }
        ReleaseChecks.nothingHalf(library);
        assertEquals(WORKS, ReleaseChecks.list(library.resolve("releases")).size());
        assertEquals(2 * WORKS, ReleaseChecks.list(library.resolve("torrents")).size());
        assertEquals(
                WORKS,
                Program.run("search", "--library", library, "--json").only("found").get("total"));
        assertEquals(Set.of(Step.values()), killedIn.keySet(), "every stage was hit");
        System.out.println("killed in " + killedIn);
    }

    private Process start(Path pipelines, Path inbox, Path library, int number) throws IOException {
        return Program.start(
                folder.resolve("out" + number),
                folder.resolve("err" + number),
                "run",
                "--library",
                library,
                "--pipelines",
                pipelines,
                "--inbox",
                inbox);
    }

    private static Step leastOften(Map<Step, Integer> killedIn) {
        return Arrays.stream(Step.values())
                .min(Comparator.comparing(step -> killedIn.getOrDefault(step, 0)))
                .orElseThrow();
    }

    /// Waits until some work is seen in the stage, or for eight seconds: they may all be past it.
    private static void waitForStage(Process node, Path library, Step wanted)
            throws InterruptedException {
        for (int i = 0; i < 1000 && node.isAlive() && !running(library).contains(wanted); i++) {
            Thread.sleep(20);
        }
    }

    private static List<Step> running(Path library) {
        try (View ledger = View.of(new Library(library)).orElse(null)) {
            return ledger == null
                    ? List.of()
                    : ledger.running().stream()
                            .flatMap(doing -> Step.of(doing.stage()).stream())
                            .toList();
        }
    }

    /// A task that has been lost four times is let through: on a slow machine the kills would hit
    /// the same one again and again, and the fifth would rightly end it.
    private static void awaitTheWorn(Path library) throws InterruptedException, SQLException {
        for (int i = 0; i < 600 && worn(library) > 0; i++) {
            Thread.sleep(100);
        }
    }

    private static int worn(Path library) throws SQLException {
        Path file = new Library(library).ledger();
        if (!Files.exists(file)) {
            return 0;
        }
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement ask = ledger.createStatement();
                ResultSet answer =
                        ask.executeQuery(
                                "SELECT COUNT(*) FROM task"
                                        + " WHERE lost>=4 AND state IN ('ready','running')")) {
            return answer.getInt(1);
        }
    }

    private static void waitForAll(Process node, Path library)
            throws IOException, InterruptedException {
        for (int i = 0; i < 1200 && node.isAlive(); i++) {
            try (View ledger = View.of(new Library(library)).orElseThrow()) {
                Map<String, Long> states = ledger.states();
                if (states.getOrDefault("released", 0L) == WORKS) {
                    assertEquals(Map.of("released", (long) WORKS), states);
                    return;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError(
                "not all released: " + Program.run("status", "--library", library).out());
    }
}
