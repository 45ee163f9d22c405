package v2v.release;

import v2v.item.Rendition;

/// The web statement that Creative Commons asks for beside files in peer-to-peer networks: RDFa
/// (ccREL) that names the licence, and the content hash of each file that it speaks about. Theirs
/// dies with its server; this one travels with the file and is bound by the torrent's info-hash.
final class StatementPage {
    private StatementPage() {}

    static String of(Facts facts) {
        return """
        <!DOCTYPE html>
        <html lang="en" prefix="cc: http://creativecommons.org/ns# dct: http://purl.org/dc/terms/">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Licence statement: %s</title>
        <style>
        %s</style>
        </head>
        <body>
        <div class="wide">
        <main class="page single">
        <article about="" typeof="cc:Work">
        <p class="label">Licence statement</p>
        <h1 property="dct:title" dir="auto"%s>%s</h1>
        %s
        %s
        <h2>The files that this page speaks about</h2>
        %s
        <h2>What was changed</h2>
        <p>%s</p>
        <h2>How to check</h2>
        <p>Compute a file&#39;s SHA-256 and compare it with the one above; one that differs is
        another file, about which this page says nothing. The same statement, in a form for
        programs, is <a href="rights.jsonld">rights.jsonld</a>. It is signed with the
        publisher&#39;s Ed25519 key (<a href="rights.jsonld.sig">signature</a>,
        <a href="publisher-key.pem">public key</a>), whose SHA-256 fingerprint is
        <code>%s</code>.</p>
        </article>
        </main>
        %s</div>
        </body>
        </html>
        """
                .formatted(
                        Html.text(facts.title()),
                        Html.STYLE,
                        Html.lang(facts.titleLanguage()),
                        Html.text(facts.title()),
                        credited(facts),
                        license(facts),
                        files(facts),
                        Html.sentence(Changes.of(facts)),
                        facts.key(),
                        PlayerPage.footer(facts));
    }

    private static String credited(Facts facts) {
        if (facts.attribution().isEmpty()) {
            return "";
        }
        String name = Html.text(facts.attribution());
        String named =
                facts.attributionUrl()
                        .map(url ->
                                "<a rel=\"cc:attributionURL\""
                                        + " property=\"cc:attributionName\" href=\""
                                        + Html.text(url)
                                        + "\">"
                                        + name
                                        + "</a>")
                        .orElse("<span property=\"cc:attributionName\">" + name + "</span>");
        return "<p class=\"by\" dir=\"auto\">" + named + "</p>";
    }

    private static String license(Facts facts) {
        Terms terms = Terms.of(facts.license());
        return """
        <section class="card">
        <p class="label">Licence</p>
        <p class="name"><a rel="license" href="%s">%s</a></p>
        <p class="label">You may</p>
        %s
        %s
        <p>The deed and the legal code are at <a href="%s">%s</a>; the lines here are a
        summary.</p>
        </section>\
        """
                .formatted(
                        Html.text(facts.license().url()),
                        Html.text(facts.license().identifier()),
                        Html.bullets(terms.allows()),
                        Html.duties(terms),
                        Html.text(facts.license().url()),
                        Html.text(facts.license().url()));
    }

    private static String files(Facts facts) {
        StringBuilder rows = new StringBuilder("<table>\n<thead><tr><th>File</th><th>SHA-256</th>");
        rows.append("<th>Licence</th></tr></thead>\n<tbody>\n");
        for (Rendition file : facts.files()) {
            String name = Html.text(file.name());
            rows.append(
                    """
                    <tr about="%s" typeof="cc:Work">
                    <td><a href="%s">%s</a></td>
                    <td><code>%s</code></td>
                    <td class="k"><a rel="license" href="%s">%s</a></td></tr>
                    """
                            .formatted(
                                    name,
                                    name,
                                    name,
                                    file.sha256(),
                                    Html.text(facts.license().url()),
                                    Html.text(facts.license().identifier())));
        }
        return rows.append("</tbody>\n</table>").toString();
    }
}
