package v2v.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Correction;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.ItemId;
import v2v.item.Json;
import v2v.item.License;
import v2v.item.Quality;
import v2v.item.Ratio;
import v2v.item.Record;
import v2v.item.Release;
import v2v.item.Rendition;
import v2v.item.Renditions;
import v2v.item.Scan;
import v2v.item.Treatment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a library knew of a release, as far as the release itself tells it: the way back from
/// [PublicRecord]. What is not told to the public (notes, clearances, where the original lay, how
/// it was inspected) stays empty.
public final class Recalled {
    private static final Pattern FOLDER = Pattern.compile(".*-([0-9a-f]{16})(?:-v([0-9]+))?");

    private final Path folder;
    private final JsonNode said;

    private Recalled(Path folder, JsonNode said) {
        this.folder = folder;
        this.said = said;
    }

    /// Reads `metadata/record.json`.
    ///
    /// @param folder the release folder, proven
    /// @param version of the item, as the catalogue tells it
    /// @throws IOException when it is not a record as this program writes them
    public static Release read(Path folder, int version) throws IOException {
        Path file = folder.resolve("metadata/record.json");
        try {
            return new Recalled(folder, Json.tree(Files.readString(file))).release(version);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException e) {
            throw new IOException(file + " is no record of a release: " + e.getMessage(), e);
        }
    }

    private Release release(int version) throws JsonProcessingException {
        Instant described = Instant.parse(text(said, "described"));
        Clearance clearance =
                new Clearance(
                        inspection(version, described),
                        Json.convert(said.path("license"), License.class),
                        text(said, "slug"),
                        text(said, "title"),
                        text(said, "attribution"),
                        text(said, "credit"),
                        Map.of(),
                        "",
                        List.of());
        return new Release(new Renditions(clearance, "", files(), null, described), described);
    }

    private Inspection inspection(int version, Instant described) throws JsonProcessingException {
        JsonNode original = said.path("original");
        Footage footage =
                new Footage(
                        new ItemId(text(said, "id")),
                        version,
                        new Digest(text(original, "sha256")),
                        Path.of("releases", String.valueOf(folder.getFileName())),
                        original.path("bytes").asLong(),
                        described,
                        Json.convert(said.path("record"), Record.class),
                        "",
                        List.of(),
                        List.of(),
                        corrects());
        Duration length = Duration.parse(text(original, "duration"));
        return new Inspection(
                footage,
                "",
                null,
                List.of(),
                null,
                List.of(),
                new Inspection.Decode(0, length, Duration.ZERO, 0, List.of(), false),
                Scan.PROGRESSIVE,
                null,
                List.of(),
                Quality.NONE,
                Treatment.NONE,
                List.of());
    }

    /// The name of a release folder tells of which item it is, and the how manieth.
    private @Nullable Correction corrects() {
        JsonNode replaces = said.path("replaces");
        Matcher earlier = FOLDER.matcher(replaces.path("folder").asText(""));
        Matcher own = FOLDER.matcher(text(said, "folder"));
        if (!earlier.matches() || !own.matches()) {
            return null;
        }
        return new Correction(
                new ItemId(earlier.group(1)),
                own.group(2) == null ? 1 : Integer.parseInt(own.group(2)),
                earlier.group(),
                "torrents/" + earlier.group() + ".torrent",
                replaces.path("infohash").textValue(),
                replaces.path("infohashV2").textValue(),
                replaces.path("why").asText(""));
    }

    private List<Rendition> files() {
        List<Rendition> files = new ArrayList<>();
        for (JsonNode file : said.path("files")) {
            String rate = file.path("rate").textValue();
            String duration = file.path("duration").textValue();
            files.add(
                    new Rendition(
                            Rendition.Role.valueOf(text(file, "role").toUpperCase(Locale.ROOT)),
                            text(file, "name"),
                            text(file, "mime"),
                            file.path("bytes").asLong(),
                            new Digest(text(file, "sha256")),
                            file.path("width").asInt(),
                            file.path("height").asInt(),
                            file.path("frames").asLong(),
                            rate == null ? null : Ratio.parse(rate),
                            duration == null ? null : Duration.parse(duration),
                            file.path("language").textValue(),
                            List.of(),
                            ""));
        }
        return files;
    }

    private static String text(JsonNode node, String key) {
        String value = node.path(key).textValue();
        if (value == null) {
            throw new IllegalArgumentException("it does not say '" + key + "'");
        }
        return value;
    }
}
