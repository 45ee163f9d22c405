package v2v.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Leaks.Kind;
import v2v.item.Leaks.Machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class LeaksTest {
    private static final String SAID =
            """
            {"titles":[{"value":"At 48\u00b051'24\\"N"}],
             "descriptions":[{"value":"Filmed at +48.8577+002.2950/ on host archive-07; write to press@radio.example"}],
             "notes":["call boss@radio.example"],
             "rights":{"attributionName":"Jo <jo@film.example>","copyrightNotice":"(c) law@film.example",
               "attributionUrl":"https://film.example/home/jo"}}
            """;

    private static Leaks leaks(String record) {
        return Leaks.of(
                clearance(record),
                new Library(Path.of("/lib3")),
                new Machine("editor7", "cutting-room-2", "/u/work"),
                List.of("https://publisher.example/"));
    }

    /// Each kind has what trips it and what just does not.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PATH|see /home/jo/film.mov",
                "PATH|>/Users/jo/film.mov<",
                "PATH|/mnt/raid/a",
                "PATH|/lib3/work",
                "PATH|in /u/work.",
                "PATH|C:\\Users\\jo\\film.mov",
                "PATH|d:/capture/film.mov",
                "PATH|\\\\nas4\\share\\film.mov",
                "PATH|file:///x/film.mov",
                "PATH|file:/x",
                "|https://example.org/home/jo/film.mov",
                "|https://example.org:8080/mnt/x",
                "|../media/film.webm",
                "|video/film.webm and/or audio/opus",
                "|ni:///sha-256;abc",
                "|</home>",
                "|10:00:00:00 1:2/3",
                "|a \\n b \\, c",
                "|/libretto",
                "|profile: /x",
                "EMAIL|ask boss@radio.example",
                "EMAIL|jo.b+x@a-b.example.org",
                "|write to press@radio.example",
                "|Jo <jo@film.example>",
                "|(c) LAW@film.example",
                "|[mxf @ 0x1] bad packet",
                "|still@2x",
                "|@handle",
                "POSITION|+52.5200+013.4050/",
                "POSITION|-33.8688+151.2093+012.3/",
                "POSITION|+40.7128-074.0060",
                "POSITION|52\u00b031'12\"N 13\u00b024'18\"E",
                "POSITION|<exif:GPSLatitude>52,31N",
                "|+48.8577+002.2950/",
                "|at 48\u00b051'24\"N",
                "|+1.5 dB -2.0 dB",
                "|16:9 and 52.5200, 13.4050",
                "|90\u00b0 turned",
                "|2026-11-22T10:11:12+01:00",
                "|1987-05-03/1987-05-09",
                "SERIAL|Serial Number: A7-331992",
                "SERIAL|aux:SerialNumber=\"00012345\"",
                "SERIAL|S/N 4411923",
                "|serial of four parts",
                "|a serialised novel",
                "MACHINE|made on cutting-room-2",
                "MACHINE|by editor7",
                "|by editor77",
                "|editor",
                "|cutting-room-22",
                "|on host archive-07",
            })
    void textsAreReadWithCare(String kind, String text) {
        List<Kind> found = leaks(SAID).in(text).stream().map(Leaks.Leak::kind).distinct().toList();
        assertEquals(kind == null ? List.of() : List.of(Kind.valueOf(kind)), found, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POSITION|com.apple.quicktime.location.iso6709|+52.5200+013.4050+034.000/",
                "POSITION|location|+52.5200+013.4050",
                "POSITION|location-eng|52.5200, 13.4050",
                "POSITION|gps_date|2020",
                "|recording_location|Bremerhaven",
                "|location|Pier 4.5",
                "SERIAL|camera_serial|X1",
                "SERIAL|material_package_umid|0x060A2B340101",
                "|title|Serials",
                "MACHINE|encoded_by|Editor7",
                "MACHINE|artist|cutting-room-2",
                "|encoder|Lavf",
            })
    void aTagIsReadByItsNameToo(String kind, String key, String value) {
        List<Kind> found =
                leaks(SAID).in(Map.entry(key, value)).stream()
                        .map(Leaks.Leak::kind)
                        .distinct()
                        .toList();
        assertEquals(kind == null ? List.of() : List.of(Kind.valueOf(kind)), found, key);
    }

    /// A user called `archive` must not stop every release that has the word.
    @Test
    void aPlainNameCountsOnlyAlone() {
        Leaks leaks =
                Leaks.of(
                        clearance("{}"),
                        new Library(Path.of("/lib3")),
                        new Machine("archive", "localhost", "/"),
                        List.of());
        assertTrue(leaks.in("the archive of the town").isEmpty());
        assertTrue(leaks.in(Map.entry("title", "The archive")).isEmpty());
        assertFalse(leaks.in(Map.entry("author", "archive")).isEmpty());
        assertTrue(leaks.in(Map.entry("author", "localhost")).isEmpty());
    }

    private static Clearance clearance(String record) {
        Record said = Json.read(record, Record.class);
        Footage footage = Tapes.footage(new Digest("0".repeat(64)), Path.of("/in/tape.mxf"), said);
        return Tapes.cleared(Tapes.inspected(footage), Tapes.CC_BY, "a", "A", "Jo");
    }

    @Test
    void theReportDoesNotGiveItAway() {
        Leaks.Leak leak = leaks(SAID).in("ask boss@radio.example").getFirst();
        assertEquals("boss@radio.e…", leak.value());
        Finding finding = Leaks.finding("README.txt", "line 3", leak);
        assertEquals(Refusal.Code.PRIVATE_DATA_IN_OUTPUT, finding.code());
        assertEquals("line 3", finding.place());
        assertEquals(
                "README.txt (line 3) has an e-mail address that nobody said for the public:"
                        + " 'boss@radio.e…'",
                finding.message());
    }

    @Test
    void thisMachineHasAName() {
        assertFalse(Machine.here().user().isEmpty());
    }
}
