package v2v.release;

import v2v.item.Record;

import java.util.List;

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
        put(xml, "title", facts, List.of(facts.title()));
        put(xml, "creator", facts, creators(facts));
        put(xml, "subject", facts, record.subjects().stream().map(Record.Term::label).toList());
        put(
                xml,
                "description",
                facts,
                record.descriptions().stream().map(Record.Text::value).toList());
        put(xml, "publisher", facts, List.of(facts.publisher().name()));
        put(
                xml,
                "contributor",
                facts,
                record.organisations().stream().map(Record.Organisation::name).toList());
        put(xml, "date", facts, record.dates().stream().map(Record.Dated::edtf).toList());
        put(xml, "type", facts, List.of(facts.access().width() > 0 ? "MovingImage" : "Sound"));
        put(xml, "format", facts, List.of(facts.access().mime()));
        put(
                xml,
                "identifier",
                facts,
                List.of(facts.footage().id().value(), RightsGraph.name(facts.footage().sha256())));
        put(xml, "language", facts, record.languages().stream().map(Record.Language::tag).toList());
        put(xml, "relation", facts, record.relations().stream().map(Record.Relation::id).toList());
        put(xml, "coverage", facts, record.places().stream().map(Record.Place::name).toList());
        put(xml, "rights", facts, List.of(facts.license().url(), facts.notice()));
        return xml.close().end();
    }

    private static List<String> creators(Facts facts) {
        List<String> people = facts.record().people().stream().map(Record.Person::name).toList();
        return people.isEmpty() ? List.of(facts.attribution()) : people;
    }

    private static void put(Xml xml, String name, Facts facts, List<String> values) {
        values.stream()
                .map(facts::open)
                .filter(value -> !value.isBlank())
                .distinct()
                .forEach(value -> xml.leaf("dc:" + name, value));
    }
}
