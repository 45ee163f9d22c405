package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.Program;
import v2v.item.Json;
import v2v.pipeline.crew.Broker;
import v2v.pipeline.crew.Schemas;
import v2v.pipeline.crew.Topic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The packaged node with a broker, and with none.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class NodeEventsWorkersIT {
    @TempDir private Path temporary;
    private Path share;
    private Path pipelines;
    private Path err;

    @BeforeEach
    void folders() throws IOException {
        share = Files.createDirectories(temporary.resolve("share"));
        Files.createDirectories(share.resolve("tapes"));
        Files.writeString(share.resolve("tapes/no film.mxf"), "this is no film");
        pipelines = Program.quickPipelines(temporary);
        err = temporary.resolve("err");
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(
                0,
                ProcessHandle.current()
                        .children()
                        .filter(p -> p.info().commandLine().orElse("").contains(share.toString()))
                        .count());
    }

    private Process node(String bootstrap) throws IOException {
        Files.writeString(
                pipelines.resolve("v2v.properties"),
                "v2v.kafka.bootstrap = " + bootstrap + "\nv2v.kafka.ingest = yes\n",
                StandardOpenOption.APPEND);
        return Program.start(
                temporary.resolve("out"),
                err,
                "run",
                "--library",
                share.resolve("library"),
                "--pipelines",
                pipelines);
    }

    private void said(String words) throws IOException, InterruptedException {
        for (int i = 0; i < 600 && !Files.readString(err).contains(words); i++) {
            Thread.sleep(100);
        }
        assertTrue(Files.readString(err).contains(words), () -> words + " not in " + err);
    }

    /// It ends by itself when it is asked to.
    private static void end(Process node) throws InterruptedException {
        node.destroy();
        boolean ended = node.waitFor(20, TimeUnit.SECONDS);
        node.destroyForcibly().waitFor();
        assertTrue(ended, "still running 20 s after SIGTERM");
        assertEquals(143, node.exitValue());
    }

    private static List<JsonNode> heard(String bootstrap, int expected) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (var record : Topic.read(bootstrap, "v2v.events", expected)) {
            String event = new String(record.value(), StandardCharsets.UTF_8);
            assertEquals(List.of(), Schemas.faults(event), event);
            all.add(Json.tree(event));
        }
        return all;
    }

    private static List<String> kinds(List<JsonNode> events) {
        return events.stream().map(e -> e.path("type").asText().substring(8)).toList();
    }

    @Test
    void whatAMessageOrdersIsDoneAndTold() throws Exception {
        String order =
                "{\"id\":\"mam-1\",\"file\":\"tapes/no film.mxf\",\"license\":\"CC BY 4.0\","
                        + "\"attribution\":\"N\",\"now\":true}";
        try (Broker broker = Broker.start(temporary.resolve("broker"))) {
            broker.topics(1, "v2v.events", "v2v.ingest");
            Process node = node(broker.bootstrap());
            try {
                Topic.send(
                        broker.bootstrap(),
                        "v2v.ingest",
                        List.of(order.getBytes(StandardCharsets.UTF_8)));
                List<JsonNode> all = heard(broker.bootstrap(), 3);
                assertEquals(
                        List.of("ingest.accepted", "item.received", "item.refused"), kinds(all));
                assertEquals("NOT_MEDIA", all.getLast().path("data").path("code").asText());
                assertEquals("mam-1", all.getLast().path("data").path("request").asText());
            } finally {
                end(node);
            }
        }
    }

    /// One line, and the node works and ends as it does without a broker.
    @Test
    void aBrokerThatIsAwayDisturbsNothing() throws Exception {
        Process node = node("127.0.0.1:" + Broker.free());
        try {
            said("running on");
            Program.Ended release =
                    Program.run(
                            "release",
                            share.resolve("tapes/no film.mxf"),
                            "--library",
                            share.resolve("library"));
            assertEquals(3, release.status(), release.err());
            said("events wait for the broker");
            Thread.sleep(12_000);
        } finally {
            end(node);
        }
        List<String> lines = Files.readAllLines(err);
        assertEquals(1, lines.stream().filter(l -> l.contains("broker")).count(), lines::toString);
        assertTrue(lines.stream().noneMatch(l -> l.contains("kafka")), lines::toString);
    }
}
