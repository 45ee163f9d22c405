package v2v.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import v2v.item.Json;
import v2v.pipeline.crew.Heard;
import v2v.pipeline.crew.Schemas;
import v2v.pipeline.crew.ShareDoor;
import v2v.rights.Licenses;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Stories of the last door, as others hear them; without a broker.
class EventsTest {
    private static final int PLAIN = 20;

    private GateWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new GateWorld();
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private ShareDoor door() {
        return new ShareDoor(
                world.folder(),
                world.library(),
                Duration.ZERO,
                "access",
                Set.of("access"),
                Licenses.load(),
                Instant::now);
    }

    private void node(int tasks) throws IOException {
        for (int i = 0; i < tasks; i++) {
            world.node();
        }
    }

    private List<JsonNode> heard() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String event : Heard.of(world.ledger(), world.folder())) {
            assertEquals(List.of(), Schemas.faults(event), event);
            assertFalse(event.contains(world.folder().toString()), event);
            all.add(Json.tree(event));
        }
        return all;
    }

    private static List<String> kinds(List<JsonNode> events) {
        return events.stream().map(e -> e.path("type").asText().substring(8)).toList();
    }

    private void message(String name) throws IOException {
        Heard.order(
                world.ledger(),
                door(),
                name,
                "{\"id\":\"mam-%s\",\"file\":\"%s\",\"by\":\"Ann\"}".formatted(name, world.tape()));
    }

    @Test
    void fromTheMessageToTheRelease() throws IOException {
        world.begin(1, 1, PLAIN);
        message("1");
        node(4);
        world.approve("Bo");
        node(1);
        assertEquals("released", world.state());
        List<JsonNode> heard = heard();
        assertEquals(
                List.of(
                        "ingest.accepted",
                        "item.received",
                        "item.review",
                        "item.approved",
                        "item.released"),
                kinds(heard));
        heard.forEach(e -> assertEquals("mam-1", e.path("data").path("request").asText()));
        JsonNode released = heard.getLast().path("data");
        for (String fact : List.of("magnet", "folder", "torrent", "infohashV2", "title")) {
            assertTrue(released.has(fact), released.toString());
        }
    }

    /// The name in a message is nobody's approval.
    @Test
    void aMessageWaitsForSomebody() throws IOException {
        world.begin(1, 1, PLAIN);
        message("1");
        node(5);
        assertEquals("review APPROVALS_INSUFFICIENT", world.state());
    }

    @Test
    void aMessageThatIsReadTwiceIsDoneOnce() throws IOException {
        world.begin(1, 1, PLAIN);
        message("1");
        message("1");
        node(4);
        message("1");
        node(4);
        assertEquals(List.of("ingest.accepted", "item.received", "item.review"), kinds(heard()));
    }

    @Test
    void anotherOrderOfTheSameIsKnown() throws IOException {
        world.begin(1, 1, PLAIN);
        message("1");
        node(4);
        message("2");
        node(4);
        List<JsonNode> heard = heard();
        assertEquals(
                List.of(
                        "ingest.accepted",
                        "ingest.accepted",
                        "ingest.known",
                        "item.received",
                        "item.review"),
                kinds(heard));
        assertEquals("mam-2", heard.get(2).path("data").path("request").asText());
    }

    @Test
    void aRefusalHasItsCodeAndFix() throws IOException {
        world.begin(1, 0, PLAIN + 7);
        message("1");
        node(2);
        assertEquals("held LICENSE_AMBIGUOUS", world.state());
        JsonNode refused = heard().getLast();
        assertEquals("org.v2v.item.refused", refused.path("type").asText());
        assertEquals("LICENSE_AMBIGUOUS", refused.path("data").path("code").asText());
        assertTrue(refused.path("data").has("fix"));
        assertEquals("mam-1", refused.path("data").path("request").asText());
    }

    @Test
    void aHoldOnTheWay() throws IOException {
        world.begin(1, 1, PLAIN);
        world.order((String) null);
        node(4);
        world.hold("Bo");
        world.unhold("Bo");
        world.approve("Cy");
        node(2);
        assertEquals(
                List.of(
                        "item.received",
                        "item.review",
                        "item.held",
                        "item.unheld",
                        "item.approved",
                        "item.released"),
                kinds(heard()));
    }

    /// Each page begins where the one before ended, and the mark outlives the node.
    @Test
    void theMarkIsKept() throws IOException {
        world.begin(1, 1, PLAIN);
        world.order((String) null);
        node(4);
        var feed = world.ledger().feed();
        long last = feed.after(0, 2).getLast().entry().seq();
        assertEquals(2, last);
        feed.told("here", last);
        world.restart();
        feed = world.ledger().feed();
        assertEquals(2, feed.position("here"));
        assertEquals(0, feed.position("elsewhere"));
        assertEquals(3, feed.after(feed.position("here"), 1).getFirst().entry().seq());
    }
}
