package v2v.rights;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.BadConfig;
import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Finding;
import v2v.item.Inspection;
import v2v.item.Json;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.item.Settings;
import v2v.item.Tapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

class RightsTest {
    @TempDir Path folder;

    private static final Licenses BOOK = Licenses.load();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Path POLICIES = Path.of("pipelines/policies");
    private static final RightsSettings PLAIN = plain();

    private static RightsSettings plain() {
        try {
            return RightsSettings.read(Settings.none(), POLICIES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RightsSettings settings(Path folder, String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("v2v.properties"), lines);
        return RightsSettings.read(Settings.read(file), POLICIES);
    }

    private static Record record(String rights, String more) {
        String json =
                """
                {"schemaVersion":1,"titles":[{"value":"Harbour at dawn"}],
                 "rights":{"license":"CC BY-SA 4.0","attributionName":"Radio Bremen"%s}%s}
                """
                        .formatted(rights, more);
        return Json.read(json, Record.class);
    }

    private static Inspection of(Record record) {
        Digest digest = new Digest("0123456789abcdef".repeat(4));
        Path file = Path.of("/tapes/Tape_0042_harbour.mxf");
        return Tapes.inspected(Tapes.footage(digest, file, record));
    }

    private static Rights at(Instant now) {
        return new Rights(BOOK, PLAIN, InstantSource.fixed(now));
    }

    private static Clearance clear(String rights, String more) {
        return at(NOW).clear(of(record(rights, more)));
    }

    private static Refusal refused(String rights, String more) {
        return assertThrows(Refusal.class, () -> clear(rights, more));
    }

    @Test
    void aClearedWorkIsMarked() {
        Clearance clearance =
                clear(
                        ",\"attributionUrl\":\"https://example.org/a\"",
                        ",\"dates\":[{\"type\":\"recorded\",\"edtf\":\"1962\"}]");
        assertEquals("harbour-at-dawn", clearance.slug());
        assertEquals("harbour-at-dawn-0123456789abcdef", clearance.folderName());
        assertEquals(
                "“Harbour at dawn” by Radio Bremen – CC BY-SA 4.0"
                        + " (https://creativecommons.org/licenses/by-sa/4.0/)",
                clearance.credit());
        assertEquals(
                "https://creativecommons.org/licenses/by-sa/4.0/", clearance.tags().get("LICENSE"));
        assertEquals(
                "Licensed under CC BY-SA 4.0. Credit: Radio Bremen",
                clearance.tags().get("COPYRIGHT"));
        assertEquals("1962", clearance.tags().get("DATE_RECORDED"));
        assertEquals("https://example.org/a", clearance.tags().get("URL"));
        assertFalse(clearance.tags().containsKey("PUBLISHER"));
        assertTrue(
                clearance
                        .tags()
                        .getOrDefault("TERMS_OF_USE", "")
                        .endsWith("verify: LICENSE-STATEMENT.html of this release"));
    }

    @Test
    void thePacketSaysTheSame() throws XMPException {
        Clearance clearance = clear(",\"attributionUrl\":\"https://example.org/a?b=<c>&d\"", "");
        XMPMeta meta = XMPMetaFactory.parseFromString(clearance.xmp());
        String cc = "http://creativecommons.org/ns#";
        assertEquals(true, meta.getPropertyBoolean(XMPConst.NS_XMP_RIGHTS, "Marked"));
        assertEquals(
                "https://creativecommons.org/licenses/by-sa/4.0/",
                meta.getPropertyString(XMPConst.NS_XMP_RIGHTS, "WebStatement"));
        assertEquals(
                "http://creativecommons.org/licenses/by-sa/4.0/",
                meta.getPropertyString(cc, "license"));
        assertEquals("Radio Bremen", meta.getPropertyString(cc, "attributionName"));
        assertEquals("https://example.org/a?b=<c>&d", meta.getPropertyString(cc, "attributionURL"));
        assertFalse(meta.doesPropertyExist(XMPConst.NS_DC, "creator"));
        assertEquals(
                "Harbour at dawn",
                meta.getLocalizedText(XMPConst.NS_DC, "title", null, "x-default").getValue());
    }

    @Test
    void whoIsCreditedIsNeitherOwnerNorAuthor() throws XMPException {
        Clearance clearance =
                clear(
                        ",\"holders\":[\"WDR\",\"NDR\"]",
                        ",\"people\":[{\"name\":\"Ann Doe\",\"role\":\"drt\"},"
                                + "{\"name\":\"Bo Ek\"},{\"name\":\"Cy\",\"role\":\"camera\"}],"
                                + "\"organisations\":[{\"name\":\"Film Co\","
                                + "\"role\":\"Producer\"}]");
        assertEquals(
                "© WDR, NDR. Some rights reserved: CC BY-SA 4.0",
                clearance.tags().get("COPYRIGHT"));
        assertEquals("Ann Doe, Film Co", clearance.tags().get("ARTIST"));
        XMPMeta meta = XMPMetaFactory.parseFromString(clearance.xmp());
        assertEquals("Ann Doe", meta.getArrayItem(XMPConst.NS_DC, "creator", 1).getValue());
        assertEquals(2, meta.countArrayItems(XMPConst.NS_DC, "creator"));
        assertFalse(clear("", "").tags().containsKey("ARTIST"));
        String said = ",\"copyrightNotice\":\"© 1962 WDR\"";
        assertEquals("© 1962 WDR", clear(said, "").tags().get("COPYRIGHT"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1962|1962",
                "1962-05|1962-05",
                "1962-05-XX|1962-05",
                "1962-XX|1962",
                "1999~|",
                "1987?|",
                "198X|",
                "1987/1989|"
            })
    void aDateInATagIsPlain(String edtf, String tag) {
        String dates = ",\"dates\":[{\"type\":\"recorded\",\"edtf\":\"" + edtf + "\"}]";
        assertEquals(tag, clear("", dates).tags().get("DATE_RECORDED"));
    }

    @Test
    void aDedicationNeedsNobodyAndClaimsNothing() throws XMPException {
        Record plain = record("", "");
        Record free = plain.withRights(Record.Rights.NONE.withLicense("CC0"));
        Clearance clearance = at(NOW).clear(of(free));
        assertEquals("", clearance.attribution());
        assertEquals("No rights reserved. CC0 1.0", clearance.tags().get("COPYRIGHT"));
        XMPMeta meta = XMPMetaFactory.parseFromString(clearance.xmp());
        assertEquals(false, meta.getPropertyBoolean(XMPConst.NS_XMP_RIGHTS, "Marked"));
        assertFalse(clearance.tags().containsKey("ARTIST"));
    }

    @Test
    void aWorkWithoutTitleTakesItsFileNameIfTheHouseAllows() throws IOException {
        Record untitled = record("", "").withTitles(List.of());
        Clearance named = at(NOW).clear(of(untitled));
        assertEquals("Tape 0042 harbour", named.title());
        assertEquals(
                List.of("the work has no title but the name of its file, \"Tape 0042 harbour\""),
                named.findings().stream().map(Finding::message).toList());
        assertEquals(List.of(), at(NOW).clear(of(record("", ""))).findings());
        RightsSettings strict = settings(folder, "rights.policy = broadcaster");
        Rights rights = new Rights(BOOK, strict, InstantSource.fixed(NOW));
        Refusal refusal = assertThrows(Refusal.class, () -> rights.clear(of(untitled)));
        assertEquals(
                List.of(
                        Refusal.Code.ROLE_MISSING,
                        Refusal.Code.THIRD_PARTY_UNDECLARED,
                        Refusal.Code.TITLE_MISSING,
                        Refusal.Code.DESCRIPTION_MISSING),
                refusal.findings().stream().map(Finding::code).toList());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                ",\"territory\":\"DE, AT\"||TERRITORY_LIMITED|the rights are limited to DE, AT;"
                        + " peers are everywhere",
                ",\"expires\":\"2031-12-31\"||LICENSE_EXPIRES|the rights end (2031-12-31); a copy"
                        + " that peers hold does not",
                ",\"rightsStatement\":\"http://rightsstatements.org/vocab/InC/1.0/\"||"
                        + "RIGHTS_STATEMENT_IS_NOT_A_LICENSE|the record has a licence and a rights"
                        + " statement beside it (http://rightsstatements.org/vocab/InC/1.0/)",
                ",\"rightsStatement\":\"http://rightsstatements.org/vocab/NoC-NC/1.0/\"||"
                        + "RIGHTS_STATEMENT_IS_NOT_A_LICENSE|the record has a licence and a rights"
                        + " statement beside it (http://rightsstatements.org/vocab/NoC-NC/1.0/)",
                "|,\"clearances\":[{\"kind\":\"music\",\"status\":\"pending\","
                        + "\"startMillis\":723000,\"endMillis\":790000}]|CLEARANCE_PENDING|music at"
                        + " 0:12:03–0:13:10 is not cleared (pending)",
                "|,\"clearances\":[{\"kind\":\"minor\",\"status\":\"unknown\"}]|CONSENT_MISSING|"
                        + "minor: no consent is written down (unknown)",
                "|,\"clearances\":[{\"note\":\"ask\"}]|CLEARANCE_PENDING|a right of somebody else"
                        + " is not cleared (unknown)",
                "|,\"clearances\":[{\"kind\":\"footage\",\"status\":\"refused\"}]|"
                        + "CLEARANCE_REFUSED|footage was refused",
                "|,\"clearances\":[{\"kind\":\"music\",\"status\":\"cleared\","
                        + "\"license\":\"CC BY-ND 4.0\"}]|MUSIC_ND_SYNC|music is under CC BY-ND"
                        + " 4.0, which does not allow to set it to pictures",
                "|,\"clearances\":[{\"kind\":\"image\",\"status\":\"cleared\","
                        + "\"license\":\"CC BY-NC 3.0 de\"}]|NC_MIXED_INTO_FREE|image is under CC"
                        + " BY-NC 3.0 DE, which does not allow a whole under CC BY-SA 4.0",
                "|,\"provenance\":[{\"field\":\"rights.license\",\"source\":\"tape.pbcore.xml\","
                        + "\"value\":\"CC BY-NC 4.0\"}]|LICENSE_CONFLICT|the licence is said to be"
                        + " CC BY-SA 4.0 and, in tape.pbcore.xml (\"CC BY-NC 4.0\"), CC BY-NC 4.0",
            })
    void theGateStaysShut(String rights, String more, Refusal.Code code, String sentence) {
        Refusal refusal = refused(rights == null ? "" : rights, more == null ? "" : more);
        assertEquals(sentence, refusal.getMessage());
        assertEquals(code, refusal.code());
        assertEquals("/tapes/Tape_0042_harbour.mxf", refusal.file());
        assertFalse(refusal.fix().isBlank());
    }

    @Test
    void theGateOpens() {
        assertDoesNotThrow(() ->
                clear(
                        ",\"territory\":\"World\",\"expires\":\"open\","
                                + "\"embargoUntil\":\"2026-11-22T12:00:00Z\"",
                        ",\"clearances\":[{\"kind\":\"music\",\"status\":\"cleared\","
                                + "\"license\":\"CC BY 3.0\"},{\"kind\":\"script\","
                                + "\"status\":\"not-needed\"}],\"provenance\":[{\"field\":"
                                + "\"license\",\"source\":\"a.csv\",\"value\":"
                                + "\"cc-by-sa-4.0\"},{\"field\":\"license\",\"source\":"
                                + "\"a.csv\",\"value\":\"free to use\"}]"));
    }

    @Test
    void nobodyToCreditIsRefused() {
        Record record = record(",\"holders\":[\"WDR\"]", "");
        Record nameless = record.withRights(record.rights().withAttribution(" \u202e "));
        Refusal refusal = assertThrows(Refusal.class, () -> at(NOW).clear(of(nameless)));
        assertEquals(Refusal.Code.ATTRIBUTION_MISSING, refusal.code());
        assertEquals(
                "CC BY-SA 4.0 asks to credit somebody, and nobody says whom", refusal.getMessage());
        assertEquals("add the name to the record, or --attribution \"WDR\"", refusal.fix());
    }

    @Test
    void theSecondOfReleaseIsAnotherSecond() {
        Clearance clearance = clear("", "");
        assertDoesNotThrow(() -> at(NOW.plusSeconds(1)).ask(clearance));
        Clearance ended = recorded(clearance, record(",\"expires\":\"2026\"", ""));
        assertEquals(
                Refusal.Code.LICENSE_EXPIRES,
                assertThrows(Refusal.class, () -> at(NOW).ask(ended)).code());
        Record other = record("", "");
        Clearance another =
                recorded(clearance, other.withRights(other.rights().withLicense("CC BY 4.0")));
        assertEquals(
                "the work was cleared under CC BY-SA 4.0 and its record now says CC BY 4.0",
                assertThrows(Refusal.class, () -> at(NOW).ask(another)).getMessage());
    }

    private static Clearance recorded(Clearance clearance, Record record) {
        return new Clearance(
                of(record),
                clearance.license(),
                clearance.slug(),
                clearance.title(),
                clearance.attribution(),
                clearance.credit(),
                clearance.tags(),
                clearance.xmp(),
                List.of());
    }

    /// It is made ready, and then waits: neither question refuses it, and one says until when.
    @Test
    void anEmbargoIsAQuestionOfItsOwn() {
        Instant until = Instant.parse("2027-01-01T00:00:00Z");
        Clearance clearance = clear(",\"embargoUntil\":\"" + until + "\"", "");
        assertEquals(
                List.of(Refusal.Code.EMBARGO_ACTIVE),
                clearance.findings().stream().map(Finding::code).toList());
        assertDoesNotThrow(() -> at(NOW).ask(clearance));
        assertEquals(Optional.of(until), at(NOW).embargo(clearance));
        assertEquals(Optional.of(until), at(until.minusMillis(1)).embargo(clearance));
        assertEquals(Optional.empty(), at(until).embargo(clearance));
        assertEquals(Optional.empty(), at(NOW).embargo(clear("", "")));
    }

    @Test
    void everyReasonIsGivenAtOnce() {
        Refusal refusal =
                refused(
                        ",\"territory\":\"DE\",\"expires\":\"2030\"",
                        ",\"clearances\":[{\"kind\":\"music\"},{\"kind\":\"minor\","
                                + "\"status\":\"refused\"}]");
        assertEquals(
                List.of(
                        Refusal.Code.TERRITORY_LIMITED,
                        Refusal.Code.LICENSE_EXPIRES,
                        Refusal.Code.CLEARANCE_REFUSED,
                        Refusal.Code.CLEARANCE_PENDING),
                refusal.findings().stream().map(Finding::code).toList());
        assertTrue(refusal.findings().stream().allMatch(Finding::blocks));
    }

    @Test
    void aRowWithoutFootageIsReviewed() {
        assertEquals(
                List.of(Refusal.Code.LICENSE_UNKNOWN, Refusal.Code.TITLE_MISSING),
                at(NOW)
                        .review(
                                Record.EMPTY.withRights(Record.Rights.NONE.withLicense("free")),
                                "reels/a.mov")
                        .stream()
                        .map(Finding::code)
                        .toList());
        assertEquals(List.of(), at(NOW).review(record("", ""), "reels/a.mov"));
    }

    /// A vendor's sheet has many rows, and even one where each says something else is read before
    /// anybody gets impatient.
    @ParameterizedTest
    @CsvSource({"100000, 7", "5000, 5000"})
    void aLongSheetIsReviewedInSeconds(int rows, int licenses) {
        Rights rights = at(NOW);
        Record plain = record("", ",\"dates\":[{\"type\":\"recorded\",\"edtf\":\"1962\"}]");
        assertTimeout(
                Duration.ofSeconds(20),
                () -> {
                    for (int row = 0; row < rows; row++) {
                        String said = "© " + row % licenses + " Radio Bremen, ask first";
                        Record record = plain.withRights(plain.rights().withLicense(said));
                        assertEquals(1, rights.review(record, "reel.mov").size());
                    }
                });
    }

    @Test
    void hostileTextStaysOneShortLine() {
        String title = "<script>\n\u0000\u202egnp.exe\u2028" + "x😀".repeat(5000);
        Record record = record("", "").withTitles(List.of(new Record.Text(title, null, null)));
        Clearance clearance = at(NOW).clear(of(record));
        assertEquals(300, clearance.title().codePointCount(0, clearance.title().length()));
        clearance
                .tags()
                .values()
                .forEach(v -> assertFalse(v.matches("(?s).*[\\p{Cc}\\u202e\\u2028].*"), v));
        assertDoesNotThrow(() -> XMPMetaFactory.parseFromString(clearance.xmp()));
    }

    @Test
    void theHouseMayAcceptAStatementThatThereIsNoCopyright() throws IOException {
        RightsSettings asking =
                settings(
                        folder,
                        "rights.allow-no-copyright-statements = yes\npublisher.name = Archive\n");
        Rights rights = new Rights(BOOK, asking, InstantSource.fixed(NOW));
        String noc = ",\"rightsStatement\":\"http://rightsstatements.org/vocab/NoC-US/1.0/\"";
        Clearance clearance = rights.clear(of(record(noc, "")));
        assertEquals("Archive", clearance.tags().get("PUBLISHER"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rights.allow-no-copyright-statements ="
                    + " perhaps|rights.allow-no-copyright-statements: expected yes or no, found:"
                    + " perhaps",
                "rights.policy = strict|rights.policy: there is no policy 'strict' in"
                        + " pipelines/policies; there are broadcaster, simple",
                "rights.policy = ../policies/simple|rights.policy: there is no policy"
                        + " '../policies/simple' in pipelines/policies; there are broadcaster,"
                        + " simple",
            })
    void aSettingThatIsNoAnswerIsNamedWithItsLine(String line, String sentence) {
        BadConfig bad = assertThrows(BadConfig.class, () -> settings(folder, "\n" + line));
        assertEquals(folder.resolve("v2v.properties") + ":2: " + sentence, bad.getMessage());
    }
}
