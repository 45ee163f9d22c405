package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Json;
import v2v.media.Reel;
import v2v.pipeline.crew.Answer;
import v2v.pipeline.crew.Broker;
import v2v.pipeline.crew.Topic;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The broker dies and stays away (`-Dv2v.away.seconds=600` for longer) while works are ordered.
class BrokerGoneWorkersIT {
    private static final long AWAY_MILLIS = 1000 * Long.getLong("v2v.away.seconds", 60);

    @TempDir private Path folder;

    @Test
    void theNodeWorksAloneAndTheWorkersComeBackByThemselves() throws Exception {
        int port = Broker.free();
        int controller = Broker.free();
        Path data = folder.resolve("broker");
        String bootstrap = "127.0.0.1:" + port;
        Process broker = Broker.spawn(data, port, controller, "127.0.0.1");
        try (CrewWorld world = new CrewWorld(folder, bootstrap, "gone", "")) {
            world.setup();
            world.node();
            CrewWorld.Hand worker = world.worker();
            world.order("proxy", tape(world, 1));
            world.awaitReleased(1);

            broker.destroyForcibly().waitFor();
            long back = System.nanoTime() + AWAY_MILLIS * 1_000_000;
            world.order("proxy", tape(world, 2), tape(world, 3));
            world.awaitReleased(3);
            while (System.nanoTime() < back) {
                Thread.sleep(200);
            }
            broker = Broker.spawn(data, port, controller, "127.0.0.1");
            CrewWorld.await(
                    "the worker to be heard of",
                    () ->
                            world.ask(
                                                    "SELECT 1 FROM crew WHERE heard_at>"
                                                            + (System.currentTimeMillis() - 4000),
                                                    row -> row)
                                            .size()
                                    == 1);
            world.order("proxy", tape(world, 4), tape(world, 5));
            world.awaitReleased(5);
            world.released(5);

            List<Answer> answers =
                    Topic.all(bootstrap, "gone.outcomes").stream()
                            .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                            .map(text -> Json.read(text, Answer.class))
                            .toList();
            // a look and an encode of the first and of the last two
            assertEquals(6, answers.size(), answers::toString);
            assertTrue(answers.stream().allMatch(a -> worker.is(a.run())), answers::toString);
            assertTrue(answers.stream().allMatch(a -> a.ending() instanceof Answer.Done));
        } finally {
            broker.destroyForcibly().waitFor();
        }
    }

    private static Path tape(CrewWorld world, int number) throws Exception {
        Path tape = world.tapes().resolve("tape-" + number + ".mkv");
        return new Reel().tape(tape, 2, 300 + 50 * number);
    }
}
