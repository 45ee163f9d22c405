package v2v.media.words;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Scenarist closed captions: lines of a time code and the pairs of CEA-608, field 1, one
/// pair a frame of 29.97.
final class Scc {
    private static final Pattern LINE =
            Pattern.compile("(\\d{2}):(\\d{2}):(\\d{2})([:;.,])(\\d{2})\\s+([0-9A-Fa-f\\s]*)");

    private static final Pattern PAIR = Pattern.compile("[0-9A-Fa-f]{4}");

    /// How long the last caption stands when nothing takes it away.
    private static final Duration LAST = Duration.ofSeconds(4);

    private Scc() {}

    static Subtitles read(Document document) {
        String[] lines = document.text(false).split("\n", -1);
        if (!lines[0].strip().startsWith("Scenarist_SCC V1.")) {
            throw document.unreadable("line 1", "expected Scenarist_SCC V1.0");
        }
        Line21 field = new Line21();
        Duration end = Duration.ZERO;
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                Duration at = line(document, "line " + (i + 1), lines[i].strip(), field, end);
                end = at.compareTo(end) > 0 ? at : end;
            }
        }
        return document.whole(subtitles(field.end(end.plus(LAST))));
    }

    /// The first of the two channels that says anything: a file is made for one language.
    private static Subtitles subtitles(List<List<Cue>> channels) {
        List<Cue> cues = channels.stream().filter(c -> !c.isEmpty()).findFirst().orElse(List.of());
        return new Subtitles(Subtitles.UNKNOWN, Subtitles.Kind.CAPTIONS, cues);
    }

    private static Duration line(
            Document document, String where, String line, Line21 field, Duration before) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw document.unreadable(
                    where,
                    "expected a time code and pairs such as 00:00:01;00 9420 9420, found \""
                            + line.substring(0, Math.min(40, line.length()))
                            + "\"");
        }
        boolean drop = !parts.group(4).equals(":");
        Timecode code = new Timecode(30, true, drop);
        Duration at =
                code.at(number(parts, 1), number(parts, 2), number(parts, 3), number(parts, 5));
        if (number(parts, 2) > 59 || number(parts, 3) > 59 || number(parts, 5) > 29) {
            throw document.unreadable(
                    where, "there is no such time code: " + line.split(" ", 2)[0]);
        }
        int frames = 0;
        for (String pair : parts.group(6).strip().split("\\s+", -1)) {
            if (!pair.isEmpty() && !PAIR.matcher(pair).matches()) {
                throw document.unreadable(where, "expected four hexadecimal digits: " + pair);
            }
            if (!pair.isEmpty()) {
                // Files are written so that pairs of a line may run into the time of the next.
                Duration now = at.plus(code.after(frames++));
                int bytes = Integer.parseInt(pair, 16);
                field.pair(now.compareTo(before) < 0 ? before : now, bytes >> 8, bytes & 0xFF);
            }
        }
        return at.plus(code.after(frames));
    }

    private static long number(Matcher parts, int group) {
        return Long.parseLong(parts.group(group));
    }
}
