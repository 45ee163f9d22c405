package v2v.pipeline.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Delivery;
import v2v.item.Library;
import v2v.item.Order;
import v2v.ledger.Ledger;
import v2v.ledger.Parts;
import v2v.ledger.Task;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs that ended their workers, and those that were only out of sight.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LossesTest {
    @TempDir private Path folder;
    private Ledger ledger;
    private Parts parts;
    private long part;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Answer> verdicts = new ArrayList<>();
    private Roster roster;
    private Losses losses;

    @BeforeEach
    void onePartIsOut() throws IOException {
        ledger = Ledger.own(new Library(folder).prepare()).orElseThrow();
        parts = ledger.parts();
        Order order = Order.plain("access");
        ledger.deliver(
                List.of(new Delivery(folder.resolve("t.mxf"), 1, Instant.EPOCH, null, order, 0)));
        Task task = ledger.claim("accept", "").orElseThrow();
        parts.ask(task, "heavy", "", List.of(new Parts.Wanted(0, "whole", "{}")));
        part = parts.of(task).getFirst().id();
        parts.send(part);
        roster = new Roster(() -> now);
        losses = new Losses(parts, roster, () -> now, verdicts::add);
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
    }

    /// A report of the worker that this run is named for.
    private void heard(String run) {
        var job = new Report.Job(part, 1, run, "heavy", "i", "whole", 1, now, now, "AV1", 0.5, 1);
        roster.hear(
                new Report(
                        "worker-of-" + run,
                        "h",
                        now,
                        now,
                        Map.of("heavy", 1),
                        1,
                        List.of(),
                        "e",
                        null,
                        false,
                        List.of(job)));
        losses.heard(job);
    }

    private void pass(int seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
        losses.decide();
    }

    private int lost() {
        return parts.find(part).orElseThrow().lost();
    }

    @Test
    void whatBeginsInPlaceOfAnotherHasLostIt() {
        heard("a-1");
        heard("b-1");
        assertEquals(1, lost());
        assertEquals(1, parts.find(part).orElseThrow().evidence().lines().count());
        heard("b-1");
        assertEquals(1, lost());
    }

    /// A broker that starts again hands out what is being done already.
    @Test
    void aRunThatIsHeardOfAgainWasNotLost() {
        heard("a-1");
        heard("b-1");
        heard("a-1");
        assertEquals(0, lost());
        assertEquals("", parts.find(part).orElseThrow().evidence());
    }

    @Test
    void threeDeadWorkersAreTheTapesFault() {
        heard("a-1");
        heard("b-1");
        heard("c-1");
        losses.suspected(new Answer(part, 1, "d", new Answer.Lost(4)));
        pass(4);
        assertEquals(List.of(), verdicts);
        pass(2);
        assertEquals(1, verdicts.size());
        assertEquals(3, lost());
    }

    @Test
    void whoLivesIsNoEvidence() {
        heard("a-1");
        heard("b-1");
        heard("c-1");
        losses.suspected(new Answer(part, 1, "d", new Answer.Lost(4)));
        now = now.plusSeconds(2);
        heard("c-1");
        pass(6);
        assertEquals(List.of(), verdicts);
        assertEquals(2, lost());
    }

    /// The one that would be the third comes back before anybody is blamed.
    @Test
    void aFourthRunWaitsForWordOfTheThird() {
        heard("a-1");
        heard("b-1");
        heard("c-1");
        heard("d-1");
        assertEquals(3, lost());
        now = now.plusSeconds(2);
        heard("c-1");
        pass(6);
        assertEquals(List.of(), verdicts);
        assertEquals(2, lost());
    }

    /// A node that starts again hears of them in any order.
    @Test
    void twoThatLiveAreNoLossesWhoeverIsHeardOfFirst() {
        heard("a-1");
        heard("b-1");
        heard("a-1");
        losses = new Losses(parts, roster, () -> now, verdicts::add);
        for (int i = 0; i < 3; i++) {
            heard("a-1");
            heard("b-1");
        }
        assertEquals(0, lost());
    }
}
