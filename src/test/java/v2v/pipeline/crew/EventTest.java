package v2v.pipeline.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.ItemId;
import v2v.item.Json;
import v2v.item.Record;
import v2v.item.Released;
import v2v.item.Tapes;
import v2v.item.Withdrawal;
import v2v.ledger.Audit;
import v2v.ledger.Feed;
import v2v.ledger.Requests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The JSON of each event, by hand-made entries.
class EventTest {
    private static final String ID = "0123456789abcdef";
    private static final Released OUT =
            new Released(
                    new ItemId(ID),
                    1,
                    "releases/harbour-" + ID,
                    "torrents/harbour.torrent",
                    "magnet:?xt=urn:btmh:1220" + ID.repeat(4),
                    "0".repeat(40),
                    Instant.EPOCH);
    private static final Clearance CLEARED =
            new Clearance(
                    Tapes.inspected(
                            Tapes.footage(
                                    Digest.of(new byte[32]), Path.of("/a.mxf"), Record.EMPTY)),
                    Tapes.CC_BY,
                    "harbour",
                    "Harbour",
                    "Nordland TV",
                    "Harbour, Nordland TV, CC BY 4.0",
                    Map.of(),
                    "",
                    List.of());
    private final Telling telling = new Telling(new Wording(Path.of("/mnt/share")));

    private static Feed.Told told(
            String item, String event, String detail, @Nullable String source, String fix) {
        Audit.Entry entry =
                new Audit.Entry(
                        7,
                        Instant.parse("2026-03-01T12:00:00Z"),
                        event,
                        item,
                        1,
                        "Ann",
                        "account",
                        detail,
                        "",
                        "");
        return new Feed.Told(
                entry,
                source == null ? null : "A title",
                source == null ? null : ID.repeat(4),
                source,
                "mam-77",
                new Requests.Problem("FILE_EMPTY", "it is empty", fix),
                OUT,
                CLEARED,
                new Withdrawal(OUT, "A title", "a mistake", "Bo", Instant.EPOCH));
    }

    private static String json(Event event) {
        return new String(event.json(Heard.SOURCE), StandardCharsets.UTF_8);
    }

    /// Every entry there can be gives an event that its schema allows, or none.
    @ParameterizedTest
    @EnumSource(Audit.Event.class)
    void eachEntry(Audit.Event what) throws IOException {
        String detail =
                switch (what) {
                    case REFUSED -> "FILE_EMPTY: it is empty";
                    case CHECKED -> "release good releases/x: 3 files, 4 bytes read";
                    default -> "some words";
                };
        Optional<Event> event =
                telling.of(told(ID, what.word(), detail, "/mnt/share/tapes/a b.mxf", "send it"));
        if (event.isPresent()) {
            String json = json(event.get());
            assertEquals(List.of(), Schemas.faults(json), json);
            assertTrue(json.contains("\"file\":\"tapes/a b.mxf\""), json);
            assertFalse(json.contains("/mnt"), json);
            assertFalse(json.contains("account"), json);
        }
    }

    @Test
    void aReleaseHasWhatAnybodyNeedsToFetchIt() {
        Event event = telling.of(told(ID, "released", "", "/a/b", "")).orElseThrow();
        assertEquals("CC BY 4.0", event.data().get("licenseName"));
        assertEquals("Nordland TV", event.data().get("attribution"));
        assertEquals(ID.repeat(4), event.data().get("infohashV2"));
        assertEquals(ID, event.subject());
    }

    @Test
    void aWordOfALaterProgramIsPassedOver() {
        assertEquals(Optional.empty(), telling.of(told(ID, "danced", "", "/a", "")));
    }

    @Test
    void aRefusalBeforeThereIsAnItem() throws IOException {
        Event event =
                telling.of(
                                told(
                                        "/mnt/share/tapes/a.mxf",
                                        "refused",
                                        "FILE_EMPTY: the same bytes as /srv/old tapes/b.mxf and"
                                                + " /srv/c/d.mxf; see https://example.org/a/b",
                                        null,
                                        "look at /mnt/share/tapes/c.mxf"))
                        .orElseThrow();
        String json = json(event);
        assertEquals(List.of(), Schemas.faults(json), json);
        assertEquals("tapes/a.mxf", event.subject());
        assertEquals("look at tapes/c.mxf", event.data().get("fix"));
        String message = String.valueOf(event.data().get("message"));
        assertTrue(message.endsWith("and d.mxf; see https://example.org/a/b"), message);
        assertFalse(event.data().containsKey("item"));
    }

    @Test
    void aFixOfAnotherRefusalIsNotTold() {
        Event event =
                telling.of(told(ID, "refused", "TITLE_MISSING: no title", "/a/b", "x"))
                        .orElseThrow();
        assertEquals("TITLE_MISSING", event.data().get("code"));
        assertFalse(event.data().containsKey("fix"));
    }

    @Test
    void whatIsLongIsCut() {
        Event event =
                telling.of(told(ID, "failed", "BUG: " + "\ud83d\ude00".repeat(100_000), "/a/b", ""))
                        .orElseThrow();
        assertTrue(event.json(Heard.SOURCE).length < 20_000);
        assertFalse(json(event).contains("?"));
    }

    @ParameterizedTest
    @CsvSource({"accepted", "refused", "known"})
    void answers(String kind) throws IOException {
        Requests.Problem problem =
                switch (kind) {
                    case "refused" -> new Requests.Problem("UNSAFE_PATH", "it leads out", "do not");
                    case "known" -> new Requests.Problem("DUPLICATE", "it is out", "");
                    default -> null;
                };
        Event event =
                telling.of(
                        new Requests.Answer(
                                3,
                                kind + "-v2v.ingest-0-17-1",
                                Instant.EPOCH,
                                kind,
                                "mam-77",
                                "tapes/a.mxf",
                                null,
                                kind.equals("known") ? ID : null,
                                problem));
        assertEquals(List.of(), Schemas.faults(json(event)), json(event));
        assertEquals(kind + "-v2v.ingest-0-17-1", event.id());
    }

    /// A schema that accepts everything would prove nothing.
    @Test
    void theSchemasRefuse() throws IOException {
        String good = json(telling.of(told(ID, "hold", "why", "/a/b", "")).orElseThrow());
        assertEquals(List.of(), Schemas.faults(good));
        assertEquals(1, Schemas.faults(good.replace("\"version\":1", "\"version\":\"1\"")).size());
        assertEquals(1, Schemas.faults(good.replace("\"why\":\"why\",", "")).size());
        assertEquals(1, Schemas.faults(good.replace("{\"item\"", "{\"x\":1,\"item\"")).size());
        assertEquals(1, Schemas.faults(good.replace("urn:v2v:library", "urn:x")).size());
    }

    /// Each schema is of this draft, names itself, and stands in the guide.
    @Test
    void theGuideNamesEachKind() throws IOException {
        String guide = Files.readString(Path.of("pipelines/events/README.md"));
        try (var all = Files.list(Path.of("pipelines/events"))) {
            for (Path file : all.filter(f -> f.toString().endsWith(".json")).toList()) {
                String kind = file.getFileName().toString().replace(".schema.json", "");
                var schema = Json.tree(Files.readString(file));
                assertEquals(Event.schema(kind), schema.path("$id").asText());
                String last = kind.substring(kind.indexOf('.') + 1);
                assertTrue(guide.contains(last), kind);
            }
        }
    }
}
