package v2v.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Delivery;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Record;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class TurnsTest {
    @TempDir Path folder;
    private Library library;
    private Ledger ledger;
    private Instant now = Instant.ofEpochMilli(1_000_000);

    @BeforeEach
    void open() throws IOException {
        library = new Library(folder.resolve("library"));
        ledger = Ledger.own(library, () -> now).orElseThrow();
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
    }

    private static Delivery delivery(int number, Order order) {
        return new Delivery(Path.of("/in/" + number), 5, Instant.EPOCH, null, order, 0);
    }

    private static String id(int number) {
        return "%016x".formatted(number);
    }

    private static Footage footage(int number, String collection) {
        Digest digest = new Digest(id(number).repeat(4));
        String record = "{\"schemaVersion\":1,\"collection\":\"" + collection + "\"}";
        return new Footage(
                ItemId.of(digest),
                1,
                digest,
                Path.of("/in/" + number),
                5,
                Instant.EPOCH,
                Json.read(record, Record.class),
                "access",
                List.of(),
                List.of());
    }

    /// Puts footage of a collection into the queue of `transcode`.
    private void queue(int number, String collection, Order order) {
        Footage footage =
                ledger.items().register(delivery(number, order), footage(number, collection));
        ledger.submit(List.of(new Outcome.Next("transcode", footage)));
    }

    private void queue(int number, String collection) {
        queue(number, collection, Order.plain("access"));
    }

    /// Takes so many, none of which ends, and tells their items.
    private List<String> taken(int many) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            ledger.claim("transcode", "").ifPresent(task -> taken.add(task.item()));
        }
        return taken;
    }

    private static List<String> ids(int... numbers) {
        return java.util.Arrays.stream(numbers).mapToObj(TurnsTest::id).toList();
    }

    @Test
    void withinACollectionTheOldestIsFirst() {
        queue(9, "News");
        queue(1, "News");
        queue(5, "News");
        assertEquals(ids(9, 1, 5), taken(4));
    }

    @Test
    void whatIsWantedNowGoesBeforeAllThatWaits() {
        queue(1, "");
        queue(2, "");
        queue(3, "", Order.plain("access").first());
        queue(4, "");
        assertTrue(ledger.turns().put(new ItemId(id(4)), Turns.FIRST));
        assertEquals(ids(3, 4, 1, 2), taken(4));
    }

    @Test
    void whatIsPutBackWaitsInItsTurn() {
        queue(1, "");
        queue(2, "", Order.plain("access").first());
        assertTrue(ledger.turns().put(new ItemId(id(2)), Turns.IN_TURN));
        assertEquals(ids(1, 2), taken(2));
    }

    @Test
    void nothingIsPutBeforeWhatIsDone() {
        queue(1, "");
        Task task = ledger.claim("transcode", "").orElseThrow();
        ledger.end(task, new Outcome.Done(List.of()));
        assertFalse(ledger.turns().put(new ItemId(id(1)), Turns.FIRST));
    }

    /// What comes of it is wanted now as well.
    @Test
    void theNextStageInheritsTheTurn() {
        queue(1, "News");
        queue(2, "News", Order.plain("access").first());
        for (int i = 0; i < 2; i++) {
            Task task = ledger.claim("transcode", "").orElseThrow();
            ledger.end(task, new Outcome.Done(List.of(new Outcome.Next("pack", task.body()))));
        }
        queue(3, "");
        ledger.submit(List.of(new Outcome.Next("pack", footage(3, ""))));
        assertEquals(id(2), ledger.claim("pack", "").orElseThrow().item());
        assertEquals(
                id(3), ledger.claim("pack", "").orElseThrow().item(), "one of News is on already");
        assertEquals(id(1), ledger.claim("pack", "").orElseThrow().item());
    }

    @Test
    void aDeliveryIsWantedNowFromTheStart() {
        ledger.deliver(List.of(delivery(1, Order.plain("access"))));
        ledger.deliver(List.of(delivery(2, Order.plain("access"))));
        ledger.deliver(List.of(delivery(2, Order.plain("access").first())));
        ledger.deliver(List.of(delivery(2, Order.plain("access"))));
        assertEquals("/in/2", ledger.claim("accept", "").orElseThrow().item());
    }

    @Test
    void anOrderOfTheEarlierFormIsInItsTurn() {
        assertFalse(Json.read("{\"profile\":\"access\"}", Order.class).now());
        assertTrue(Json.read("{\"profile\":\"access\",\"now\":true}", Order.class).now());
    }

    /// Two of the huge one first: the others were not there yet.
    @Test
    void aHugeCollectionDoesNotKeepTheSmallOnesWaiting() {
        for (int i = 100; i < 1000; i++) {
            queue(i, "Huge");
        }
        assertEquals(ids(100, 101), taken(2));
        queue(1, "Small");
        queue(2, "Small");
        queue(3, "Tiny");
        assertEquals(ids(1, 3, 2, 102, 103, 104), taken(6));
    }

    /// What is over makes room in its collection.
    @Test
    void onlyWhatRunsIsCounted() {
        queue(1, "A");
        queue(2, "A");
        queue(3, "B");
        Task first = ledger.claim("transcode", "").orElseThrow();
        ledger.end(first, new Outcome.Done(List.of()));
        assertEquals(ids(2, 3), taken(2));
    }

    @Test
    void whatMustWaitUntilATimeWaits() {
        queue(1, "A");
        queue(2, "A");
        Task first = ledger.claim("transcode", "").orElseThrow();
        ledger.end(first, new Outcome.Again(Duration.ofSeconds(60), "the share is away"));
        assertEquals(Map.of("transcode", 2L), ledger.view().waiting());
        assertEquals(ids(2), taken(2));
        now = now.plusSeconds(60);
        assertEquals(ids(1), taken(2));
    }

    /// By the way that SQLite says it goes: a hundred thousand rows must not be read to take one.
    @ParameterizedTest
    @ValueSource(strings = {"free", "next"})
    void noQueueIsReadFromEndToEnd(String which) throws SQLException {
        String sql = which.equals("free") ? Turns.FREE : Turns.NEXT;
        List<String> steps = new ArrayList<>();
        try (Connection db = connection();
                Statement statement = db.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (plan.next()) {
                steps.add(plan.getString("detail"));
            }
        }
        assertTrue(
                steps.stream().anyMatch(step -> step.startsWith("SEARCH task USING")),
                steps.toString());
        assertEquals(
                List.of(),
                steps.stream().filter(step -> step.startsWith("SCAN task")).toList(),
                steps.toString());
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + library.ledger());
    }

    /// As the program wrote it before there were turns.
    @Test
    void aLedgerOfForm4KeepsEverything() throws IOException, SQLException {
        queue(1, "News");
        queue(2, "News");
        queue(3, "Sport");
        assertEquals(ids(1), taken(1));
        ledger.close();
        try (Connection db = connection();
                Statement statement = db.createStatement()) {
            FormerBooks.form4(statement);
        }
        try (View view = View.of(library).orElseThrow()) {
            assertEquals(1, view.running().size(), "it can be looked at before a node comes");
            assertEquals(Map.of("transcode", 2L), view.waiting());
        }
        ledger = Ledger.own(library, () -> now).orElseThrow();
        assertEquals(Map.of("received", 3L), ledger.view().states());
        assertEquals(ids(1, 3, 2), taken(3), "they know their collections");
    }
}
