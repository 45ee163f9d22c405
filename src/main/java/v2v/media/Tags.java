package v2v.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Json;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every tag of a file that we made: of the file, its tracks, its chapters and its programmes.
record Tags(List<Tag> all) {
    /// @param place of the file, of track 1, of chapter 2
    /// @param key in lower case
    record Tag(String place, String key, String value) {
        Map.Entry<String, String> entry() {
            return Map.entry(key, value);
        }
    }

    /// Asks `ffprobe`, which reads the file as it lies on the disk.
    static Tags of(Ffmpeg ffmpeg, Path file) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-v", "repeat+level+error"));
        arguments.addAll(List.of("-show_format", "-show_streams", "-show_chapters"));
        arguments.addAll(List.of("-show_programs", "-of", "json"));
        arguments.add("file:" + file.toAbsolutePath());
        String text = String.join("\n", new Child(ffmpeg).read("ffprobe", arguments));
        try {
            return read(text);
        } catch (JsonProcessingException e) {
            throw new IOException("ffprobe wrote what is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static Tags read(String text) throws JsonProcessingException {
        JsonNode root = Json.tree(text);
        List<Tag> all = new ArrayList<>();
        add(all, "file", root.path("format"));
        for (String kind : List.of("stream", "chapter", "program")) {
            JsonNode nodes = root.path(kind + "s");
            for (int i = 0; i < nodes.size(); i++) {
                add(all, kind + " " + i, nodes.get(i));
            }
        }
        return new Tags(List.copyOf(all));
    }

    private static void add(List<Tag> all, String place, JsonNode node) {
        node.path("tags")
                .properties()
                .forEach(e -> {
                    String key = e.getKey().toLowerCase(Locale.ROOT);
                    all.add(new Tag(place, key, e.getValue().asText()));
                });
    }

    /// The first of this name, wherever it stands: in Ogg tags belong to the track.
    Optional<String> first(String key) {
        return all.stream()
                .filter(tag -> tag.key().equals(key.toLowerCase(Locale.ROOT)))
                .map(Tag::value)
                .findFirst();
    }
}
