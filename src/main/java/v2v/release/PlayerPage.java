package v2v.release;

import v2v.item.Correction;
import v2v.item.Record;
import v2v.item.Rendition;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The page that most people will ever see of a release: it plays from a folder, a USB stick or a
/// mirror, and asks the network for nothing.
final class PlayerPage {
    /// A size is not broken over two lines.
    private static final String NARROW = "\u00a0×\u00a0";

    private PlayerPage() {}

    static String of(Facts facts) {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <link rel="license" href="%s">
        <style>
        %s</style>
        </head>
        <body>
        <header class="stage">
        <div class="wide">
        <div class="bar"><strong>%s</strong><span>%s</span></div>
        %s
        </div>
        </header>
        <div class="wide">
        <div class="page">
        <main>
        %s<h1 dir="auto"%s>%s</h1>
        <p class="by" dir="auto">%s</p>
        %s%s%s<h2>Files</h2>
        %s
        </main>
        <aside>
        %s
        </aside>
        </div>
        %s</div>
        </body>
        </html>
        """
                .formatted(
                        Html.text(facts.title()),
                        Html.text(facts.license().url()),
                        Html.STYLE,
                        Html.text(house(facts)),
                        Html.text(facts.license().identifier()),
                        Stage.of(facts),
                        kicker(facts),
                        Html.lang(facts.titleLanguage()),
                        Html.text(facts.title()),
                        Html.text(facts.attribution()),
                        about(facts),
                        details(facts),
                        chapters(facts) + Storyboard.of(facts),
                        files(facts),
                        aside(facts),
                        footer(facts));
    }

    private static String house(Facts facts) {
        String name = Clean.line(facts.publisher().name());
        return name.isEmpty() ? "Archive release" : name;
    }

    private static String kicker(Facts facts) {
        String shelf = facts.record().collection();
        Record.Series series = facts.record().series();
        String line = series == null ? shelf : series.title();
        return line == null
                ? ""
                : "<p class=\"kicker\" dir=\"auto\">" + Html.text(facts.open(line)) + "</p>\n";
    }

    private static String about(Facts facts) {
        return facts.description()
                .map(text ->
                        "<p class=\"text\" dir=\"auto\""
                                + Html.lang(facts.descriptionLanguage())
                                + ">"
                                + Html.text(text)
                                + "</p>\n")
                .orElse("");
    }

    private static String details(Facts facts) {
        Record record = facts.record();
        Rows rows = new Rows();
        if (facts.access().duration() != null) {
            rows.add("Length", Html.clock(facts.access().duration()));
        }
        record.dates().forEach(d -> rows.add(Words.date(d.type()), Words.day(d.edtf())));
        record.people().forEach(p -> rows.add(Words.role(p.role()), p.name()));
        record.places().forEach(p -> rows.add("Place", p.name()));
        record.subjects().forEach(s -> rows.add("Subjects", s.label()));
        facts.spoken().ifPresent(tag -> rows.add("Language", Words.tongue(tag)));
        String words =
                facts.words()
                        .map(file -> Words.tongue(facts.language(file)))
                        .distinct()
                        .collect(Collectors.joining(", "));
        if (!words.isEmpty()) {
            rows.add("Subtitles", words + " (in the player’s menu)");
        }
        if (record.collection() != null) {
            rows.add("Collection", record.collection());
        }
        Correction corrects = facts.footage().corrects();
        if (corrects != null) {
            rows.add("Replaces", corrects.folder());
            rows.add("Corrected", facts.said(corrects.why()));
        }
        rows.add("Item", facts.footage().id().value());
        return "<dl>\n" + facts.open(rows.text()) + "</dl>\n";
    }

    /// Names and values; values of the same name share a row.
    private static final class Rows {
        private final Map<String, Set<String>> rows = new LinkedHashMap<>();

        void add(String name, String value) {
            rows.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(value);
        }

        String text() {
            StringBuilder list = new StringBuilder();
            rows.forEach((name, values) -> {
                list.append("<dt>").append(Html.text(name)).append("</dt><dd dir=\"auto\">");
                list.append(Html.text(String.join(", ", values))).append("</dd>\n");
            });
            return list.toString();
        }
    }

    private static String chapters(Facts facts) {
        if (facts.record().segments().isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<h2>In this ");
        list.append(facts.moving() ? "film" : "recording")
                .append("</h2>\n<ul class=\"chapters\">\n");
        for (Record.Segment segment : facts.record().segments()) {
            long seconds = segment.startMillis() / 1000;
            list.append("<li><code>").append(Html.clock(seconds)).append("</code> <a href=\"");
            list.append(Html.text(facts.playable().name())).append("#t=").append(seconds);
            list.append("\" dir=\"auto\">").append(Html.text(facts.open(segment.title())));
            list.append("</a></li>\n");
        }
        return list.append("</ul>\n").toString();
    }

    private static String files(Facts facts) {
        StringBuilder rows = new StringBuilder("<table>\n<thead><tr><th>File</th><th>Format</th>");
        rows.append("<th class=\"n\">Size</th></tr></thead>\n<tbody>\n");
        for (Rendition file : facts.files()) {
            String frame = file.width() > 0 ? ", " + file.width() + NARROW + file.height() : "";
            rows.append("<tr><td><a href=\"").append(Html.text(file.name())).append("\">");
            rows.append(Html.text(Html.kind(file))).append("</a></td><td>");
            rows.append(Html.text(Changes.format(file) + frame)).append("</td><td class=\"n\">");
            rows.append(Html.size(file.bytes())).append("</td></tr>\n");
        }
        return rows.append("</tbody>\n</table>").toString();
    }

    private static String aside(Facts facts) {
        Terms terms = Terms.of(facts.license());
        return """
        <section class="card">
        <p class="label">Licence</p>
        <p class="name"><a href="%s">%s</a></p>
        <p class="label">You may</p>
        %s
        %s
        <p><a href="LICENSE-STATEMENT.html">Licence statement and checksums</a></p>
        </section>
        <section class="card">
        <p class="label">Credit, ready to paste</p>
        <p class="quote" dir="auto">%s</p>
        <p>The same as a text: <a href="ATTRIBUTION.txt">ATTRIBUTION.txt</a></p>
        <p class="label">Changes</p>
        <p>%s</p>
        </section>
        <section class="card">
        <p class="label">Pass it on</p>
        <p>If you got this folder by torrent, you help by keeping it seeded: the work stays within
        reach of everybody.%s</p>
        </section>
        <section class="card">
        <p class="label">For libraries</p>
        <p><a href="metadata/record.json">Record</a> · <a href="metadata/dublincore.xml">Dublin
        Core</a> · <a href="metadata/schema-org.jsonld">schema.org</a> ·
        <a href="metadata/premis.xml">PREMIS</a> · <a href="metadata/technical.json">Technical report</a> ·
        <a href="manifest-sha256.txt">Checksums</a></p>
        </section>\
        """
                .formatted(
                        Html.text(facts.license().url()),
                        Html.text(facts.license().identifier()),
                        Html.bullets(terms.allows()),
                        Html.duties(terms),
                        Html.text(facts.credit()),
                        Html.sentence(Changes.of(facts)),
                        offered(facts));
    }

    private static String offered(Facts facts) {
        String url = Html.text(facts.publisher().url());
        return url.isEmpty()
                ? ""
                : " The torrent is offered at <a href=\"" + url + "\">" + url + "</a>.";
    }

    static String footer(Facts facts) {
        String name = Html.text(Clean.line(facts.publisher().name()));
        String url = Html.text(facts.publisher().url());
        String house = url.isEmpty() ? name : "<a href=\"" + url + "\">" + name + "</a>";
        String by = name.isEmpty() ? "" : " by " + house;
        return """
        <footer>Released %s%s. Every file here is listed with its SHA-256 in
        <a href="manifest-sha256.txt">manifest-sha256.txt</a>.</footer>
        """
                .formatted(facts.day(), by);
    }
}
