package v2v.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import v2v.item.Record;
import v2v.item.Rendition;

import java.time.Duration;

/// The release in the words that search engines read (schema.org). Addresses are relative to the
/// document's own folder, so that any mirror is right.
final class SchemaOrg {
    private SchemaOrg() {}

    static ObjectNode of(Facts facts) {
        Rendition access = facts.access();
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.putObject("@context").put("@vocab", "https://schema.org/");
        view.put("@type", access.width() > 0 ? "VideoObject" : "AudioObject");
        view.put("identifier", facts.footage().id().value());
        view.put("name", facts.title());
        facts.description().ifPresent(text -> view.put("description", text));
        view.put("license", facts.license().url());
        view.put("acquireLicensePage", "../LICENSE-STATEMENT.html");
        view.put("creditText", facts.credit());
        put(view, "copyrightNotice", facts.copyright());
        parties(facts, view);
        if (!facts.publisher().name().isBlank()) {
            view.putObject("publisher")
                    .put("@type", "Organization")
                    .put("name", Clean.line(facts.publisher().name()));
        }
        media(access, view);
        view.put("uploadDate", facts.described().toString());
        facts.poster().ifPresent(poster -> view.put("thumbnailUrl", "../" + poster.name()));
        facts.spoken().ifPresent(tag -> put(view, "inLanguage", tag));
        dates(facts.record(), view);
        chapters(facts.record(), view);
        return view;
    }

    private static void media(Rendition access, ObjectNode view) {
        view.put("contentUrl", "../" + access.name());
        view.put("encodingFormat", access.mime());
        view.put("contentSize", Long.toString(access.bytes()));
        view.put("sha256", access.sha256().hex());
        if (access.width() > 0) {
            view.put("width", access.width()).put("height", access.height());
        }
        if (access.duration() != null) {
            view.put("duration", access.duration().toString());
        }
    }

    /// Whom to credit is in `creditText`; a creator is only who is said to have made the work.
    private static void parties(Facts facts, ObjectNode view) {
        for (Party party : Party.of(facts)) {
            view.withArray(party.author() ? "creator" : "contributor")
                    .addObject()
                    .put("@type", party.type())
                    .put("name", party.name());
        }
    }

    private static void dates(Record record, ObjectNode view) {
        for (Record.Dated date : record.dates()) {
            switch (date.type()) {
                case "recorded", "produced" -> view.put("dateCreated", Clean.line(date.edtf()));
                case "released", "firstBroadcast" ->
                        view.put("datePublished", Clean.line(date.edtf()));
                default -> {}
            }
        }
    }

    private static void chapters(Record record, ObjectNode view) {
        if (record.segments().isEmpty()) {
            return;
        }
        ArrayNode parts = view.putArray("hasPart");
        for (Record.Segment segment : record.segments()) {
            parts.addObject()
                    .put("@type", "Clip")
                    .put("name", Clean.line(segment.title()))
                    .put("startOffset", Duration.ofMillis(segment.startMillis()).toSeconds())
                    .put("endOffset", Duration.ofMillis(segment.endMillis()).toSeconds());
        }
    }

    private static void put(ObjectNode node, String name, String text) {
        if (!text.isEmpty()) {
            node.put(name, Clean.line(text));
        }
    }
}
