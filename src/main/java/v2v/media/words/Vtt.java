package v2v.media.words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and writes WebVTT.
public final class Vtt {
    private static final String TIME = "(?:(\\d{2,4}):)?([0-5]\\d):([0-5]\\d)(?:\\.(\\d{3}))";
    private static final Pattern TIMES =
            Pattern.compile("\\s*" + TIME + "\\s*-->\\s*" + TIME + "(?:\\s+(.*))?");

    /// The first lines of the picture, counted from above or in hundredths of its height.
    private static final Pattern ABOVE =
            Pattern.compile("(?:.*\\s)?line:(?:[0-4]|[0-3]?\\d(?:\\.\\d+)?%)(?:[,\\s].*)?");

    private Vtt() {}

    static Subtitles read(Document document) {
        return read(document, false);
    }

    /// Reads it.
    ///
    /// @param forgiving for what a program converted: a blank line in the words does not end them,
    ///   and a cue that lasts no time is left out
    static Subtitles read(Document document, boolean forgiving) {
        String[] blocks = document.text(false).split("\n{2,}", -1);
        if (!blocks[0].matches("(?s)WEBVTT(?:[ \t\n].*)?")) {
            throw document.unreadable("line 1", "expected WEBVTT");
        }
        List<Cue> cues = new ArrayList<>();
        int line = 1;
        for (int i = 0; i < blocks.length; i++) {
            if (i > 0 && !blocks[i].matches("(?s)(?:NOTE|STYLE|REGION)(?:[ \t\n].*)?|\\s*")) {
                if (forgiving && !blocks[i].contains("-->") && !cues.isEmpty()) {
                    cues.add(longer(cues.removeLast(), blocks[i]));
                } else {
                    cue(document, line, blocks[i], cues, forgiving);
                }
            }
            line += (int) blocks[i].chars().filter(c -> c == '\n').count() + 2;
        }
        return new Subtitles(Subtitles.UNKNOWN, Subtitles.Kind.SUBTITLES, cues);
    }

    private static void cue(
            Document document, int at, String block, List<Cue> cues, boolean forgiving) {
        String[] lines = block.strip().split("\n", -1);
        int first = lines[0].contains("-->") ? 0 : 1;
        Matcher times = TIMES.matcher(first < lines.length ? lines[first] : "");
        if (!times.matches()) {
            throw document.unreadable(
                    "the cue at about line " + at,
                    "expected times such as 00:01.000 --> 00:03.000, found \"" + lines[0] + "\"");
        }
        List<Line> words =
                Markup.vtt(String.join("\n", List.of(lines).subList(first + 1, lines.length)));
        Duration start = Srt.time(times, 1);
        Duration end = Srt.time(times, 5);
        boolean never = forgiving && end.compareTo(start) <= 0;
        if (!words.isEmpty() && !never) {
            boolean top = times.group(9) != null && ABOVE.matcher(times.group(9)).matches();
            cues.add(document.cue("the cue at about line " + at, start, end, words, top));
        }
    }

    private static Cue longer(Cue cue, String block) {
        List<Line> lines = new ArrayList<>(cue.lines());
        lines.addAll(Markup.vtt(block));
        return new Cue(cue.start(), cue.end(), List.copyOf(lines), cue.top());
    }

    /// The document, with line feeds alone.
    ///
    /// @param notes lines of the note at its head: title, credit, licence
    public static String write(Subtitles subtitles, List<String> notes) {
        StringBuilder out = new StringBuilder("WEBVTT\n").append(head(notes));
        for (Cue cue : subtitles.cues()) {
            out.append('\n').append(time(cue.start())).append(" --> ").append(end(cue));
            out.append(cue.top() ? " line:0\n" : "\n");
            cue.lines().forEach(line -> line(out, line));
        }
        return out.toString();
    }

    /// The note that stands after the first line of a document; empty where there is none to make.
    public static String head(List<String> notes) {
        List<String> said = notes.stream().map(Vtt::note).filter(n -> !n.isEmpty()).toList();
        return said.isEmpty() ? "" : "\nNOTE\n" + String.join("\n", said) + "\n";
    }

    /// The lines of the first note of a document, as they were meant; none where it has none.
    public static List<String> notes(String document) {
        for (String block : document.replace("\r\n", "\n").split("\n{2,}", -1)) {
            if (block.startsWith("NOTE\n")) {
                return List.of(block.substring(5).strip().split("\n", -1));
            }
        }
        return List.of();
    }

    /// A line as a note can have it.
    public static String line(String given) {
        return note(given);
    }

    /// A blank line or an arrow would end the note.
    private static String note(String line) {
        return line.replaceAll("\\s+", " ").strip().replace("-->", "->");
    }

    private static void line(StringBuilder out, Line line) {
        for (Run run : line.runs()) {
            String tags =
                    (run.italic() ? "i" : "")
                            + (run.bold() ? "b" : "")
                            + (run.underline() ? "u" : "");
            tags.chars().forEach(tag -> out.append('<').append((char) tag).append('>'));
            out.append(escape(run.text()));
            new StringBuilder(tags)
                    .reverse()
                    .chars()
                    .forEach(tag -> out.append("</").append((char) tag).append('>'));
        }
        out.append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// Times are written in milliseconds: one that ends within that of its start is given one.
    private static String end(Cue cue) {
        long start = millis(cue.start());
        return time(Duration.ofMillis(Math.max(start + 1, millis(cue.end()))));
    }

    private static long millis(Duration time) {
        return Math.round(time.toNanos() / 1e6);
    }

    private static String time(Duration time) {
        long millis = millis(time);
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                millis % 1000);
    }
}
