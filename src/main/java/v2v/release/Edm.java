package v2v.release;

import org.jspecify.annotations.Nullable;

import v2v.item.Record;
import v2v.item.Rendition;
import v2v.item.Rendition.Role;

import java.util.List;
import java.util.Optional;

/// The release in the Europeana Data Model (RDF/XML): the work, each media file, and the
/// aggregation that binds them, with the properties in the order that Europeana's validation asks
/// for.
///
/// Rights are named as Creative Commons' own RDF names them, with `http:`. Without an address of
/// the publisher the names are those of [Addresses] and lead nowhere; the document says so itself.
final class Edm {
    private static final String NO_ADDRESS =
            "No public address is known for this release: files go by the names of their bytes (RFC"
                    + " 6920). Put addresses in their place before it is given to an aggregator.";

    private final Facts facts;
    private final Xml xml = new Xml();

    private Edm(Facts facts) {
        this.facts = facts;
    }

    static String of(Facts facts) {
        Edm edm = new Edm(facts);
        edm.xml.open(
                "rdf:RDF",
                "xmlns:rdf",
                "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
                "xmlns:edm",
                "http://www.europeana.eu/schemas/edm/",
                "xmlns:ore",
                "http://www.openarchives.org/ore/terms/",
                "xmlns:dc",
                "http://purl.org/dc/elements/1.1/",
                "xmlns:dcterms",
                "http://purl.org/dc/terms/");
        if (facts.publisher().url().isBlank()) {
            edm.xml.remark(NO_ADDRESS);
        }
        edm.work();
        facts.files().forEach(edm::file);
        edm.aggregation();
        return edm.xml.close().end();
    }

    private String name() {
        return RightsGraph.name(facts.footage().sha256());
    }

    private void put(String element, @Nullable String text, Optional<String> language) {
        String said = facts.said(text);
        if (!said.isEmpty()) {
            xml.leaf(
                    element,
                    said,
                    language.map(tag -> new String[] {"xml:lang", tag}).orElse(new String[0]));
        }
    }

    private void put(String element, @Nullable String text) {
        put(element, text, Optional.empty());
    }

    private void all(String element, List<String> texts) {
        texts.forEach(text -> put(element, text));
    }

    private void work() {
        Record record = facts.record();
        List<Party> parties = Party.of(facts);
        xml.open("edm:ProvidedCHO", "rdf:about", name());
        all("dc:contributor", names(parties, false));
        all("dc:creator", names(parties, true));
        for (Record.Text text : record.descriptions()) {
            put("dc:description", text.value(), Optional.ofNullable(text.lang()).map(facts::said));
        }
        put("dc:identifier", facts.footage().id().value());
        facts.openIds().forEach(id -> put("dc:identifier", id.value()));
        all("dc:language", facts.languages());
        all("dc:relation", record.relations().stream().map(Record.Relation::id).toList());
        all("dc:subject", record.subjects().stream().map(Record.Term::label).toList());
        put("dc:title", facts.title(), facts.titleLanguage());
        all("dc:type", record.genres().stream().map(Record.Term::label).toList());
        put("dc:type", record.assetType());
        put("dc:type", facts.moving() ? "MovingImage" : "Sound");
        for (Record.Text title : facts.otherTitles()) {
            put("dcterms:alternative", title.value(), Optional.ofNullable(title.lang()));
        }
        dates("dcterms:created", List.of("recorded", "produced"));
        all("dcterms:isPartOf", facts.wholes());
        dates("dcterms:issued", List.of("firstBroadcast", "released"));
        all("dcterms:spatial", record.places().stream().map(Record.Place::name).toList());
        put("dcterms:temporal", record.period());
        xml.leaf("edm:type", facts.moving() ? "VIDEO" : "SOUND");
        xml.close();
    }

    private static List<String> names(List<Party> parties, boolean authors) {
        return parties.stream()
                .filter(party -> party.author() == authors)
                .map(Party::name)
                .distinct()
                .toList();
    }

    private void dates(String element, List<String> types) {
        facts.record().dates().stream()
                .filter(date -> types.contains(date.type()))
                .forEach(date -> put(element, date.edtf()));
    }

    private void file(Rendition file) {
        xml.open("edm:WebResource", "rdf:about", Addresses.media(facts, file));
        put("dc:description", Html.kind(file) + ": " + file.name());
        put("dc:format", Essence.mime(file));
        if (file.duration() != null) {
            put("dcterms:extent", file.duration().toString());
        }
        resource("edm:rights", facts.license().rdfUri());
        xml.close();
    }

    private void aggregation() {
        String id = Addresses.part(facts, "metadata/edm.xml", "aggregation");
        xml.open("ore:Aggregation", "rdf:about", id);
        resource("edm:aggregatedCHO", name());
        put("edm:dataProvider", provider());
        for (Rendition file : facts.files()) {
            if (!file.equals(facts.access())) {
                resource("edm:hasView", Addresses.media(facts, file));
            }
        }
        Addresses.file(facts, "index.html").ifPresent(page -> resource("edm:isShownAt", page));
        resource("edm:isShownBy", Addresses.media(facts, facts.access()));
        facts.one(Role.POSTER)
                .ifPresent(still -> resource("edm:object", Addresses.media(facts, still)));
        put("edm:provider", provider());
        put("dc:rights", facts.credit());
        resource("edm:rights", facts.license().rdfUri());
        xml.close();
    }

    /// Europeana wants a name; where no publisher is named it is whoever is credited.
    private String provider() {
        String named = facts.said(facts.publisher().name());
        String credited = named.isEmpty() ? facts.attribution() : named;
        return credited.isEmpty() ? "not named" : credited;
    }

    private void resource(String element, String uri) {
        xml.leaf(element, "", "rdf:resource", uri);
    }
}
