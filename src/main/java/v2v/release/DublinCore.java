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
        put(xml, "title", facts, List.of(facts.title()));
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
        put(xml, "type", facts, List.of(facts.moving() ? "MovingImage" : "Sound"));
        put(xml, "format", facts, facts.files().stream().map(Rendition::mime).toList());
        put(
                xml,
                "identifier",
                facts,
                List.of(facts.footage().id().value(), RightsGraph.name(facts.footage().sha256())));
        put(xml, "language", facts, facts.languages());
        put(xml, "relation", facts, record.relations().stream().map(Record.Relation::id).toList());
        put(xml, "coverage", facts, record.places().stream().map(Record.Place::name).toList());
        put(xml, "rights", facts, List.of(facts.license().url(), facts.notice()));
        return xml.close().end();
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
