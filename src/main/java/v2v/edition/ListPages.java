package v2v.edition;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// The pages that list releases.
final class ListPages {
    private static final String FORM =
            """
            <form role="search" action="search.html" method="get">
            <label for="q">Search the library</label>
            <input id="q" name="q" type="search" autocomplete="off" spellcheck="false"%s>
            <button>Search</button>
            </form>
            """;

    private final Front front;
    private final List<Entry> newest;
    private final int graves;

    ListPages(Front front, List<Entry> newest, int graves) {
        this.front = front;
        this.newest = newest;
        this.graves = graves;
    }

    static String name(int page) {
        return "page-" + page + ".html";
    }

    /// How many there are; number 1 holds the oldest releases.
    int pages() {
        return Math.ceilDiv(newest.size(), Pages.EACH);
    }

    private String house() {
        String house = Html.escape(front.publisher());
        return house.isEmpty() ? "Video library" : house;
    }

    private String title(String what) {
        String house = Html.escape(front.publisher());
        return house.isEmpty() ? what : what + " – " + house;
    }

    /// The first page: the newest releases, and the ways to all others.
    String index() {
        int count = newest.size();
        String all = count == 1 ? "1 release" : Html.number(count) + " releases";
        String words = house().equals("Video library") ? all : "Video library · " + all;
        StringBuilder body = new StringBuilder(Html.stage(house(), "<p>" + words + "</p>"));
        body.append("<div class=\"wide\">\n<main id=\"main\">\n");
        if (newest.isEmpty()) {
            body.append("<p class=\"none\">Nothing has been released yet.</p>\n");
        } else {
            body.append(FORM.formatted(""));
            body.append(rows(newest.subList(0, Math.min(Pages.EACH, count))));
        }
        body.append("</main>\n");
        if (count > Pages.EACH) {
            body.append("<nav class=\"turn\" aria-label=\"More releases\"><a href=\"");
            body.append(name(pages())).append("\">All releases, page by page</a></nav>\n");
        }
        return Html.page(title("Video library"), "", "", body.append(footer()).toString());
    }

    /// One page of the list, newest first.
    String page(int page) {
        int end = newest.size() - (page - 1) * Pages.EACH;
        List<Entry> part = newest.subList(Math.max(0, end - Pages.EACH), end);
        String where = "Releases, page %d of %d".formatted(page, pages());
        StringBuilder body = new StringBuilder(Html.stage(house(), home(where)));
        body.append("<div class=\"wide\">\n<main id=\"main\">\n").append(rows(part));
        body.append("</main>\n<nav class=\"turn\" aria-label=\"Pages\">\n");
        if (page < pages()) {
            body.append("<a rel=\"prev\" href=\"").append(name(page + 1)).append("\">Newer</a>\n");
        }
        if (page > 1) {
            body.append("<a rel=\"next\" href=\"").append(name(page - 1)).append("\">Older</a>\n");
        }
        body.append("</nav>\n").append(footer());
        return Html.page(title(where), "", "", body.toString());
    }

    private static String home(String words) {
        return "<p><a href=\"index.html\">Video library</a> · " + words + "</p>";
    }

    /// Where the search shows what it finds; its script does the rest.
    String search() {
        String body =
                Html.stage(house(), home("Search"))
                        + """
                        <div class="wide">
                        <main id="main">
                        %s<p id="found" role="status"></p>
                        <noscript><p>Searching needs JavaScript; all releases are also listed
                        <a href="%s">page by page</a>.</p></noscript>
                        <ul id="list" hidden></ul>
                        </main>
                        """
                                .formatted(
                                        FORM.formatted(" autofocus"),
                                        newest.isEmpty() ? "index.html" : name(pages()))
                        + footer();
        return Html.page(title("Search"), "", "<script src=\"search.js\" defer></script>\n", body);
    }

    /// What was taken back, and why: whoever has it is asked to stop giving it.
    String withdrawn(List<Grave> all) {
        StringBuilder body = new StringBuilder(Html.stage(house(), home("Withdrawn releases")));
        body.append("<div class=\"wide\">\n<main id=\"main\">\n");
        if (all.isEmpty()) {
            body.append("<p class=\"none\">No release was withdrawn.</p>\n");
        } else {
            body.append("<p class=\"none\">These were released and taken back. Whoever has one of");
            body.append(" them is asked to stop sharing it.</p>\n<ul class=\"graves\">\n");
            for (Grave grave : all) {
                String stone = "tombstones/" + Html.step(grave.folder()) + ".json";
                body.append("<li id=\"").append(Html.escape(grave.folder())).append("\">\n");
                body.append("<h2 dir=\"auto\">").append(Html.escape(grave.title()));
                body.append("</h2>\n<p class=\"facts\"><span>").append(day(grave.at()));
                body.append("</span> <span><a href=\"").append(stone);
                body.append("\">The signed statement</a></span></p>\n<p dir=\"auto\">");
                body.append(Html.escape(grave.reason())).append("</p>\n</li>\n");
            }
            body.append("</ul>\n");
        }
        body.append("</main>\n").append(footer());
        return Html.page(title("Withdrawn releases"), "", "", body.toString());
    }

    static String day(java.time.Instant at) {
        LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
        return "<time datetime=\"%1$s\">%1$s</time>".formatted(day);
    }

    private static String rows(List<Entry> entries) {
        StringBuilder rows = new StringBuilder("<ul>\n");
        entries.forEach(entry -> rows.append(row(entry)));
        return rows.append("</ul>\n").toString();
    }

    private static String row(Entry entry) {
        String href = "items/" + Html.step(entry.folder()) + "/";
        String still =
                entry.poster()
                        ? "<img src=\"" + href + "poster.webp\" alt=\"\" loading=\"lazy\">"
                        : "";
        return """
        <li>
        <a class="still" href="%1$sindex.html" tabindex="-1" aria-hidden="true">%2$s</a>
        <div>
        <h2 dir="auto"%3$s><a href="%1$sindex.html">%4$s</a></h2>
        <p class="facts">%5$s</p>
        </div>
        </li>
        """
                .formatted(
                        href,
                        still,
                        Html.lang(entry.language()),
                        Html.escape(entry.title()),
                        facts(entry));
    }

    private static String facts(Entry entry) {
        StringBuilder facts = new StringBuilder();
        if (!entry.date().isEmpty()) {
            facts.append("<span>").append(Html.escape(entry.date())).append("</span> ");
        }
        if (entry.duration().isPositive()) {
            facts.append("<span>").append(Html.clock(entry.duration())).append("</span> ");
        }
        if (entry.replacedBy() != null) {
            facts.append("<span>replaced by a corrected version</span> ");
        }
        return facts.append(ItemPage.deed(entry, "span")).toString().strip();
    }

    private String footer() {
        StringBuilder more = new StringBuilder("<a href=\"feed.xml\">News feed</a> · ");
        more.append("<a href=\"torrents.xml\">Torrent feed</a> · ");
        more.append("<a href=\"items.jsonl\">All as JSON</a> · ");
        more.append("<a href=\"catalogue.json\">Signed head</a>");
        if (graves > 0) {
            more.append(" · <a href=\"withdrawn.html\">Withdrawn releases</a>");
        }
        return """
        <footer><p>%s</p>
        <p>The torrent and the magnet link of a release open in a torrent program. Whoever keeps a
        release and goes on seeding keeps it within reach of everybody.</p></footer>
        </div>
        """
                .formatted(more);
    }
}
