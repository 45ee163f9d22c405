package v2v.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Json;
import v2v.item.OpenKey;
import v2v.pipeline.crew.Broker;
import v2v.pipeline.crew.KafkaSettings;
import v2v.pipeline.crew.Post;
import v2v.pipeline.crew.Schemas;
import v2v.pipeline.crew.ShareDoor;
import v2v.pipeline.crew.Topic;
import v2v.rights.Licenses;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Events and orders over a real broker, with a ledger that real work is done in.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class EventsWorkersIT {
    private static final int PLAIN = 20;
    private static final String EVENTS = "t.events";
    private static final String INGEST = "t.ingest";

    @TempDir private Path temporary;
    private GateWorld world;
    private OpenKey key;

    @BeforeEach
    void open() throws Exception {
        world = new GateWorld();
        key = new OpenKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private Post post(String bootstrap) throws IOException {
        ShareDoor door =
                new ShareDoor(
                        world.folder(),
                        world.library(),
                        Duration.ZERO,
                        "access",
                        Set.of("access"),
                        Licenses.load(),
                        Instant::now);
        return Post.open(
                KafkaSettings.worker(bootstrap, null, "t", world.folder()),
                world.ledger(),
                key,
                door);
    }

    private void node(int tasks) throws IOException {
        for (int i = 0; i < tasks; i++) {
            world.node();
        }
    }

    private static void send(String bootstrap, List<byte @Nullable []> values) throws Exception {
        Topic.send(bootstrap, INGEST, values);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] order(String id) {
        return bytes("{\"id\":\"%s\",\"file\":\"%s\"}".formatted(id, world.tape()));
    }

    private List<String> heard(String bootstrap, int expected) throws IOException {
        List<String> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : Topic.read(bootstrap, EVENTS, expected)) {
            all.add(proven(record));
        }
        return all;
    }

    /// @return id and kind
    private String proven(ConsumerRecord<byte[], byte[]> record) throws IOException {
        String event = new String(record.value(), StandardCharsets.UTF_8);
        assertEquals(List.of(), Schemas.faults(event), event);
        assertEquals(
                "application/cloudevents+json; charset=UTF-8",
                new String(
                        record.headers().lastHeader("content-type").value(),
                        StandardCharsets.US_ASCII));
        var tree = Json.tree(event);
        assertEquals(
                tree.path("subject").asText(), new String(record.key(), StandardCharsets.UTF_8));
        assertEquals(Post.source(key), tree.path("source").asText());
        return tree.path("id").asText() + " " + tree.path("type").asText().substring(8);
    }

    private static List<String> kinds(List<String> events) {
        return events.stream().map(e -> e.substring(e.indexOf(' ') + 1)).toList();
    }

    private void arrived() throws Exception {
        for (int i = 0; i < 600 && world.ledger().view().waiting().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertTrue(!world.ledger().view().waiting().isEmpty(), "the order has not come");
    }

    @Test
    void fromTheMessageToTheRelease() throws Exception {
        world.begin(1, 1, PLAIN);
        try (Broker broker = Broker.start(temporary.resolve("broker"))) {
            broker.topics(1, EVENTS, INGEST);
            try (Post _ = post(broker.bootstrap())) {
                send(broker.bootstrap(), List.of(order("mam-1")));
                arrived();
                node(4);
                world.approve("Ann");
                node(1);
                assertEquals("released", world.state());
                assertEquals(
                        List.of(
                                "ingest.accepted",
                                "item.received",
                                "item.review",
                                "item.approved",
                                "item.released"),
                        kinds(heard(broker.bootstrap(), 5)));
            }
            // the next one goes on where this one stopped
            world.begin(2, 0, PLAIN);
            world.order((String) null);
            node(4);
            try (Post _ = post(broker.bootstrap())) {
                List<String> all = heard(broker.bootstrap(), 7);
                assertEquals(List.of("item.received", "item.released"), kinds(all).subList(5, 7));
                assertEquals(7, all.size());
                assertEquals(7, new HashSet<>(all).size());
            }
            // as after a death between the sending and the mark: the same ids again
            world.ledger().feed().told(EVENTS, 0);
            try (Post _ = post(broker.bootstrap())) {
                List<String> all = heard(broker.bootstrap(), 13);
                assertEquals(13, all.size());
                assertEquals(7, new HashSet<>(all).size());
            }
        }
    }

    @Test
    void whatHappensWhileTheBrokerIsAwayComesLater() throws Exception {
        int port = Broker.free();
        int controller = Broker.free();
        Path home = temporary.resolve("broker");
        String bootstrap = "127.0.0.1:" + port;
        // it is away from the beginning
        world.begin(1, 1, PLAIN);
        world.order((String) null);
        try (Post _ = post(bootstrap)) {
            node(4);
            Process broker = Broker.spawn(home, port, controller, "127.0.0.1");
            try {
                Broker.topics(bootstrap, 1, EVENTS, INGEST);
                assertEquals(List.of("item.received", "item.review"), kinds(heard(bootstrap, 2)));
            } finally {
                broker.destroyForcibly().waitFor();
            }
            world.hold("Bo");
            world.unhold("Bo");
            world.approve("Ann");
            node(1);
            assertEquals("released", world.state(), "the work goes on");
            Thread.sleep(2000);
            broker = Broker.spawn(home, port, controller, "127.0.0.1");
            try {
                List<String> all = heard(bootstrap, 6);
                assertEquals(
                        List.of(
                                "item.received",
                                "item.review",
                                "item.held",
                                "item.unheld",
                                "item.approved",
                                "item.released"),
                        kinds(all));
                // and orders are read again
                world.begin(2, 1, PLAIN);
                send(bootstrap, List.of(order("mam-2")));
                arrived();
                assertEquals("ingest.accepted", kinds(heard(bootstrap, 7)).getLast());
            } finally {
                broker.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void noMessageStopsTheNext() throws Exception {
        world.begin(1, 1, PLAIN);
        Random dice = new Random(7);
        List<byte @Nullable []> hostile = new ArrayList<>();
        hostile.add(null);
        hostile.add(new byte[0]);
        byte[] large = new byte[10_000_000];
        dice.nextBytes(large);
        hostile.add(large);
        hostile.add(bytes("{\"id\":\"1\",\"file\":\"../../etc/passwd\"}"));
        hostile.add(bytes("{\"id\":\"2\",\"file\":\"/etc/passwd\"}"));
        hostile.add(bytes("{\"id\":\"3\",\"file\":7}"));
        hostile.add(bytes("{\"id\":\"4\",\"file\":\"" + world.tape() + "\",\"x\":1}"));
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[dice.nextInt(1, 300)];
            dice.nextBytes(noise);
            hostile.add(noise);
        }
        int bad = hostile.size();
        hostile.add(order("mam-1"));
        try (Broker broker = Broker.start(temporary.resolve("broker"))) {
            broker.topics(1, EVENTS, INGEST);
            send(broker.bootstrap(), hostile);
            try (Post _ = post(broker.bootstrap())) {
                arrived();
                List<String> all = heard(broker.bootstrap(), bad + 1);
                assertEquals(bad + 1, all.size());
                assertEquals(bad + 1, new HashSet<>(all).size());
                assertEquals("ingest.accepted", kinds(all).getLast());
                assertEquals(bad, kinds(all).stream().filter("ingest.refused"::equals).count());
            }
            assertEquals(List.of(), world.ledger().requests().answers(1));
        }
    }
}
