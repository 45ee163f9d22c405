package v2v.bench;

import v2v.Program;
import v2v.item.Delivery;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Record;
import v2v.item.Settings;
import v2v.item.Tapes;
import v2v.ledger.Ledger;
import v2v.media.Ffmpeg;
import v2v.media.Media;
import v2v.media.Profiles;
import v2v.pipeline.Node;
import v2v.pipeline.Sharing;
import v2v.pipeline.crew.Broker;
import v2v.pipeline.crew.Crew;
import v2v.pipeline.crew.KafkaSettings;
import v2v.pipeline.crew.Setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What it costs to have work done by others: 1, 2, 4 and 8 worker processes, a broker in a process
/// of its own, and a node in this one with the real ledger, stages and crew. Each work is a look
/// that sleeps ([StandIn]): it costs time and no processor, so that eight workers fit on a small
/// machine and what is left is the coordination alone. How real encodes share the machine is what
/// [CrewFilmsBench] measures.
///
/// `java -cp ... v2v.bench.CrewBench [WORKS] [MILLIS] [WORKERS]`, with the test class path, for the
/// broker is in it. Goals: efficiency 0.9 at 8 workers, 20 ms of the node's processor time a work.
public final class CrewBench implements AutoCloseable {
    private static final String ROUTES =
            """
            - route:
                id: accept
                from:
                  uri: "stage:accept"
                  steps:
                    - bean: { ref: bench, method: accept }
                    - to: "stage:inspect"
            - route:
                id: inspect
                from:
                  uri: "stage:inspect"
                  parameters: { lane: look }
                  steps:
                    - bean: { ref: media, method: inspect }
                    - bean: { ref: bench, method: looked }
                    - to: "stage:end"
            """;

    private final Path share;
    private final String bootstrap;
    private final int millis;
    private final Ledger ledger;
    private final Crew crew;
    private final Node node;
    private final List<Process> workers = new ArrayList<>();
    private volatile CountDownLatch open = new CountDownLatch(0);
    private int delivered;

    private CrewBench(Path share, String bootstrap, int millis) throws IOException {
        this.share = share;
        this.bootstrap = bootstrap;
        this.millis = millis;
        Library library = new Library(share.resolve("library")).prepare();
        KafkaSettings kafka = KafkaSettings.worker(bootstrap, null, "v2v", share);
        new Setup(kafka).make(1);
        ledger = Ledger.own(library).orElseThrow();
        crew = new Crew(kafka, ledger, library);
        crew.encodes(StandIn.ENCODER);
        node = new Node(ledger, Settings.none()).bind("bench", this);
        Profiles profiles = Profiles.load(Path.of("pipelines/profiles"));
        Media media = new Media(library, Ffmpeg.find(Settings.none()), profiles, node.progress());
        node.share(media, profiles, crew, new Sharing(Duration.ofMinutes(10), Map.of(), Map.of()));
        Path pipelines = Files.createDirectories(share.resolve("pipelines"));
        Files.writeString(pipelines.resolve("a.camel.yaml"), ROUTES);
        node.start(pipelines, List.of(), Map.of());
    }

    /// Prints figures; what it makes is gone afterwards.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int works = Hand.argument(arguments, 0, 200);
        int millis = Hand.argument(arguments, 1, 500);
        int most = Hand.argument(arguments, 2, 0);
        Path folder = Files.createTempDirectory("v2v-bench");
        int port = Broker.free();
        Process broker = Broker.spawn(folder.resolve("broker"), port, Broker.free(), "127.0.0.1");
        try {
            Path share = Files.createDirectories(folder.resolve("share"));
            Hand.load();
            Hand.say(
                    "%d works for each row; a work sleeps for %d ms and uses no processor",
                    works, millis);
            try (CrewBench bench = new CrewBench(share, "127.0.0.1:" + port, millis)) {
                for (int count : most == 0 ? List.of(1, 2, 4, 8) : List.of(most)) {
                    bench.hire(count);
                    bench.scale(works);
                }
                bench.alone(20);
                idle();
            }
            Hand.load();
        } finally {
            broker.destroyForcibly().waitFor();
            Program.delete(folder);
        }
    }

    /// For the routes: footage of which there is nothing but the name.
    public Footage accept(Delivery delivery) {
        Digest digest = new Digest("%016x".formatted(delivery.bytes()).repeat(4));
        return Tapes.footage(digest, delivery.file(), Record.EMPTY);
    }

    /// For the routes: one less.
    public Inspection looked(Inspection inspection) {
        open.countDown();
        return inspection;
    }

    /// Goes on when that many workers have been heard of.
    private void hire(int count) throws IOException, InterruptedException {
        while (workers.size() < count) {
            workers.add(worker(workers.size()));
        }
        for (int i = 0; i < 3000 && crew.workers().size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        if (crew.workers().size() < count) {
            throw new IOException("the workers do not come: " + crew.workers());
        }
        TimeUnit.SECONDS.sleep(5); // a group of the broker settles
    }

    private Process worker(int number) throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xms32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StandIn.class.getName(),
                        share.toString(),
                        bootstrap,
                        Integer.toString(millis),
                        diary(number).toString());
        Path said = share.resolveSibling("worker-" + number + ".txt");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    private Path diary(int worker) {
        return share.resolveSibling("diary-" + worker);
    }

    /// @return when it was ordered and when the ledger had the end of it
    private StandIn.Nap order(int works) throws InterruptedException {
        open = new CountDownLatch(works);
        List<Delivery> all =
                IntStream.range(delivered, delivered + works).mapToObj(this::delivery).toList();
        delivered += works;
        long begun = StandIn.now();
        var _ = ledger.deliver(all);
        open.await();
        while (!ledger.running().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return new StandIn.Nap(begun, StandIn.now());
    }

    private Delivery delivery(int number) {
        Path file = share.resolve("tape-" + number + ".mxf");
        return new Delivery(file, number, Instant.EPOCH, null, Order.plain("access"), 0);
    }

    private void scale(int works) throws IOException, InterruptedException {
        Duration cpu = cpu();
        StandIn.Nap all = order(works);
        double used = cpu().minus(cpu).toNanos() / 1e6 / works;
        double wall = (all.ended() - all.begun()) / 1e6;
        double ideal = works * millis / 1e3 / workers.size();
        List<Double> between = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            List<StandIn.Nap> naps =
                    StandIn.naps(diary(i)).stream().filter(n -> n.begun() > all.begun()).toList();
            for (int n = 1; n < naps.size(); n++) {
                between.add((naps.get(n).begun() - naps.get(n - 1).ended()) / 1e3);
            }
        }
        Hand.say(
                "%d workers: %.2f s, efficiency %.3f, node %.1f ms of processor a work; a worker"
                        + " from one work to the next: %s",
                workers.size(), wall, ideal / wall, used, spread(between));
    }

    /// Works one by one, when everybody waits for one.
    private void alone(int times) throws IOException, InterruptedException {
        List<Double> to = new ArrayList<>();
        List<Double> back = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            StandIn.Nap whole = order(1);
            for (int w = 0; w < workers.size(); w++) {
                StandIn.Nap last = StandIn.naps(diary(w)).getLast();
                if (last.begun() > whole.begun()) {
                    to.add((last.begun() - whole.begun()) / 1e3);
                    back.add((whole.ended() - last.ended()) / 1e3);
                }
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        Hand.say("one work for idle workers: from its order to its begin: %s", spread(to));
        Hand.say("  from its end to the end of its task in the ledger: %s", spread(back));
    }

    private static void idle() throws InterruptedException {
        Duration cpu = cpu();
        TimeUnit.SECONDS.sleep(10);
        Hand.say(
                "the node with nothing to do: %.1f %% of a processor",
                cpu().minus(cpu).toNanos() / 1e9 / 10 * 100);
    }

    private static String spread(List<Double> millis) {
        List<Double> all = millis.stream().sorted().toList();
        return all.isEmpty()
                ? "nothing"
                : "%.0f ms in the middle, %.0f ms at 95 %%, %.0f ms at most"
                        .formatted(
                                all.get(all.size() / 2),
                                all.get(all.size() * 95 / 100),
                                all.getLast());
    }

    /// Of this process, in which nothing else works than the node.
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        node.close();
        for (Process worker : workers) {
            worker.destroyForcibly();
        }
        for (Process worker : workers) {
            worker.onExit().join();
        }
    }
}
