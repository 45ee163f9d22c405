package v2v.media.words;

import v2v.item.Refusal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads SubRip: a number, a line of times, the words, a blank line.
///
/// Nobody ever wrote the form down, so the numbers are not believed: a cue begins at a line of
/// times. A point for the comma and hours of any length are taken too.
final class Srt {
    private static final String TIME = "(?:(\\d{1,4}):)?(\\d{1,2}):(\\d{1,2})(?:[,.](\\d{1,3}))?";
    private static final Pattern TIMES =
            Pattern.compile("\\s*" + TIME + "\\s*-+>\\s*" + TIME + "(?:\\s.*)?");

    /// A line of times that was spoilt, which must not be taken for words.
    private static final Pattern SPOILT = Pattern.compile("\\s*\\d+:\\d+.*-+>.*");

    private final Document document;
    private final String[] lines;
    private final List<Cue> cues = new ArrayList<>();

    private Srt(Document document) {
        this.document = document;
        this.lines = document.text(true).split("\n", -1);
    }

    static Subtitles read(Document document) {
        return new Srt(document).read();
    }

    private Subtitles read() {
        int at = 0;
        while (at < lines.length) {
            Matcher times = TIMES.matcher(lines[at]);
            if (times.matches()) {
                at = cue(at, times);
            } else {
                refuseStray(at);
                at++;
            }
        }
        return document.whole(new Subtitles(Subtitles.UNKNOWN, Subtitles.Kind.SUBTITLES, cues));
    }

    /// Before a line of times there is a number or nothing: anything else is a line of times that
    /// was spoilt, or words that would get lost.
    private void refuseStray(int at) {
        String line = lines[at].strip();
        if (!line.isEmpty() && !line.matches("\\d+")) {
            throw spoilt(at);
        }
    }

    private Refusal spoilt(int at) {
        String line = lines[at].strip();
        return document.unreadable(
                "line " + (at + 1),
                "expected times such as 00:00:01,000 --> 00:00:03,000, found \""
                        + line.substring(0, Math.min(40, line.length()))
                        + "\"");
    }

    private int cue(int at, Matcher times) {
        int end = at + 1;
        while (end < lines.length && !endsBefore(end)) {
            if (SPOILT.matcher(lines[end]).matches()) {
                throw spoilt(end);
            }
            end++;
        }
        String text = String.join("\n", List.of(lines).subList(at + 1, end));
        List<Line> words = Markup.srt(text);
        if (!words.isEmpty()) {
            cues.add(
                    document.cue(
                            "line " + (at + 1),
                            time(times, 1),
                            time(times, 5),
                            words,
                            Markup.srtTop(text)));
        }
        return end;
    }

    /// A blank line inside the words does not end them: only the next cue or the end does.
    private boolean endsBefore(int at) {
        if (TIMES.matcher(lines[at]).matches()) {
            return true;
        }
        boolean number = lines[at].strip().matches("\\d+");
        boolean next = at + 1 < lines.length && TIMES.matcher(lines[at + 1]).matches();
        return number && next;
    }

    static Duration time(Matcher times, int group) {
        String hours = times.group(group);
        String fraction = times.group(group + 3);
        return Duration.ofHours(hours == null ? 0 : Long.parseLong(hours))
                .plusMinutes(Long.parseLong(times.group(group + 1)))
                .plusSeconds(Long.parseLong(times.group(group + 2)))
                .plusMillis(
                        fraction == null ? 0 : Long.parseLong((fraction + "00").substring(0, 3)));
    }
}
