package v2v.release;

import v2v.item.Rendition;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Pieces of pages: escaped text, and what the two pages have in common.
final class Html {
    /// One style sheet inside each page: a release asks the network for nothing.
    static final String STYLE =
            """
            :root { --ink: #16202a; --soft: #5b6773; --rule: #d9dde1; --paper: #fff;
              --ground: #f3f4f2; --accent: #0b5563; --stage: #10171d; }
            * { box-sizing: border-box; }
            html { -webkit-text-size-adjust: 100%; }
            body { margin: 0; background: var(--ground); color: var(--ink);
              font: 17px/1.6 "Source Sans 3", "Noto Sans", "Segoe UI", system-ui, sans-serif; }
            a { color: var(--accent); text-underline-offset: .15em; }
            a:focus-visible, summary:focus-visible { outline: 3px solid #e0a100;
              outline-offset: 2px; }
            h1, h2 { font-family: "Source Serif 4", "Noto Serif", Georgia, serif;
              line-height: 1.2; font-weight: 600; overflow-wrap: anywhere; }
            h1 { font-size: clamp(1.7rem, 1.2rem + 2vw, 2.6rem); margin: 0 0 .4rem; }
            h2 { font-size: 1.15rem; margin: 0 0 .7rem; }
            p, ul { margin: 0 0 1rem; } ul { padding-left: 1.2rem; }
            .wide { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
            .stage { background: var(--stage); color: #fff; }
            .bar { display: flex; justify-content: space-between; gap: 1rem; padding: .8rem 0;
              font-size: .85rem; color: #b9c3cc; }
            .bar strong { color: #fff; font-weight: 600; }
            video, audio { display: block; width: 100%; height: auto; max-height: 78vh;
              background: #000; }
            audio { height: 3.5rem; background: none; margin: 1rem 0; }
            .page { display: grid; grid-template-columns: minmax(0, 1fr) 21rem; gap: 3rem;
              padding-top: 2.2rem; padding-bottom: 3rem; }
            .page.single { grid-template-columns: minmax(0, 50rem); justify-content: center; }
            .by { color: var(--soft); margin: 0 0 1.6rem; font-size: 1.05rem; }
            .kicker { color: var(--accent); font-weight: 600; margin: 0 0 .4rem; }
            .text { white-space: pre-line; max-width: 42rem; margin-bottom: 1.8rem;
              overflow-wrap: anywhere; }
            .card { background: var(--paper); border: 1px solid var(--rule);
              border-top: 4px solid var(--accent); padding: 1.3rem 1.4rem; margin: 0 0 1.5rem; }
            .card ul { margin: 0 0 .9rem; font-size: .95rem; }
            .card p:last-child, .card ul:last-child { margin-bottom: 0; }
            .name { font: 600 1.5rem/1.2 "Source Serif 4", "Noto Serif", Georgia, serif;
              margin: 0 0 .9rem; }
            .name a { text-decoration: none; }
            .label { font-size: .75rem; letter-spacing: .08em; text-transform: uppercase;
              color: var(--soft); margin: 0 0 .3rem; }
            .quote { background: var(--ground); padding: .8rem 1rem; font-size: .95rem;
              user-select: all; overflow-wrap: anywhere; }
            table { width: 100%; border-collapse: collapse; font-size: .95rem;
              margin: 0 0 2rem; background: var(--paper); border: 1px solid var(--rule); }
            th, td { text-align: left; padding: .6rem .8rem; vertical-align: top;
              border-bottom: 1px solid var(--rule); overflow-wrap: anywhere; }
            th { font-size: .75rem; letter-spacing: .08em; text-transform: uppercase;
              color: var(--soft); font-weight: 600; }
            tr:last-child td { border-bottom: 0; } td.n, th.n { text-align: right;
              white-space: nowrap; }
            code { font: .82rem/1.5 "Noto Sans Mono", ui-monospace, Menlo, monospace;
              overflow-wrap: anywhere; }
            dl { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: .4rem 1rem;
              margin: 0 0 2.2rem; padding: 1.2rem 0; border: solid var(--rule);
              border-width: 1px 0; } dt { color: var(--soft); } dd { margin: 0; }
            .chapters { list-style: none; padding: 0; } .chapters li { padding: .3rem 0; }
            .chapters code { display: inline-block; min-width: 4.5rem; }
            td.k { white-space: nowrap; }
            .strip { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem;
              margin-bottom: 2.2rem; }
            .strip a { display: block; font-size: .85rem; line-height: 1.8; }
            .strip img { display: block; object-fit: none; background: #000; }
            .wave { display: block; width: 100%; height: auto; max-height: 45vh;
              object-fit: contain; }
            .chapters { margin-bottom: 2.2rem; } .card p { font-size: .95rem; }
            .card .label { font-size: .75rem; } .card .name { font-size: 1.5rem; }
            footer { border-top: 1px solid var(--rule); color: var(--soft); font-size: .85rem;
              padding: 1.2rem 0 3rem; }
            @media (max-width: 56rem) { .page { grid-template-columns: minmax(0, 1fr);
              gap: 1rem; } .wide { padding: 0 1rem; } .stage .wide { padding: 0; }
              .bar { padding: .8rem 1rem; } td:first-child { min-width: 6rem; } }
            @media (max-width: 30rem) { th, td { padding: .5rem; } table { font-size: .88rem; }
              dl { grid-template-columns: 7rem minmax(0, 1fr); } audio { padding: 0 .5rem; } }
            @media print { .stage { display: none; } body { background: #fff; } }
            """;

    private Html() {}

    /// Fit for an element's text and for a quoted attribute.
    static String text(String raw) {
        return Clean.text(raw)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String bullets(List<String> lines) {
        StringBuilder list = new StringBuilder("<ul>\n");
        lines.forEach(line -> list.append("<li>").append(text(line)).append("</li>\n"));
        return list.append("</ul>").toString();
    }

    /// What a licence asks for; there is no such heading where it asks for nothing.
    static String duties(Terms terms) {
        return terms.asks().isEmpty()
                ? "<p>" + text(terms.remark()) + ".</p>"
                : "<p class=\"label\">You must</p>\n" + bullets(terms.asks());
    }

    /// An attribute for an element's start, for a text in that language.
    static String lang(Optional<String> tag) {
        return tag.map(known -> " lang=\"" + text(known) + "\"").orElse("");
    }

    /// A sentence begins with a capital.
    static String sentence(String words) {
        return text(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1)) + ".";
    }

    /// `412 MB`, in powers of ten as disks are sold.
    static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 999.5 && unit < 4) {
            size /= 1000;
            unit++;
        }
        String number = unit > 0 && size < 9.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, number, size)
                + List.of(" bytes", " kB", " MB", " GB", " TB").get(unit);
    }

    /// `0:10` for 9.64 seconds.
    static String clock(Duration length) {
        return clock(length.plusMillis(500).toSeconds());
    }

    static String clock(long seconds) {
        return seconds >= 3600
                ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
                : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    /// What a person calls this file.
    static String kind(Rendition file) {
        return switch (file.role()) {
            case POSTER -> "Still picture";
            case COMPATIBLE -> "Video for older players";
            case PROXY -> "Small video";
            case SOUND -> "Sound alone";
            case LOSSLESS -> "Sound alone, lossless";
            case STORYBOARD -> "Storyboard";
            case STORYBOARD_MAP -> "Times of the storyboard";
            case WORDS ->
                    file.language() == null
                            ? "Subtitles"
                            : "Subtitles, " + Words.tongue(file.language());
            case MASTER -> "Master";
            case FRAME_HASHES -> "Hashes of the frames";
            case ACCESS -> file.width() > 0 ? "Video" : "Sound";
        };
    }
}
