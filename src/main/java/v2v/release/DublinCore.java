package v2v.release;

import v2v.item.Record;
import v2v.item.Rendition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The fifteen elements that every library reads (DCMES 1.1), in the `oai_dc` envelope.
final class DublinCore {
    private DublinCore() {}

    static String of(Facts facts) {
        Record record = facts.record();
        Xml xml = new Xml();
        xml.open(
                "oai_dc:dc",
                "xmlns:oai_dc",
                "http://www.openarchives.org/OAI/2.0/oai_dc/",
                "xmlns:dc",
                "http://purl.org/dc/elements/1.1/");
        List<String> titles = new ArrayList<>(List.of(facts.title()));
        facts.otherTitles().forEach(title -> titles.add(title.value()));
        put(xml, "title", facts, titles);
        put(xml, "creator", facts, names(facts, Party::author));
        put(xml, "subject", facts, record.subjects().stream().map(Record.Term::label).toList());
        put(
                xml,
                "description",
                facts,
                record.descriptions().stream().map(Record.Text::value).toList());
        put(xml, "publisher", facts, publishers(facts));
        put(
                xml,
                "contributor",
                facts,
                names(facts, party -> !party.author() && !party.publisher()));
        put(xml, "date", facts, record.dates().stream().map(Record.Dated::edtf).toList());
        put(xml, "type", facts, types(facts));
        put(xml, "format", facts, facts.files().stream().map(Rendition::mime).toList());
        put(xml, "identifier", facts, identifiers(facts));
        put(xml, "language", facts, facts.languages());
        List<String> relations = new ArrayList<>(facts.wholes());
        record.relations().forEach(relation -> relations.add(relation.id()));
        put(xml, "relation", facts, relations);
        List<String> coverage = new ArrayList<>();
        record.places().forEach(place -> coverage.add(place.name()));
        coverage.add(facts.said(record.period()));
        put(xml, "coverage", facts, coverage);
        put(xml, "rights", facts, List.of(facts.license().url(), facts.notice()));
        return xml.close().end();
    }

    /// The DCMI type, which harvesters choose by, then the archive's own words.
    private static List<String> types(Facts facts) {
        List<String> types = new ArrayList<>(List.of(facts.moving() ? "MovingImage" : "Sound"));
        types.add(facts.said(facts.record().assetType()));
        facts.record().genres().forEach(genre -> types.add(genre.label()));
        return types;
    }

    private static List<String> identifiers(Facts facts) {
        List<String> ids = new ArrayList<>(List.of(facts.footage().id().value()));
        ids.add(RightsGraph.name(facts.footage().sha256()));
        facts.openIds().forEach(id -> ids.add(id.value()));
        return ids;
    }

    private static List<String> names(Facts facts, Predicate<Party> wanted) {
        return Party.of(facts).stream().filter(wanted).map(Party::name).toList();
    }

    private static List<String> publishers(Facts facts) {
        List<String> all = new ArrayList<>(List.of(facts.publisher().name()));
        all.addAll(names(facts, party -> party.publisher() && !party.author()));
        return all;
    }

    private static void put(Xml xml, String name, Facts facts, List<String> values) {
        values.stream()
                .map(facts::open)
                .filter(value -> !value.isBlank())
                .distinct()
                .forEach(value -> xml.leaf("dc:" + name, value));
    }
}
