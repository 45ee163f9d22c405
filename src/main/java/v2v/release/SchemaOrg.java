package v2v.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import v2v.item.Record;
import v2v.item.Rendition;
import v2v.item.Rendition.Role;

import java.time.Duration;

/// The release in the words that search engines read (schema.org). Addresses are relative to the
/// document's own folder, so that any mirror is right.
final class SchemaOrg {
    private SchemaOrg() {}

    static ObjectNode of(Facts facts) {
        Rendition access = facts.access();
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.putObject("@context").put("@vocab", "https://schema.org/");
        view.put("@type", type(access));
        view.put("identifier", facts.footage().id().value());
        view.put("name", facts.title());
        facts.description().ifPresent(text -> view.put("description", text));
        about(facts, view);
        view.put("license", facts.license().url());
        view.put("acquireLicensePage", "../LICENSE-STATEMENT.html");
        view.put("creditText", facts.credit());
        put(view, "copyrightNotice", facts.copyright());
        for (String holder : facts.record().rights().holders()) {
            add(view, "copyrightHolder", facts.said(holder));
        }
        // the original by its bytes: it stays in the archive
        view.put("isBasedOn", RightsGraph.name(facts.footage().sha256()));
        parties(facts, view);
        if (!facts.publisher().name().isBlank()) {
            view.putObject("publisher")
                    .put("@type", "Organization")
                    .put("name", Clean.line(facts.publisher().name()));
        }
        media(access, view);
        view.put("uploadDate", facts.described().toString());
        facts.one(Role.POSTER).ifPresent(still -> view.put("thumbnailUrl", "../" + still.name()));
        facts.spoken().ifPresent(tag -> put(view, "inLanguage", tag));
        dates(facts.record(), view);
        chapters(facts.record(), view);
        files(facts, view);
        return view;
    }

    /// What the work is about, and what it belongs to.
    private static void about(Facts facts, ObjectNode view) {
        Record record = facts.record();
        facts.otherTitles().forEach(t -> add(view, "alternateName", facts.said(t.value())));
        record.subjects().forEach(t -> add(view, "keywords", facts.said(t.label())));
        record.genres().forEach(t -> add(view, "genre", facts.said(t.label())));
        record.places().forEach(p -> add(view, "contentLocation", facts.said(p.name())));
        put(view, "temporalCoverage", facts.said(record.period()));
        facts.wholes().forEach(whole -> add(view, "isPartOf", whole));
    }

    /// One more value of a property; none is left out.
    private static void add(ObjectNode view, String name, String value) {
        if (!value.isEmpty()) {
            view.withArray(name).add(Clean.line(value));
        }
    }

    /// Every file of the release, in the order in which it lists them.
    private static void files(Facts facts, ObjectNode view) {
        for (Rendition file : facts.files()) {
            boolean words = file.role() == Role.WORDS;
            ObjectNode node = view.withArray(words ? "caption" : "encoding").addObject();
            node.put("@type", type(file));
            node.put("name", Html.kind(file));
            media(file, node);
            if (words) {
                node.put("inLanguage", facts.language(file));
            }
        }
    }

    private static String type(Rendition file) {
        return switch (file.role()) {
            case ACCESS -> file.width() > 0 ? "VideoObject" : "AudioObject";
            case COMPATIBLE, PROXY, MASTER -> "VideoObject";
            case SOUND, LOSSLESS -> "AudioObject";
            case POSTER, STORYBOARD -> "ImageObject";
            case STORYBOARD_MAP, WORDS, FRAME_HASHES -> "MediaObject";
        };
    }

    private static void media(Rendition file, ObjectNode view) {
        view.put("contentUrl", "../" + file.name());
        view.put("encodingFormat", file.mime());
        view.put("contentSize", Long.toString(file.bytes()));
        view.put("sha256", file.sha256().hex());
        if (file.width() > 0) {
            view.put("width", file.width()).put("height", file.height());
        }
        if (file.duration() != null) {
            view.put("duration", file.duration().toString());
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
