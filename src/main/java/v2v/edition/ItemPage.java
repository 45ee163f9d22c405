package v2v.edition;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The page of one release.
final class ItemPage {
    private static final String TOP = "../../";

    private ItemPage() {}

    /// @param known every release of the catalogue, by folder
    static String of(Front front, Entry entry, Map<String, Entry> known) {
        String house = Html.escape(front.publisher());
        String title = Html.escape(entry.title());
        StringBuilder body = new StringBuilder();
        body.append("<header class=\"stage\"><div class=\"wide\">\n<p><a href=\"").append(TOP);
        body.append("index.html\">").append(house.isEmpty() ? "Video library" : house);
        body.append("</a></p>\n<h1 dir=\"auto\"").append(Html.lang(entry.language())).append('>');
        body.append(title).append("</h1>\n</div></header>\n");
        body.append("<div class=\"wide\">\n<main id=\"main\" class=\"item\">\n");
        body.append(later(entry, known)).append(picture(entry)).append(ways(entry));
        if (!entry.description().isBlank()) {
            body.append("<p class=\"tells\" dir=\"auto\"").append(Html.lang(entry.language()));
            body.append('>').append(Html.escape(entry.description())).append("</p>\n");
        }
        body.append(facts(entry)).append(earlier(entry, known));
        body.append("</main>\n</div>\n");
        String page = house.isEmpty() ? title : title + " – " + house;
        return Html.page(page, TOP, license(entry), body.toString());
    }

    private static String license(Entry entry) {
        String deed = Html.address(entry.deed());
        return deed.isEmpty() ? "" : "<link rel=\"license\" href=\"" + deed + "\">\n";
    }

    /// The licence with a link to what it says.
    static String deed(Entry entry, String tag) {
        String words = Html.escape(entry.license());
        String deed = Html.address(entry.deed());
        if (words.isEmpty()) {
            return "";
        }
        String link =
                deed.isEmpty()
                        ? words
                        : "<a rel=\"license\" href=\"" + deed + "\">" + words + "</a>";
        return "<" + tag + ">" + link + "</" + tag + ">";
    }

    private static String picture(Entry entry) {
        return entry.poster()
                ? """
                <a class="still" href="%s" tabindex="-1" aria-hidden="true"><img src="poster.webp" alt=""></a>
                """
                        .formatted(watch(entry))
                : "";
    }

    /// The release's own page, which lies beside the catalogue in a library and on its mirrors.
    private static String watch(Entry entry) {
        return TOP + "../releases/" + Html.step(entry.folder()) + "/index.html";
    }

    private static String ways(Entry entry) {
        String magnet = Html.address(entry.magnet());
        return "<p class=\"ways\"><a href=\"%s\">Watch or listen</a>\n<a href=\"%s.torrent\">Torrent</a>\n"
                        .formatted(watch(entry), Html.step(entry.folder()))
                + (magnet.isEmpty() ? "" : "<a href=\"" + magnet + "\">Magnet link</a>\n")
                + "<a href=\"record.json\">Record</a></p>\n";
    }

    private static String later(Entry entry, Map<String, Entry> known) {
        String next = entry.replacedBy();
        return next == null
                ? ""
                : "<p class=\"later\">"
                        + other("A corrected version", next, known, "successor-version")
                        + " replaces this one.</p>\n";
    }

    private static String earlier(Entry entry, Map<String, Entry> known) {
        String before = entry.replaces();
        return before == null || before.isEmpty()
                ? ""
                : "<p class=\"later\">This is a corrected version of "
                        + other("an earlier release", before, known, "predecessor-version")
                        + ".</p>\n";
    }

    /// What is not in the catalogue any more is named without a link.
    private static String other(
            String words, String folder, Map<String, Entry> known, String relation) {
        return known.containsKey(folder)
                ? "<a rel=\"%s\" href=\"../%s/index.html\">%s</a>"
                        .formatted(relation, Html.step(folder), words)
                : words;
    }

    private static String facts(Entry entry) {
        StringBuilder list = new StringBuilder("<dl>\n");
        fact(list, "Date", entry.date());
        fact(list, "Length", entry.duration().isPositive() ? Html.clock(entry.duration()) : "");
        fact(
                list,
                "Language",
                Locale.forLanguageTag(entry.language()).getDisplayName(Locale.ENGLISH));
        fact(list, "People", entry.people());
        fact(list, "Places", entry.places());
        fact(list, "Subjects", entry.subjects());
        fact(list, "Collection", entry.collection());
        row(list, "Licence", deed(entry, "span"));
        fact(list, "Credit", entry.credit());
        fact(list, "Size", Html.size(entry.bytes()));
        row(list, "Released", ListPages.day(entry.at()));
        hash(list, "Info-hash (v1)", entry.infohash());
        hash(list, "Info-hash (v2)", entry.infohashV2());
        fact(list, "Identifier", entry.folder());
        return list.append("</dl>\n").toString();
    }

    private static void fact(StringBuilder list, String name, List<String> values) {
        fact(list, name, String.join(" · ", values.stream().filter(v -> !v.isBlank()).toList()));
    }

    private static void fact(StringBuilder list, String name, String value) {
        row(list, name, Html.escape(value));
    }

    private static void hash(StringBuilder list, String name, @Nullable String value) {
        row(list, name, value == null ? "" : "<code>" + Html.escape(value) + "</code>");
    }

    private static void row(StringBuilder list, String name, String markup) {
        if (!markup.isEmpty()) {
            list.append("<dt>").append(name).append("</dt><dd dir=\"auto\">");
            list.append(markup).append("</dd>\n");
        }
    }
}
