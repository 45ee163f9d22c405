package v2v.bench;

import v2v.Program;
import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.License;
import v2v.item.Record;
import v2v.item.Tapes;
import v2v.ledger.Ledger;
import v2v.ledger.Task;
import v2v.ledger.View;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a queue of a hundred thousand works costs: to take one of them, to say what waits, and in
/// the memory of a node that works on it.
///
/// `java -cp ... v2v.bench.QueueBench [WORKS]`. Goals: some milliseconds to take one however many
/// collections there are, `v2v status` in a second, the node's heap in 300 MB.
public final class QueueBench {
    private static final int CLAIMS = 50;
    private static final int NODE_SECONDS = 20;
    private static final String STAGE = "transcode";

    /// A node whose routes take works from the queue and make nothing of them.
    private static final String ROUTES =
            """
            - route:
                id: transcode
                from:
                  uri: "stage:transcode"
                  parameters: { lane: heavy, concurrency: 2 }
                  steps:
                    - delay: { constant: "20" }
                    - to: "stage:end"
            """;

    private QueueBench() {}

    /// Prints figures; what it makes is gone afterwards.
    public static void main(String[] arguments) throws Exception {
        int works = Hand.argument(arguments, 0, 100_000);
        Path folder = Files.createTempDirectory("v2v-bench");
        try {
            Hand.load();
            for (int collections : List.of(1, 500, works)) {
                claims(filled(folder.resolve("of-" + collections), works, collections));
            }
            Library library = new Library(folder.resolve("of-500"));
            shift(library);
            status(library);
            node(library, pipelines(folder));
            Hand.load();
        } finally {
            Program.delete(folder);
        }
    }

    private static Library filled(Path root, int works, int collections)
            throws IOException, SQLException {
        Library library = new Library(root).prepare();
        try (Ledger ledger = Ledger.own(library).orElseThrow()) {
            ledger.lane(STAGE, "", "heavy", 2); // as a node says when it starts
        }
        long begun = System.nanoTime();
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + library.ledger())) {
            db.setAutoCommit(false);
            try (PreparedStatement item =
                            db.prepareStatement(
                                    "INSERT INTO item(id, version, sha256, source, delivery, title,"
                                            + " state, created_at, changed_at)"
                                            + " VALUES(?,1,?,?,?,?,'validated',1,?)");
                    PreparedStatement task =
                            db.prepareStatement(
                                    "INSERT INTO task(item, version, stage, body, state,"
                                            + " created_at, collection, length)"
                                            + " VALUES(?,1,'transcode',?,'ready',1,?,600000)")) {
                for (int i = 0; i < works; i++) {
                    String collection = "Collection " + i % collections;
                    Clearance clearance = cleared(i, collection);
                    item.setString(1, clearance.item());
                    item.setString(2, clearance.inspection().footage().sha256().hex());
                    item.setString(3, clearance.inspection().footage().file().toString());
                    item.setString(4, "1#" + clearance.inspection().footage().file());
                    item.setString(5, clearance.title());
                    item.setLong(6, i);
                    item.execute();
                    task.setString(1, clearance.item());
                    task.setString(2, Json.line(clearance));
                    task.setString(3, collection);
                    task.execute();
                }
            }
            db.commit();
        }
        Hand.say(
                "%,d works in %,d collections, written in %.1f s, %,d MB",
                works,
                collections,
                (System.nanoTime() - begun) / 1e9,
                Files.size(library.ledger()) >> 20);
        return library;
    }

    private static Clearance cleared(int number, String collection) {
        Digest digest = new Digest("%016x".formatted(number * 0x9E3779B97F4A7C15L).repeat(4));
        String record =
                "{\"schemaVersion\":1,\"collection\":\"%s\",\"notes\":[\"%s\"]}"
                        .formatted(collection, "What an archivist wrote down. ".repeat(20));
        return Tapes.cleared(
                Tapes.inspected(
                        Tapes.footage(
                                digest,
                                Path.of("/archive/tape-" + number + ".mxf"),
                                Json.read(record, Record.class))),
                new License("https://x/", "by-sa", "4.0", null, "CC BY-SA 4.0", null, "Title"),
                "tape-" + number,
                "Tape " + number,
                "An archive");
    }

    private static void claims(Library library) throws IOException {
        try (Ledger ledger = Ledger.own(library).orElseThrow()) {
            List<Double> millis = new ArrayList<>();
            List<Task> taken = new ArrayList<>();
            taken.add(ledger.claim(STAGE, "").orElseThrow()); // it has statements to prepare
            for (int i = 0; i < CLAIMS; i++) {
                long begun = System.nanoTime();
                taken.add(ledger.claim(STAGE, "").orElseThrow());
                millis.add((System.nanoTime() - begun) / 1e6);
            }
            millis.sort(Double::compare);
            Hand.say(
                    "  to take one, %d running at the end: %.2f ms in the middle, %.2f ms at most",
                    taken.size(), millis.get(CLAIMS / 2), millis.getLast());
        }
    }

    /// As a person types it; what the start of any command takes stands beside it.
    private static void status(Library library) throws IOException, InterruptedException {
        String root = library.root().toString();
        seconds("v2v --version", List.of("--version"));
        seconds("v2v status", List.of("status", "--library", root));
        seconds("v2v status --json", List.of("status", "--json", "--library", root));
    }

    private static void seconds(String name, List<String> words)
            throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<String> command = new ArrayList<>(List.of("./v2v"));
        command.addAll(words);
        for (int i = 0; i < 7; i++) {
            long begun = System.nanoTime();
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            if (process.waitFor() != 0) {
                throw new IOException(name + " ended with " + process.exitValue());
            }
            seconds.add((System.nanoTime() - begun) / 1e9);
        }
        seconds.sort(Double::compare);
        Hand.say(
                "%s: %.2f s in the middle of 7, %.2f s at best",
                name, seconds.get(3), seconds.getFirst());
    }

    /// What the console and the gauges ask, in this process.
    private static void shift(Library library) {
        try (View view = View.of(library).orElseThrow()) {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                long begun = System.nanoTime();
                long ahead = view.shift().ahead().works();
                millis.add((System.nanoTime() - begun) / 1e6);
                if (i == 0) {
                    Hand.say("%,d works ahead", ahead);
                }
            }
            millis.sort(Double::compare);
            Hand.say("one look at all of it: %.0f ms in the middle of 9", millis.get(4));
        }
    }

    private static Path pipelines(Path folder) throws IOException {
        Path pipelines = Program.quickPipelines(folder);
        for (String shipped : List.of("00-inbox", "10-release", "20-withdraw", "30-catalogue")) {
            Files.deleteIfExists(pipelines.resolve(shipped + ".camel.yaml"));
        }
        Files.writeString(pipelines.resolve("10-release.camel.yaml"), ROUTES);
        Files.writeString(
                pipelines.resolve("v2v.properties"),
                "seed.address = 127.0.0.1\nseed.announce = no\nlane.heavy = 2\n");
        return pipelines;
    }

    private static void node(Library library, Path pipelines)
            throws IOException, InterruptedException {
        Path said = pipelines.resolve("said.txt");
        Process node =
                Program.start(
                        said,
                        said,
                        "run",
                        "--library",
                        library.root(),
                        "--pipelines",
                        pipelines,
                        "--http",
                        "127.0.0.1:0");
        try {
            if (node.waitFor(NODE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the node ended: " + Files.readString(said));
            }
            Hand.say("the node after %d s, working:", NODE_SECONDS);
            Hand.say("  %,d MB resident", resident(node));
            asked(node, "GC.run");
            Matcher used = Pattern.compile("used (\\d+)K").matcher(asked(node, "GC.heap_info"));
            long heap = 0;
            while (used.find()) {
                heap += Long.parseLong(used.group(1));
            }
            Hand.say("  %,d MB of heap after a collection, metaspace too", heap >> 10);
            Hand.say("  %,d MB resident then", resident(node));
        } finally {
            node.destroy();
            node.waitFor(10, TimeUnit.SECONDS);
        }
        Hand.say(
                "  %d works done meanwhile",
                Files.readAllLines(said).stream().filter(line -> line.contains(" done")).count());
    }

    private static long resident(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum()
                >> 10;
    }

    private static String asked(Process process, String command) throws IOException {
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(process.pid()),
                                command)
                        .redirectErrorStream(true)
                        .start();
        return new String(
                jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
