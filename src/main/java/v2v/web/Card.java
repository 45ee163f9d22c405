package v2v.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/// A release in one row of the list. What a release does not say is empty, never guessed.
///
/// @param language of the title, BCP 47
/// @param year as [Years] says it
/// @param length zero when unknown
/// @param deed where the licence stands
/// @param described EPOCH when unknown
record Card(
        String folder,
        String title,
        String language,
        String year,
        Duration length,
        boolean picture,
        boolean poster,
        String license,
        String deed,
        String magnet,
        Instant described) {
    private static final long LONGEST_MAGNET = 16 << 10;

    static Card read(Path folder, Path magnet) throws IOException {
        String name = folder.getFileName().toString();
        JsonNode view = Pages.record(folder);
        JsonNode access = access(view);
        String title = view.path("title").asText();
        return new Card(
                name,
                title.isBlank() ? name : title,
                language(view, title),
                Years.of(view.path("record").path("dates")),
                length(access.path("duration").asText()),
                access.isMissingNode() || access.has("width"),
                Files.isRegularFile(
                        folder.resolve("images/poster.webp"), LinkOption.NOFOLLOW_LINKS),
                view.path("license").path("identifier").asText(),
                deed(view.path("license").path("url").asText()),
                magnet(magnet),
                instant(view.path("described").asText()));
    }

    /// A release of which nothing but its name can be read.
    static Card named(String folder) {
        return new Card(
                folder, folder, "", "", Duration.ZERO, true, false, "", "", "", Instant.EPOCH);
    }

    /// The film itself, among the files of the release.
    private static JsonNode access(JsonNode view) {
        for (JsonNode file : view.path("files")) {
            if (file.path("role").asText().equals("access")) {
                return file;
            }
        }
        return MissingNode.getInstance();
    }

    private static String language(JsonNode view, String title) {
        for (JsonNode text : view.path("record").path("titles")) {
            String language = text.path("lang").asText();
            if (text.path("value").asText().equals(title) && language.matches("[A-Za-z0-9-]+")) {
                return language;
            }
        }
        return "";
    }

    private static Duration length(String iso) {
        try {
            return Duration.parse(iso);
        } catch (DateTimeException unknown) {
            return Duration.ZERO;
        }
    }

    private static Instant instant(String iso) {
        try {
            return Instant.parse(iso);
        } catch (DateTimeException unknown) {
            return Instant.EPOCH;
        }
    }

    /// A record may be written by anybody: only an address of the web becomes a link.
    private static String deed(String url) {
        return url.startsWith("https://") || url.startsWith("http://") ? url : "";
    }

    private static String magnet(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) > LONGEST_MAGNET) {
            return "";
        }
        try {
            String line = Files.readString(file).strip();
            return line.startsWith("magnet:?") ? line : "";
        } catch (CharacterCodingException e) {
            return "";
        }
    }
}
