package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.Program;
import v2v.item.Json;
import v2v.media.Reel;
import v2v.pipeline.crew.Answer;
import v2v.pipeline.crew.Broker;
import v2v.pipeline.crew.Topic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The packaged node and workers over a real broker, each a process of its own.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CrewWorkersIT {
    @TempDir private static Path brokers;
    private static Process broker;
    private static String bootstrap;
    private static int worlds;

    @TempDir private Path temporary;
    private String prefix;
    private Reel reel;
    private CrewWorld world;

    @BeforeAll
    static void broker() throws IOException, InterruptedException {
        int port = Broker.free();
        broker = Broker.spawn(brokers.resolve("broker"), port, Broker.free(), "127.0.0.1");
        bootstrap = "127.0.0.1:" + port;
    }

    @AfterAll
    static void end() throws InterruptedException {
        broker.destroyForcibly().waitFor();
    }

    @AfterEach
    void nothingRunsOn() {
        world.close();
        assertEquals(List.of(), world.living());
    }

    private void world(String settings) throws IOException, InterruptedException {
        prefix = "w" + ++worlds;
        reel = new Reel();
        world = new CrewWorld(temporary, bootstrap, prefix, settings);
        world.setup();
    }

    private Path tape(String name, int seconds) throws IOException {
        return reel.tape(
                world.tapes().resolve(name + ".mkv"), seconds, 300 + 7 * name.hashCode() % 200);
    }

    private List<Answer> answers() {
        return Topic.all(bootstrap, prefix + ".outcomes").stream()
                .map(r -> Json.read(new String(r.value(), StandardCharsets.UTF_8), Answer.class))
                .toList();
    }

    private static List<String> by(CrewWorld.Hand worker, List<Answer> answers) {
        return answers.stream().map(Answer::run).filter(worker::is).toList();
    }

    /// One that has the share mounted elsewhere, and one that goes there by a link.
    @Test
    void worksAreDoneByWorkersWhateverTheyCallTheShare() throws Exception {
        world("");
        Path mount = Files.createDirectories(temporary.resolve("mnt"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), world.share);
        CrewWorld.Hand node = world.node();
        CrewWorld.Hand mounted = world.workerOf(mount, bind(world.share, mount));
        CrewWorld.Hand linked = world.workerOf(link, List.of());
        world.order("proxy", tape("one", 2), tape("two", 3), tape("three", 2));
        world.awaitReleased(3);
        world.released(3);
        List<Answer> answers = answers();
        assertEquals(6, answers.size(), answers::toString);
        assertTrue(answers.stream().allMatch(a -> a.ending() instanceof Answer.Done));
        assertFalse(by(mounted, answers).isEmpty(), answers::toString);
        assertFalse(by(linked, answers).isEmpty(), answers::toString);
        assertEquals(6, by(mounted, answers).size() + by(linked, answers).size());
        for (CrewWorld.Hand hand : List.of(mounted, linked, node)) {
            hand.end(15);
        }
        noPathWasTold();
    }

    private static List<String> bind(Path from, Path to) {
        String script = "mount --bind '%s' '%s' && exec \"$@\"".formatted(from, to);
        return List.of("unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh");
    }

    private void noPathWasTold() throws Exception {
        Set<String> topics = new TreeSet<>();
        try (var admin = Broker.admin(bootstrap)) {
            admin.listTopics().names().get(10, TimeUnit.SECONDS).stream()
                    .filter(topic ->
                            topic.startsWith(prefix + ".") || topic.startsWith("dlq." + prefix))
                    .forEach(topics::add);
        }
        assertEquals(7, topics.size(), topics::toString);
        int seen = 0;
        for (String topic : topics) {
            for (var record : Topic.all(bootstrap, topic)) {
                String said = new String(record.value(), StandardCharsets.UTF_8);
                assertFalse(said.contains(temporary.toString()), topic + ": " + said);
                seen++;
            }
        }
        assertTrue(seen > 20, "records seen: " + seen);
    }

    @Test
    void aLongFilmIsDoneByAllAndIsWhatOneWouldHaveMade() throws Exception {
        world("v2v.kafka.divide-over = 2s");
        world.node();
        CrewWorld.Hand one = world.worker("--cores", 1);
        CrewWorld.Hand two = world.worker("--cores", 1);
        Path film = tape("film", 12);
        world.order("pieces", film);
        world.awaitReleased(1);
        world.released(1);
        List<Answer> answers = answers();
        // inspect, prepare, sound, six pieces, finish
        assertEquals(10, answers.size(), answers::toString);
        assertFalse(by(one, answers).isEmpty(), answers::toString);
        assertFalse(by(two, answers).isEmpty(), answers::toString);

        Path alone = temporary.resolve("alone");
        Program.Ended ended =
                Program.run(
                        "release",
                        film,
                        "--license",
                        "CC-BY-4.0",
                        "--attribution",
                        "Harbour TV",
                        "--profile",
                        "pieces",
                        "--library",
                        alone,
                        "--pipelines",
                        temporary.resolve("pipelines"));
        assertEquals(0, ended.status(), ended.err());
        assertEquals(reel.frames(video(alone)), reel.frames(video(world.library)));
    }

    private static Path video(Path library) throws IOException {
        try (Stream<Path> files = Files.walk(library.resolve("releases"))) {
            return files.filter(f -> f.toString().endsWith(".webm")).findFirst().orElseThrow();
        }
    }

    /// One tape ends whoever encodes it, another only the encoder.
    @Test
    void whatEndsWorkersIsPutAsideAndTheOthersAreReleased() throws Exception {
        reel = new Reel();
        Path ffmpeg =
                reel.before(
                        temporary.resolve("programs"),
                        """
                        */killer*svtav1*) kill -KILL $PPID; sleep 60;;
                        */crasher*svtav1*) kill -SEGV $$;;
                        """);
        world("media.ffmpeg = " + ffmpeg);
        CrewWorld.Hand node = world.node();
        try (Supervisor _ = new Supervisor(() -> world.worker("--ffmpeg", ffmpeg));
                Supervisor _ = new Supervisor(() -> world.worker("--ffmpeg", ffmpeg))) {
            world.order("proxy", tape("killer", 2), tape("crasher", 3), tape("good", 2));
            CrewWorld.await(
                    "an end for each",
                    () ->
                            world.ask("SELECT code FROM item", r -> r.getString(1)).size() == 3
                                    && world.states().keySet().stream()
                                            .noneMatch(
                                                    Set.of("received", "working", "cleared")
                                                            ::contains)
                                    && world.parts().isEmpty());
        }
        List<String> ends =
                world.ask(
                        "SELECT title||' '||state||' '||coalesce(code,'')||'"
                                + " '||coalesce(message,'') FROM item ORDER BY title",
                        r -> r.getString(1));
        assertTrue(ends.get(0).startsWith("crasher.mkv held RENDITION_BAD"), ends::toString);
        assertTrue(ends.get(1).startsWith("good released"), ends::toString);
        assertTrue(ends.get(2).contains("KILLS_WORKERS"), ends::toString);
        assertEquals(3, ends.get(2).split("was not heard of again", -1).length - 1, ends.get(2));
        assertTrue(node.process().isAlive(), node.said());
    }

    /// A part that was given back is nobody's loss; one that may go on is brought to its end.
    @Test
    void aWorkerThatIsToldToEndLosesNothing() throws Exception {
        reel = new Reel();
        Path held = Files.createFile(temporary.resolve("held"));
        Path ffmpeg = holding("*/slow*svtav1*", held);
        world("media.ffmpeg = " + ffmpeg);
        world.node();
        CrewWorld.Hand hasty = world.worker("--ffmpeg", ffmpeg, "--grace", 0);
        world.order("proxy", tape("slow", 2));
        assertTrue(hasty.is(world.begun("whole").run()));
        CrewWorld.Hand patient = world.worker("--ffmpeg", ffmpeg);
        hasty.end(15);
        CrewWorld.await(
                "the other to take it",
                () -> world.parts().stream().anyMatch(p -> patient.is(p.run())));
        CrewWorld.Row row = world.parts().getLast();
        assertEquals(1, row.attempt());
        assertEquals(0, row.lost(), row.why());

        patient.process().destroy();
        assertFalse(patient.process().waitFor(4, TimeUnit.SECONDS), "it has a part to end");
        Files.delete(held);
        patient.end(30);
        world.awaitReleased(1);
        world.released(1);
        assertEquals(2, answers().stream().filter(a -> a.ending() instanceof Answer.Done).count());
        assertEquals(1, by(patient, answers()).size());
    }

    private Path holding(String which, Path flag) throws IOException {
        return reel.before(
                Files.createTempDirectory(temporary, "programs"),
                "%s) while [ -e '%s' ]; do sleep 0.2; done;;".formatted(which, flag));
    }

    /// One sees another share, one has another encoder: both say so, and the third does it all.
    @Test
    void whoDoesNotFitTakesNothing() throws Exception {
        reel = new Reel();
        Path held = Files.createFile(temporary.resolve("held"));
        Path ffmpeg = holding("*/slow*svtav1*", held);
        Path other = holding("*/other*", held);
        world("media.ffmpeg = " + ffmpeg);
        world.node();
        CrewWorld.Hand good = world.worker("--ffmpeg", ffmpeg);
        world.order("proxy", tape("slow", 2));
        assertTrue(good.is(world.begun("whole").run()));
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        CrewWorld.Hand unmounted =
                world.workerOf(empty, List.of(), "--ffmpeg", ffmpeg, "--look", 0);
        CrewWorld.Hand otherwise = world.worker("--ffmpeg", other, "--look", 0);
        world.order("proxy", tape("second", 2), tape("third", 2));
        CrewWorld.await("the one", () -> said(unmounted).contains("not mounted"));
        CrewWorld.await("the other", () -> said(otherwise).contains("the same version"));
        assertFalse(said(unmounted).contains(temporary.toString()), said(unmounted));
        Files.delete(held);
        world.awaitReleased(3);
        world.released(3);
        List<Answer> answers = answers();
        List<Answer> done =
                answers.stream().filter(a -> a.ending() instanceof Answer.Done).toList();
        assertEquals(6, by(good, done).size(), answers::toString);
        assertEquals(List.of(), by(unmounted, done));
        assertEquals(List.of(), by(otherwise, done));
    }

    private String said(CrewWorld.Hand worker) throws Exception {
        return world.report(worker).orElse("");
    }

    /// One part ends while the node is away, one after it has come back.
    @Test
    void aNodeThatDiedGoesOnWithWhatIsOut() throws Exception {
        reel = new Reel();
        Path held = Files.createFile(temporary.resolve("held"));
        Path longer = Files.createFile(temporary.resolve("longer"));
        Path ffmpeg =
                reel.before(
                        temporary.resolve("programs"),
                        """
                        */slow*svtav1*) while [ -e '%s' ]; do sleep 0.2; done;;
                        */slower*svtav1*) while [ -e '%s' ]; do sleep 0.2; done;;
                        """
                                .replace("*/slow*", "*/slow.*")
                                .formatted(held, longer));
        world("media.ffmpeg = " + ffmpeg);
        CrewWorld.Hand node = world.node();
        world.worker("--ffmpeg", ffmpeg, "--slots", 2);
        world.order("proxy", tape("slow", 2), tape("slower", 3));
        CrewWorld.await(
                "both begun",
                () ->
                        2
                                == world.parts().stream()
                                        .filter(p -> p.name().equals("whole") && !p.run().isEmpty())
                                        .count());
        node.kill();
        Files.delete(held);
        CrewWorld.await("the answer", () -> answers().size() == 3);
        world.node();
        List<Integer> attempts = new ArrayList<>();
        CrewWorld.await("the first released", () -> world.states().containsKey("released"));
        world.parts().forEach(p -> attempts.add(p.attempt() + p.lost()));
        Files.delete(longer);
        world.awaitReleased(2);
        world.released(2);
        assertTrue(attempts.stream().allMatch(a -> a == 1), attempts::toString);
        List<Answer> answers = answers();
        assertEquals(4, answers.size(), answers::toString);
        assertTrue(answers.stream().allMatch(a -> a.attempt() == 1), answers::toString);
    }
}
