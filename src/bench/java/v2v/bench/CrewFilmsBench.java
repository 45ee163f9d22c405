package v2v.bench;

import v2v.Program;
import v2v.pipeline.crew.Broker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Real films on this machine: the same programmes released by one node with all processors, and by
/// a node with two workers that have one processor each. In turn, whole processes, everything from
/// the order to the torrent. What the second costs more is the price of sharing the work out.
///
/// `java -cp ... v2v.bench.CrewFilmsBench [ROUNDS] [FILMS] [SECONDS]`, from the project's folder,
/// with the test class path, after `./v2v --version`. Goal: 1.05 times the wall time.
public final class CrewFilmsBench {
    private static final int WORKERS = 2;

    private final Path folder;
    private final String bootstrap;
    private final List<Path> tapes;

    private CrewFilmsBench(Path folder, String bootstrap, List<Path> tapes) {
        this.folder = folder;
        this.bootstrap = bootstrap;
        this.tapes = tapes;
    }

    /// Prints the ratio of each round and of all.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Hand.argument(arguments, 0, 3);
        int films = Hand.argument(arguments, 1, 6);
        int seconds = Hand.argument(arguments, 2, 8);
        Path folder = Files.createTempDirectory("v2v-bench");
        int port = Broker.free();
        Process broker = Broker.spawn(folder.resolve("broker"), port, Broker.free(), "127.0.0.1");
        try {
            Hand.load();
            List<Path> tapes = tapes(folder, films, seconds);
            new CrewFilmsBench(folder, "127.0.0.1:" + port, tapes).compare(rounds);
            Hand.load();
        } finally {
            broker.destroyForcibly().waitFor();
            Program.delete(folder);
        }
    }

    /// Of different lengths, around this one.
    private static List<Path> tapes(Path folder, int films, int seconds) throws IOException {
        Path shelf = Files.createDirectories(folder.resolve("tapes"));
        Hand hand = Hand.in(folder);
        List<Path> all = new ArrayList<>();
        for (int i = 0; i < films; i++) {
            all.add(shelf.resolve("tape-" + i + ".mxf"));
            hand.tape(all.getLast(), seconds - films / 2 + i, "720:576");
        }
        return all;
    }

    private void compare(int rounds) throws IOException, InterruptedException {
        double alone = 0;
        double shared = 0;
        for (int round = 1; round <= rounds; round++) {
            double one = alone("alone" + round);
            double two = shared("shared" + round);
            alone += one;
            shared += two;
            Hand.say(
                    "%d films, round %d: one node %.1f s, node and %d workers %.1f s, ratio %.3f",
                    tapes.size(), round, one, WORKERS, two, two / one);
            Hand.load();
        }
        Hand.say("all rounds: %.1f s, %.1f s, ratio %.3f", alone, shared, shared / alone);
    }

    private double alone(String name) throws IOException, InterruptedException {
        Path home = home(name, "");
        Process node = node(home, "running on");
        try {
            return release(home);
        } finally {
            end(node);
        }
    }

    private double shared(String name) throws IOException, InterruptedException {
        Path home =
                home(
                        name,
                        "v2v.kafka.bootstrap = %s\nv2v.kafka.prefix = %s\nv2v.kafka.share = %s\n"
                                .formatted(bootstrap, name, folder));
        Program.Ended made =
                Program.run(
                        "kafka",
                        "setup",
                        "--library",
                        home.resolve("library"),
                        "--pipelines",
                        home.resolve("pipelines"));
        if (made.status() != 0) {
            throw new IOException(made.err());
        }
        List<Process> all = new ArrayList<>();
        try {
            for (int i = 1; i <= WORKERS; i++) {
                all.add(worker(home, name, i));
            }
            all.add(node(home, "workers are there"));
            TimeUnit.SECONDS.sleep(5); // both have been heard of, and the broker's group settles
            double wall = release(home);
            worked(all.subList(0, WORKERS));
            return wall;
        } finally {
            for (Process process : all.reversed()) {
                end(process);
            }
        }
    }

    /// A folder with pipelines of its own.
    private Path home(String name, String more) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Path pipelines = Files.createDirectories(home.resolve("pipelines"));
        Path shipped = Path.of("pipelines");
        try (Stream<Path> all = Files.walk(shipped)) {
            for (Path one : all.filter(Files::isRegularFile).toList()) {
                Path copy = pipelines.resolve(shipped.relativize(one));
                Files.createDirectories(copy.resolveSibling("."));
                Files.copy(one, copy);
            }
        }
        Files.writeString(
                pipelines.resolve("v2v.properties"),
                "\nseed.address = 127.0.0.1\nseed.announce = no\nseed.port = %d\n%s"
                        .formatted(Broker.free(), more),
                StandardOpenOption.APPEND);
        return home;
    }

    private static Process node(Path home, String ready) throws IOException, InterruptedException {
        Path said = home.resolve("node.txt");
        Process node =
                Program.start(
                        said,
                        home.resolve("node-err.txt"),
                        "run",
                        "--library",
                        home.resolve("library"),
                        "--pipelines",
                        home.resolve("pipelines"),
                        "--http",
                        "127.0.0.1:0");
        for (int i = 0; i < 600 && node.isAlive(); i++) {
            String err = Files.readString(home.resolve("node-err.txt"));
            if (err.contains("running on") && err.contains(ready)) {
                return node;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        end(node);
        throw new IOException(Files.readString(home.resolve("node-err.txt")));
    }

    private Process worker(Path home, String prefix, int number) throws IOException {
        return Program.start(
                home.resolve("worker-" + number + ".txt"),
                home.resolve("worker-" + number + "-err.txt"),
                "worker",
                "--share",
                folder,
                "--kafka",
                bootstrap,
                "--prefix",
                prefix,
                "--cores",
                "1",
                "--grace",
                "0");
    }

    private double release(Path home) throws IOException, InterruptedException {
        List<Object> words = new ArrayList<>(List.of("release"));
        words.addAll(tapes);
        words.addAll(List.of("--license", "CC BY 4.0", "--attribution", "A", "--quiet"));
        words.addAll(List.of("--library", home.resolve("library")));
        words.addAll(List.of("--pipelines", home.resolve("pipelines")));
        long begun = System.nanoTime();
        Program.Ended ended = Program.run(words.toArray());
        double wall = (System.nanoTime() - begun) / 1e9;
        if (ended.status() != 0) {
            throw new IOException(ended.err() + Files.readString(home.resolve("node-err.txt")));
        }
        return wall;
    }

    /// Proves that the films were made by the workers, and by all of them.
    private static void worked(List<Process> workers) throws IOException {
        for (Process worker : workers) {
            double cpu = Hand.children(Path.of("/proc/" + worker.pid() + "/stat"));
            if (cpu == 0) {
                throw new IOException("a worker has done nothing");
            }
            Hand.say("  the programs of a worker used %.1f s of processor", cpu);
        }
    }

    private static void end(Process process) throws InterruptedIOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }
}
