package v2v.media.words;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// What is to be read from one moment to another.
///
/// @param start from the first picture frame
/// @param end after the start, always
/// @param top in the upper part of the picture, where the lower part must be seen
public record Cue(Duration start, Duration end, List<Line> lines, boolean top) {
    static final Comparator<Cue> IN_TIME = Comparator.comparing(Cue::start).thenComparing(Cue::end);

    /// The words of its lines, one line of text a line.
    public String text() {
        return String.join("\n", lines.stream().map(Line::text).toList());
    }

    Cue at(Duration from, Duration until) {
        return new Cue(from, until, lines, top);
    }
}
