package v2v.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import v2v.item.Json;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The few pages that are not files: a list of what lies in a folder, and a sentence.
final class Pages {
    private static final int MOST = 5_000;
    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069\\ufeff]|\\p{Cs}");
    private static final long LONGEST_RECORD = 4 << 20;
    private static final String FRAME =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 1.05rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem }
            h1 { font-size: 1.6rem; font-weight: 600; overflow-wrap: anywhere }
            h2 { font-size: 1.1rem; font-weight: 600; margin-top: 2rem }
            ul { list-style: none; padding: 0 }
            li { display: flex; gap: 1rem; align-items: center; padding: .6rem 0; border-top: 1px solid #8884 }
            img { width: 8rem; aspect-ratio: 16/9; object-fit: cover; border-radius: .3rem; background: #8882 }
            a { color: inherit; text-underline-offset: .2em }
            small { display: block; opacity: .7 }
            </style>
            <h1>%1$s</h1>
            %2$s
            """;

    private Pages() {}

    static String sentence(String words) {
        return FRAME.formatted("V2V", "<p>%s</p>".formatted(escape(words)));
    }

    /// @param title text
    /// @param body markup
    static String page(String title, String body) {
        return FRAME.formatted(escape(title), body);
    }

    /// The releases with their titles and licences at the top, plain names below.
    static String listing(Path folder, boolean top, Shelves.Visible visible) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path path : inside(folder)) {
            if (visible.test(path)) {
                lines.add(line(path));
            }
        }
        String title = top ? "Library" : folder.getFileName().toString();
        String empty = lines.isEmpty() ? "<p>Nothing has been released yet.</p>" : "";
        String list = lines.stream().collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
        return FRAME.formatted(escape(title), empty.isEmpty() ? list : empty);
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(p -> !p.getFileName().toString().startsWith("."))
                    .filter(p -> !Files.isSymbolicLink(p))
                    .sorted()
                    .limit(MOST)
                    .toList();
        }
    }

    private static String line(Path path) throws IOException {
        String name = path.getFileName().toString();
        String href = href(name);
        if (!Files.isDirectory(path)) {
            return "<li><span><a href=\"%s\">%s</a><small>%,d bytes</small></span>"
                    .formatted(href, escape(name), Files.size(path));
        }
        JsonNode record = record(path);
        String title = record.path("title").asText(name);
        String license = record.path("license").path("identifier").asText("");
        boolean poster = Files.exists(path.resolve("images/poster.webp"));
        String image =
                poster
                        ? "<img src=\"%s/images/poster.webp\" alt=\"\" loading=\"lazy\">"
                                .formatted(href)
                        : "";
        return "<li>%s<span><a href=\"%s/\">%s</a><small>%s</small></span>"
                .formatted(image, href, escape(title), escape(license));
    }

    /// What the release says about itself; nothing when it says nothing that can be read.
    static JsonNode record(Path release) throws IOException {
        Path file = release.resolve("metadata/record.json");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) > LONGEST_RECORD) {
            return MissingNode.getInstance();
        }
        try {
            return Json.tree(Files.readString(file));
        } catch (JsonProcessingException | CharacterCodingException e) {
            return MissingNode.getInstance();
        }
    }

    /// A name as part of a link; `./` keeps a colon in it from becoming a protocol.
    static String href(String path) {
        try {
            String absolute = path.startsWith("/") ? path : "/" + path;
            String escaped = new URI(null, null, absolute, null).toASCIIString();
            return escape(path.startsWith("/") ? escaped : "." + escaped);
        } catch (URISyntaxException e) {
            return "";
        }
    }

    /// Fit for an element's text and for a quoted attribute, without the characters that no page
    /// may hold and those that turn the reading direction of what follows.
    static String escape(String text) {
        return UNFIT.matcher(text)
                .replaceAll("")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
