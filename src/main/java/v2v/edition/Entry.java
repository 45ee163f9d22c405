package v2v.edition;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import v2v.item.Json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One release as the catalogue tells of it: a line of `items.jsonl`.
///
/// @param folder name of the release folder
/// @param id of the item
/// @param version of the item
/// @param language BCP 47; empty when nobody said
/// @param date as the record gives it (EDTF); empty when nobody said
/// @param duration zero when it is not known
/// @param license SPDX id
/// @param deed URL of the licence
/// @param credit whom to name
/// @param collection empty for none
/// @param bytes of the whole folder
/// @param infohash v1, 40 hexadecimal digits; null in a v2-only torrent
/// @param infohashV2 64 hexadecimal digits; null in a v1-only torrent
/// @param replaces folder of the version before; null when there is none
/// @param replacedBy folder of the next version; null while this is the newest
/// @param poster whether there is a still
/// @param at when it was released
public record Entry(
        String folder,
        String id,
        int version,
        String title,
        String description,
        String language,
        String date,
        Duration duration,
        String license,
        String deed,
        String credit,
        String collection,
        List<String> subjects,
        List<String> people,
        List<String> places,
        long bytes,
        @Nullable String infohash,
        @Nullable String infohashV2,
        String magnet,
        @Nullable String replaces,
        @Nullable String replacedBy,
        boolean poster,
        Instant at) {
    public Entry {
        subjects = List.copyOf(subjects);
        people = List.copyOf(people);
        places = List.copyOf(places);
    }

    /// What the ledger says of a release; all else is in the record that it publishes.
    ///
    /// @param bytes of the whole folder
    public record Out(
            String folder,
            int version,
            String magnet,
            @Nullable String infohash,
            @Nullable String infohashV2,
            long bytes,
            @Nullable String replaces,
            @Nullable String replacedBy,
            Instant at) {}

    /// Reads what the release says of itself in public: nothing else may be told of it.
    ///
    /// @param release its folder
    public static Entry read(Path release, Out out) throws IOException {
        JsonNode said = Json.tree(Files.readString(release.resolve("metadata/record.json")));
        JsonNode record = said.path("record");
        String spdx = said.path("license").path("spdx").asText("");
        return new Entry(
                out.folder(),
                said.path("id").asText(""),
                out.version(),
                said.path("title").asText(""),
                first(record.path("descriptions"), "value"),
                first(record.path("languages"), "tag"),
                first(record.path("dates"), "edtf"),
                Duration.parse(said.path("original").path("duration").asText("PT0S")),
                spdx.isEmpty() ? said.path("license").path("identifier").asText("") : spdx,
                said.path("license").path("url").asText(""),
                said.path("credit").asText(""),
                record.path("collection").asText(""),
                each(record.path("subjects"), "label"),
                each(record.path("people"), "name"),
                each(record.path("places"), "name"),
                out.bytes(),
                out.infohash(),
                out.infohashV2(),
                out.magnet(),
                said.path("replaces").path("folder").asText(out.replaces()),
                out.replacedBy(),
                Files.isRegularFile(release.resolve("images/poster.webp")),
                out.at());
    }

    private static String first(JsonNode list, String key) {
        return list.path(0).path(key).asText("");
    }

    private static List<String> each(JsonNode list, String key) {
        List<String> all = new ArrayList<>();
        list.forEach(one -> all.add(one.path(key).asText("")));
        return all;
    }
}
