package v2v.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Json;
import v2v.item.Library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// What is shown where a release was that has been withdrawn.
///
/// @param json the tombstone as it was signed, byte for byte
record Grave(String json) {
    private static final int LONGEST = 64 << 10;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /// Nothing where no release of this name was withdrawn.
    static Optional<Grave> of(Library library, String name) throws IOException {
        Path file;
        try {
            file = library.tombstone(name);
        } catch (InvalidPathException noSuchName) {
            return Optional.empty();
        }
        boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (name.isEmpty() || name.indexOf('/') >= 0 || !there) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LONGEST);
            return Optional.of(new Grave(new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    /// For people. One that can not be read still says that the release is gone.
    String page() {
        try {
            return page(Json.tree(json));
        } catch (JsonProcessingException damaged) {
            return Pages.sentence("This release was withdrawn.");
        }
    }

    private static String page(JsonNode stone) {
        String publisher = stone.path("publisher").asText("");
        StringBuilder body = new StringBuilder();
        paragraph(
                body,
                "This release was withdrawn"
                        + day(stone.path("withdrawnAt").asText(""))
                        + (publisher.isEmpty() ? "" : " by " + publisher)
                        + ".");
        String reason = stone.path("reason").asText("");
        if (!reason.isEmpty()) {
            paragraph(body, reason);
        }
        body.append("<h2>What this does not undo</h2>\n");
        stone.path("cannotBeUndone").forEach(line -> paragraph(body, line.asText()));
        String file = Pages.href("/tombstones/" + stone.path("folder").asText("") + ".json");
        body.append("<p><small><a href=\"%s\">The same for programs</a>".formatted(file))
                .append(" (<a href=\"%s.sig\">signature</a>)</small></p>".formatted(file));
        return Pages.page(stone.path("title").asText("Withdrawn"), body.toString());
    }

    private static void paragraph(StringBuilder body, String words) {
        body.append("<p dir=\"auto\" style=\"white-space: pre-line\">")
                .append(Pages.escape(words))
                .append("</p>\n");
    }

    private static String day(String instant) {
        try {
            return " on " + DAY.format(Instant.parse(instant));
        } catch (DateTimeParseException nobodyKnows) {
            return "";
        }
    }
}
