package v2v.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.BadConfig;
import v2v.item.Companion;
import v2v.item.Footage;
import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Record.ThirdParty;
import v2v.item.Refusal;
import v2v.item.Settings;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Tables and lists that speak of a whole folder, when one file of it is taken in.
class ManifestTest {
    private static final String MD5 = "9dd4e461268c8034f5c8564e155c67a6"; // of "x"
    private static final String SHA1 = "11f6ad8ec52a2984abaafd7c3b516503785c2072";

    @TempDir private Path temporary;
    private Path folder = Path.of("");
    private Path tape = Path.of("");

    @BeforeEach
    void deliver() throws IOException {
        folder = Files.createDirectories(temporary.resolve("a/b/in"));
        tape = Files.createDirectories(folder.resolve("reel1")).resolve("tape.mxf");
        Files.writeString(tape, "x");
    }

    private void put(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Footage take(Mapping mapping) throws IOException {
        return new Intake(IntakeSettings.from(Settings.none()), mapping, Progress.NONE)
                .accept(Intake.deliver(tape, Order.plain("access")));
    }

    private Record record() throws IOException {
        return take(Mapping.NONE).record();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest.csv|reel1/tape.mxf",
                "Manifest.CSV|reel1/tape.mxf",
                "manifest.csv|reel1\\TAPE.mxf",
                "manifest.csv|./reel1/tape.mxf",
                "manifest.csv|reel1/tape",
                "metadata.csv|objects/reel1/tape.mxf",
                "metadata/metadata.csv|objects/reel1/tape.mxf",
                "reel1/manifest.csv|tape.mxf",
                "reel1/manifest.csv|D:\\tapes\\tape.mxf"
            })
    void aRowHoldsForItsFile(String places) throws IOException {
        String[] parts = places.split("\\|", -1);
        String name = parts[0].equals("Manifest.CSV") ? "MANIFEST.CSV" : parts[0];
        put(name, "filename,dc.title\nother.mxf,No\n" + parts[1] + ",Harbour\n");
        Footage footage = take(Mapping.NONE);
        assertEquals("Harbour", footage.record().title().orElseThrow());
        assertEquals(
                List.of(folder.resolve(name)),
                footage.records().stream().map(Companion::file).toList());
    }

    @Test
    void aSidecarComesFirstAndRestrictionsAdd() throws IOException {
        put("reel1/tape.json", "{\"title\":\"Mine\"}");
        put("manifest.csv", "file,title,territory\nreel1/tape.mxf,Theirs,Germany\n");
        assertEquals("Mine", record().title().orElseThrow());
        assertEquals("Germany", record().rights().territory());
    }

    @Test
    void tablesThatSpeakOfOtherFilesSayNothing() throws IOException {
        put("manifest.csv", "file,title\nelse.mxf,\"broken \"quote\nother/tape.mxf,No\n");
        assertEquals(List.of(), record().titles());
        assertEquals(List.of(), take(Mapping.NONE).records());
    }

    @Test
    void aBrokenRowOfThisFileIsRefused() throws IOException {
        put("manifest.csv", "file,title\nreel1/tape.mxf,\"A\" b\n");
        assertTrue(assertThrows(Refusal.class, this::record).getMessage().contains("line 2"));
        put("manifest.csv", "file,title\nreel1/tape.mxf,A,b\n");
        assertTrue(assertThrows(Refusal.class, this::record).getMessage().contains("2 heads"));
        put("manifest.csv", "file,title\nreel1/tape.mxf,A\nreel1/tape.mxf,B\n");
        assertTrue(assertThrows(Refusal.class, this::record).getMessage().contains("lines 2, 3"));
    }

    /// What Archivematica's rights forbid arrives as what the gate asks for.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "license,,,,,,CC BY 4.0,,,,,,,|license=CC BY 4.0",
                "license,,,fr,,,CC BY 4.0,,,,,,,|territory=fr",
                "license,,,,,2030-01-01,CC BY 4.0,,,,,,,|expires=2030-01-01",
                "license,,,,,open,CC BY 4.0,,,,,,,|expires=",
                "license,,,,2031-01-01,,CC0,,,,,,,|embargo=2031-01-01T12:00:00Z",
                "copyright,copyrighted,,us,,,,,,,,,,|territory=",
                "copyright,public domain,2001,us,,,,,,,,,,|territory=us",
                "copyright,public domain,2001,us,,,,,,,,,,|basis=public domain, us, 2001",
                "copyright,unknown,,,,,,,,,,,,|party=copyright unknown",
                "statute,,,no,,,,law §1,,,,,,|territory=no",
                "statute,,,no,,,,law §1,,,,,,|party=statute basis unknown",
                "donor,,,,,,,,,disseminate,disallow,,,|party=right to disseminate refused",
                "donor,,,,,,,,,publish,conditional,,,|party=right to publish pending",
                "donor,,,,,,,,,publish,perhaps,,,|party=right to publish unknown",
                "donor,,,,,,,,,disseminate,allow,,,|party=right to disseminate cleared",
                "policy,,,,,,,,,delete,disallow,,,|party=",
                "donor,,,,,,,,,use,disallow,,2040-05-01,|embargo=2040-05-01T12:00:00Z",
                "donor,,,,,,,,,use,disallow,,soon,|party=right to use refused",
                "donor,,,,,,,,,use,allow,,2040-05-01,|expires=2040-05-01",
            })
    void archivematicasRights(String row, String expected) throws IOException {
        put(
                "metadata/rights.csv",
                "file,basis,status,determination_date,jurisdiction,start_date,end_date,terms,citation,note,grant_act,grant_restriction,grant_start_date,grant_end_date,grant_note\n"
                    + "objects/reel1/tape.mxf,"
                        + row
                        + "\n");
        Record record = record();
        String[] sides = expected.split("=", 2);
        String said =
                switch (sides[0]) {
                    case "license" -> record.rights().license();
                    case "territory" -> record.rights().territory();
                    case "expires" -> record.rights().expires();
                    case "basis" -> record.rights().publicDomainBasis();
                    case "embargo" -> String.valueOf(record.rights().embargoUntil());
                    default ->
                            record.clearances().stream()
                                    .map((ThirdParty p) -> p.kind() + " " + p.status())
                                    .reduce((a, b) -> a + ", " + b)
                                    .orElse(null);
                };
        assertEquals(sides[1], said == null ? "" : said);
    }

    @Test
    void allRowsOfRightsCount() throws IOException {
        put(
                "rights.csv",
                """
                file,basis,terms,grant_act,grant_restriction
                reel1/tape.mxf,license,CC BY 4.0,disseminate,allow
                reel1/tape.mxf,donor,,publish,disallow
                """);
        Record record = record();
        assertEquals("CC BY 4.0", record.rights().license());
        assertEquals(
                List.of("cleared", "refused"),
                record.clearances().stream().map(ThirdParty::status).toList());
        assertTrue(
                record.provenance().stream()
                        .anyMatch(p -> "line 3, column 5 (grant_restriction)".equals(p.place())),
                record.provenance().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checksum.md5|HASH *reel1/tape.mxf",
                "checksum.md5|HASH  reel1/tape.mxf",
                "MD5SUMS|# a remark\r\n\r\nHASH\treel1\\tape.mxf\r",
                "md5sum.txt|reel1/tape.mxf: HASH",
                "checksums.md5|MD5 (reel1/tape.mxf) = HASH",
                "in.md5|\uFEFFHASH *./reel1/tape.mxf",
                "manifest-md5.txt|HASH  reel1/tape.mxf",
                "metadata/checksum.md5|HASH  objects/reel1/tape.mxf",
                "reel1/checksum.md5|HASH *D:\\from\\the\\vendor\\tape.mxf",
                "reel1/checksum.md5|HASH  /mnt/tapes/tape.mxf",
                "reel1/tape.mxf.md5|HASH",
                "reel1/tape.md5|HASH  TAPE.MXF",
                "reel1/tape.MD5|HASH",
                "manifest.csv|file,md5\nreel1/tape.mxf,HASH",
                "manifest.csv|file,checksum\nreel1/tape.mxf,md5:HASH",
                "reel1/tape.json|{\"md5\":\"HASH\"}"
            })
    void sumsAreComparedInEverySpelling(String list) throws IOException {
        String[] parts = list.split("\\|", 2);
        for (String good : List.of(MD5, MD5.toUpperCase(java.util.Locale.ROOT))) {
            put(parts[0], parts[1].replace("HASH", good) + "\n");
            assertEquals(1, take(Mapping.NONE).bytes());
        }
        put(parts[0], parts[1].replace("HASH", MD5.replace('9', '8')) + "\n");
        Refusal refusal = assertThrows(Refusal.class, () -> take(Mapping.NONE));
        assertEquals(Refusal.Code.CHECKSUM_MISMATCH, refusal.code());
        String source = Path.of(parts[0]).getFileName().toString();
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(MD5) && message.contains(source), message);
    }

    @Test
    void everyWrongSumIsTold() throws IOException {
        put("checksum.md5", MD5.replace('9', '8') + "  reel1/tape.mxf\n");
        put("manifest.csv", "file,sha1\nreel1/tape.mxf," + SHA1.replace('1', '2') + "\n");
        Refusal refusal = assertThrows(Refusal.class, () -> take(Mapping.NONE));
        assertEquals(2, refusal.findings().size());
        put("manifest.csv", "file,sha1\nreel1/tape.mxf," + SHA1.substring(1) + "\n");
        assertTrue(assertThrows(Refusal.class, this::record).getMessage().contains("is no"));
        put("manifest.csv", "file,sha1\nreel1/tape.mxf," + SHA1 + "\n");
        Files.delete(folder.resolve("checksum.md5"));
        assertEquals(1, take(Mapping.NONE).bytes());
    }

    @Test
    void aMappingReadsTheVendorsWords() throws IOException {
        put(
                "vendor.properties",
                """
                column Sendetitel = title
                column Titre = title @fr
                column Gesendet = date.firstBroadcast
                column Sperre bis = embargo
                column Rechtehinweis intern = ignore
                constant license = CC BY 4.0
                constant attribution = Nordland TV
                delimiter = ;
                encoding = windows-1252
                dates = day-first
                """);
        Mapping mapping = Mapping.read(folder, "vendor");
        Files.write(
                folder.resolve("manifest.csv"),
                """
                Datei;Sendetitel;Titre;Gesendet;Sperre bis;Rechtehinweis intern;Namensnennung
                reel1/tape.mxf;Häfen;Été;03/05/1987;04/06/2030;nur intern;Radio Nord
                """
                        .getBytes(Charset.forName("windows-1252")));
        Record record = take(mapping).record();
        assertEquals(
                List.of("Häfen", "Été"), record.titles().stream().map(Record.Text::value).toList());
        assertEquals("fr", record.titles().getLast().lang());
        assertEquals(List.of(new Record.Dated("firstBroadcast", "1987-05-03")), record.dates());
        assertEquals(Instant.parse("2030-06-04T12:00:00Z"), record.rights().embargoUntil());
        assertEquals("CC BY 4.0", record.rights().license());
        assertEquals("Radio Nord", record.rights().attributionName());
        assertTrue(
                record.provenance().stream().anyMatch(p -> p.value().equals("03/05/1987")),
                "word for word");
        assertNull(record.rights().rightsStatement());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "column X = nothing|no such word 'nothing'",
                "column X = title @qqx|no such language: qqx",
                "delimiter = :|expected tab",
                "encoding = latin99|expected a name",
                "dates = german|expected day-first",
                "colum X = title|no such setting",
                "constant lizenz = CC0|no such word 'lizenz'"
            })
    void aWrongMappingIsNamedByItsLine(String line, String sentence) throws IOException {
        put("bad.properties", "# a remark\n" + line + "\n");
        String message =
                String.valueOf(
                        assertThrows(BadConfig.class, () -> Mapping.read(folder, "bad"))
                                .getMessage());
        assertTrue(message.contains("bad.properties:2: "), message);
        assertTrue(message.contains(sentence), message);
    }

    @Test
    void theExampleIsAMapping() throws IOException {
        Mapping mapping = Mapping.read(Path.of("pipelines/mappings"), "example");
        assertTrue(mapping.knows("SENDETITEL"));
        assertThrows(BadConfig.class, () -> Mapping.read(Path.of("pipelines/mappings"), "none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE"})
    void tablesAreReadAsTheyAreWritten(String charset) throws IOException {
        for (String delimiter : List.of(",", ";", "\t", "|")) {
            for (String end : List.of("\n", "\r\n", "\r")) {
                String text =
                        "file,title".replace(",", delimiter) + end + "a" + delimiter + "Été" + end;
                Path file =
                        Files.write(
                                folder.resolve("t.csv"), text.getBytes(Charset.forName(charset)));
                try (Table table = Table.open(file, Mapping.NONE)) {
                    Table.Row row = table.next();
                    assertEquals(List.of("a", "Été"), row == null ? null : row.cells());
                    assertNull(table.next());
                }
            }
        }
    }

    @Test
    void aBadRowHidesNoOther() throws IOException {
        put(
                "t.csv",
                "file,title\na,\"one\nb,two\nc,\"x\" y\nd,\"4\"\"\nlines\"\ne,5\" tape\nf,six\n");
        StringBuilder read = new StringBuilder();
        try (Table table = Table.open(folder.resolve("t.csv"), Mapping.NONE)) {
            for (Table.Row row = table.next(); row != null; row = table.next()) {
                String said = row.fault() == null ? row.cells().toString() : "bad";
                read.append(row.number()).append(' ').append(said.replace("\n", "/")).append('\n');
            }
        }
        assertEquals(
                """
                2 bad
                3 [b, two]
                4 bad
                5 [d, 4"/lines]
                6 [e, 5" tape]
                7 [f, six]
                """,
                read.toString());
    }
}
