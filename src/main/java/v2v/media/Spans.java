package v2v.media;

import v2v.item.Quality.Span;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Stretches of time, as FFmpeg's detectors tell them: a list of starts and a list of ends, and no
/// end for the one that lasts to the end of the file.
final class Spans {
    private Spans() {}

    /// Pairs starts and ends, counted from `first`.
    ///
    /// @param length of the work: where a stretch without an end ends
    static List<Span> of(List<String> starts, List<String> ends, Duration first, Duration length) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            Duration start = max(seconds(starts.get(i)).minus(first), Duration.ZERO);
            Duration end = i < ends.size() ? seconds(ends.get(i)).minus(first) : length;
            spans.add(new Span(start, max(end, start)));
        }
        return List.copyOf(spans);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static Duration length(Span span) {
        return span.end().minus(span.start());
    }

    static Duration longest(List<Span> spans) {
        return spans.stream().map(Spans::length).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    static Duration sum(List<Span> spans) {
        return spans.stream().map(Spans::length).reduce(Duration.ZERO, Duration::plus);
    }

    /// FFmpeg's seconds; what is no number (`NOPTS`) is the beginning.
    static Duration seconds(String text) {
        String number = text.strip();
        if (!number.matches("-?[0-9]{1,12}(\\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(new BigDecimal(number).movePointRight(9).longValue());
    }

    /// The complaint that something came out longer or shorter than it should.
    static String lengths(String what, Duration made, Duration source) {
        return String.format(
                Locale.ROOT,
                "%.3f s of %s in place of %.3f s",
                made.toNanos() / 1e9,
                what,
                source.toNanos() / 1e9);
    }

    /// `0:01:05.320`, as the clock of a player counts.
    static String clock(Duration time) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%03d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart());
    }

    static String text(Span span) {
        return clock(span.start()) + " to " + clock(span.end());
    }
}
