package v2v.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import v2v.item.BadConfig;
import v2v.item.Delivery;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.item.Settings;
import v2v.ledger.Ledger;
import v2v.ledger.View;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The stage engine with routes that the test writes; the ledger is the real one.
class NodeTest {
    @TempDir Path folder;

    /// Work for the routes: what a delivery's file name says happens to it.
    public static final class Bench {
        final AtomicInteger runs = new AtomicInteger();

        /// Always answers.
        public Footage accept(Delivery delivery) {
            Digest digest = Digest.of(new byte[32]);
            return new Footage(
                    ItemId.of(digest),
                    delivery.number(),
                    digest,
                    delivery.file(),
                    1,
                    Instant.EPOCH,
                    Record.EMPTY,
                    "access",
                    List.of(),
                    List.of());
        }

        /// Takes what accept makes.
        public Footage again(Footage footage) {
            return footage;
        }

        /// Fails as the name of the file says.
        public Footage trouble(Delivery delivery) throws IOException {
            runs.incrementAndGet();
            String name = String.valueOf(delivery.file().getFileName());
            switch (name) {
                case "refuse" ->
                        throw new Refusal(
                                Refusal.Code.FILE_EMPTY, name, "it is empty", "send it again");
                case "outage" -> throw new IOException("the share is away");
                case "once" -> {
                    if (runs.get() == 1) {
                        throw new IOException("the share is away");
                    }
                }
                case "forever" -> sleep();
                default -> throw new IllegalStateException("a bug on " + name);
            }
            return accept(delivery);
        }

        private static void sleep() throws IOException {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                throw new java.io.InterruptedIOException("stopped");
            }
        }
    }

    private static final String TROUBLE =
            """
            - route:
                id: accept
                from:
                  uri: "stage:accept"
                  parameters: { lane: heavy, attempts: 2, backoff: 10 }
                  steps:
                    - bean: { ref: bench, method: trouble }
                    - to: "stage:end"
            """;

    private Node start(String yaml, Ledger ledger, Bench bench) throws IOException {
        Path pipelines = Files.createDirectories(folder.resolve("pipelines"));
        Files.writeString(pipelines.resolve("a.camel.yaml"), yaml);
        Node node = new Node(ledger, Settings.none()).bind("bench", bench);
        try {
            node.start(pipelines, List.of(), Map.of());
        } catch (BadConfig e) {
            node.close();
            throw e;
        }
        return node;
    }

    private Ledger ledger() throws IOException {
        return Ledger.own(new Library(folder.resolve("library"))).orElseThrow();
    }

    private static Delivery delivery(Ledger ledger, String name) {
        return ledger.deliver(
                        List.of(
                                new Delivery(
                                        Path.of("/tapes", name),
                                        1,
                                        Instant.EPOCH,
                                        null,
                                        Order.plain("access"),
                                        0)))
                .getFirst();
    }

    private static View.Fate wait(Ledger ledger, Delivery delivery) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            View.Fate fate = ledger.view().fate(delivery);
            if (!(fate instanceof View.Fate.Waiting)) {
                return fate;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("still waiting after 10 s");
    }

    @Test
    void aRefusalIsHeldWithItsSentence() throws IOException, InterruptedException {
        Ledger ledger = ledger();
        try (Node _ = start(TROUBLE, ledger, new Bench())) {
            assertEquals(
                    new View.Fate.Refused(
                            "held", "FILE_EMPTY", "refuse", "it is empty", "send it again"),
                    wait(ledger, delivery(ledger, "refuse")));
        }
    }

    @Test
    void anOutageIsTriedAgainAndThenPutAside() throws IOException, InterruptedException {
        Ledger ledger = ledger();
        Bench bench = new Bench();
        try (Node _ = start(TROUBLE, ledger, bench)) {
            assertEquals(
                    new View.Fate.Refused(
                            "dead",
                            "OUTAGE",
                            "/tapes/outage",
                            "tried 2 times; the last time: the share is away",
                            null),
                    wait(ledger, delivery(ledger, "outage")));
            assertEquals(2, bench.runs.get());
        }
    }

    @Test
    void anOutageThatPassesDoesNoHarm() throws IOException, InterruptedException {
        Ledger ledger = ledger();
        try (Node _ = start(TROUBLE, ledger, new Bench())) {
            assertTrue(wait(ledger, delivery(ledger, "once")) instanceof View.Fate.Became);
        }
    }

    @Test
    void threeBugsInARowStopTheRouteAndTheRestIsKept() throws IOException, InterruptedException {
        Ledger ledger = ledger();
        Bench bench = new Bench();
        try (Node _ = start(TROUBLE, ledger, bench)) {
            for (int i = 1; i <= 3; i++) {
                assertEquals(
                        new View.Fate.Refused(
                                "bug",
                                "BUG",
                                "/tapes/bug" + i,
                                "java.lang.IllegalStateException: a bug on bug" + i,
                                null),
                        wait(ledger, delivery(ledger, "bug" + i)));
            }
            delivery(ledger, "refuse");
            Thread.sleep(300);
            assertEquals(Map.of("accept", 1L), ledger.view().waiting());
            assertEquals(3, bench.runs.get());
        }
    }

    @Test
    void aStopGivesTheTaskBackWithinTwoSeconds() throws IOException, InterruptedException {
        Ledger ledger = ledger();
        Node node = start(TROUBLE, ledger, new Bench());
        delivery(ledger, "forever");
        while (ledger.view().running().isEmpty()) {
            Thread.sleep(10);
        }
        long start = System.nanoTime();
        node.close();
        assertTrue(System.nanoTime() - start < 2_000_000_000L, "gone within 2 s");
        try (View view = View.of(new Library(folder.resolve("library"))).orElseThrow()) {
            assertEquals(Map.of("accept", 1L), view.waiting());
        }
        try (Ledger next = ledger()) {
            assertEquals(1, next.claim("accept", "").orElseThrow().attempt());
        }
    }

    @Test
    void aRouteThatReachesNoStageIsABugNotALoss() throws IOException, InterruptedException {
        String swallow =
                """
                - route:
                    id: accept
                    from:
                      uri: "stage:accept"
                      steps:
                        - filter:
                            simple: "${body} == 'never'"
                            steps: [ { to: "stage:end" } ]
                """;
        Ledger ledger = ledger();
        try (Node _ = start(swallow, ledger, new Bench())) {
            assertEquals(
                    new View.Fate.Refused(
                            "bug",
                            "BUG",
                            "/tapes/x",
                            "the route of stage:accept reached no 'to: stage:'",
                            null),
                    wait(ledger, delivery(ledger, "x")));
        }
    }

    @Test
    void anExtraThatFailsDoesNotStopTheWork() throws IOException, InterruptedException {
        String extra =
                """
                - route: { id: mail, from: { uri: "stage:accept", parameters: { as: mail, attempts: 1 },
                    steps: [ { bean: { ref: bench, method: trouble } } ] } }
                - route: { id: accept, from: { uri: "stage:accept",
                    steps: [ { bean: { ref: bench, method: accept } }, { to: "stage:end" } ] } }
                """;
        Ledger ledger = ledger();
        try (Node _ = start(extra, ledger, new Bench())) {
            assertTrue(wait(ledger, delivery(ledger, "outage")) instanceof View.Fate.Became);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    unknown option    | 4 | lanes: 1
                    no such lane      | 4 | lane: fast
                    window            | 4 | window: 'night'
                    """)
    void aBadOptionIsNamedByFileAndLine(String what, int line, String option) throws IOException {
        String yaml =
                """
                - route:
                    id: accept
                    from:
                      uri: "stage:accept"
                      parameters: { %s }
                      steps: [ { to: "stage:end" } ]
                """
                        .formatted(option);
        BadConfig fault =
                assertThrows(BadConfig.class, () -> start(yaml, ledger(), new Bench()), what);
        assertTrue(
                String.valueOf(fault.getMessage()).contains("a.camel.yaml:" + line + ":"),
                fault.getMessage());
    }

    static List<Arguments> badSteps() {
        return List.of(
                arguments(
                        "{ to: 'stage:typo' }",
                        "no route comes from stage:typo; stages are accept, end"),
                arguments("bean: { ref: bench, method: none }", "'bench' has no method 'none'"),
                arguments("{ nosuchstep: x }", "nosuchstep"),
                arguments("bean:\n            ref: nobody\n            method: x", "nobody"),
                arguments("{ to: 'nosuchscheme:x' }", "nosuchscheme"));
    }

    @ParameterizedTest
    @MethodSource("badSteps")
    void aBadStepIsNamedByFileAndLine(String step, String says) throws IOException {
        String yaml =
                """
                - route:
                    id: accept
                    from:
                      uri: "stage:accept"
                      steps:
                        - %s
                        - to: "stage:end"
                """
                        .formatted(step);
        BadConfig fault = assertThrows(BadConfig.class, () -> start(yaml, ledger(), new Bench()));
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.contains("a.camel.yaml:6:"), message);
        assertTrue(message.contains(says), message);
    }

    @Test
    void aStageThatIsSentWhatItDoesNotTakeIsNamed() throws IOException {
        String yaml =
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
                      steps:
                        - bean: { ref: bench, method: accept }
                        - to: "stage:end"
                """;
        BadConfig fault = assertThrows(BadConfig.class, () -> start(yaml, ledger(), new Bench()));
        assertTrue(
                String.valueOf(fault.getMessage())
                        .endsWith(
                                "a.camel.yaml:7: stage:inspect takes Delivery, but is sent"
                                        + " Footage"),
                fault.getMessage());
    }

    /// An operator's own source: Camel's file component finds, the stage takes the path.
    @Test
    void aFileOfCamelsOwnSourcesIsADelivery() throws IOException, InterruptedException {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        Path tape = Files.writeString(drop.resolve("tape.mxf"), "x");
        String yaml =
                """
                - route: { id: drop, from: { uri: "file:%s", parameters: { noop: true },
                    steps: [ { to: "stage:accept" } ] } }
                - route: { id: accept, from: { uri: "stage:accept",
                    steps: [ { bean: { ref: bench, method: accept } }, { to: "stage:end" } ] } }
                """
                        .formatted(drop);
        Ledger ledger = ledger();
        try (Node _ = start(yaml, ledger, new Bench())) {
            Delivery delivered =
                    new Delivery(tape, 1, Instant.EPOCH, null, Order.plain("access"), 1);
            for (int i = 0; i < 500 && ledger.view().history(tape.toString(), 1).isEmpty(); i++) {
                Thread.sleep(20);
            }
            assertTrue(wait(ledger, delivered) instanceof View.Fate.Became);
        }
    }

    @Test
    void brokenYamlIsNamedByFileAndLine() throws IOException {
        BadConfig fault =
                assertThrows(
                        BadConfig.class,
                        () -> start("- route:\n    id: [unclosed\n", ledger(), new Bench()));
        assertTrue(
                String.valueOf(fault.getMessage()).contains("a.camel.yaml:"), fault.getMessage());
    }

    /// Two works on the shipped routes: the first one's encode never ends.
    public static final class Busy {
        final CountDownLatch encoding = new CountDownLatch(1);
        final CountDownLatch looked = new CountDownLatch(2);

        /// Each file is a work of its own.
        public Footage accept(Delivery delivery) {
            byte[] hash = new byte[32];
            hash[0] = (byte) delivery.file().toString().hashCode();
            Digest digest = Digest.of(hash);
            return new Footage(
                    ItemId.of(digest),
                    delivery.number(),
                    digest,
                    delivery.file(),
                    1,
                    Instant.EPOCH,
                    Record.EMPTY,
                    "access",
                    List.of(),
                    List.of());
        }

        /// Looks.
        public Footage inspect(Footage footage) {
            looked.countDown();
            return footage;
        }

        /// Lets everything pass.
        public Footage clear(Footage footage) {
            return footage;
        }

        /// Never ends.
        public Footage transcode(Footage footage) throws IOException {
            encoding.countDown();
            Bench.sleep();
            return footage;
        }
    }

    /// The lanes are those of the shipped file; only the stages behind the encode are left out.
    @Test
    void aLookDoesNotWaitBehindAnEncode() throws IOException, InterruptedException {
        String shipped = Files.readString(Path.of("pipelines/10-release.camel.yaml"));
        String routes =
                shipped.substring(0, shipped.indexOf("- route:\n    id: describe"))
                        .replaceAll("ref: [a-z]+", "ref: bench")
                        .replace("stage:describe", "stage:end");
        Path pipelines = Files.createDirectories(folder.resolve("pipelines"));
        Files.writeString(pipelines.resolve("a.camel.yaml"), routes);
        Busy busy = new Busy();
        Ledger ledger = ledger();
        try (Node node = new Node(ledger, Settings.none()).bind("bench", busy)) {
            node.start(pipelines, List.of(), Map.of());
            delivery(ledger, "first");
            assertTrue(busy.encoding.await(20, TimeUnit.SECONDS));
            delivery(ledger, "second");
            assertTrue(busy.looked.await(20, TimeUnit.SECONDS), "looked at while one encodes");
        }
    }
}
