package v2v.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

import v2v.item.BadConfig;
import v2v.item.Json;
import v2v.item.License;
import v2v.item.Record;
import v2v.item.Redo;
import v2v.item.Release;
import v2v.item.Rendition;
import v2v.item.Renditions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

class DescribeTest {
    @TempDir private Path temporary;

    private Works works;
    private Releases releases;
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        works = Works.in(temporary.resolve("library"));
        Publisher publisher = new Publisher("Radio Bremen Archive", "https://example.org/");
        releases = new Releases(works.library(), publisher, InstantSource.system());
        folder = works.library().root();
    }

    private Release describe(Works given) throws IOException {
        Renditions renditions = given.renditions();
        folder = works.library().resolve(renditions.work());
        return releases.describe(renditions);
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private JsonNode json(String name) throws IOException {
        return Json.tree(text(name));
    }

    private Document xml(String name)
            throws IOException, ParserConfigurationException, SAXException {
        return parse(text(name));
    }

    private static Document parse(String xml)
            throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theFolderIsWholeAndNothingElse() throws IOException {
        Renditions renditions = works.renditions();
        folder = works.library().resolve(renditions.work());
        Files.writeString(folder.resolve("video/x.webm.part"), "half");
        Release release = releases.describe(renditions);
        assertEquals(Instant.parse("2026-11-22T10:11:12Z"), release.described());
        assertEquals(
                List.of(
                        "ATTRIBUTION.txt",
                        "LICENSE-STATEMENT.html",
                        "LICENSE.txt",
                        "README.txt",
                        "images/poster.webp",
                        "index.html",
                        "manifest-sha256.txt",
                        "metadata/dublincore.xml",
                        "metadata/ebucore.xml",
                        "metadata/edm.xml",
                        "metadata/iiif-manifest.json",
                        "metadata/pbcore.xml",
                        "metadata/premis.xml",
                        "metadata/record.json",
                        "metadata/schema-org.jsonld",
                        "metadata/technical.json",
                        "publisher-key.pem",
                        "rights.jsonld",
                        "rights.jsonld.sig",
                        "video/harbour.av1.webm"),
                Works.files(folder).stream().map(f -> folder.relativize(f).toString()).toList());
    }

    @Test
    void sha256sumAgrees() throws IOException, InterruptedException {
        describe(works);
        Process check =
                new ProcessBuilder("sha256sum", "--strict", "-c", "manifest-sha256.txt")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, check.waitFor(), said);
        assertEquals(19, said.lines().filter(line -> line.endsWith(": OK")).count(), said);
    }

    @Test
    void theSignatureHolds() throws IOException, GeneralSecurityException {
        describe(works);
        byte[] graph = Files.readAllBytes(folder.resolve("rights.jsonld"));
        String pem = text("publisher-key.pem").replaceAll("-----[A-Z ]+-----|\\s", "");
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(
                KeyFactory.getInstance("Ed25519")
                        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem))));
        signature.update(graph);
        String line = text("rights.jsonld.sig");
        assertTrue(signature.verify(Base64.getDecoder().decode(line.strip())));
        assertEquals(1, line.lines().count());
        String again = Jcs.write(Json.tree(new String(graph, StandardCharsets.UTF_8)));
        assertEquals(new String(graph, StandardCharsets.UTF_8), again);
        JsonNode work = json("rights.jsonld");
        assertEquals(
                "http://creativecommons.org/licenses/by-sa/4.0/",
                work.path("cc:license").path("@id").asText());
        assertEquals(
                Works.sha256("not really a film".getBytes(StandardCharsets.UTF_8)).hex(),
                work.path("schema:encoding").path(0).path("schema:sha256").asText());
    }

    @Test
    void theKeyIsTheHouseSecret() throws IOException {
        describe(works);
        Path keys = works.library().keys();
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)));
        Path secret = keys.resolve("publisher-private.pem");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        Files.writeString(secret, "nonsense");
        assertThrows(BadConfig.class, () -> describe(works));
    }

    @Test
    void runAgainItWritesTheSameBytes() throws IOException {
        describe(works);
        Map<String, String> first = contents();
        describe(works);
        assertEquals(first, contents());
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : Works.files(folder)) {
            contents.put(file.toString(), Files.readString(file));
        }
        return contents;
    }

    @Test
    void aMissingOrAlteredFileIsMadeAgain() throws IOException {
        Renditions renditions = works.renditions();
        Path film = works.library().resolve(renditions.work()).resolve("video/harbour.av1.webm");
        Files.writeString(film, "longer than it was before");
        Redo redo = assertThrows(Redo.class, () -> releases.describe(renditions));
        assertEquals("transcode", redo.stage());
        Files.delete(film);
        assertThrows(Redo.class, () -> releases.describe(renditions));
    }

    @Test
    void nothingPrivateIsPublic() throws IOException {
        describe(works);
        noSecrets();
        assertTrue(text("metadata/technical.json").contains("[mxf @ 0x1] original: bad packet"));
        assertTrue(text("metadata/premis.xml").contains("[\"ffmpeg\",\"-i\",\"original\""));
        assertTrue(text("metadata/record.json").contains("ard-1962-77"));
    }

    private void noSecrets() throws IOException {
        for (Path file : Works.files(folder)) {
            String text = Files.readString(file);
            for (String secret : List.of("secret", "editor7", temporary.toString(), "/home")) {
                assertFalse(text.contains(secret), () -> secret + " is in " + file);
            }
        }
    }

    @Test
    void thePagesAskTheNetworkForNothing() throws Exception {
        describe(works);
        for (String name : List.of("index.html", "LICENSE-STATEMENT.html")) {
            String page = text(name);
            assertFalse(page.matches("(?s).*(src|poster)=\"(https?:)?//.*"), name);
            assertFalse(page.contains("<script"), name);
            assertFalse(page.contains("@import"), name);
            assertFalse(page.matches("(?s).*url\\(.*"), name);
            assertFalse(page.matches("(?s).*<link rel=\"(?!license).*"), name);
            assertNotNull(parse(asXml(page)).getDocumentElement());
        }
        assertTrue(text("index.html").contains("<source src=\"video/harbour.av1.webm\""));
        assertTrue(text("index.html").contains("poster=\"images/poster.webp\""));
        assertTrue(
                text("LICENSE-STATEMENT.html")
                        .contains(
                                "<a rel=\"license\""
                                    + " href=\"https://creativecommons.org/licenses/by-sa/4.0/\">"));
    }

    /// Our own pages close every element, so that an XML parser can prove that they are nested.
    private static String asXml(String page) {
        return page.replace("<!DOCTYPE html>", "")
                .replaceAll("(<(?:meta|link|source|track|img)\\b[^>]*)>", "$1/>")
                .replaceAll("<(video|audio) controls ", "<$1 controls=\"\" ");
    }

    @Test
    void theArchivesDocumentsAreWellFormed() throws Exception {
        describe(works);
        Document premis = xml("metadata/premis.xml");
        String space = "http://www.loc.gov/premis/v3";
        assertEquals(3, premis.getElementsByTagNameNS(space, "object").getLength());
        assertEquals(5, premis.getElementsByTagNameNS(space, "event").getLength());
        assertEquals(2, premis.getElementsByTagNameNS(space, "agent").getLength());
        Document core = xml("metadata/dublincore.xml");
        String dc = "http://purl.org/dc/elements/1.1/";
        assertEquals(
                "J. O'Neil & Söhne",
                core.getElementsByTagNameNS(dc, "contributor").item(0).getTextContent());
        assertEquals(1, core.getElementsByTagNameNS(dc, "creator").getLength());
        assertEquals(
                "Käthe Brandt",
                core.getElementsByTagNameNS(dc, "creator").item(0).getTextContent());
        assertEquals(
                "Radio Bremen Archive",
                core.getElementsByTagNameNS(dc, "publisher").item(0).getTextContent());
        assertEquals(
                "https://creativecommons.org/licenses/by-sa/4.0/",
                core.getElementsByTagNameNS(dc, "rights").item(0).getTextContent());
    }

    @Test
    void theRecordCanBeReadBack() throws IOException {
        describe(works);
        JsonNode view = json("metadata/record.json");
        Record record = Json.convert(view.path("record"), Record.class);
        assertEquals("Käthe Brandt", record.people().getFirst().name());
        assertEquals(List.of(), record.notes());
        assertEquals(Works.BY_SA, Json.convert(view.path("license"), License.class));
        assertEquals(2, view.path("files").size());
        JsonNode schema = json("metadata/schema-org.jsonld");
        assertEquals("VideoObject", schema.path("@type").asText());
        assertEquals("PT3M10.04S", schema.path("duration").asText());
        assertEquals("../video/harbour.av1.webm", schema.path("contentUrl").asText());
        assertEquals("de", schema.path("inLanguage").asText());
    }

    @Test
    void onlyWhoMadeItIsItsCreator() throws IOException {
        describe(works);
        JsonNode schema = json("metadata/schema-org.jsonld");
        assertEquals(
                "[{\"@type\":\"Person\",\"name\":\"Käthe Brandt\"}]",
                schema.path("creator").toString());
        assertEquals(
                "[{\"@type\":\"Person\",\"name\":\"J. O'Neil & Söhne\"}]",
                schema.path("contributor").toString());
        describe(works.saying("\"role\":\"drt\"", "\"uri\":\"https://example.org/kb\""));
        JsonNode nobody = json("metadata/schema-org.jsonld");
        assertTrue(nobody.path("creator").isMissingNode());
        assertEquals(2, nobody.path("contributor").size());
        assertTrue(nobody.path("creditText").asText().contains("Radio Bremen"));
        assertFalse(text("metadata/dublincore.xml").contains("dc:creator"));
    }

    @Test
    void nobodyOwnsWhatNobodyClaims() throws IOException {
        describe(works);
        for (Path file : Works.files(folder)) {
            assertFalse(Files.readString(file).contains("©"), file.toString());
        }
        assertTrue(json("rights.jsonld").path("schema:copyrightNotice").isMissingNode());
        assertTrue(json("metadata/schema-org.jsonld").path("copyrightNotice").isMissingNode());
    }

    @Test
    void timesAreWholeSecondsAndOrdersAreNotCounted() throws IOException {
        describe(works);
        for (Path file : Works.files(folder)) {
            assertFalse(Files.readString(file).contains("12.81098"), file.toString());
        }
        String before = "<eventDateTime>../2026-11-22T10:11:12Z</eventDateTime>";
        assertTrue(text("metadata/premis.xml").contains(before));
        assertFalse(text("index.html").contains("Version 1"));
        assertFalse(text("README.txt").contains("version 1"));
        assertTrue(json("rights.jsonld").path("schema:version").isMissingNode());
    }

    @Test
    void aSilentFilmSpeaksNoLanguage() throws IOException {
        describe(works.withoutSound());
        assertTrue(json("metadata/schema-org.jsonld").path("inLanguage").isMissingNode());
        assertFalse(text("metadata/dublincore.xml").contains("dc:language"));
        assertFalse(text("index.html").contains("<dt>Language</dt>"));
    }

    @Test
    void thePageIsInWords() throws IOException {
        String titled = "\"titles\":[{\"value\":\"Harbour at dawn\"}],\"descriptions\"";
        describe(
                works.saying("\"1962-05\"", "\"1961~\"")
                        .saying("\"cng\"", "\"drt\"")
                        .saying("\"descriptions\"", titled));
        String page = text("index.html");
        assertTrue(page.contains("<dt>Recorded</dt><dd dir=\"auto\">around 1961</dd>"));
        assertTrue(page.contains("<dt>Subjects</dt><dd dir=\"auto\">Fishing</dd>"));
        assertTrue(page.contains("Käthe Brandt, J. O&#39;Neil &amp; Söhne</dd>"));
        assertTrue(page.contains("<h1 dir=\"auto\" lang=\"de\">Harbour at dawn</h1>"));
        assertTrue(page.contains("<p class=\"text\" dir=\"auto\" lang=\"de\">"));
        assertTrue(page.contains("<a href=\"ATTRIBUTION.txt\">"));
        assertTrue(page.contains("Your browser cannot play this video."));
        assertTrue(page.contains("offered at <a href=\"https://example.org/\">"));
        assertTrue(page.contains("<strong>Radio Bremen Archive</strong>"));
        assertTrue(
                text("LICENSE-STATEMENT.html")
                        .contains(">https://creativecommons.org/licenses/by-sa/4.0/</a>"));
    }

    @Test
    void aWorkWithoutDescriptionSaysNothingInstead() throws IOException {
        describe(works.saying("\"descriptions\"", "\"undescribed\""));
        assertTrue(text("README.txt").startsWith("Harbour at dawn\n\nWatch it: "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1987-05-03|3 May 1987",
                "1987-05|May 1987",
                "1987|1987",
                "1999~|around 1999",
                "1987?|possibly 1987",
                "1987-05%|possibly around May 1987",
                "198X|1980s",
                "19XX|1900–1999",
                "1987-XX-XX|1987",
                "1987-05-XX|May 1987",
                "1987/1989~|1987 to around 1989",
                "../1989|until 1989",
                "1987/..|from 1987",
                "1987-13|1987-13",
            })
    void datesAreWords(String edtf, String words) {
        assertEquals(words, Words.day(edtf));
    }

    @Test
    void aLengthIsRounded() {
        assertEquals("0:10", Html.clock(Duration.ofMillis(9_640)));
        assertEquals("0:09", Html.clock(Duration.ofMillis(9_499)));
    }

    @Test
    void theLettersSayWhatWasDone() throws IOException {
        describe(works);
        assertEquals(
                """
                “Harbour at dawn” by Radio Bremen – CC BY-SA 4.0
                Source: https://example.org/archive?a=1&b=2
                Changes: transcoded from the archive's original to WebM (AV1, Opus), deinterlaced, scaled from 720 × 576 to 768 × 576 (square pixels).
                """,
                text("ATTRIBUTION.txt"));
        assertTrue(text("LICENSE.txt").contains("summary in other words"));
        assertTrue(text("README.txt").contains("sha256sum -c manifest-sha256.txt"));
    }

    @Test
    void hostileTextsStayText() throws Exception {
        String title =
                "</title><script>alert(1)</script>\" onload='x' \n"
                        + "\u0000\u0007\u202e %s %n $1 \\ ]]> مرحبا 😀\ud800"
                        + "x".repeat(5000);
        describe(works.titled(title));
        for (String name : List.of("index.html", "LICENSE-STATEMENT.html")) {
            String page = text(name);
            assertFalse(page.contains("<script"), name);
            assertFalse(page.contains("\u202e"), name);
            assertTrue(page.contains("مرحبا 😀"), name);
            assertNotNull(parse(asXml(page)).getDocumentElement());
        }
        assertNotNull(xml("metadata/premis.xml"));
        assertTrue(
                xml("metadata/dublincore.xml")
                        .getDocumentElement()
                        .getTextContent()
                        .contains("]]>"));
        json("rights.jsonld");
        json("metadata/record.json");
        json("metadata/schema-org.jsonld");
        assertEquals(1, text("README.txt").lines().filter(l -> l.contains("script")).count());
    }

    @Test
    void everyFileIsListedEverywhere() throws Exception {
        describe(works.with(Works.ALL));
        String page = text("index.html");
        String readme = text("README.txt");
        Document premis = xml("metadata/premis.xml");
        for (Rendition.Role role : Works.ALL) {
            String name = works.name(role);
            assertTrue(page.contains("<td><a href=\"" + name + "\">"), name);
            assertTrue(readme.contains("  " + name + "\n"), name);
            assertTrue(text("LICENSE-STATEMENT.html").contains("about=\"" + name), name);
            assertTrue(text("metadata/record.json").contains(name), name);
            assertTrue(text("rights.jsonld").contains(name), name);
            assertTrue(text("manifest-sha256.txt").contains("  " + name + "\n"), name);
            assertTrue(text("metadata/schema-org.jsonld").contains("../" + name), name);
            assertTrue(premis.getDocumentElement().getTextContent().contains(name), name);
        }
        assertTrue(readme.contains("    Subtitles, German: WebVTT, 70 bytes\n"), readme);
        assertTrue(page.contains("WebM (VP9, Opus), 768\u00a0×\u00a0576"));
        assertTrue(page.contains("<dt>Subtitles</dt><dd dir=\"auto\">German (in"));
    }

    @Test
    void thePlayerHoldsTheWordsInItself() throws Exception {
        describe(works.with(Works.ALL));
        String page = text("index.html");
        assertNotNull(parse(asXml(page)).getDocumentElement());
        assertTrue(page.indexOf("harbour.av1.webm\" type=") < page.indexOf("vp9.webm\" type="));
        assertTrue(page.contains("<track kind=\"captions\" srclang=\"de\" label=\"Deutsch\" src="));
        String inside = page.replaceFirst("(?s).*data:text/vtt;base64,([^\"]*).*", "$1");
        assertEquals(
                text("subtitles/harbour.de.vtt"),
                new String(Base64.getDecoder().decode(inside), StandardCharsets.UTF_8));
        assertFalse(page.contains("<script"));
    }

    @Test
    void theStoryboardLeadsIntoTheFilm() throws IOException {
        describe(works.with(Works.ALL));
        String page = text("index.html");
        assertTrue(
                page.contains(
                        "<li><a href=\"video/harbour.vp9.webm#t=61\"><img"
                                + " src=\"images/storyboard.webp\" alt=\"\" loading=\"lazy\""
                                + " style=\"width: 160px; height: 120px;"
                                + " object-position: -160px -0px\"><span>1:01</span></a></li>"),
                page);
        describe(works);
        assertFalse(text("index.html").contains("class=\"strip\""));
    }

    @Test
    void aStoryboardOfAnyLengthIsAGlance() {
        Rendition sheet = works.file(Rendition.Role.STORYBOARD, new byte[0]);
        StringBuilder map = new StringBuilder("WEBVTT\n\n");
        for (int i = 0; i < 100; i++) {
            map.append("00:%02d:%02d.000 --> 09:00:00.000\r\n".formatted(i / 60, i % 60));
            map.append("storyboard.webp#xywh=0,0,160,120\r\n\r\n");
        }
        map.append("02:00:00.000 --> 02:00:05.000\nx#xywh=700,0,160,120\n");
        List<Storyboard.Cell> cells = Storyboard.cells(sheet, map.toString());
        assertEquals(Storyboard.MOST, cells.size());
        assertEquals(0, cells.getFirst().seconds());
        assertEquals(95, cells.getLast().seconds());
        assertEquals(List.of(), Storyboard.cells(sheet, "no map"));
    }

    @Test
    void theChangesAreThoseOfThePlan() throws IOException {
        describe(works.with(Works.ALL));
        assertTrue(
                text("ATTRIBUTION.txt")
                        .contains(
                                "Changes: transcoded from the archive's original to WebM (AV1,"
                                    + " Opus); every field made a picture; in the copy for older"
                                    + " players: scaled to 540 lines; in the sound alone: dynamics"
                                    + " reduced (this changes the work itself); in the subtitles:"
                                    + " brought to WebVTT from words delivered with it.\n"),
                text("ATTRIBUTION.txt"));
    }

    @Test
    void theArchiveTellsOfItsMaster() throws Exception {
        describe(works.with(Works.ALL));
        String premis = text("metadata/premis.xml");
        Document tree = parse(premis);
        String space = "http://www.loc.gov/premis/v3";
        assertEquals(12, tree.getElementsByTagNameNS(space, "object").getLength());
        assertEquals(14, tree.getElementsByTagNameNS(space, "event").getLength());
        assertEquals(2, tree.getElementsByTagNameNS(space, "storage").getLength());
        assertTrue(premis.contains("<messageDigest>" + Works.sha256(new byte[] {1}).hex()));
        assertTrue(premis.contains("made from original</preservationLevelRationale>"));
        assertTrue(premis.contains("<eventDetail>technical: encoded as FFV1 (tape format)<"));
        assertTrue(premis.contains("<eventDetail>adaptive: dynamics reduced (the peak allows"));
        assertFalse(text("manifest-sha256.txt").contains("harbour.mkv"));
        assertFalse(text("index.html").contains("harbour.mkv"));
        JsonNode technical = json("metadata/technical.json");
        assertEquals("PT1.48S", technical.at("/quality/black/0/end").asText());
        assertEquals(-27.5, technical.at("/quality/sounds/0/loudness").asDouble());
        assertEquals("std", technical.at("/treatment/profile").asText());
        noSecrets();
    }

    @Test
    void aRecordingOfSoundIsNoFilm() throws Exception {
        describe(works.with(Works.HEARD));
        String page = text("index.html");
        assertNotNull(parse(asXml(page)).getDocumentElement());
        assertTrue(page.contains("<audio controls"));
        assertTrue(page.contains("<img class=\"wave\" src=\"images/poster.webp\" alt=\"\""));
        assertTrue(
                page.indexOf("<source src=\"audio/harbour.opus\"")
                        < page.indexOf("<source src=\"audio/harbour.flac\""));
        assertTrue(page.contains("<h2>In this recording</h2>"));
        assertFalse(page.contains("<video"));
        assertTrue(text("README.txt").contains("Listen to it: open index.html"));
        assertTrue(text("metadata/dublincore.xml").contains("<dc:type>Sound</dc:type>"));
        JsonNode schema = json("metadata/schema-org.jsonld");
        assertEquals("AudioObject", schema.path("@type").asText());
        assertEquals("AudioObject", schema.at("/encoding/1/@type").asText());
        assertTrue(schema.path("width").isMissingNode());
        assertTrue(
                text("ATTRIBUTION.txt")
                        .contains(
                                "Changes: transcoded from the archive's original to Ogg (Opus)."));
    }

    /// No browser shows words in an audio element.
    @Test
    void aRecordingWithWordsIsShown() throws IOException {
        Renditions heard = works.with(Works.HEARD).renditions();
        List<Rendition> files = new ArrayList<>(heard.files());
        byte[] words = "WEBVTT\n".getBytes(StandardCharsets.UTF_8);
        files.add(works.file(Rendition.Role.WORDS, words));
        folder = works.library().resolve(heard.work());
        Disk.write(folder.resolve(works.name(Rendition.Role.WORDS)), words);
        releases.describe(works.with(Works.HEARD).renditions(files));
        String page = text("index.html");
        assertTrue(page.contains("<video controls preload=\"metadata\" width=\"768\""));
        assertTrue(page.contains("<source src=\"audio/harbour.opus\""));
        assertTrue(page.contains("<track kind=\"captions\""));
    }

    @Test
    void alteredWordsAreNotPutIntoThePage() throws IOException {
        Renditions renditions = works.with(Works.ALL).renditions();
        Path words = works.library().resolve(renditions.work()).resolve("subtitles/harbour.de.vtt");
        Files.writeString(words, Files.readString(words).replace('D', 'T'));
        assertThrows(Redo.class, () -> releases.describe(renditions));
    }

    @ParameterizedTest
    @CsvSource({
        "de,Deutsch",
        "fr,Français",
        "pt-BR,Português (Brasil)",
        "el,Ελληνικά",
        "qqx,qqx",
        "und-x-service2,Language not known (service2)"
    })
    void languagesAreCalledAsTheirSpeakersDo(String tag, String name) {
        assertEquals(name, Words.ownTongue(tag));
    }

    @Test
    void theTermsAreThoseOfTheLicense() throws IOException {
        License ndNc =
                new License(
                        "https://creativecommons.org/licenses/by-nd-nc/1.0/",
                        "by-nd-nc",
                        "1.0",
                        null,
                        "CC BY-ND-NC 1.0",
                        null,
                        "Attribution-NoDerivs-NonCommercial 1.0");
        describe(works.under(ndNc));
        String text = text("LICENSE.txt");
        assertTrue(text.contains("but not commercially"));
        assertFalse(text.contains("Adapt"));
        assertTrue(text.contains("You must\n"));
        assertTrue(text.contains("Leave it unchanged"));
        assertTrue(text.contains("SPDX identifier: none"));
        License zero =
                new License(
                        "https://creativecommons.org/publicdomain/zero/1.0/",
                        "zero",
                        "1.0",
                        null,
                        "CC0 1.0",
                        "CC0-1.0",
                        "CC0 1.0 Universal");
        describe(works.under(zero));
        assertTrue(text("LICENSE.txt").contains("To say where it comes from is a courtesy"));
        for (String name : List.of("LICENSE.txt", "index.html", "LICENSE-STATEMENT.html")) {
            assertFalse(text(name).contains("You must"), name);
        }
    }
}
