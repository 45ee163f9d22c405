package v2v.web;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The first page of a library: one row for each release.
///
/// It looks like the releases' own pages, so that a visitor who goes from one to the other stays in
/// one house.
final class Front {
    private static final String STYLE =
            """
            :root { --ink: #16202a; --soft: #5b6773; --rule: #d9dde1; --paper: #fff;
              --ground: #f3f4f2; --accent: #0b5563; --stage: #10171d; }
            * { box-sizing: border-box; }
            html { -webkit-text-size-adjust: 100%; }
            body { margin: 0; background: var(--ground); color: var(--ink);
              font: 17px/1.6 "Source Sans 3", "Noto Sans", "Segoe UI", system-ui, sans-serif; }
            a { color: var(--accent); text-underline-offset: .15em; }
            a:focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
            h1, h2 { font-family: "Source Serif 4", "Noto Serif", Georgia, serif;
              line-height: 1.2; font-weight: 600; overflow-wrap: anywhere; }
            h1 { font-size: clamp(1.8rem, 1.3rem + 2vw, 2.7rem); margin: 0; }
            h2 { font-size: 1.25rem; margin: 0 0 .2rem; }
            h2 a { color: inherit; text-decoration: none; }
            h2 a:hover { text-decoration: underline; }
            .wide { max-width: 64rem; margin: 0 auto; padding: 0 1.5rem; }
            .stage { background: var(--stage); color: #fff; padding: 2.2rem 0 2rem; }
            .stage p { margin: .5rem 0 0; color: #b9c3cc; }
            .none { padding: 3rem 0; }
            ul { list-style: none; margin: 1.6rem 0 2.4rem; padding: 0;
              background: var(--paper); border: 1px solid var(--rule); }
            li { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 1.4rem;
              padding: 1.2rem 1.4rem; border-top: 1px solid var(--rule); }
            li:first-child { border-top: 0; }
            .still { display: block; aspect-ratio: 16/9; background: var(--stage); }
            .still img { display: block; width: 100%; height: 100%; object-fit: contain; }
            p { margin: 0; }
            .facts { display: flex; flex-wrap: wrap; color: var(--soft); }
            .facts > * + *::before { content: "·"; display: inline-block; margin: 0 .5em; }
            .ways { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin-top: .5rem; }
            .ways a { padding: .2rem 0; }
            .ways a:first-child { font-weight: 600; }
            footer { border-top: 1px solid var(--rule); color: var(--soft); font-size: .85rem;
              padding: 1.2rem 0 3rem; }
            @media (max-width: 40rem) { .wide { padding: 0 1rem; }
              ul { margin: 0 -1rem 1.6rem; border-width: 0 0 1px; }
              li { grid-template-columns: 7rem minmax(0, 1fr); gap: 1rem; padding: 1rem; }
              h2 { font-size: 1.1rem; } .facts { font-size: .9rem; } }
            @media print { .stage { background: none; color: inherit; } }
            """;

    private static final String FOOTER =
            """
            <footer>The torrent and the magnet link open in a torrent program. Whoever keeps a
            release and goes on seeding keeps it within reach of everybody.</footer>
            """;

    private Front() {}

    /// The whole page.
    ///
    /// @param publisher empty when nobody said
    /// @param later the folders of corrected versions, by those of the releases that they replace
    /// @param all how many there are, listed or not
    static String page(String publisher, List<Card> newest, Map<String, String> later, int all) {
        String house = Pages.escape(publisher.strip());
        StringBuilder page = new StringBuilder(4096 + 1536 * newest.size());
        page.append(head(house.isEmpty() ? "Video library" : house + " – Video library"));
        page.append("<header class=\"stage\"><div class=\"wide\">\n<h1 dir=\"auto\">");
        page.append(house.isEmpty() ? "Video library" : house).append("</h1>\n<p>");
        page.append(house.isEmpty() ? "" : "Video library · ").append(count(newest.size(), all));
        page.append("</p>\n</div></header>\n<div class=\"wide\">\n<main>\n");
        if (newest.isEmpty()) {
            page.append("<p class=\"none\">Nothing has been released yet.</p>\n</main>\n");
        } else {
            page.append("<ul>\n");
            newest.forEach(card -> row(page, card, later.get(card.folder())));
            page.append("</ul>\n</main>\n").append(FOOTER);
        }
        return page.append("</div>\n</body>\n</html>\n").toString();
    }

    private static String head(String title) {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        """
                .formatted(title, STYLE);
    }

    private static String count(int listed, int all) {
        String releases = all == 1 ? "1 release" : "%s releases".formatted(number(all));
        return all > listed
                ? "%s, the newest %s of them listed".formatted(releases, number(listed))
                : releases;
    }

    private static String number(int count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    private static void row(StringBuilder page, Card card, @Nullable String later) {
        String href = Pages.href(card.folder());
        String lang = card.language().isEmpty() ? "" : " lang=\"" + card.language() + "\"";
        page.append("<li>\n<a class=\"still\" href=\"").append(href);
        page.append("/\" tabindex=\"-1\" aria-hidden=\"true\">");
        if (card.poster()) {
            page.append("<img src=\"").append(href);
            page.append("/images/poster.webp\" alt=\"\" loading=\"lazy\">");
        }
        page.append("</a>\n<div>\n<h2 dir=\"auto\"").append(lang).append("><a href=\"");
        page.append(href).append("/\">").append(Pages.escape(card.title()));
        page.append("</a></h2>\n").append(facts(card));
        page.append("<p class=\"ways\">").append(ways(card, href)).append("</p>\n");
        if (later != null) {
            page.append("<p class=\"later\"><a href=\"").append(Pages.href(later));
            page.append("/\">A corrected version</a> replaces this one.</p>\n");
        }
        page.append("</div>\n</li>\n");
    }

    private static String facts(Card card) {
        StringBuilder facts = new StringBuilder();
        if (!card.year().isEmpty()) {
            facts.append("<span>").append(Pages.escape(card.year())).append("</span> ");
        }
        if (card.length().isPositive()) {
            facts.append("<span>").append(clock(card.length().toSeconds())).append("</span> ");
        }
        String license = Pages.escape(card.license());
        if (!license.isEmpty()) {
            facts.append("<span>").append(deed(card, license)).append("</span>");
        }
        return facts.isEmpty() ? "" : "<p class=\"facts\">" + facts.toString().strip() + "</p>\n";
    }

    private static String deed(Card card, String license) {
        return card.deed().isEmpty()
                ? license
                : "<a href=\"%s\">%s</a>".formatted(Pages.escape(card.deed()), license);
    }

    /// The same three words stand in every row: whoever hears the page is told of which work.
    private static String ways(Card card, String href) {
        String file = Pages.href("torrents/" + card.folder() + ".torrent");
        String all =
                way(href + "/", card.picture() ? "Watch" : "Listen", card)
                        + way(file, "Torrent", card);
        String magnet = Pages.escape(card.magnet());
        return magnet.isEmpty() ? all : all + way(magnet, "Magnet link", card);
    }

    private static String way(String href, String word, Card card) {
        return "<a href=\"%s\" aria-label=\"%s: %s\">%s</a>"
                .formatted(href, word, Pages.escape(card.title()), word);
    }

    private static String clock(long seconds) {
        return seconds >= 3600
                ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
                : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
