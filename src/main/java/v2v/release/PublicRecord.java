package v2v.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import v2v.item.Correction;
import v2v.item.Json;
import v2v.item.Record;
import v2v.item.Rendition;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The record as the public may see it.
///
/// Left out, because nobody who wrote them thought of the world: notes, batch, provenance, the
/// clearances of others' rights with their names and papers, and identifiers that are shelves,
/// barcodes or paths.
final class PublicRecord {
    private static final List<String> PRIVATE =
            List.of("notes", "batchId", "provenance", "clearances", "thirdPartyDeclared", "unread");
    private static final Pattern INTERNAL =
            Pattern.compile("barcode|path|file|shelf|donor|internal|private|location");
    private static final Pattern PLACE = Pattern.compile("(?:/|[A-Za-z]:[\\\\/]|\\\\\\\\|file:).*");

    private PublicRecord() {}

    static ObjectNode of(Facts facts) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("type", "record");
        view.put("schemaVersion", facts.record().schemaVersion());
        view.put("id", facts.footage().id().value());
        view.put("described", facts.described().toString());
        view.put("folder", facts.clearance().folderName());
        view.put("slug", facts.clearance().slug());
        view.put("title", facts.title());
        view.put("attribution", facts.attribution());
        view.put("credit", facts.credit());
        view.set("license", tree(facts.license()));
        Correction corrects = facts.footage().corrects();
        if (corrects != null) {
            ObjectNode replaces = view.putObject("replaces");
            replaces.put("folder", corrects.folder());
            replaces.put("infohash", corrects.infohash());
            replaces.put("infohashV2", corrects.infohashV2());
            replaces.put("why", facts.said(corrects.why()));
        }
        ObjectNode original = view.putObject("original");
        original.put("sha256", facts.footage().sha256().hex());
        original.put("bytes", facts.footage().bytes());
        original.put("duration", facts.inspection().decode().duration().toString());
        files(facts, view.putArray("files"));
        view.set("record", record(facts));
        return view;
    }

    private static void files(Facts facts, ArrayNode files) {
        for (Rendition file : facts.files()) {
            ObjectNode node = files.addObject();
            node.put("role", file.role().name().toLowerCase(Locale.ROOT));
            node.put("name", file.name());
            node.put("mime", file.mime());
            node.put("bytes", file.bytes());
            node.put("sha256", file.sha256().hex());
            if (file.width() > 0) {
                node.put("width", file.width()).put("height", file.height());
            }
            if (file.rate() != null) {
                node.put("frames", file.frames()).put("rate", file.rate().toString());
            }
            if (file.language() != null) {
                node.put("language", file.language());
            }
            if (file.duration() != null) {
                node.put("duration", file.duration().toString());
            }
        }
    }

    private static JsonNode record(Facts facts) {
        ObjectNode record = (ObjectNode) facts.open(tree(facts.record()));
        record.remove(PRIVATE);
        if (record.path("localIds") instanceof ArrayNode ids) {
            for (int i = ids.size() - 1; i >= 0; i--) {
                if (internal(ids.path(i))) {
                    ids.remove(i);
                }
            }
            if (ids.isEmpty()) {
                record.remove("localIds");
            }
        }
        return record;
    }

    private static boolean internal(JsonNode id) {
        return internal(new Record.LocalId(id.path("source").asText(), id.path("value").asText()));
    }

    /// Whether it is a name that means something only inside the archive.
    static boolean internal(Record.LocalId id) {
        return INTERNAL.matcher(id.source().toLowerCase(Locale.ROOT)).find()
                || PLACE.matcher(id.value()).matches();
    }

    /// Any of the words as a tree.
    static JsonNode tree(Object word) {
        return Json.lean(word);
    }
}
