package v2v.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import v2v.item.Digest;
import v2v.item.Rendition;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// What is signed: which files, by their checksums, are under which licence, and whom to credit;
/// and the checksums of the other documents, so that the signature holds the whole folder together.
///
/// ccREL (W3C submission, 2008) and schema.org as JSON-LD 1.1. The context stands inside: a page
/// that must be fetched to understand a licence would die with its server.
final class RightsGraph {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RightsGraph() {}

    static JsonNode of(Facts facts, List<Document> documents) {
        ObjectNode work = NODES.objectNode();
        work.set("@context", context());
        work.put("@id", name(facts.footage().sha256()));
        work.set("@type", NODES.arrayNode().add("cc:Work").add("schema:CreativeWork"));
        work.put("dct:identifier", facts.footage().id().value());
        work.put("dct:title", facts.title());
        work.put("dct:issued", facts.described().toString());
        work.set("cc:license", reference(facts.license().rdfUri()));
        work.set("schema:license", reference(facts.license().url()));
        work.put("schema:creditText", facts.credit());
        put(work, "schema:copyrightNotice", facts.copyright());
        put(work, "cc:attributionName", facts.attribution());
        facts.attributionUrl().ifPresent(url -> work.set("cc:attributionURL", reference(url)));
        put(work, "dct:publisher", Clean.line(facts.publisher().name()));
        work.put("v2v:changes", Changes.of(facts));
        work.put("v2v:key", facts.key());
        work.set("schema:encoding", files(facts));
        work.set("v2v:documents", documents(documents));
        return work;
    }

    /// `v2v:` is a name, not a place: nothing needs to answer there.
    private static ObjectNode context() {
        return NODES.objectNode()
                .put("cc", "http://creativecommons.org/ns#")
                .put("dct", "http://purl.org/dc/terms/")
                .put("schema", "https://schema.org/")
                .put("v2v", "tag:v2v,2003:terms#");
    }

    private static ArrayNode files(Facts facts) {
        ArrayNode files = NODES.arrayNode();
        for (Rendition file : facts.files()) {
            ObjectNode node = files.addObject();
            node.put("@id", name(file.sha256()))
                    .put("@type", "schema:MediaObject")
                    .put("schema:contentUrl", file.name())
                    .put("schema:encodingFormat", file.mime())
                    .put("schema:contentSize", Long.toString(file.bytes()))
                    .put("schema:sha256", file.sha256().hex());
            if (file.language() != null) {
                node.put("schema:inLanguage", facts.language(file));
            }
        }
        return files;
    }

    private static ArrayNode documents(List<Document> documents) {
        ArrayNode all = NODES.arrayNode();
        for (Document document : documents) {
            Digest digest = Manifest.digest(document.bytes());
            all.addObject()
                    .put("@id", name(digest))
                    .put("@type", "schema:DigitalDocument")
                    .put("schema:contentUrl", document.name())
                    .put("schema:contentSize", Integer.toString(document.bytes().length))
                    .put("schema:sha256", digest.hex());
        }
        return all;
    }

    /// A name for these bytes and no others, wherever they lie (RFC 6920).
    static String name(Digest digest) {
        byte[] raw = HexFormat.of().parseHex(digest.hex());
        return "ni:///sha-256;" + Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    private static ObjectNode reference(String uri) {
        return NODES.objectNode().put("@id", uri);
    }

    private static void put(ObjectNode node, String name, String text) {
        if (!text.isEmpty()) {
            node.put(name, text);
        }
    }
}
