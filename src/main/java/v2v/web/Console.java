package v2v.web;

import v2v.item.Json;
import v2v.item.Shift;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The operator's page: `/console`, what its script asks for (`/console/state`), and `/metrics` for
/// the program that draws curves.
///
/// The page is whole without its script. With it, the parts of the page that have changed are put
/// in the place of the old ones every few seconds: nothing flickers, and what somebody has selected
/// stays selected.
final class Console {
    private static final Set<String> PATHS =
            Set.of("/console", "/console/", "/console/state", "/console/console.js", "/metrics");

    private static final String SCRIPT = resource("console.js");
    private static final String STYLE = resource("console.css");

    private final Web.Backstage backstage;

    Console(Web.Backstage backstage) {
        this.backstage = backstage;
    }

    /// What is shown at a path.
    record Shown(String type, String text) {}

    static boolean knows(String path) {
        return PATHS.contains(path);
    }

    /// May wait for a disk.
    Shown at(String path) {
        return switch (path) {
            case "/metrics" ->
                    new Shown("text/plain; version=0.0.4; charset=utf-8", backstage.metrics());
            case "/console/state" -> new Shown(Types.of(".json"), state(backstage.shift()));
            case "/console/console.js" -> new Shown("text/javascript; charset=utf-8", SCRIPT);
            default -> new Shown(Types.HTML, page(path, backstage.shift()));
        };
    }

    private static String state(Shift shift) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("facts", shift);
        state.put("html", ConsoleParts.all(shift));
        return Json.line(state);
    }

    private static String page(String path, Shift shift) {
        String script = path.endsWith("/") ? "console.js" : "console/console.js";
        StringBuilder page = new StringBuilder(8192);
        page.append(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>Console – V2V</title>
                <style>
                %s</style>
                <noscript><meta http-equiv="refresh" content="10"></noscript>
                <script defer src="%s"></script>
                </head>
                <body>
                <header>
                <h1>Console</h1>
                <p id="lost" role="status"></p>
                """
                        .formatted(STYLE, script));
        Map<String, String> parts = ConsoleParts.all(shift);
        place(page, "now", parts);
        page.append("</header>\n<main>\n");
        ConsoleParts.TITLES.forEach((id, title) -> {
            page.append(
                    """
                    <section aria-labelledby="%1$s-title">
                    <h2 id="%1$s-title">%2$s</h2>
                    """
                            .formatted(id, title));
            place(page, id, parts);
            page.append("</section>\n");
        });
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void place(StringBuilder page, String id, Map<String, String> parts) {
        String html = Optional.ofNullable(parts.get(id)).orElse("");
        page.append("<div id=\"").append(id).append("\">").append(html).append("</div>\n");
    }

    private static String resource(String name) {
        try (InputStream in = Console.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
