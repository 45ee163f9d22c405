package v2v.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import v2v.item.Footage;
import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Record.Dated;
import v2v.item.Record.Language;
import v2v.item.Record.LocalId;
import v2v.item.Record.Organisation;
import v2v.item.Record.Person;
import v2v.item.Record.Provenance;
import v2v.item.Record.Relation;
import v2v.item.Record.Segment;
import v2v.item.Record.Term;
import v2v.item.Record.Text;
import v2v.item.Record.Unread;
import v2v.item.Refusal;
import v2v.item.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// PBCore, EBUCore, Dublin Core and the Internet Archive's form, beside footage.
class XmlRecordTest {
    private static final Path SAMPLES = Path.of("../shared/samples/pbcore/example_records");
    private static final Path PROGRAMME = Path.of("../shared/footage/pbcore_clean-16-9.xml");

    @TempDir private Path folder;

    private Footage accept(String footage) throws IOException {
        Path tape = Files.writeString(folder.resolve(footage), "x");
        Intake intake = new Intake(IntakeSettings.from(Settings.none()), Progress.NONE);
        return intake.accept(Intake.deliver(tape, Order.plain("access")));
    }

    private Record read(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return accept("tape.mxf").record();
    }

    private Record sample(Path sample, String footage) throws IOException {
        String stem = footage.substring(0, footage.lastIndexOf('.'));
        Files.copy(sample, folder.resolve(stem + ".xml"));
        return accept(footage).record();
    }

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> all = Files.list(SAMPLES)) {
            List<Path> found = new java.util.ArrayList<>(all.sorted().toList());
            found.add(PROGRAMME);
            return found.stream();
        }
    }

    /// One document of a collection of 27 is chosen by its identifier; the others have one.
    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsRead(Path sample) throws IOException {
        boolean collection = sample.endsWith("pbcore_collection.xml");
        Record record = sample(sample, collection ? "bobspitze2007-10-09.mov" : "tape.mov");
        assertTrue(record.localIds().size() + record.titles().size() > 0, record.toString());
        assertTrue(
                record.provenance().stream()
                        .allMatch(p -> String.valueOf(p.place()).startsWith("/")),
                record.provenance().toString());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
                    simple_description_document.xml, tape.mov, Death Is A Poor Man's Doctor, MCU_a0567, ,
                    location_LTO_NUA_reel00445.xml, tape.wav, The Marble Orchard, NUA_reel00445, 1984-11-05, en
                    pbcore_collection.xml, bobspitze2007-10-09.mp4, Oral History Interview: Bob Spitze of Urbana, bobspitze2007-10-09, 2007-10-09,
                    pbcore_mets_record.xml, 1a_01.mxf, "Somebody_Stop_Us xx/xx/1969 : Source Video Recording, no. 1", WWCO_1234567_Somebody_Stop_Us_01, 1969, en
                    """)
    void keyValues(String sample, String footage, String title, String id, String date, String lang)
            throws IOException {
        Record record = sample(SAMPLES.resolve(sample), footage);
        assertEquals(title, record.title().orElse(""));
        assertTrue(record.localIds().stream().anyMatch(i -> i.value().equals(id)));
        assertEquals(
                date == null ? List.of() : List.of(date),
                record.dates().stream().map(Dated::edtf).toList());
        assertEquals(lang, record.language("audio").orElse(null));
    }

    @Test
    void aProgrammeOfTheAmericanArchive() throws IOException {
        Record record = sample(PROGRAMME, "cpb-aacip-508-g44hm5390k.mp4");
        assertEquals(List.of(new Text("Racing the Rez", null, "main")), record.titles());
        assertEquals(List.of(new Person("Truglio, Brian", "Producer", null)), record.people());
        assertEquals("Program", record.assetType());
        assertEquals(List.of(new Language("en", "audio")), record.languages());
        // the archive's own word for who may see it: a person must decide
        assertEquals("On Location", record.rights().accessRestriction());
        assertTrue(
                record.localIds()
                        .contains(
                                new LocalId(
                                        "http://americanarchiveinventory.org",
                                        "cpb-aacip/508-g44hm5390k")));
        assertTrue(
                record.localIds().stream()
                        .noneMatch(i -> i.value().equals("81e3cc70777e73f1f891744ccf0d0421")),
                "a digest is no name");
        assertTrue(record.notes().contains("Project Code: VM0001"));
        assertTrue(
                record.provenance()
                        .contains(
                                new Provenance(
                                        "titles",
                                        "cpb-aacip-508-g44hm5390k.xml",
                                        "/pbcoreDescriptionDocument/pbcoreTitle",
                                        "Racing the Rez")));
    }

    @Test
    void theEpisodeOfAProgrammeHasTheProgrammeAsItsSeries() throws IOException {
        Record record =
                sample(SAMPLES.resolve("pbcore_collection.xml"), "davidfreeman2008-03-19.mov");
        assertEquals(
                List.of(new Text("Oral History Interview: David Freeman", null, "episode")),
                record.titles());
        assertEquals(
                new Record.Series("World War II Central Illinois Stories", null), record.series());
        assertTrue(String.valueOf(record.collection()).startsWith("WILL World War II"));
    }

    @Test
    void pbcoreInFull() throws IOException {
        Record record =
                read(
                        "tape.pbcore.xml",
                        """
                        <pbcoreDescriptionDocument
                            xmlns="http://www.pbcore.org/PBCore/PBCoreNamespace.html" xml:lang="de">
                          <pbcoreAssetDate dateType="Broadcast">1987-05-03</pbcoreAssetDate>
                          <pbcoreAssetDate dateType="modified">2001-01-01</pbcoreAssetDate>
                          <pbcoreAssetDate dateType="created">03/05/1987</pbcoreAssetDate>
                          <pbcoreAssetDate dateType="available start">2030-01-01</pbcoreAssetDate>
                          <pbcoreTitle titleType="Series">Tagesschau</pbcoreTitle>
                          <pbcoreTitle>Der
                              Hafen</pbcoreTitle>
                          <pbcoreTitle titleType="Translated" xml:lang="eng">The harbour</pbcoreTitle>
                          <pbcoreSubject ref="http://d-nb.info/gnd/4022825-4">Hafen; Kiel</pbcoreSubject>
                          <pbcoreDescription descriptionType="Shot list">Boats.</pbcoreDescription>
                          <pbcoreGenre>News</pbcoreGenre>
                          <pbcoreRelation>
                            <pbcoreRelationType>Is Part Of</pbcoreRelationType>
                            <pbcoreRelationIdentifier>NDR-7</pbcoreRelationIdentifier>
                          </pbcoreRelation>
                          <pbcoreCoverage>
                            <coverage ref="http://sws.geonames.org/2891122/">Kiel</coverage>
                            <coverageType>Spatial</coverageType>
                          </pbcoreCoverage>
                          <pbcoreCoverage>
                            <coverage>1980s</coverage><coverageType>Temporal</coverageType>
                          </pbcoreCoverage>
                          <pbcoreContributor>
                            <contributor ref="http://viaf.org/1">Ek, Bo</contributor>
                            <contributorRole>Camera</contributorRole>
                          </pbcoreContributor>
                          <pbcorePublisher><publisher>NDR</publisher></pbcorePublisher>
                          <pbcoreRightsSummary>
                            <rightsSummary>Used by agreement</rightsSummary>
                          </pbcoreRightsSummary>
                          <pbcoreRightsSummary>
                            <rightsLink>https://creativecommons.org/licenses/by/4.0/</rightsLink>
                          </pbcoreRightsSummary>
                          <pbcoreRightsSummary>
                            <rightsEmbedded><odrl>one showing</odrl></rightsEmbedded>
                          </pbcoreRightsSummary>
                          <pbcoreInstantiation>
                            <instantiationIdentifier source="NDR">tape.mxf</instantiationIdentifier>
                            <instantiationLocation>shelf 7</instantiationLocation>
                            <instantiationLanguage>ger; eng</instantiationLanguage>
                          </pbcoreInstantiation>
                          <pbcoreInstantiation>
                            <instantiationIdentifier source="NDR">other.mxf</instantiationIdentifier>
                            <instantiationLocation>shelf 8</instantiationLocation>
                            <instantiationLanguage>fre</instantiationLanguage>
                          </pbcoreInstantiation>
                          <pbcorePart startTime="00:01:00" endTime="00:02:30.500">
                            <pbcoreTitle>Boats</pbcoreTitle>
                          </pbcorePart>
                          <pbcoreExtension><extensionWrap>
                            <extensionElement>territory</extensionElement>
                            <extensionValue>DE AT</extensionValue>
                          </extensionWrap></pbcoreExtension>
                          <pbcoreOddity>x</pbcoreOddity>
                        </pbcoreDescriptionDocument>
                        """);
        assertEquals(
                List.of(
                        new Text("Der Hafen", "de", "main"),
                        new Text("The harbour", "en", "translated")),
                record.titles());
        assertEquals(new Record.Series("Tagesschau", null), record.series());
        assertEquals(List.of(new Dated("firstBroadcast", "1987-05-03")), record.dates());
        assertEquals(
                List.of("2001-01-01", "03/05/1987", "x"),
                record.unread().stream().map(Unread::value).toList());
        assertEquals("write 1987-05-03 or 1987-03-05", record.unread().get(1).advice());
        assertEquals(
                List.of(new Term("Hafen; Kiel", "de", "http://d-nb.info/gnd/4022825-4")),
                record.subjects());
        assertEquals(List.of(new Text("Boats.", "de", "shotlist")), record.descriptions());
        assertEquals(List.of(new Relation("Is Part Of", "NDR-7")), record.relations());
        assertEquals(
                List.of(new Record.Place("Kiel", "http://sws.geonames.org/2891122/")),
                record.places());
        assertEquals("1980s", record.period());
        assertEquals(List.of(new Person("Ek, Bo", "Camera", "http://viaf.org/1")), record.people());
        assertEquals(List.of(new Organisation("NDR", "publisher", null)), record.organisations());
        assertEquals(
                List.of(new Language("de", "audio"), new Language("en", "audio")),
                record.languages());
        assertEquals("https://creativecommons.org/licenses/by/4.0/", record.rights().license());
        assertEquals("Used by agreement", record.rights().rightsStatement());
        assertEquals("one showing", record.rights().accessRestriction());
        assertEquals("DE AT", record.rights().territory());
        assertEquals(Instant.parse("2030-01-01T12:00:00Z"), record.rights().embargoUntil());
        assertEquals(List.of(new Segment(60_000, 150_500, "Boats")), record.segments());
        assertTrue(
                record.provenance()
                        .contains(
                                new Provenance(
                                        "titles",
                                        "tape.pbcore.xml",
                                        "/pbcoreDescriptionDocument/pbcoreTitle[3]",
                                        "The harbour")));
    }

    @Test
    void ebucore() throws IOException {
        Record record =
                read(
                        "tape.ebucore.xml",
                        """
                        <ebucore:ebuCoreMain xmlns:ebucore="urn:ebu:metadata-schema:ebucore"
                            xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="fr">
                         <ebucore:metadataProvider><ebucore:organisationDetails/></ebucore:metadataProvider>
                         <ebucore:coreMetadata>
                          <ebucore:title><dc:title>Le port</dc:title></ebucore:title>
                          <ebucore:alternativeTitle typeLabel="Translated title">
                            <dc:title xml:lang="en">The harbour</dc:title></ebucore:alternativeTitle>
                          <ebucore:creator>
                            <ebucore:contactDetails><ebucore:name>Ann Doe</ebucore:name></ebucore:contactDetails>
                            <ebucore:role typeLabel="Director" typeLink="http://www.ebu.ch/roles/20.16"/>
                          </ebucore:creator>
                          <ebucore:publisher><ebucore:organisationDetails>
                            <ebucore:organisationName>RTS</ebucore:organisationName>
                          </ebucore:organisationDetails></ebucore:publisher>
                          <ebucore:subject typeLink="http://x/1"><dc:subject>bateaux</dc:subject></ebucore:subject>
                          <ebucore:description typeLabel="Abstract"><dc:description>Des bateaux.</dc:description></ebucore:description>
                          <ebucore:date><ebucore:created startDate="1987-05-03Z"/></ebucore:date>
                          <ebucore:date><ebucore:issued startYear="1988" endYear="1989"/></ebucore:date>
                          <ebucore:date><ebucore:digitised startDate="2014-02-30"/></ebucore:date>
                          <ebucore:type><ebucore:genre typeLabel="News" typeLink="http://g/1"/></ebucore:type>
                          <ebucore:language><dc:language>fra</dc:language></ebucore:language>
                          <ebucore:coverage>
                            <ebucore:temporal><ebucore:PeriodOfTime startYear="1980" endYear="1989"/></ebucore:temporal>
                            <ebucore:spatial><ebucore:location><ebucore:name>Kiel</ebucore:name></ebucore:location></ebucore:spatial>
                          </ebucore:coverage>
                          <ebucore:rights>
                            <dc:rights>Tous droits</dc:rights>
                            <ebucore:rightsLink>https://creativecommons.org/licenses/by-sa/4.0/</ebucore:rightsLink>
                            <ebucore:rightsHolder><ebucore:organisationDetails>
                              <ebucore:organisationName>SRG</ebucore:organisationName></ebucore:organisationDetails></ebucore:rightsHolder>
                            <ebucore:exploitationIssues>Archive use only</ebucore:exploitationIssues>
                            <ebucore:copyrightStatement>(c) 1987 RTS</ebucore:copyrightStatement>
                            <ebucore:coverage>
                              <ebucore:spatial><ebucore:location typeLabel="CH"/></ebucore:spatial>
                              <ebucore:temporal><ebucore:PeriodOfTime endDate="2031-12-31"/></ebucore:temporal>
                            </ebucore:coverage>
                            <ebucore:rightsClearanceFlag>false</ebucore:rightsClearanceFlag>
                            <ebucore:processingRestrictionFlag>true</ebucore:processingRestrictionFlag>
                          </ebucore:rights>
                          <ebucore:format><ebucore:videoFormat/></ebucore:format>
                          <ebucore:identifier typeLabel="UMID"><dc:identifier>0601</dc:identifier></ebucore:identifier>
                          <ebucore:isPartOf><dc:relation>RTS-7</dc:relation></ebucore:isPartOf>
                          <ebucore:part partName="Boats">
                            <ebucore:partStartTime><ebucore:normalPlayTime>PT1M</ebucore:normalPlayTime></ebucore:partStartTime>
                            <ebucore:partDuration><ebucore:normalPlayTime>PT30S</ebucore:normalPlayTime></ebucore:partDuration>
                          </ebucore:part>
                          <ebucore:publicationHistory>
                            <ebucore:publicationEvent firstShowing="true">
                              <ebucore:publicationDate>1987-06-01</ebucore:publicationDate>
                              <ebucore:publicationService><ebucore:publicationServiceName>TSR</ebucore:publicationServiceName></ebucore:publicationService>
                            </ebucore:publicationEvent>
                          </ebucore:publicationHistory>
                         </ebucore:coreMetadata>
                        </ebucore:ebuCoreMain>
                        """);
        assertEquals(
                List.of(
                        new Text("Le port", "fr", "main"),
                        new Text("The harbour", "en", "translated")),
                record.titles());
        assertEquals(
                List.of(new Person("Ann Doe", "Director", "http://www.ebu.ch/roles/20.16")),
                record.people());
        assertEquals(
                List.of(
                        new Organisation("RTS", "publisher", null),
                        new Organisation("TSR", "broadcaster", null)),
                record.organisations());
        assertEquals(
                List.of(
                        new Dated("produced", "1987-05-03"),
                        new Dated("released", "1988/1989"),
                        new Dated("firstBroadcast", "1987-06-01")),
                record.dates());
        assertEquals("2014-02-30", record.unread().getFirst().value());
        assertEquals(List.of(new Term("News", "fr", "http://g/1")), record.genres());
        assertEquals(List.of(new Language("fr", "audio")), record.languages());
        assertEquals("1980/1989", record.period());
        assertEquals("Kiel", record.places().getFirst().name());
        Record.Rights rights = record.rights();
        assertEquals("https://creativecommons.org/licenses/by-sa/4.0/", rights.license());
        assertEquals("Tous droits", rights.rightsStatement());
        assertEquals(List.of("SRG"), rights.holders());
        assertEquals("(c) 1987 RTS", rights.copyrightNotice());
        assertEquals("CH", rights.territory());
        assertEquals("2031-12-31", rights.expires());
        assertEquals(
                "Archive use only; rightsClearanceFlag is false; processingRestrictionFlag is true",
                rights.accessRestriction());
        assertEquals(List.of(new LocalId("UMID", "0601")), record.localIds());
        assertEquals(List.of(new Relation("isPartOf", "RTS-7")), record.relations());
        assertEquals(List.of(new Segment(60_000, 90_000, "Boats")), record.segments());
    }

    @Test
    void dublinCore() throws IOException {
        Record record =
                read(
                        "tape.xml",
                        """
                        <metadata xmlns:dc="http://purl.org/dc/elements/1.1/"
                            xmlns:dcterms="http://purl.org/dc/terms/">
                          <dc:title xml:lang="es">El puerto</dc:title>
                          <dcterms:alternative>Puerto</dcterms:alternative>
                          <dc:creator>Doe, Ann</dc:creator><dc:publisher>TVE</dc:publisher>
                          <dc:subject>barcos; mar</dc:subject><dc:subject>sal</dc:subject>
                          <dc:date>1987?</dc:date><dcterms:issued>mayo</dcterms:issued>
                          <dc:language>spa</dc:language><dc:coverage>1936-1939</dc:coverage>
                          <dc:coverage>Kiel, Germany</dc:coverage>
                          <dc:rights>http://creativecommons.org/licenses/by/3.0/es/</dc:rights>
                          <dc:rights>Archivo</dc:rights>
                          <dcterms:rightsHolder>TVE</dcterms:rightsHolder>
                          <dcterms:accessRights>Staff only</dcterms:accessRights>
                          <dcterms:accessRights>public</dcterms:accessRights>
                          <dcterms:available>2031-02-03</dcterms:available>
                          <dcterms:isPartOf>Fondo 7</dcterms:isPartOf><dc:format>MXF</dc:format>
                        </metadata>
                        """);
        assertEquals(
                List.of(
                        new Text("El puerto", "es", "main"),
                        new Text("Puerto", null, "alternative")),
                record.titles());
        assertEquals(
                List.of("barcos", "mar", "sal"),
                record.subjects().stream().map(Term::label).toList());
        assertEquals(List.of(new Dated("produced", "1987?")), record.dates());
        assertEquals("mayo", record.unread().getFirst().value());
        assertEquals("/metadata/dcterms:issued", record.unread().getFirst().place());
        assertEquals("1936-1939", record.period());
        assertEquals("Kiel, Germany", record.places().getFirst().name());
        assertEquals("http://creativecommons.org/licenses/by/3.0/es/", record.rights().license());
        assertEquals("Archivo", record.rights().rightsStatement());
        assertEquals(List.of("TVE"), record.rights().holders());
        assertEquals("Staff only", record.rights().accessRestriction());
        assertEquals(Instant.parse("2031-02-03T12:00:00Z"), record.rights().embargoUntil());
        assertEquals(List.of(new Relation("isPartOf", "Fondo 7")), record.relations());
    }

    @Test
    void anItemOfTheInternetArchive() throws IOException {
        String folderName = String.valueOf(folder.getFileName());
        Record record =
                read(
                        folderName + "_meta.xml",
                        """
                        <metadata>
                          <identifier>Harbour1987</identifier><mediatype>movies</mediatype>
                          <collection>prelinger</collection><collection>opensource</collection>
                          <title>Harbour</title><creator>Ann Doe</creator><year>1987</year>
                          <subject>boats;sea</subject><language>eng</language>
                          <licenseurl>http://creativecommons.org/publicdomain/mark/1.0/</licenseurl>
                          <rights>See the film board</rights>
                          <possible-copyright-status>NOT_IN_COPYRIGHT</possible-copyright-status>
                          <access-restricted-item>true</access-restricted-item>
                          <uploader>somebody@example.org</uploader><odd>x</odd>
                        </metadata>
                        """);
        assertEquals("Harbour", record.title().orElse(""));
        assertEquals("prelinger", record.collection());
        assertEquals("movies", record.assetType());
        assertEquals(List.of(new LocalId("archive.org", "Harbour1987")), record.localIds());
        assertEquals(List.of(new Dated("produced", "1987")), record.dates());
        assertEquals(List.of("boats", "sea"), record.subjects().stream().map(Term::label).toList());
        assertEquals(
                "http://creativecommons.org/publicdomain/mark/1.0/", record.rights().license());
        assertEquals("See the film board; NOT_IN_COPYRIGHT", record.rights().rightsStatement());
        assertEquals("access-restricted-item", record.rights().accessRestriction());
        assertEquals(List.of("x"), record.unread().stream().map(Unread::value).toList());
        assertTrue(!record.toString().contains("somebody@"), "whoever uploaded it is private");
    }

    @Test
    void whatIsNoRecordIsLeftAlone() throws IOException {
        for (String text :
                List.of(
                        "<NonRealTimeMeta xmlns='urn:schemas-professionalDisc'/>",
                        "<?xml version='1.0'?>\n<!DOCTYPE xmeml>\n<xmeml version='5'/>",
                        "<metadata><clip>7</clip></metadata>")) {
            Record record = read("tape.xml", text);
            assertEquals(1, record.unread().size(), text);
            assertTrue(record.unread().getFirst().advice().contains("PBCore"), text);
            assertTrue(accept("tape.mxf").records().isEmpty());
        }
        Record timed = read("tape.xml", "<tt xmlns='http://www.w3.org/ns/ttml'/>");
        assertEquals(List.of(), timed.unread());
        assertEquals(1, accept("tape.mxf").companions().size());
        assertNull(timed.rights().license());
    }

    @Test
    void whatTheOrderNamesMustBeARecord() throws IOException {
        Path edl = Files.writeString(folder.resolve("edl.xml"), "<xmeml version='5'/>");
        Path dc =
                Files.writeString(
                        folder.resolve("record"),
                        "<dc xmlns='http://www.openarchives.org/OAI/2.0/oai_dc/'"
                            + " xmlns:d='http://purl.org/dc/elements/1.1/'><d:title>T</d:title></dc>");
        Path tape = Files.writeString(folder.resolve("a.mxf"), "x");
        Intake intake = new Intake(IntakeSettings.from(Settings.none()), Progress.NONE);
        Refusal refusal =
                assertThrows(Refusal.class, () -> intake.accept(Intake.deliver(tape, order(edl))));
        assertTrue(refusal.getMessage().contains("<xmeml>"), refusal.getMessage());
        Footage footage = intake.accept(Intake.deliver(tape, order(dc)));
        assertEquals("T", footage.record().title().orElse(""));
        assertEquals(dc, footage.records().getFirst().file());
    }

    private static Order order(Path record) {
        return new Order(null, null, null, record, "access", null);
    }

    @Test
    void aCollectionMustNameTheFileOnce() throws IOException {
        Path sample = SAMPLES.resolve("pbcore_collection.xml");
        Refusal none = assertThrows(Refusal.class, () -> sample(sample, "tape.mov"));
        assertTrue(
                none.getMessage().endsWith("none of its 27 documents is about tape.mov"),
                none.getMessage());
        String one =
                "<pbcoreDescriptionDocument><pbcoreIdentifier>tape</pbcoreIdentifier>"
                        + "</pbcoreDescriptionDocument>";
        Refusal two =
                assertThrows(
                        Refusal.class,
                        () ->
                                read(
                                        "tape.xml",
                                        "<pbcoreCollection>" + one + one + "</pbcoreCollection>"));
        assertTrue(two.getMessage().contains("are all about tape.mxf"), two.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "tape.xml",
        "tape.mxf.xml",
        "tape_meta.xml",
        "tape.pbcore.xml",
        "tape_pbcore.xml",
        "tape.ebucore.xml",
        "tape.dc.xml",
        "tape.mxf_meta.xml",
        "tape.XML",
    })
    void namesOfRecords(String name) throws IOException {
        Record record =
                read(
                        name,
                        "<pbcoreDescriptionDocument><pbcoreTitle>T</pbcoreTitle>"
                                + "</pbcoreDescriptionDocument>");
        assertEquals("T", record.title().orElse(""));
        assertTrue(!Names.describes(folder.resolve(name)).isEmpty());
    }
}
