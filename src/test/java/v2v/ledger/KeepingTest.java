package v2v.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Copies;
import v2v.item.Delivery;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Record;
import v2v.item.Released;
import v2v.item.Withdrawal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class KeepingTest {
    private static final Instant DAY = Instant.parse("2026-11-01T00:00:00Z");
    private static final Copies MANY = new Copies(DAY, 3, DAY.plusSeconds(60), 4);

    private static final List<String> KEEPERS = List.of("192.0.2.1:6881", "[2001:db8::1]:6881");

    @TempDir Path folder;
    private Library library;
    private Ledger ledger;
    private Keeping keeping;
    private Released released;
    private Keeping.Subject subject;

    @BeforeEach
    void release() throws IOException {
        library = new Library(folder);
        ledger = Ledger.own(library).orElseThrow();
        keeping = ledger.keeping();
        Digest bytes = new Digest("0123456789abcdef".repeat(4));
        Delivery arrived =
                new Delivery(Path.of("/a.mxf"), 5, Instant.EPOCH, null, Order.plain("access"), 0);
        Delivery delivery = ledger.deliver(List.of(arrived)).getFirst();
        Task accept = ledger.claim("accept", "").orElseThrow();
        Footage footage =
                new Footage(
                        ItemId.of(bytes),
                        0,
                        bytes,
                        delivery.file(),
                        5,
                        Instant.EPOCH,
                        Record.EMPTY,
                        "access",
                        List.of(),
                        List.of());
        ledger.items().register(delivery, footage);
        released =
                new Released(
                        ItemId.of(bytes),
                        1,
                        "releases/film-1",
                        "torrents/film-1.torrent",
                        "magnet:?xt=urn:btih:" + "a".repeat(40),
                        "a".repeat(40),
                        DAY);
        ledger.end(accept, new Outcome.Done(List.of(new Outcome.Next(Ledger.END, released))));
        subject = keeping.subjects().getFirst();
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
    }

    @Test
    void whatIsOutMayBeLookedAt() {
        assertEquals(
                List.of(
                        new Keeping.Subject(
                                released.folder(),
                                released.item(),
                                1,
                                released.torrent(),
                                released.magnet())),
                keeping.subjects());
        assertTrue(keeping.isOut(subject));
        assertEquals(List.of(), keeping.all());
    }

    @Test
    void aCopyGoesAndComesBack() {
        assertFalse(keeping.goes(subject, 100, KEEPERS), "nobody has looked");
        keeping.looked(subject, MANY);
        assertEquals(MANY, keeping.row(subject.folder()).orElseThrow().copies());
        assertEquals(List.of(), keeping.away());
        assertFalse(keeping.want(subject.folder(), "Anna"), "it is here");
        assertTrue(keeping.goes(subject, 100, KEEPERS));
        assertFalse(keeping.goes(subject, 100, KEEPERS), "once");
        assertEquals(Keeping.State.GOING, keeping.away().getFirst().state());
        keeping.isAway(subject.folder());
        Keeping.Row away = keeping.away().getFirst();
        assertEquals(Keeping.State.AWAY, away.state());
        assertEquals(100, away.freed());
        assertEquals(KEEPERS, away.keepers());
        keeping.keptBy(subject.folder(), KEEPERS.subList(0, 1));
        assertEquals(KEEPERS.subList(0, 1), keeping.away().getFirst().keepers());
        assertTrue(keeping.want(subject.folder(), "Anna"));
        assertTrue(keeping.want(subject.folder(), "Bert"));
        assertEquals("Anna", keeping.away().getFirst().wantedBy(), "the first order counts");
        keeping.isBack(subject.folder(), 90);
        Keeping.Row back = keeping.row(subject.folder()).orElseThrow();
        assertEquals(Keeping.State.HERE, back.state());
        assertEquals(null, back.copies().since(), "the count begins anew");
        assertEquals(null, back.wanted());
        keeping.keptBy(subject.folder(), KEEPERS);
        assertEquals(
                List.of(),
                keeping.row(subject.folder()).orElseThrow().keepers(),
                "nobody's address is kept longer than it is needed");
        List<Audit.Entry> log = ledger.view().audit(subject.item(), 0);
        assertEquals("let-go", log.get(log.size() - 2).event());
        assertEquals(
                "releases/film-1: 100 bytes of film and sound, kept by 4 others since "
                        + MANY.since(),
                log.get(log.size() - 2).detail());
        assertEquals("brought-back", log.getLast().event());
        assertEquals("releases/film-1: 90 bytes fetched (Anna)", log.getLast().detail());
        assertEquals(null, ledger.audited(null).fault());
    }

    /// Whoever repaired it twice has brought it back once.
    @Test
    void whatIsHereIsNotBroughtBackAgain() {
        keeping.looked(subject, MANY);
        int before = ledger.view().audit("", 0).size();
        keeping.isBack(subject.folder(), 0);
        assertEquals(before, ledger.view().audit("", 0).size());
    }

    @Test
    void whatSomebodyWantsHereDoesNotGo() {
        keeping.looked(subject, MANY);
        keeping.goes(subject, 100, KEEPERS);
        keeping.want(subject.folder(), "Anna");
        keeping.isAway(subject.folder());
        assertFalse(keeping.goes(subject, 100, KEEPERS));
    }

    @Test
    void aWithdrawalForgetsIt() {
        keeping.looked(subject, MANY);
        keeping.goes(subject, 100, KEEPERS);
        ledger.submit(
                List.of(
                        new Outcome.Next(
                                Ledger.END,
                                new Withdrawal(released, "Harbour", "An error", "Anna", DAY))));
        assertEquals(List.of(), keeping.all());
    }

    /// What is no longer out leaves no row behind, and does not go.
    @Test
    void whatIsNotOutIsLetAlone() throws Exception {
        keeping.looked(subject, MANY);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + library.ledger());
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE item SET state='withdrawn'");
        }
        assertFalse(keeping.isOut(subject));
        assertFalse(keeping.goes(subject, 100, KEEPERS));
        keeping.looked(subject, Copies.UNSEEN);
        assertEquals(MANY, keeping.row(subject.folder()).orElseThrow().copies());
        assertEquals(List.of(), keeping.subjects());
    }

    /// As the program wrote it before copies were counted.
    @Test
    void aLedgerOfTheThirdFormIsBroughtUp() throws Exception {
        ledger.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + library.ledger());
                var statement = connection.createStatement()) {
            FormerBooks.form4(statement);
            statement.executeUpdate("DROP TABLE keep");
            statement.executeUpdate("PRAGMA user_version=3");
        }
        try (View view = View.of(library).orElseThrow()) {
            assertEquals(List.of(), view.away());
            assertEquals(1, view.states().get("released"));
        }
        ledger = Ledger.own(library).orElseThrow();
        ledger.keeping().looked(subject, MANY);
        assertEquals(1, ledger.keeping().all().size());
    }
}
