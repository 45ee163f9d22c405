package v2v.edition;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// Words of records on their way into pages: whatever they hold, they stay words.
final class Html {
    /// Control characters, marks that turn the direction of what follows, halves of characters.
    private static final Pattern UNFIT =
            Pattern.compile(
                    "[\\p{Cc}&&[^\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff]"
                            + "|\\p{Cs}");

    private Html() {}

    /// Without what no page or feed may hold.
    static String clean(String words) {
        return UNFIT.matcher(words).replaceAll("").strip();
    }

    /// For text and for attributes in double quotes.
    static String escape(String words) {
        return clean(words)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /// A name as one step of an address.
    static String step(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// An address that a browser may follow; empty for anything that might run.
    static String address(String url) {
        String clean = clean(url);
        return clean.matches("(?i)(https?://|magnet:\\?).*") ? escape(clean) : "";
    }

    /// A `lang` attribute with a space before it; nothing when nobody said.
    static String lang(String tag) {
        return tag.matches("[A-Za-z0-9-]{2,35}") ? " lang=\"" + tag + "\"" : "";
    }

    static String clock(Duration length) {
        long seconds = length.toSeconds();
        return seconds >= 3600
                ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
                : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    /// In decimal units, as disks are sold.
    static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < 4) {
            value /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT, value < 9.95 ? "%.1f %sB" : "%.0f %sB", value, "kMGTP".charAt(unit));
    }

    static String number(int count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    /// A whole page.
    ///
    /// @param title escaped
    /// @param top how to get from the page to the top of the catalogue: empty, or ending in `/`
    /// @param more markup for the head
    static String page(String title, String top, String more, String body) {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s</title>
        <link rel="stylesheet" href="%2$sstyle.css">
        <link rel="alternate" type="application/atom+xml" title="New releases" href="%2$sfeed.xml">
        <link rel="alternate" type="application/rss+xml" title="Torrents" href="%2$storrents.xml">
        %3$s</head>
        <body>
        <a class="skip" href="#main">To the content</a>
        %4$s</body>
        </html>
        """
                .formatted(title, top, more, body);
    }

    /// The dark band on top of a page.
    ///
    /// @param heading escaped
    /// @param below markup
    static String stage(String heading, String below) {
        return """
        <header class="stage"><div class="wide">
        <h1 dir="auto">%s</h1>
        %s
        </div></header>
        """
                .formatted(heading, below);
    }
}
