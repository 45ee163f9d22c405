package v2v.pipeline;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

import v2v.intake.Intake;
import v2v.intake.IntakeSettings;
import v2v.item.Json;
import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Settings;
import v2v.release.Described;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;

/// PBCore in, record, PBCore out, read again: every field that is public comes back.
///
/// Not public by design, and so not in the document: batch, notes, third-party rights and their
/// papers, provenance, what was not understood, identifiers that are shelves, paths or barcodes,
/// and of the rights the role, territory, embargo, end, basis of the public domain, restriction and
/// the state of publication, by which the gate decides and which end there.
class RoundTripTest {
    private static final Path PBCORE = Path.of("../shared/samples/pbcore");
    private static final Path PROGRAMME = Path.of("../shared/footage/pbcore_clean-16-9.xml");

    /// What a release adds of its own.
    private static final Set<String> OURS = Set.of("V2V", "RFC 6920");

    private static final String LICENSE = "https://creativecommons.org/licenses/by-sa/4.0/";

    @TempDir private Path folder;

    private Record read(String name, Path document, String footage) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        Files.copy(document, place.resolve(footage.replaceFirst("\\.\\w+$", ".xml")));
        Path tape = Files.writeString(place.resolve(footage), "x");
        Intake intake = new Intake(IntakeSettings.from(Settings.none()), Progress.NONE);
        return intake.accept(Intake.deliver(tape, Order.plain("access"))).record();
    }

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> all = Files.list(PBCORE.resolve("example_records"))) {
            return Stream.concat(all.toList().stream(), Stream.of(PROGRAMME)).sorted();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFieldComesBack(Path sample) throws IOException, SAXException {
        boolean collection = sample.endsWith("pbcore_collection.xml");
        comesBack(read("in", sample, collection ? "bobspitze2007-10-09.mov" : "tape.mov"));
    }

    /// The samples leave many fields out; this one has them all.
    @ParameterizedTest
    @MethodSource("full")
    void aFullRecordComesBack(Record full) throws IOException, SAXException {
        comesBack(full);
    }

    static Stream<Record> full() {
        return Stream.of(Json.read(FULL, Record.class));
    }

    private static final String FULL =
            """
            {"schemaVersion":1,
             "localIds":[{"source":"Barcode","value":"B-77"},{"source":"PBCore","value":"ard-1962-77"}],
             "titles":[{"value":"Harbour","lang":"en-GB","type":"main"},
               {"value":"Hafen","lang":"de","type":"original"},{"value":"Port","lang":"fr","type":"translated"},
               {"value":"The boats","type":"episode"},{"value":"Dawn","type":"alternative"}],
             "descriptions":[{"value":"A harbour.\\nIn two lines.","lang":"en","type":"abstract"},
               {"value":"What happens","type":"synopsis"},{"value":"Boats","type":"shotlist"},{"value":"More"}],
             "assetType":"Program",
             "genres":[{"label":"Documentary","lang":"en","uri":"https://example.org/g"}],
             "subjects":[{"label":"Fishing; Boats","lang":"en-US","uri":"https://example.org/s"},{"label":"Sea"}],
             "people":[{"name":"Anna","role":"director","uri":"https://example.org/a"},{"name":"Bo"},
               {"name":"Cy","role":"publisher"},{"name":"Di","role":"creator"},{"name":"Di","role":"camera"}],
             "organisations":[{"name":"NDR","role":"creator"},{"name":"WDR"},{"name":"ARD","role":"publisher","uri":"https://example.org/ard"}],
             "dates":[{"type":"recorded","edtf":"1962-05"},{"type":"produced","edtf":"196X"},
               {"type":"firstBroadcast","edtf":"1962-06-14"},{"type":"released","edtf":"1963~"},
               {"type":"digitised","edtf":"2026-10-01"},{"type":"copyright","edtf":"1962"}],
             "places":[{"name":"Bremerhaven","uri":"https://example.org/p"}],
             "period":"1958–1971","collection":"Coast","series":{"title":"Sea days","number":"4"},
             "relations":[{"type":"Is Version Of","id":"ard-1961-3"}],
             "languages":[{"tag":"de-AT","use":"audio"},{"tag":"gsw","use":"audio"},{"tag":"fr-CA","use":"subtitle"},{"tag":"en","use":"metadata"}],
             "rights":{"license":"CC BY-SA 4.0","holders":["NDR","WDR"],"attributionName":"Radio Bremen",
               "attributionUrl":"https://example.org/r","rightsStatement":"Cleared for the world"},
             "segments":[{"startMillis":0,"endMillis":61040,"title":"The boats come in"}]}
            """;

    private void comesBack(Record given) throws IOException, SAXException {
        // a release always has a title; nobody releases without one
        List<Record.Text> title = List.of(new Record.Text("Untitled reel", null, "main"));
        Record before = given.titles().isEmpty() ? given.withTitles(title) : given;
        Path out = Described.in(folder.resolve("library"), before).resolve("metadata/pbcore.xml");
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(PBCORE.resolve("pbcore-2.1.xsd").toFile())
                .newValidator()
                .validate(new StreamSource(out.toFile()));
        Record after = read("out", out, "other.mov");
        assertAll(
                () -> same(before, after, Record::titles),
                () -> same(before, after, Record::descriptions),
                () -> same(before, after, Record::genres),
                () -> same(before, after, Record::subjects),
                () -> same(before, after, Record::people),
                () -> same(before, after, RoundTripTest::organisations),
                () -> same(before, after, Record::dates),
                () -> same(before, after, Record::places),
                () -> same(before, after, Record::relations),
                () -> same(before, after, Record::languages),
                () -> same(before, after, Record::segments),
                () -> same(before, after, RoundTripTest::openIds),
                () -> assertTrue(after.localIds().stream().noneMatch(RoundTripTest::inside)),
                () -> assertEquals(before.assetType(), after.assetType()),
                () -> assertEquals(before.period(), after.period()),
                () -> assertEquals(before.collection(), after.collection()),
                () -> assertEquals(before.series(), after.series()),
                () -> assertEquals(List.of(), after.unread()),
                () -> rights(before.rights(), after.rights()));
    }

    private static void rights(Record.Rights before, Record.Rights after) {
        assertEquals(LICENSE, after.license());
        assertEquals(before.holders(), after.holders());
        assertEquals(before.attributionUrl(), after.attributionUrl());
        assertEquals(before.rightsStatement(), after.rightsStatement());
        // whom the release credits, and its notice: the record need not have named them
        assertEquals("Radio Bremen", after.attributionName());
        boolean owned = before.copyrightNotice() != null || !before.holders().isEmpty();
        assertEquals(owned, after.copyrightNotice() != null);
    }

    private static List<Record.LocalId> openIds(Record record) {
        return record.localIds().stream()
                .filter(id -> !OURS.contains(id.source()) && !inside(id))
                .toList();
    }

    private static boolean inside(Record.LocalId id) {
        return id.source().equals("Barcode");
    }

    /// Without whoever publishes the release.
    private static List<Record.Organisation> organisations(Record record) {
        return record.organisations().stream()
                .filter(o -> !o.name().equals("Radio Bremen Archive"))
                .toList();
    }

    /// A document has its own order, and says nothing twice.
    private static <T> void same(Record before, Record after, Function<Record, List<T>> field) {
        List<T> read = field.apply(after);
        assertEquals(Set.copyOf(field.apply(before)), new HashSet<>(read));
        assertTrue(read.stream().distinct().count() == read.size(), "twice: " + read);
    }
}
