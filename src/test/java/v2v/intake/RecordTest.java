package v2v.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Json;
import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Record.Dated;
import v2v.item.Record.Language;
import v2v.item.Record.Person;
import v2v.item.Record.Provenance;
import v2v.item.Record.Text;
import v2v.item.Record.Unread;
import v2v.item.Refusal;
import v2v.item.Settings;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Every form of a record beside `tape.mxf`, and the sentence for each that can not be read.
class RecordTest {
    @TempDir private Path folder;

    private Record read(String name, byte[] bytes) throws IOException {
        Path tape = Files.writeString(folder.resolve("tape.mxf"), "x");
        Path sidecar = Files.write(folder.resolve(name), bytes);
        Intake intake = new Intake(IntakeSettings.from(Settings.none()), Progress.NONE);
        try {
            return intake.accept(Intake.deliver(tape, Order.plain("access"))).record();
        } finally {
            Files.delete(sidecar);
        }
    }

    private Record read(String name, String text) throws IOException {
        return read(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private String refused(String name, String text) {
        Refusal refusal = assertThrows(Refusal.class, () -> read(name, text));
        assertEquals(Refusal.Code.RECORD_UNREADABLE, refusal.code());
        assertEquals(folder.resolve(name).toString(), refusal.file());
        assertTrue(refusal.fix().endsWith("then order it again"), refusal.fix());
        return refusal.getMessage();
    }

    @Test
    void theEverydayForm() throws IOException {
        Record record =
                read(
                        "tape.json",
                        """
                        {"title": "Harbour", "title.fr": "Le port", "date": "1987-05-03",
                         "language": ["fre", "English"], "description": "Boats.",
                         "licence": "CC BY-SA 4.0", "credit": "Radio Nord", "collection": "News",
                         "series": "Tagesschau", "episode": 12, "subjects": ["boats", "sea; salt"],
                         "director": "Ann Doe", "people": "Bo Ek (camera)", "place": "Kiel, Germany",
                         "publisher": "NDR", "territory": "worldwide", "embargo": "2030-01-01",
                         "third-party": "music: cleared; footage: pending", "phone": "555 1234"}
                        """);
        assertEquals(
                List.of(new Text("Harbour", null, "main"), new Text("Le port", "fr", null)),
                record.titles());
        assertEquals(List.of(new Dated("produced", "1987-05-03")), record.dates());
        assertEquals(
                List.of(new Language("fr", "audio"), new Language("en", "audio")),
                record.languages());
        assertEquals("CC BY-SA 4.0", record.rights().license());
        assertEquals("Radio Nord", record.rights().attributionName());
        assertEquals("News", record.collection());
        assertEquals(new Record.Series("Tagesschau", "12"), record.series());
        assertEquals(
                List.of("boats", "sea", "salt"),
                record.subjects().stream().map(Record.Term::label).toList());
        assertEquals(
                List.of(
                        new Person("Ann Doe", "director", null),
                        new Person("Bo Ek", "camera", null)),
                record.people());
        assertEquals("Kiel, Germany", record.places().getFirst().name());
        assertEquals("publisher", record.organisations().getFirst().role());
        assertEquals("WORLD", record.rights().territory());
        assertEquals(Instant.parse("2030-01-01T12:00:00Z"), record.rights().embargoUntil());
        assertEquals(
                List.of("cleared", "pending"),
                record.clearances().stream().map(Record.ThirdParty::status).toList());
        assertTrue(record.thirdPartyDeclared());
        assertEquals("\"555 1234\"", record.unread().getLast().value());
        assertTrue(
                record.provenance()
                        .containsAll(
                                List.of(
                                        new Provenance(
                                                "languages",
                                                "tape.json",
                                                "key \"language\"",
                                                "fre"),
                                        new Provenance(
                                                "rights.territory",
                                                "tape.json",
                                                "key \"territory\"",
                                                "worldwide"),
                                        new Provenance(
                                                "subjects",
                                                "tape.json",
                                                "key \"subjects\"",
                                                "sea; salt"))));
    }

    @Test
    void ourOwnFormComesBackAsItWas() throws IOException {
        Record given =
                read(
                        "tape.json",
                        """
                        {"title": "A", "date": "1987", "language": "de", "license": "CC0",
                         "credit": "B", "embargo": "2030-01-01", "thirdparty": "none"}
                        """);
        Record back = read("tape.mxf.json", Json.pretty(given));
        assertEquals(given.withProvenance(List.of()), back.withProvenance(List.of()));
        assertTrue(back.provenance().containsAll(given.provenance()));
        assertTrue(
                back.provenance()
                        .contains(
                                new Provenance(
                                        "rights.license",
                                        "tape.mxf.json",
                                        "key rights.license",
                                        "CC0")));
    }

    @Test
    void bothFormsMayMeet() throws IOException {
        Record record =
                read(
                        "tape.json",
                        """
                        {"name": "A", "rights": {"license": "CC0", "expires": "2031"},
                         "author": {"@type": "Person", "name": "Ann"},
                         "clearances": [{"kind": "music", "status": "pending"}]}
                        """);
        assertEquals("A", record.title().orElseThrow());
        assertEquals("CC0", record.rights().license());
        assertEquals("2031", record.rights().expires());
        assertEquals("Ann", record.rights().attributionName());
        assertEquals("pending", record.clearances().getFirst().status());
    }

    @Test
    void tablesOfEveryMake() throws IOException {
        String table =
                """
                Titre;Lizenz;dc.creator;Aufnahmedatum
                "Fête; l'été";CC BY 4.0;Zoë;3. Mai 1987
                """;
        List<byte[]> saved =
                List.of(
                        table.getBytes(StandardCharsets.UTF_8),
                        ("\uFEFF" + table).getBytes(StandardCharsets.UTF_8),
                        ("\uFEFF" + table).getBytes(StandardCharsets.UTF_16LE),
                        ("\uFEFF" + table).getBytes(StandardCharsets.UTF_16BE),
                        table.getBytes(StandardCharsets.UTF_16LE),
                        table.getBytes(Charset.forName("windows-1252")),
                        table.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
                        table.replace("; l", "_ l")
                                .replace(';', '\t')
                                .replace("_ l", "; l")
                                .getBytes(StandardCharsets.UTF_8),
                        table.replace("; l", "_ l")
                                .replace(';', '|')
                                .replace("_ l", "; l")
                                .getBytes(StandardCharsets.UTF_8),
                        table.replace("; l", "_ l")
                                .replace(';', ',')
                                .replace("_ l", "; l")
                                .getBytes(StandardCharsets.UTF_8));
        for (byte[] bytes : saved) {
            Record record = read("tape.csv", bytes);
            assertEquals("Fête; l'été", record.title().orElseThrow());
            assertEquals("CC BY 4.0", record.rights().license());
            assertEquals(List.of(new Person("Zoë", "creator", null)), record.people());
            assertEquals(List.of(new Dated("recorded", "1987-05-03")), record.dates());
        }
    }

    @Test
    void theRowThatNamesTheFileCounts() throws IOException {
        String rows = "Filename,Title\nD:\\tapes\\other.mxf,No\nobjects/TAPE.mxf,Yes\n";
        assertEquals("Yes", read("tape.csv", rows).title().orElseThrow());
        assertEquals(
                "Stem", read("tape.csv", "file,title\nx,No\ntape,Stem\n").title().orElseThrow());
        assertEquals("One", read("tape.csv", "file,title\n,One\n").title().orElseThrow());
    }

    @Test
    void theFreeRightsFieldIsALicenceWhenItReadsLikeOne() throws IOException {
        Record free = read("tape.csv", "title,dc.rights\nA,\"© NDR, all rights reserved\"\n");
        assertEquals(null, free.rights().license());
        assertEquals("© NDR, all rights reserved", free.rights().rightsStatement());
        String url = "https://creativecommons.org/licenses/by/4.0/";
        Record open = read("tape.csv", "title,dc.rights\nA," + url + "\n");
        assertEquals(url, open.rights().license());
        assertTrue(
                open.provenance()
                        .contains(
                                new Provenance(
                                        "rights.license",
                                        "tape.csv",
                                        "line 2, column 2 (dc.rights)",
                                        url)));
    }

    @Test
    void whatIsNotCertainStaysANote() throws IOException {
        Record record =
                read("tape.csv", "date,recorded,language\n03/05/1987,17/05/1987,Klingonish\n");
        assertEquals(List.of(new Dated("recorded", "1987-05-17")), record.dates());
        assertEquals(List.of(), record.languages());
        assertEquals(
                List.of(
                        new Unread(
                                "dates",
                                "tape.csv",
                                "line 2, column 1 (date)",
                                "03/05/1987",
                                "write 1987-05-03 or 1987-03-05"),
                        new Unread(
                                "languages",
                                "tape.csv",
                                "line 2, column 3 (language)",
                                "Klingonish",
                                "write its code, such as de or en")),
                record.unread());
    }

    @Test
    void whatIsLeftOutIsNamed() throws IOException {
        String table = "date,Regal,Kiste,leer\n12.03.1991,4,7,\n";
        assertEquals(
                List.of(
                        "dates 12.03.1991 line 2, column 1 (date)",
                        " 4 line 2, column 2 (Regal)",
                        " 7 line 2, column 3 (Kiste)"),
                unread(read("tape.csv", table)));
        assertEquals(
                List.of("dates spring key \"date\"", " \"555 1234\" key \"phone\""),
                unread(read("tape.json", "{\"date\":\"spring\",\"phone\":\"555 1234\"}")));
    }

    private static List<String> unread(Record record) {
        return record.unread().stream()
                .map(u -> u.field() + " " + u.value() + " " + u.place())
                .toList();
    }

    @Test
    void brokenJsonIsToldByLineAndColumn() {
        String message = refused("tape.json", "{\n \"title\": \"A\",,\n}");
        assertTrue(
                message.startsWith("the record tape.json, line 2, column 15: not JSON: "), message);
        assertTrue(refused("tape.json", "").contains("expected one JSON object"));
        assertTrue(refused("tape.json", "[]").contains("expected one JSON object"));
        assertTrue(refused("tape.json", "{\"title\":\"A\"} {}").contains("not JSON"));
        assertTrue(refused("tape.json", "[".repeat(100_000)).contains("not JSON"));
    }

    @Test
    void aLicenceThatIsGivenTwiceInOneObjectIsRefused() {
        String message = refused("tape.json", "{\"license\":\"CC0\",\"license\":\"CC BY 4.0\"}");
        assertTrue(message.contains("Duplicate"), message);
    }

    @Test
    void aRecordWithAHoleIsRefused() {
        assertEquals(
                "the record tape.json, key titles.value: a value is missing there",
                refused("tape.json", "{\"titles\":[{\"lang\":\"fr\"}]}"));
        assertTrue(refused("tape.json", "{\"titles\":[{\"value\":[]}]}").contains("not a record"));
        assertTrue(
                refused("tape.json", "{\"rights\":{\"embargoUntil\":\"soon\"}}")
                        .contains("not a record"));
        assertEquals(
                "the record tape.json, key schemaVersion: form 2 is not known, this program reads"
                        + " 1",
                refused("tape.json", "{\"schemaVersion\":2}"));
    }

    @Test
    void brokenTablesAreToldByLineAndColumn() {
        assertEquals(
                "the record tape.csv, line 2, column 3: there are only 2 heads",
                refused("tape.csv", "title,license\nBoats, big,CC0\n"));
        assertEquals(
                "the record tape.csv: no row is about tape.mxf",
                refused("tape.csv", "file,title\nb.mxf,B\n"));
        assertEquals(
                "the record tape.csv: lines 2, 3 are all about tape.mxf",
                refused("tape.csv", "file,title\ntape.mxf,A\ntape.mxf,B\n"));
        assertEquals(
                "the record tape.csv: 2 rows, and no column says which file a row is about",
                refused("tape.csv", "title\nA\nB\n"));
        assertEquals(
                "the record tape.csv, line 2: there is no row below the heads",
                refused("tape.csv", "title,license\n"));
        assertEquals(
                "the record tape.csv, line 1: no head of a column is understood",
                refused("tape.csv", "x,y\n1,2\n"));
        String quotes = refused("tape.csv", "title,license\n\"A,CC0\n");
        assertTrue(quotes.startsWith("the record tape.csv: not a table: "), quotes);
        assertTrue(quotes.contains("line"), quotes);
    }

    @Test
    void whatMayRestrictIsNeverLost() throws IOException {
        assertEquals(
                "the record tape.csv, line 2, column 2 (Embargo): the embargo \"next spring\" is"
                        + " not a day that is certain",
                refused("tape.csv", "title,Embargo\nA,next spring\n"));
        assertEquals(
                "the record tape.csv, line 2, column 2 (restricted use): \"restricted use\" may"
                        + " restrict the release, but its meaning is not known",
                refused("tape.csv", "title,restricted use\nA,yes\n"));
        assertEquals(
                "yes",
                read("tape.csv", "title,access restrictions\nA,yes\n")
                        .rights()
                        .accessRestriction());
        assertTrue(
                refused("tape.json", "{\"Sperrvermerk\":true}")
                        .contains("its meaning is not known"));
    }

    @Test
    void theStricterOfTwoTerritoriesStays() throws IOException {
        Files.writeString(folder.resolve("tape.mxf.csv"), "territory,thirdparty\nworld,none\n");
        Record record = read("tape.json", "{\"territory\":\"DE\"}");
        assertEquals("DE", record.rights().territory());
        assertTrue(record.thirdPartyDeclared());
    }
}
