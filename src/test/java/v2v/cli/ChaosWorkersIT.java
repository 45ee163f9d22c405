package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import v2v.Hosts;
import v2v.media.Reel;
import v2v.pipeline.crew.Broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Node, broker and three workers, each with a network of its own: they die, stand still and lose
/// each other while six programmes are made. `-Dv2v.chaos.minutes=10` for longer.
class ChaosWorkersIT {
    private static final List<String> WORKERS = List.of("w1", "w2", "w3");
    private static final int WORKS = 6;

    private static final Duration LENGTH =
            Duration.ofSeconds(
                    Math.round(
                            60
                                    * Double.parseDouble(
                                            System.getProperty("v2v.chaos.minutes", "1.5"))));
    private static final long SEED = Long.getLong("v2v.chaos.seed", 6);

    @TempDir private Path folder;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void whateverHappensToThemEachWorkIsReleasedOnce() throws Exception {
        try (Hosts hosts = new Hosts()) {
            hosts.add("node");
            String broker = hosts.add("broker");
            for (String worker : WORKERS) {
                hosts.add(worker);
            }
            // most of an encode is waiting: the machine that the test runs on is small
            long encode = Math.clamp(LENGTH.toSeconds() / 10, 8, 25);
            Path ffmpeg =
                    new Reel()
                            .before(
                                    folder.resolve("programs"),
                                    "*svtav1*) sleep " + encode + "; break;;");
            String settings = "v2v.kafka.divide-over = 4s\nmedia.ffmpeg = " + ffmpeg;
            try (CrewWorld world = new CrewWorld(folder, broker + ":9092", "chaos", settings)) {
                chaos(world, hosts, broker, ffmpeg);
                assertEquals(List.of(), world.living());
            }
        }
    }

    private void chaos(CrewWorld world, Hosts hosts, String broker, Path ffmpeg) throws Exception {
        Map<String, Supervisor> machines = new LinkedHashMap<>();
        Path data = folder.resolve("broker");
        machines.put("broker", new Supervisor(() -> broker(world, hosts, data, broker)));
        world.setup(hosts.on("node").toArray(String[]::new));
        CrewWorld.Hand node = world.node(hosts.on("node").toArray(String[]::new));
        for (String name : WORKERS) {
            machines.put(
                    name,
                    new Supervisor(() ->
                            world.workerOf(
                                    world.share,
                                    hosts.on(name),
                                    "--ffmpeg",
                                    ffmpeg,
                                    "--cores",
                                    1,
                                    "--grace",
                                    0)));
        }
        order(world);
        Duration longest = Duration.ofSeconds(LENGTH.toMinutes() >= 5 ? 90 : 30);
        try (Chaos chaos = new Chaos(world, hosts, machines, SEED, longest)) {
            try {
                chaos.rage(LENGTH);
                chaos.heal();
                world.awaitReleased(WORKS);
                chaos.say("all released");
                world.released(WORKS);
                chaos.say("nothing is left in work/ and of the parts");
            } finally {
                record(chaos, world, node, machines);
            }
        }
        machines.values().forEach(Supervisor::close);
        node.end(15);
    }

    private static CrewWorld.Hand broker(CrewWorld world, Hosts hosts, Path data, String host)
            throws Exception {
        List<String> command = new java.util.ArrayList<>(hosts.on("broker"));
        command.addAll(Broker.command(data, 9092, 9093, host));
        CrewWorld.Hand broker = world.started("broker", command);
        CrewWorld.says(broker, "listening on");
        return broker;
    }

    /// Three of one part, three that are divided.
    private static void order(CrewWorld world) throws Exception {
        Reel reel = new Reel();
        for (int i = 1; i <= WORKS; i++) {
            boolean divided = i % 2 == 0;
            Path tape = world.tapes().resolve("programme-" + i + ".mkv");
            reel.tape(tape, divided ? 6 : 3, 300 + 50 * i);
            world.order(divided ? "pieces" : "proxy", tape);
        }
    }

    /// For the record.
    private static void record(
            Chaos chaos, CrewWorld world, CrewWorld.Hand node, Map<String, Supervisor> machines)
            throws Exception {
        List<String> all = chaos.timeline();
        System.out.println("Timeline:\n" + String.join("\n", all));
        System.out.println("Audit:");
        world
                .ask(
                        "SELECT at, event, item, detail FROM audit ORDER BY seq",
                        r ->
                                java.time.Instant.ofEpochMilli(r.getLong(1))
                                        + " "
                                        + r.getString(2)
                                        + " "
                                        + r.getString(3)
                                        + " "
                                        + r.getString(4))
                .stream()
                .filter(line -> !line.contains(" received "))
                .forEach(System.out::println);
        System.out.println("Left: " + world.states() + " " + world.parts());
        System.out.println("Node:\n" + Files.readString(node.log()));
        for (Supervisor machine : machines.values()) {
            System.out.println("Machine:\n" + machine.hand().said());
        }
    }
}
