package v2v.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Digest;
import v2v.item.Json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a publisher has said about a release, and signed.
///
/// @param id of the item
/// @param license its address
/// @param credit the words that whoever passes it on gives
/// @param publisher empty where nobody said
/// @param key fingerprint of the key that signs
/// @param files what is under the licence
/// @param documents what else belongs to the release
public record Statement(
        String id,
        String title,
        String license,
        String credit,
        String attribution,
        String publisher,
        String key,
        List<Entry> files,
        List<Entry> documents) {
    /// One file, by its bytes.
    ///
    /// @param name path inside the release folder, with forward slashes
    public record Entry(String name, Digest sha256, long bytes) {}

    /// Reads what [RightsGraph] writes.
    ///
    /// @throws IllegalArgumentException when it is something else; its message is the rest of a
    ///   sentence
    static Statement read(byte[] graph) {
        try {
            JsonNode work = Json.tree(new String(graph, StandardCharsets.UTF_8));
            Statement statement =
                    new Statement(
                            text(work.path("dct:identifier")),
                            text(work.path("dct:title")),
                            text(work.path("schema:license").path("@id")),
                            text(work.path("schema:creditText")),
                            work.path("cc:attributionName").asText(""),
                            work.path("dct:publisher").asText(""),
                            text(work.path("v2v:key")),
                            entries(work.path("schema:encoding")),
                            entries(work.path("v2v:documents")));
            return statement.unique();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is not JSON", e);
        }
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException("is no statement about a release");
        }
        return node.textValue();
    }

    private static List<Entry> entries(JsonNode list) {
        List<Entry> all = new ArrayList<>();
        for (JsonNode node : list) {
            String bytes = text(node.path("schema:contentSize"));
            if (!bytes.matches("[0-9]{1,18}")) {
                throw new IllegalArgumentException("gives a length that is no number");
            }
            String sha256 = text(node.path("schema:sha256"));
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("gives a checksum that is no SHA-256");
            }
            all.add(
                    new Entry(
                            text(node.path("schema:contentUrl")),
                            new Digest(sha256),
                            Long.parseLong(bytes)));
        }
        return List.copyOf(all);
    }

    private Statement unique() {
        Set<String> names = new HashSet<>();
        all().forEach(entry -> {
            if (!names.add(entry.name())) {
                throw new IllegalArgumentException("names " + entry.name() + " twice");
            }
        });
        return this;
    }

    /// Files and documents.
    Stream<Entry> all() {
        return Stream.concat(files.stream(), documents.stream());
    }
}
