package v2v.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import v2v.item.Json;
import v2v.item.Renditions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;

/// The documents for archives, broadcasters, aggregators and viewers.
class PapersTest {
    private static final Path XSD = Path.of("../shared/samples/pbcore/pbcore-2.1.xsd");
    private static final String PB = "http://www.pbcore.org/PBCore/PBCoreNamespace.html";
    private static final String EBU = "urn:ebu:metadata-schema:ebucore";
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String EDM = "http://www.europeana.eu/schemas/edm/";
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String ORE = "http://www.openarchives.org/ore/terms/";

    /// A record that says something in every field.
    private static final String RICH =
            """
            "assetType":"programme","genres":[{"label":"Documentary","uri":"https://example.org/g/1"}],
            "organisations":[{"name":"Hafenfilm","role":"pbl"}],
            "period":"1958\u20131971","series":{"title":"Coast","number":"4"},
            "relations":[{"type":"Is Version Of","id":"ard-1961-3"}],
            "titles":[{"value":"Harbour at dawn","lang":"en","type":"main"},
              {"value":"Hafen am Morgen","lang":"de","type":"original"}],
            "descriptions":[{"value":"A harbour.","lang":"en","type":"abstract"},
              {"value":"Ein Hafen.","lang":"de","type":"synopsis"}],
            "undescribed\"\
            """;

    @TempDir private Path temporary;

    private Works works;
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        works = Works.in(temporary.resolve("library"));
        folder = works.library().root();
    }

    private Works rich() {
        return works.with(Works.ALL).saying("\"descriptions\"", RICH.strip());
    }

    private void describe(Works given, String url) throws IOException {
        Renditions renditions = given.renditions();
        folder = works.library().resolve(renditions.work());
        Publisher publisher = new Publisher("Radio Bremen Archive", url);
        new Releases(works.library(), publisher, InstantSource.system()).describe(renditions);
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve("metadata").resolve(name));
    }

    private Document xml(String name)
            throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        byte[] bytes = text(name).getBytes(StandardCharsets.UTF_8);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static List<Element> all(Document tree, String space, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = tree.getElementsByTagNameNS(space, name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static List<String> texts(Document tree, String space, String name) {
        return all(tree, space, name).stream().map(e -> e.getTextContent().strip()).toList();
    }

    private static List<String> children(Element parent) {
        List<String> names = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element) {
                names.add(element.getLocalName());
            }
        }
        return names;
    }

    private void validPbCore() throws IOException, SAXException {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
        Schema schema = factory.newSchema(XSD.toFile());
        schema.newValidator()
                .validate(new StreamSource(folder.resolve("metadata/pbcore.xml").toFile()));
    }

    @Test
    void pbcoreIsValid() throws Exception {
        describe(works, "");
        validPbCore();
        describe(works.saying("\"descriptions\"", "\"undescribed\"").withoutSound(), "");
        validPbCore();
        describe(works.with(Works.HEARD), "");
        validPbCore();
        describe(works.titled("]]> <a> \u0007\u202e & x"), "");
        validPbCore();
        describe(works.saying("\"tag\":\"de\"", "\"tag\":\"qaa-x-y\""), "");
        validPbCore();
        describe(rich(), "");
        validPbCore();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pbcoreAssetType||programme",
                "pbcoreAssetDate|dateType=recorded|1962-05",
                "pbcoreAssetDate|dateType=digitised|2026-10-01",
                "pbcoreIdentifier|source=PBCore|ard-1962-77",
                "pbcoreTitle|titleType=main|Harbour at dawn",
                "pbcoreTitle|titleType=original|Hafen am Morgen",
                "pbcoreTitle|annotation=language: de|Hafen am Morgen",
                "pbcoreSubject||Fishing",
                "pbcoreDescription|descriptionType=abstract|A harbour.",
                "pbcoreDescription|annotation=language: de|Ein Hafen.",
                "pbcoreDescription|startTime=00:01:01.000|Auction",
                "pbcoreGenre|ref=https://example.org/g/1|Documentary",
                "pbcoreRelationType||Is Version Of",
                "pbcoreRelationIdentifier||ard-1961-3",
                "pbcoreTitle|titleType=Series|Coast",
                "pbcoreTitle|titleType=Collection|Coast and harbour, 1958–1971",
                "coverage||Bremerhaven",
                "coverage||1958–1971",
                "creator|annotation=Person|Käthe Brandt",
                "creatorRole||drt",
                "contributor||J. O'Neil & Söhne",
                "contributorRole||cng",
                "publisher|annotation=Organization|Hafenfilm",
                "publisherRole||pbl",
                "publisher||Radio Bremen Archive",
                "rightsLink||https://creativecommons.org/licenses/by-sa/4.0/",
                "rightsSummary|annotation=license|CC BY-SA 4.0",
                "rightsSummary|annotation=attributionName|Radio Bremen",
                "rightsSummary|ref=https://example.org/archive?a=1&b=2|Radio Bremen",
                "instantiationLanguage|annotation=audio: de|ger",
                "instantiationLocation||subtitles/harbour.de.vtt",
                "instantiationDuration||00:03:10.040",
                "instantiationDigital||video/webm",
                "essenceTrackEncoding||AV1",
                "essenceTrackEncoding||WebVTT",
                "essenceTrackFrameRate|unitsOfMeasure=frames per second|25.000",
                "essenceTrackFrameSize||768x576",
                "essenceTrackLanguage|source=ISO 639-2/B|ger",
            })
    void pbcoreSaysWhatTheRecordSays(String element, String attribute, String value)
            throws Exception {
        describe(rich(), "");
        boolean there =
                all(xml("pbcore.xml"), PB, element).stream()
                        .filter(e -> e.getTextContent().equals(value))
                        .anyMatch(e -> {
                            String[] pair = (attribute == null ? "" : attribute).split("=", 2);
                            return pair.length < 2 || e.getAttribute(pair[0]).equals(pair[1]);
                        });
        assertTrue(there, text("pbcore.xml"));
    }

    @Test
    void pbcoreHasOneInstantiationAFile() throws Exception {
        describe(rich(), "");
        Document tree = xml("pbcore.xml");
        List<Element> files = all(tree, PB, "pbcoreInstantiation");
        assertEquals(Works.ALL.size(), files.size());
        // without a language of its own, a still has none
        assertEquals(6, all(tree, PB, "instantiationLanguage").size());
        describe(works.withoutSound(), "");
        assertEquals(List.of(), all(xml("pbcore.xml"), PB, "instantiationLanguage"));
    }

    @Test
    void ebucoreIsInTheOrderOfItsSchema() throws Exception {
        describe(rich(), "");
        Document tree = xml("ebucore.xml");
        Element root = tree.getDocumentElement();
        assertEquals(EBU, root.getNamespaceURI());
        assertEquals("ebuCoreMain", root.getLocalName());
        List<String> order =
                List.of(
                        "title",
                        "alternativeTitle",
                        "creator",
                        "subject",
                        "description",
                        "publisher",
                        "contributor",
                        "date",
                        "type",
                        "format",
                        "identifier",
                        "language",
                        "relation",
                        "isPartOf",
                        "isEpisodeOf",
                        "coverage",
                        "rights",
                        "part");
        List<String> found = children(all(tree, EBU, "coreMetadata").getFirst());
        assertEquals(order, found.stream().distinct().toList());
        assertEquals(
                found, found.stream().sorted(Comparator.comparingInt(order::indexOf)).toList());
        List<String> format =
                List.of(
                        "imageFormat",
                        "videoFormat",
                        "audioFormat",
                        "containerFormat",
                        "dataFormat",
                        "duration",
                        "fileSize",
                        "fileName",
                        "mimeType",
                        "locator",
                        "hash");
        List<Element> formats = all(tree, EBU, "format");
        assertEquals(Works.ALL.size(), formats.size());
        for (Element file : formats) {
            List<String> parts = children(file);
            assertTrue(format.containsAll(parts), parts.toString());
            assertEquals(
                    parts,
                    parts.stream().sorted(Comparator.comparingInt(format::indexOf)).toList());
        }
        assertEquals(
                List.of("https://creativecommons.org/licenses/by-sa/4.0/"),
                texts(tree, EBU, "rightsLink"));
        assertTrue(texts(tree, DC, "date").contains("1962-05"));
        assertEquals("1962-06-14", all(tree, EBU, "issued").getFirst().getAttribute("startDate"));
        // a month is no day
        assertEquals(List.of(), all(tree, EBU, "created"));
        assertEquals("drt", all(tree, EBU, "role").getFirst().getAttribute("typeLabel"));
    }

    @ParameterizedTest
    @CsvSource({
        "'',ni:///sha-256;",
        "https://archive.example/v/,https://archive.example/v/harbour-at-dawn-"
    })
    void edmNamesEverythingByUri(String url, String start) throws Exception {
        describe(rich(), url);
        Document tree = xml("edm.xml");
        List<Element> files = all(tree, EDM, "WebResource");
        assertEquals(Works.ALL.size(), files.size());
        for (Element file : files) {
            assertTrue(file.getAttributeNS(RDF, "about").startsWith(start), text("edm.xml"));
        }
        Element bound = all(tree, ORE, "Aggregation").getFirst();
        List<String> parts = children(bound);
        List<String> order = new ArrayList<>(List.of("aggregatedCHO", "dataProvider", "hasView"));
        order.addAll(url.isEmpty() ? List.of() : List.of("isShownAt"));
        order.addAll(List.of("isShownBy", "object", "provider", "rights"));
        assertEquals(order, parts.stream().distinct().toList());
        for (Element rights : all(tree, EDM, "rights")) {
            assertEquals(
                    "http://creativecommons.org/licenses/by-sa/4.0/",
                    rights.getAttributeNS(RDF, "resource"));
        }
        assertEquals(
                all(tree, EDM, "ProvidedCHO").getFirst().getAttributeNS(RDF, "about"),
                all(tree, EDM, "aggregatedCHO").getFirst().getAttributeNS(RDF, "resource"));
        assertEquals(List.of("VIDEO"), texts(tree, EDM, "type"));
        assertEquals(url.isEmpty(), text("edm.xml").contains("No public address is known"));
    }

    private JsonNode manifest() throws IOException {
        return Json.tree(text("iiif-manifest.json"));
    }

    @Test
    void theManifestPaintsTheFilm() throws Exception {
        describe(rich(), "");
        JsonNode manifest = manifest();
        assertEquals("Manifest", manifest.path("type").asText());
        assertEquals(
                "http://creativecommons.org/licenses/by-sa/4.0/", manifest.path("rights").asText());
        assertTrue(
                manifest.at("/requiredStatement/value/none/0").asText().contains("Radio Bremen"));
        assertEquals("Harbour at dawn", manifest.at("/label/en/0").asText());
        JsonNode canvas = manifest.at("/items/0");
        assertEquals(768, canvas.path("width").asInt());
        assertEquals(190.04, canvas.path("duration").asDouble());
        JsonNode painting = canvas.at("/items/0/items/0");
        assertEquals("painting", painting.path("motivation").asText());
        assertEquals(canvas.path("id"), painting.path("target"));
        assertEquals("../video/harbour.av1.webm", painting.at("/body/items/0/id").asText());
        assertEquals("../video/harbour.vp9.webm", painting.at("/body/items/1/id").asText());
        JsonNode words = canvas.at("/annotations/0/items/0");
        assertEquals("supplementing", words.path("motivation").asText());
        assertEquals("text/vtt", words.at("/body/format").asText());
        assertEquals("de", words.at("/body/language").asText());
        assertEquals("../images/poster.webp", manifest.at("/thumbnail/0/id").asText());
        assertEquals(2, manifest.at("/structures/0/items").size());
        List<String> ids = ids(manifest);
        assertEquals(ids.size(), ids.stream().distinct().count(), ids.toString());
        assertTrue(
                manifest.path("id").asText().matches("urn:uuid:[0-9a-f-]{36}"),
                manifest.path("id").asText());
    }

    /// Of what is defined once; a file may be linked from several places.
    private static List<String> ids(JsonNode node) {
        List<String> ids = new ArrayList<>();
        boolean own =
                List.of("Manifest", "Canvas", "AnnotationPage", "Annotation", "Range")
                        .contains(node.path("type").asText());
        if (own && node.has("id")) {
            ids.add(node.path("id").asText());
        }
        node.forEach(child -> ids.addAll(ids(child)));
        return ids;
    }

    @Test
    void theManifestHasAnAddressWhereThePublisherSaysOne() throws Exception {
        describe(works, "https://archive.example");
        JsonNode manifest = manifest();
        String start = "https://archive.example/" + folder.getFileName();
        assertEquals(start + "/metadata/iiif-manifest.json", manifest.path("id").asText());
        assertEquals(
                start + "/video/harbour.av1.webm",
                manifest.at("/items/0/items/0/items/0/body/id").asText());
        assertEquals("https://archive.example", manifest.at("/provider/0/id").asText());
        assertEquals("Agent", manifest.at("/provider/0/type").asText());
    }

    @Test
    void soundHasNoSize() throws Exception {
        describe(works.with(Works.HEARD), "");
        JsonNode canvas = manifest().at("/items/0");
        assertTrue(canvas.path("width").isMissingNode());
        assertEquals("Sound", canvas.at("/items/0/items/0/body/items/0/type").asText());
        assertEquals(List.of("SOUND"), texts(xml("edm.xml"), EDM, "type"));
    }

    @Test
    void everyDocumentTellsOfAllThatIsKnown() throws Exception {
        describe(
                rich().saying("\"attributionName\"", "\"holders\":[\"NDR\"],\"attributionName\""),
                "");
        JsonNode schema = Json.tree(text("schema-org.jsonld"));
        assertEquals("[\"Hafen am Morgen\"]", schema.path("alternateName").toString());
        assertEquals("[\"NDR\"]", schema.path("copyrightHolder").toString());
        assertEquals("[\"Documentary\"]", schema.path("genre").toString());
        assertEquals("[\"Bremerhaven\"]", schema.path("contentLocation").toString());
        assertEquals("1958–1971", schema.path("temporalCoverage").asText());
        assertEquals(2, schema.path("isPartOf").size());
        assertTrue(schema.path("isBasedOn").asText().startsWith("ni:///sha-256;"));
        Document core = xml("dublincore.xml");
        assertEquals(List.of("Harbour at dawn", "Hafen am Morgen"), texts(core, DC, "title"));
        assertTrue(texts(core, DC, "identifier").contains("ard-1962-77"));
        assertTrue(texts(core, DC, "relation").contains("Coast"));
        assertTrue(texts(core, DC, "coverage").contains("1958–1971"));
    }

    @Test
    void aStableNameIsThatOfTheWork() throws Exception {
        describe(works, "");
        String first = text("iiif-manifest.json");
        describe(works, "");
        assertEquals(first, text("iiif-manifest.json"));
        assertNotNull(first);
        assertFalse(first.contains("editor7"));
    }
}
