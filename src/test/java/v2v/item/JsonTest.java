package v2v.item;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class JsonTest {
    /// An empty text is not the same as none.
    @Test
    void emptyValuesComeBackAsTheyWere() {
        License license = new License("https://x/", "zero", "1.0", null, "CC0 1.0", null, "CC0");
        Footage footage = Tapes.footage(new Digest("ab".repeat(32)), Path.of("/a"), Record.EMPTY);
        Inspection inspection = Tapes.inspected(footage);
        Ticket clearance =
                new Clearance(inspection, license, "s", "t", "", "", Map.of(), "", List.of());
        assertEquals(clearance, Json.read(Json.line(clearance), Ticket.class));
    }

    @Test
    void aTicketComesBackAsItWas() {
        Digest digest = new Digest("ab".repeat(32));
        Ticket footage =
                new Footage(
                        ItemId.of(digest),
                        2,
                        digest,
                        Path.of("/tapes/Ænd & <b>.mxf"),
                        7,
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        Record.EMPTY.withRights(Record.Rights.NONE.withLicense("CC BY 4.0")),
                        "access",
                        List.of(),
                        List.of());
        assertEquals(footage, Json.read(Json.line(footage), Ticket.class));
    }
}
