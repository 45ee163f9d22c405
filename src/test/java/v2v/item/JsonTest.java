package v2v.item;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Instant;

class JsonTest {
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
                        "access");
        assertEquals(footage, Json.read(Json.line(footage), Ticket.class));
    }
}
