package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import v2v.Program;
import v2v.ReleaseChecks;
import v2v.item.Delivery;
import v2v.item.Library;
import v2v.item.Order;
import v2v.ledger.Ledger;
import v2v.ledger.View;
import v2v.pipeline.crew.Broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A node and workers over one share, as processes of their own, and what the ledger says of them.
final class CrewWorld implements AutoCloseable {
    /// Longer than anything takes on a busy machine.
    private static final int PATIENCE_SECONDS = 420;

    final Path share;
    final Path library;
    private final Path folder;
    private final Path pipelines;
    private final String bootstrap;
    private final String prefix;
    private final List<Process> running = new CopyOnWriteArrayList<>();

    /// One process.
    record Hand(Process process, Path log) {
        String said() throws IOException {
            return Files.readString(log);
        }

        /// The number in its name, by which the ledger and the topics know it.
        boolean is(String run) {
            return run.contains("-" + process.pid() + "-");
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }

        /// As systemd does.
        void end(int seconds) throws InterruptedException, IOException {
            process.destroy();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            if (!ended) {
                fail("still running " + seconds + " s after SIGTERM: " + said());
            }
        }
    }

    /// One row of what is done elsewhere.
    record Row(
            String item,
            String name,
            String state,
            int attempt,
            int lost,
            String run,
            String why) {}

    /// A thing that is looked at until it is so.
    interface Condition {
        boolean holds() throws Exception;
    }

    /// @param prefix of the topics: worlds with other ones may use one broker
    /// @param settings lines of `v2v.properties`
    CrewWorld(Path folder, String bootstrap, String prefix, String settings) throws IOException {
        this.folder = folder;
        this.bootstrap = bootstrap;
        this.prefix = prefix;
        share = Files.createDirectories(folder.resolve("share"));
        Files.createDirectories(share.resolve("tapes"));
        library = share.resolve("library");
        pipelines = Program.quickPipelines(folder);
        for (String profile : List.of("proxy", "audio")) {
            Files.copy(
                    Path.of("pipelines/profiles", profile + ".yaml"),
                    pipelines.resolve("profiles").resolve(profile + ".yaml"));
        }
        Files.writeString(
                pipelines.resolve("profiles/pieces.yaml"),
                """
                make: access, poster
                video: {preset: 12, quality: {crf: 45}, keyframe-seconds: 1}
                chunks: {from-seconds: 2, seconds: 2}
                """);
        Files.writeString(
                pipelines.resolve("v2v.properties"),
                """
                rights.approvals = 0
                seed.address = 127.0.0.1
                seed.port = %d
                v2v.kafka.prefix = %s
                v2v.kafka.lease = 15s
                %s
                """
                        .formatted(Broker.free(), prefix, settings),
                StandardOpenOption.APPEND);
    }

    Path tapes() {
        return share.resolve("tapes");
    }

    /// Makes the topics, as an operator does.
    void setup(String... on) throws IOException, InterruptedException {
        Hand setup = start("setup", List.of(on), words("kafka", "setup", "--kafka", bootstrap));
        setup.process().waitFor(60, TimeUnit.SECONDS);
        assertEquals(0, setup.process().exitValue(), setup.said());
    }

    private List<Object> words(Object... first) {
        List<Object> all = new ArrayList<>(List.of(first));
        all.addAll(List.of("--library", library, "--pipelines", pipelines));
        return all;
    }

    Hand node(String... on) throws Exception {
        Hand node = start("node", List.of(on), words("run", "--kafka", bootstrap));
        says(node, "running on");
        return node;
    }

    /// A worker that knows the share by its own name.
    Hand worker(Object... more) throws Exception {
        return workerOf(share, List.of(), more);
    }

    /// @param on what stands before its command
    Hand workerOf(Path itsShare, List<String> on, Object... more) throws Exception {
        List<Object> words = new ArrayList<>(List.of("worker", "--share", itsShare));
        words.addAll(List.of("--kafka", bootstrap, "--prefix", prefix));
        words.addAll(List.of(more));
        Hand worker = start("worker", on, words);
        says(worker, "v2v: worker");
        return worker;
    }

    private Hand start(String what, List<String> on, List<Object> words) throws IOException {
        List<String> command = new ArrayList<>(on);
        command.addAll(Program.command(words.toArray()));
        return started(what, command);
    }

    /// Any other program.
    Hand started(String what, List<String> command) throws IOException {
        Path log = Files.createTempFile(folder, what + "-", ".log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        running.add(process);
        return new Hand(process, log);
    }

    static void says(Hand hand, String words) throws Exception {
        await(
                "'" + words + "' of " + hand.log(),
                () -> {
                    if (!hand.process().isAlive()) {
                        fail("it ended: " + hand.said());
                    }
                    return hand.said().contains(words);
                });
    }

    /// Looks again and again, for seven minutes at most.
    static void await(String what, Condition condition) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() > until) {
                fail("waited in vain for " + what);
            }
            Thread.sleep(200);
        }
    }

    /// Hands tapes in.
    void order(String profile, Path... tapes) throws IOException {
        Order order = new Order("CC-BY-4.0", "Harbour TV", null, null, profile, "Kim");
        List<Delivery> all = new ArrayList<>();
        for (Path tape : tapes) {
            Instant modified = Files.getLastModifiedTime(tape).toInstant();
            all.add(new Delivery(tape, Files.size(tape), modified, null, order, 0));
        }
        try (Ledger ledger = Ledger.guest(new Library(library))) {
            ledger.deliver(all);
        }
    }

    /// How many items are in which state.
    Map<String, Long> states() {
        try (View view = View.of(new Library(library)).orElseThrow()) {
            return view.states();
        }
    }

    void awaitReleased(long count) throws Exception {
        await(count + " released", () -> Map.of("released", count).equals(states()));
    }

    List<Row> parts() throws SQLException {
        return ask(
                "SELECT t.item, p.name, p.state, p.attempt, p.lost, p.run, p.evidence"
                        + " FROM part p JOIN task t ON t.id=p.task ORDER BY p.id",
                row ->
                        new Row(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4),
                                row.getInt(5),
                                row.getString(6),
                                row.getString(7)));
    }

    /// The one that somebody has begun, once it is there.
    Row begun(String name) throws Exception {
        List<Row> found = new ArrayList<>();
        await(
                name + " begun",
                () -> {
                    parts().stream()
                            .filter(p -> p.name().equals(name) && !p.run().isEmpty())
                            .filter(p -> p.state().equals("out"))
                            .forEach(found::add);
                    return !found.isEmpty();
                });
        return found.getFirst();
    }

    /// What a worker said last.
    Optional<String> report(Hand worker) throws SQLException {
        return ask("SELECT worker || ' ' || report FROM crew", row -> row.getString(1)).stream()
                .filter(report -> worker.is(report.substring(0, report.indexOf(' '))))
                .findFirst();
    }

    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> ask(String sql, Reader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Connection ledger =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + new Library(library).ledger());
                Statement ask = ledger.createStatement();
                ResultSet answer = ask.executeQuery(sql)) {
            while (answer.next()) {
                all.add(reader.read(answer));
            }
        }
        return all;
    }

    /// Each work is out once and whole, and nothing of the making is left.
    void released(int count) throws Exception {
        ReleaseChecks.nothingHalf(library);
        assertEquals(count, ReleaseChecks.list(library.resolve("releases")).size());
        assertEquals(2 * count, ReleaseChecks.list(library.resolve("torrents")).size());
        List<String> out =
                ask("SELECT item FROM audit WHERE event='released'", r -> r.getString(1));
        assertEquals(count, out.size(), out::toString);
        assertEquals(count, out.stream().distinct().count(), out::toString);
        await("no part left in the ledger", () -> parts().isEmpty());
        await("nothing left in work/", () -> ReleaseChecks.list(library.resolve("work")).isEmpty());
    }

    /// Processes of this world, whoever began them.
    List<String> living() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }

    @Override
    public void close() {
        for (Process process : running) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }
}
