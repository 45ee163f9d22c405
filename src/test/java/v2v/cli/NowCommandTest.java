package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Delivery;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Record;
import v2v.item.Tapes;
import v2v.item.Treatment;
import v2v.ledger.Ledger;
import v2v.ledger.Outcome;
import v2v.ledger.Parts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What somebody types to have a work done first, and what the status says of a night's work.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class NowCommandTest {
    private static final String FIRST = "%016x".formatted(1);
    private static final String SECOND = "%016x".formatted(2);

    @TempDir Path folder;
    private Library library;

    @BeforeEach
    void twoTapesWait() throws IOException {
        library = new Library(folder).prepare();
        try (Ledger ledger = Ledger.own(library).orElseThrow()) {
            ledger.lane("transcode", "", "heavy", 1);
            for (String id : List.of(FIRST, SECOND)) {
                Path file = Path.of("/in/" + id);
                Footage footage = Tapes.footage(new Digest(id.repeat(4)), file, Record.EMPTY);
                Order order = Order.plain("access");
                Delivery delivery = new Delivery(file, 7, Instant.EPOCH, null, order, 0);
                var inspection =
                        Tapes.inspected(
                                ledger.items().register(delivery, footage),
                                Duration.ofMinutes(10),
                                Treatment.NONE,
                                List.of());
                ledger.submit(List.of(new Outcome.Next("transcode", inspection)));
            }
        }
    }

    private Typed typed(String command, String... more) {
        return Typed.of(List.of(command, "--library", folder.toString()), (Object[]) more);
    }

    private String next() throws IOException {
        try (Ledger ledger = Ledger.own(library).orElseThrow()) {
            return ledger.claim("transcode", "").orElseThrow().item();
        }
    }

    @Test
    void theSecondGoesFirst() throws IOException {
        Typed now = typed("now", SECOND);
        assertEquals(0, now.status(), now.err());
        assertTrue(now.out().startsWith("now      " + SECOND), now.out());
        assertEquals(SECOND, next());
    }

    @Test
    void andBackAgain() throws IOException {
        assertEquals(0, typed("now", SECOND, FIRST).status());
        Typed later = typed("now", "--later", "--json", SECOND);
        assertEquals(List.of(Map.of("type", "now", "id", SECOND, "now", false)), later.objects());
        assertEquals(FIRST, next());
    }

    @Test
    void whoIsNotThereIsNamed() {
        Typed unknown = typed("now", FIRST, "ffff");
        assertEquals(3, unknown.status());
        assertTrue(unknown.err().contains("no item has the id 'ffff'"), unknown.err());
    }

    @Test
    void theStatusTellsOfWorkersAndParts() throws IOException {
        try (Ledger ledger = Ledger.own(library).orElseThrow()) {
            var task = ledger.claim("transcode", "").orElseThrow();
            ledger.parts()
                    .ask(
                            task,
                            "heavy",
                            "",
                            List.of(
                                    new Parts.Wanted(0, "film-0001", "{}"),
                                    new Parts.Wanted(1, "film-0002", "{}")));
            ledger.parts().done(ledger.parts().of(task).getFirst().id());
            ledger.parts()
                    .heard(
                            List.of(),
                            Map.of(
                                    "rack-7",
                                    "{\"slots\":{\"heavy\":4},\"cores\":8,\"unfit\":\"no"
                                            + " share\"}"));
            Typed status = typed("status");
            assertTrue(status.out().contains("\n         #.\n"), status.out());
            assertTrue(
                    status.out()
                            .contains(
                                    "worker   rack-7  heavy 0/4, 8 cores; takes nothing: no share"),
                    status.out());
            assertTrue(
                    status.out().contains("ahead    2 in the lane heavy, 15:00 of"), status.out());
            List<Map<?, ?>> json = typed("status", "--json").objects();
            Map<?, ?> ahead =
                    json.stream()
                            .filter(o -> "ahead".equals(o.get("type")))
                            .findFirst()
                            .orElseThrow();
            assertEquals(900, ahead.get("footageSeconds"));
            assertTrue(json.stream().anyMatch(o -> "#.".equals(o.get("parts"))), json.toString());
        }
    }
}
