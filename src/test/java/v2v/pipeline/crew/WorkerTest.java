package v2v.pipeline.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Json;
import v2v.item.Progress;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A worker by itself, with a broker.
class WorkerTest {
    @TempDir Path folder;

    private static final class Idle implements Labour {
        @Override
        public String encoder() {
            return "none";
        }

        @Override
        public JsonNode work(Place place, Asked asked, Path own, Progress progress) {
            return NullNode.getInstance();
        }
    }

    @Test
    void oneThatIsToldToEndEndsAndItsLastReportSaysSo() throws Exception {
        try (Broker broker = Broker.start(folder.resolve("broker"))) {
            KafkaSettings settings = KafkaSettings.worker(broker.bootstrap(), null, "v2v", folder);
            new Setup(settings).make(1);
            Worker worker =
                    new Worker(
                            settings,
                            new Worker.Terms(
                                    Map.of("heavy", 1, "look", 1), 1, List.of(), Duration.ZERO),
                            new Idle());
            worker.start();
            List<Report> first = reports(broker, 1);
            assertTrue(!first.isEmpty() && !first.getFirst().draining(), first::toString);
            assertTimeoutPreemptively(Duration.ofSeconds(60), worker::close);
            Report last = reports(broker, first.size() + 1).getLast();
            assertEquals(worker.name(), last.worker());
            assertTrue(last.draining());
        }
    }

    private static List<Report> reports(Broker broker, int expected) {
        return Topic.read(broker.bootstrap(), "v2v.progress", expected).stream()
                .map(r -> Json.read(new String(r.value(), StandardCharsets.UTF_8), Report.class))
                .toList();
    }
}
