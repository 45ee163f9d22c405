package v2v.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Digest;
import v2v.item.Library;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.item.Shift;
import v2v.item.Tapes;
import v2v.item.Treatment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What an operator sees of the ledger.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class ShiftTest {
    private static final Instant BEGIN = Instant.ofEpochMilli(1_000_000_000);

    @TempDir Path folder;
    private Ledger ledger;
    private Instant now = BEGIN;

    @BeforeEach
    void open() throws IOException {
        ledger = Ledger.own(new Library(folder.resolve("library")), () -> now).orElseThrow();
        ledger.lane("transcode", "", "heavy", 2);
        ledger.lane("index", "", "light", 4);
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
    }

    private void queue(int number, Duration length) {
        Digest digest = new Digest("%016x".formatted(number).repeat(4));
        Path file = Path.of("/in/" + number);
        ledger.submit(
                List.of(
                        new Outcome.Next(
                                "transcode",
                                Tapes.inspected(
                                        Tapes.footage(digest, file, Record.EMPTY),
                                        length,
                                        Treatment.NONE,
                                        List.of()))));
    }

    private Task claim() {
        return ledger.claim("transcode", "").orElseThrow();
    }

    private void end(Task task) {
        assertTrue(ledger.end(task, new Outcome.Done(List.of())));
    }

    private Shift shift() {
        return ledger.view().shift();
    }

    @Test
    void anEmptyHouseHasNothingAhead() {
        assertEquals(0, shift().ahead().works());
        assertEquals(Duration.ZERO, shift().ahead().left());
        assertEquals(List.of(), shift().workers());
    }

    @Test
    void nobodyKnowsTheEndBeforeAnythingWasMeasured() {
        queue(1, Duration.ofMinutes(10));
        queue(2, Duration.ofMinutes(20));
        Shift.Ahead ahead = shift().ahead();
        assertEquals(2, ahead.works());
        assertEquals(Duration.ofMinutes(30), ahead.footage());
        assertNull(ahead.left());
    }

    /// Ten minutes of footage took five: at that, half an hour is done in a quarter.
    @Test
    void theEndFollowsFromWhatWasDone() {
        for (int i = 1; i <= 4; i++) {
            queue(i, Duration.ofMinutes(10));
        }
        Task task = claim();
        now = now.plus(Duration.ofMinutes(5));
        end(task);
        Shift.Ahead ahead = shift().ahead();
        assertEquals(2, ahead.speed(), 0.001);
        assertEquals(Duration.ofMinutes(15), ahead.left());
        now = now.plus(Duration.ofHours(2));
        assertNull(shift().ahead().left(), "of the last hour there is nothing");
    }

    /// A film of nine hours took nine hours, and ends within the hour that is looked at.
    @Test
    void whatWasBegunLongAgoCountsByItsLastHour() {
        queue(1, Duration.ofHours(9));
        queue(2, Duration.ofHours(3));
        Task task = claim();
        now = now.plus(Duration.ofHours(9));
        end(task);
        assertEquals(1, shift().ahead().speed(), 0.001);
        assertEquals(Duration.ofHours(3), shift().ahead().left());
    }

    @Test
    void halfOfWhatRunsIsDone() {
        queue(1, Duration.ofMinutes(40));
        Task task = claim();
        now = now.plus(Duration.ofMinutes(10));
        ledger.progress(task, "AV1", 0.5, 2);
        Shift shift = shift();
        assertEquals(Duration.ofMinutes(20), shift.ahead().footage());
        assertEquals(Duration.ofMinutes(10), shift.ahead().left());
        assertEquals(2, shift.speed());
        assertEquals(1, shift.lanes().getFirst().busy());
    }

    @Test
    void aFilmInPartsHasAMap() {
        queue(1, Duration.ofMinutes(40));
        Task task = claim();
        Parts parts = ledger.parts();
        List<Parts.Wanted> wanted = new ArrayList<>();
        wanted.add(new Parts.Wanted(0, "prepare", "{}"));
        for (int i = 1; i <= 4; i++) {
            wanted.add(new Parts.Wanted(i, "film-000" + i, "{}"));
        }
        parts.ask(task, "heavy", "", wanted);
        List<Parts.Part> rows = parts.of(task);
        for (Parts.Part row : rows.subList(0, 4)) {
            parts.send(row.id(), "");
        }
        for (Parts.Part row : rows.subList(0, 3)) {
            parts.began(row.id(), 1, "a-1", "");
        }
        parts.done(find(rows, "prepare"));
        parts.done(find(rows, "film-0001"));
        parts.heard(
                List.of(new Parts.Pace(find(rows, "film-0002"), 1, "a-1", "AV1", 0.5, 3)),
                Map.of());
        Shift shift = shift();
        Shift.Work work = shift.works().getFirst();
        assertEquals("##>..", work.map());
        assertEquals(1.5 / 4, work.fraction(), 0.001, "what is around it is not counted");
        assertEquals(3, work.speed());
        assertEquals(Map.of("done", 2L, "out", 2L, "ready", 1L), shift.parts().states());
        assertEquals(1, shift.parts().lag());
        assertEquals(4, shift.tallies().get("parts-sent"));
    }

    private static long find(List<Parts.Part> rows, String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow().id();
    }

    @Test
    void aRunThatIsLostIsCounted() {
        queue(1, Duration.ofMinutes(40));
        Task task = claim();
        ledger.parts().ask(task, "heavy", "", List.of(new Parts.Wanted(0, "whole", "{}")));
        long part = ledger.parts().of(task).getFirst().id();
        ledger.parts().send(part, "");
        ledger.parts().again(part, 1, "a died");
        ledger.parts().send(part, "");
        assertEquals(
                Map.of("parts-sent", 2L, "parts-sent-again", 1L, "runs-lost", 1L),
                shift().tallies());
    }

    /// Its clock is a day ahead of ours: only what lies between its own times is believed.
    @Test
    void aWorkerSaysWhatItDoes() {
        String report =
                """
                {"worker":"a","host":"rack-7","at":"2030-01-02T00:00:10Z","since":"2030-01-01T00:00:00Z",
                 "slots":{"heavy":4,"look":1},"cores":8,"labels":["gpu"],"encoder":"x","draining":false,
                 "jobs":[{"part":7,"attempt":1,"run":"a-1","lane":"heavy","item":"00","name":"film-0003",
                   "delivery":2,"leased":"2030-01-02T00:00:00Z","fraction":0.25,"speed":1.5}]}
                """;
        String unfit = "{\"worker\":\"b\",\"unfit\":\"the share is not mounted\"}";
        ledger.parts()
                .heard(List.of(), Map.of("a", report, "b", unfit, "c", "no JSON", "d", "null"));
        now = now.plusSeconds(3);
        List<Shift.Worker> workers = shift().workers();
        assertEquals(List.of("a", "b"), workers.stream().map(Shift.Worker::name).toList());
        Shift.Worker worker = workers.getFirst();
        assertEquals("rack-7", worker.host());
        assertEquals(1, worker.busy("heavy"));
        assertEquals(0, worker.busy("look"));
        assertEquals(Duration.ofSeconds(13), worker.lease());
        assertEquals(2, worker.jobs().getFirst().deliveries());
        assertEquals("the share is not mounted", workers.getLast().unfit());
        now = now.plusSeconds(60);
        assertEquals(List.of(), shift().workers(), "it has been silent for a minute");
    }

    @Test
    void queuesAreCountedByStageAndState() {
        for (int i = 1; i <= 5; i++) {
            queue(i, Duration.ofMinutes(1));
        }
        ledger.end(claim(), new Outcome.Again(Duration.ofMinutes(1), "later"));
        ledger.end(claim(), new Outcome.Bug("ours"));
        ledger.end(
                claim(),
                new Outcome.Held(new Refusal(Refusal.Code.NOT_MEDIA, "/a", "no media", "send")));
        assertEquals(1, claim().attempt());
        Shift shift = shift();
        Shift.Queue transcode =
                shift.queues().stream()
                        .filter(queue -> queue.stage().equals("transcode"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("heavy", transcode.lane());
        assertEquals(
                Map.of("ready", 1L, "later", 1L, "running", 1L, "held", 1L, "bug", 1L),
                transcode.states());
        assertEquals(2, shift.lanes().getFirst().waiting());
    }
}
