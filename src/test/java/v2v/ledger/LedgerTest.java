package v2v.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.BadConfig;
import v2v.item.Delivery;
import v2v.item.Digest;
import v2v.item.Duplicate;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Record;
import v2v.item.Redo;
import v2v.item.Refusal;
import v2v.item.Released;
import v2v.item.Sightings.Sighting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LedgerTest {
    private static final Digest BYTES = new Digest("0123456789abcdef".repeat(4));

    @TempDir Path folder;
    private Library library;
    private Ledger ledger;

    @BeforeEach
    void open() throws IOException {
        library = new Library(folder.resolve("a library with ? and #"));
        ledger = Ledger.own(library).orElseThrow();
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
    }

    @Test
    void releasesWithoutTheirLedgerAreNotTakenForAnEmptyLibrary() throws IOException {
        Library lost = new Library(folder.resolve("lost")).prepare();
        Ledger.own(lost).orElseThrow().close();
        Files.delete(lost.ledger());
        Ledger.own(lost).orElseThrow().close();
        Files.delete(lost.ledger());
        Files.createDirectory(lost.releases().resolve("harbour-0123456789abcdef"));
        assertThrows(BadConfig.class, () -> Ledger.own(lost));
        assertFalse(Files.exists(lost.ledger()));
        assertFalse(Ledger.owned(lost), "nobody is kept out by it");
    }

    /// As the program wrote it before there were approvals.
    @Test
    void aLedgerOfTheEarlierFormIsBroughtUp() throws Exception {
        Library old = new Library(folder.resolve("old"));
        java.nio.file.Files.createDirectories(old.root());
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + old.ledger());
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    """
                    CREATE TABLE item(
                      id TEXT PRIMARY KEY, version INT NOT NULL, sha256 TEXT NOT NULL,
                      source TEXT NOT NULL, delivery TEXT NOT NULL, title TEXT NOT NULL,
                      state TEXT NOT NULL, code TEXT, message TEXT, fix TEXT, release TEXT,
                      released TEXT, created_at INT NOT NULL, changed_at INT NOT NULL) WITHOUT ROWID;
                    INSERT INTO item VALUES('0123456789abcdef',1,'','/a','1#/a','A','working',
                      NULL,NULL,NULL,NULL,NULL,1,1);
                    """);
        }
        try (View view = View.of(old).orElseThrow()) {
            assertEquals(ItemState.RECEIVED, view.find("0123").getFirst().state());
            assertEquals(List.of(), view.find(""), "the only item, and nobody named it");
        }
        try (Ledger again = Ledger.own(old).orElseThrow()) {
            assertEquals(1, again.view().states().get("received"));
        }
    }

    @Test
    void aGuestMayComeBeforeTheTablesAreThere() throws IOException {
        Library fresh = new Library(folder.resolve("fresh"));
        java.nio.file.Files.createDirectories(fresh.root());
        try (Ledger guest = Ledger.guest(fresh)) {
            assertEquals(1, guest.deliver(List.of(delivery("/in/a.mxf"))).getFirst().number());
        }
    }

    private static Delivery delivery(String path) {
        return new Delivery(Path.of(path), 5, Instant.EPOCH, null, Order.plain("access"), 0);
    }

    private static Footage footage(Delivery delivery) {
        return new Footage(
                ItemId.of(BYTES),
                0,
                BYTES,
                delivery.file(),
                5,
                Instant.EPOCH,
                Record.EMPTY,
                "access",
                List.of(),
                List.of());
    }

    private Task claim(String stage) {
        return ledger.claim(stage, "").orElseThrow();
    }

    /// Delivers and accepts, so that one task waits for `inspect`.
    private Footage accepted(String path) {
        Delivery delivery = ledger.deliver(List.of(delivery(path))).getFirst();
        Task task = claim("accept");
        Footage footage = ledger.items().register(delivery, footage(delivery));
        assertTrue(
                ledger.end(task, new Outcome.Done(List.of(new Outcome.Next("inspect", footage)))));
        return footage;
    }

    @Test
    void aSecondNodeIsTurnedAwayAndAGuestMayDeliver() throws IOException {
        assertTrue(Ledger.own(library).isEmpty());
        try (Ledger guest = Ledger.guest(library)) {
            guest.deliver(List.of(delivery("/tapes/a.mxf")));
        }
        assertEquals("/tapes/a.mxf", claim("accept").item());
    }

    @Test
    void aPathThatWaitsIsNotQueuedTwice() {
        ledger.deliver(List.of(delivery("/a"), delivery("/b"), delivery("/a")));
        ledger.deliver(List.of(delivery("/a")));
        assertEquals(Map.of("accept", 2L), ledger.view().waiting());
    }

    @Test
    void theSameBytesUnderAnotherNameAreRecognised() {
        accepted("/a");
        Delivery other = ledger.deliver(List.of(delivery("/b"))).getFirst();
        Duplicate known =
                assertThrows(Duplicate.class, () -> ledger.items().register(other, footage(other)));
        assertEquals(
                "the same bytes as /a is being worked on as item 0123456789abcdef",
                known.getMessage());
        Task task = claim("accept");
        ledger.end(task, new Outcome.Known(known));
        assertEquals(
                new View.Fate.Known("0123456789abcdef", known.getMessage()),
                ledger.view().fate(other));
    }

    @Test
    void registeringTheSameDeliveryAgainAfterACrashIsNoDuplicate() {
        Delivery delivery = ledger.deliver(List.of(delivery("/a"))).getFirst();
        Footage first = ledger.items().register(delivery, footage(delivery));
        assertEquals(first, ledger.items().register(delivery, footage(delivery)));
    }

    @Test
    void aRefusedItemComesBackAsTheNextVersion() {
        accepted("/a");
        Task inspect = claim("inspect");
        ledger.end(
                inspect,
                new Outcome.Held(
                        new Refusal(Refusal.Code.NOT_MEDIA, "/a", "no media", "send a film")));
        var standing = ledger.items().find(ItemId.of(BYTES)).orElseThrow();
        assertEquals(ItemState.HELD, standing.state());
        assertEquals("send a film", standing.fix());
        assertEquals(2, accepted("/a").version());
        assertEquals(
                ItemState.RECEIVED, ledger.items().find(ItemId.of(BYTES)).orElseThrow().state());
    }

    @Test
    void anOutcomeOfATaskThatWasTakenAwayIsDropped() throws IOException {
        accepted("/a");
        Task lost = claim("inspect");
        ledger.close();
        ledger = Ledger.own(library).orElseThrow();
        assertFalse(ledger.end(lost, new Outcome.Done(List.of())));
        Task again = claim("inspect");
        assertEquals(1, again.attempt(), "a crash is not an attempt");
        assertTrue(ledger.end(again, new Outcome.Again(Duration.ZERO, "share is away")));
        assertEquals(2, claim("inspect").attempt());
    }

    @Test
    void whatFinishesAPartEachTimeMayBeCutOffManyTimes() throws IOException {
        accepted("/a");
        for (int i = 0; i < 12; i++) {
            ledger.kept(claim("inspect"));
            ledger.close();
            ledger = Ledger.own(library).orElseThrow();
        }
        assertEquals(1, claim("inspect").attempt());
    }

    @Test
    void whatKillsTheNodeFiveTimesIsPutAside() throws IOException {
        accepted("/a");
        for (int i = 0; i < 5; i++) {
            claim("inspect");
            ledger.close();
            ledger = Ledger.own(library).orElseThrow();
        }
        assertTrue(ledger.claim("inspect", "").isEmpty());
        var standing = ledger.items().find(ItemId.of(BYTES)).orElseThrow();
        assertEquals("the node died five times while doing this", standing.message());
        var entry = ledger.view().audit(ItemId.of(BYTES).value(), 0).getLast();
        assertEquals("failed", entry.event());
        assertEquals("CRASH: the node died five times while doing this", entry.detail());
    }

    @Test
    void goingBackRepeatsTheEarlierStageOnlyThreeTimes() {
        Footage footage = accepted("/a");
        for (int i = 0; i < 3; i++) {
            ledger.end(
                    claim("inspect"),
                    new Outcome.Done(List.of(new Outcome.Next("transcode", footage))));
            assertTrue(
                    ledger.end(claim("transcode"), new Outcome.Back(new Redo("inspect", "gone"))));
        }
        ledger.end(
                claim("inspect"),
                new Outcome.Done(List.of(new Outcome.Next("transcode", footage))));
        ledger.end(claim("transcode"), new Outcome.Back(new Redo("inspect", "gone")));
        assertEquals(ItemState.FAILED, ledger.items().find(ItemId.of(BYTES)).orElseThrow().state());
    }

    @Test
    void theEndOfTheLastStageIsTheRelease() {
        Released released = release();
        var standing = ledger.items().find(ItemId.of(BYTES)).orElseThrow();
        assertEquals(ItemState.RELEASED, standing.state());
        assertEquals(released, standing.released());
    }

    private Released release() {
        Footage footage = accepted("/a");
        Released released =
                new Released(
                        footage.id(),
                        1,
                        "releases/x",
                        "torrents/x",
                        "magnet:",
                        "00",
                        Instant.EPOCH);
        ledger.end(
                claim("inspect"),
                new Outcome.Done(List.of(new Outcome.Next(Ledger.END, released))));
        return released;
    }

    @Test
    void releasedWithAnotherProfileIsNotTheSameAgain() throws SQLException {
        release();
        Delivery other = ledger.deliver(List.of(delivery("/b"))).getFirst();
        releasedWith("access");
        assertThrows(Duplicate.class, () -> ledger.items().register(other, footage(other)));
        releasedWith("proxy");
        Refusal refusal =
                assertThrows(Refusal.class, () -> ledger.items().register(other, footage(other)));
        assertEquals(Refusal.Code.ALREADY_RELEASED, refusal.code());
        assertTrue(refusal.getMessage().contains("with the profile 'proxy'"));
        assertTrue(refusal.getMessage().endsWith("'access' makes was not made"));
    }

    /// The part of a release's ticket that says what it was made with.
    private void releasedWith(String profile) throws SQLException {
        String footage = "{\"footage\":{\"profile\":\"" + profile + "\"}}";
        String ticket = "{\"renditions\":{\"clearance\":{\"inspection\":" + footage + "}}}";
        try (Connection db =
                        DriverManager.getConnection("jdbc:sqlite:" + library.ledger().toUri());
                PreparedStatement update = db.prepareStatement("UPDATE item SET release=?")) {
            update.setString(1, ticket);
            assertEquals(1, update.executeUpdate());
        }
    }

    @Test
    void progressIsReadableWhileTheNodeWorks() {
        accepted("/a");
        Task task = claim("inspect");
        ledger.progress(task, "decoding", 0.25, 8);
        try (View view = View.of(library).orElseThrow()) {
            View.Doing doing = view.running().getFirst();
            assertEquals("decoding", doing.what());
            assertEquals(0.25, doing.fraction());
        }
        ledger.end(task, new Outcome.GivenBack());
        assertEquals(List.of(), ledger.view().running());
    }

    @Test
    void sightingsAreKeptByFolder() {
        Sighting seen = new Sighting("5 bytes", Instant.ofEpochMilli(1), false);
        ledger.sightings().remember(Map.of("/in/a", seen, "/inner/b", seen), List.of());
        assertEquals(Map.of("/in/a", seen), ledger.sightings().below("/in"));
        ledger.sightings().remember(Map.of(), List.of("/in/a"));
        assertEquals(Map.of(), ledger.sightings().below("/in"));
    }

    @Test
    void anExtraGetsItsOwnCopy() {
        ledger.tap("inspect", "mail");
        accepted("/a");
        assertEquals("mail", ledger.claim("inspect", "mail").orElseThrow().tap());
        assertEquals("", claim("inspect").tap());
    }
}
