package v2v.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import v2v.ledger.Audit;
import v2v.ledger.Checked;
import v2v.ledger.LedgerFault;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Short stories at the last door.
class GateTest {
    /// The kinds of record that [GateWorld] writes.
    private static final int PLAIN = 20;

    private static final int EMBARGOED = 0;
    private static final Instant EMBARGO = Instant.parse("2026-03-01T12:00:00Z");

    private GateWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new GateWorld();
    }

    @AfterEach
    void close() throws IOException {
        assertEquals(null, world.audited().fault());
        world.close();
    }

    private void deliver(int approvals, int kind) throws IOException {
        world.begin(1, approvals, kind);
        world.order((String) null);
        node(4);
    }

    private void node(int tasks) throws IOException {
        for (int i = 0; i < tasks; i++) {
            world.node();
        }
    }

    @Test
    void theRulesAloneMayDecide() throws IOException {
        deliver(0, PLAIN);
        assertEquals("released", world.state());
    }

    @Test
    void whatAWatchFolderFoundWaitsForSomebody() throws IOException {
        deliver(1, PLAIN);
        assertEquals("review APPROVALS_INSUFFICIENT", world.state());
        world.approve("Ann");
        assertEquals("processed", world.state());
        node(1);
        assertEquals("released", world.state());
    }

    @Test
    void whoeverTypesItHasApprovedItAndIsOne() throws IOException {
        world.begin(1, 2, PLAIN);
        world.order("Ann");
        node(4);
        assertEquals("review APPROVALS_INSUFFICIENT", world.state());
        world.approve("ANN ");
        node(1);
        assertEquals("review APPROVALS_INSUFFICIENT", world.state());
        world.approve("Bo");
        node(1);
        assertEquals("released", world.state());
    }

    @Test
    void onePersonIsNotTwoHoweverTheNameIsWritten() throws IOException {
        for (String again :
                List.of(
                        "\u00c1NNA  WEISS",
                        "A\u0301nna Wei\u00df",
                        "\u00c1n\u200bna Wei\u00df\ufe0f",
                        "A\u034f\u0301nna-Wei\u00df\u00ad",
                        "\u3164\u00c1nna\u00a0Wei\u00df.",
                        "\u3164",
                        "\ufe0f\u034f",
                        "\u0301",
                        "...")) {
            world.begin(1, 2, PLAIN);
            world.order("\u00c1nna Wei\u00df");
            node(4);
            world.approve(again);
            node(1);
            assertEquals("review APPROVALS_INSUFFICIENT", world.state(), again);
        }
    }

    /// Nor when no list of approvers says which names count.
    @Test
    void anOrderWithoutANameIsNobodysWord() throws IOException {
        world.begin(1, 1, PLAIN);
        world.order(" \u00a0 ");
        node(4);
        assertEquals("review APPROVALS_INSUFFICIENT", world.state());
    }

    @Test
    void anApprovalIsVoidWhenAFileIsAdded() throws IOException {
        deliver(1, PLAIN);
        world.approve("Ann");
        world.addFile();
        node(1);
        assertEquals("review APPROVALS_INSUFFICIENT", world.state());
        world.approve("Ann");
        node(1);
        assertEquals("released", world.state());
    }

    @Test
    void anApprovalIsVoidWhenTheFilmIsAnother() throws IOException {
        deliver(1, PLAIN);
        world.approve("Ann");
        world.alterFilm();
        node(3);
        assertEquals("review APPROVALS_INSUFFICIENT", world.state());
    }

    @Test
    void whatNobodyCanApproveAsItIsBrokenIsMadeAgain() throws IOException {
        deliver(1, PLAIN);
        world.alterFilm();
        world.approve("Ann");
        assertEquals("review APPROVALS_INSUFFICIENT", world.state(), "it is not whole");
        world.again();
        node(6);
        assertEquals("review APPROVALS_INSUFFICIENT", world.state(), "nobody has spoken");
        world.approve("Ann");
        node(1);
        assertEquals("released", world.state());
    }

    /// Whoever empties the log, or writes an approval into the ledger by hand, is found out.
    @Test
    void whatNoEntrySaysIsFound() throws IOException, SQLException {
        deliver(1, PLAIN);
        world.sql("INSERT INTO approval SELECT id,version,'zed','Zed',0,'00',1 FROM item");
        assertTrue(String.valueOf(world.audited().fault()).contains("by Zed stands in the ledger"));
        world.sql("DELETE FROM approval");
        world.approve("Ann");
        node(1);
        assertEquals(null, world.audited().fault());
        world.sql("CREATE TABLE kept AS SELECT * FROM audit");
        world.sql("DROP TRIGGER audit_is_never_shortened");
        world.sql("DELETE FROM audit");
        world.sql("DELETE FROM sqlite_sequence WHERE name='audit'");
        assertTrue(String.valueOf(world.audited().fault()).contains("no entry says so"));
        world.sql("DELETE FROM approval");
        assertTrue(String.valueOf(world.audited().fault()).startsWith("the release of "));
        world.sql("INSERT INTO audit SELECT * FROM kept");
    }

    @Test
    void aStateThatNobodyKnowsIsAFaultOfTheLedger() throws IOException, SQLException {
        deliver(1, PLAIN);
        world.sql("UPDATE item SET state='dancing'");
        assertTrue(
                String.valueOf(assertThrows(LedgerFault.class, () -> world.state()).getMessage())
                        .contains("a state that nobody knows: dancing"));
    }

    @Test
    void aRecordThatHasChangedKeepsItIn() throws IOException {
        deliver(1, PLAIN);
        world.approve("Ann");
        world.record(PLAIN + 1);
        node(1);
        assertEquals("held RECORD_CHANGED", world.state());
        world.order((String) null);
        node(4);
        assertEquals("review APPROVALS_INSUFFICIENT", world.state());
    }

    @Test
    void aHoldKeepsItInUntilItIsLifted() throws IOException {
        deliver(1, PLAIN);
        List<Long> given = List.of(world.hold("Bo"), world.hold("Cy"));
        assertEquals(given, world.holds());
        assertEquals("held HOLD_OPEN", world.state());
        world.approve("Ann");
        node(1);
        assertEquals("held HOLD_OPEN", world.state());
        world.unhold("Bo");
        node(1);
        assertEquals("released", world.state());
    }

    @Test
    void aHoldBindsTheNextOrderToo() throws IOException {
        world.begin(1, 0, PLAIN + 7);
        world.order((String) null);
        node(2);
        assertEquals("held LICENSE_AMBIGUOUS", world.state());
        world.hold("Bo");
        world.record(PLAIN);
        world.order((String) null);
        node(4);
        assertEquals("held HOLD_OPEN", world.state());
    }

    @Test
    void anEmbargoEndsAtItsSecondAndNotBefore() throws IOException {
        deliver(1, EMBARGOED);
        world.approve("Ann");
        node(1);
        assertEquals("scheduled EMBARGO_ACTIVE", world.state());
        world.clock(EMBARGO.minusMillis(1));
        node(1);
        assertEquals("scheduled EMBARGO_ACTIVE", world.state());
        world.clock(EMBARGO);
        node(1);
        assertEquals("released", world.state());
    }

    @Test
    void aClockThatIsSetBackFindsTheEmbargoAgain() throws IOException {
        deliver(1, EMBARGOED);
        world.clock(EMBARGO);
        world.approve("Ann");
        world.clock(EMBARGO.minusSeconds(3600));
        world.restart();
        node(1);
        assertEquals("scheduled EMBARGO_ACTIVE", world.state());
    }

    @Test
    void whatHasBegunIsFinishedAfterACrash() throws IOException {
        deliver(1, PLAIN);
        world.approve("Ann");
        world.crash(true);
        world.hold("Bo");
        world.record(PLAIN + 1);
        node(1);
        assertEquals("released", world.state());
    }

    /// A check is noted beside what happens to the work, and changes nothing of it.
    @Test
    void whatIsCheckedIsNoted() throws IOException {
        deliver(0, PLAIN);
        String id = world.id();
        world.ledger()
                .checked(
                        List.of(
                                new Checked(id, null, "release", "releases/a b", "good", 3, 4),
                                new Checked(id, 1, "master", "masters/x", "damaged", 0, 0)));
        List<Checked> noted =
                world.ledger().view().audit(id, 0).stream()
                        .filter(e -> e.event().equals(Audit.Event.CHECKED.word()))
                        .map(e -> Checked.read(e).orElseThrow())
                        .toList();
        assertEquals(
                List.of(
                        new Checked(id, 1, "release", "releases/a b", "good", 3, 4),
                        new Checked(id, 1, "master", "masters/x", "damaged", 0, 0)),
                noted);
        assertEquals("released", world.state());
    }

    @Test
    void whatIsOutCanOnlyBeWithdrawn() throws IOException {
        deliver(0, PLAIN);
        world.hold("Bo");
        assertEquals("released", world.state());
        world.withdraw("Bo");
        assertEquals("withdrawn", world.state());
        world.order("Ann");
        node(4);
        assertEquals("withdrawn", world.state());
    }
}
