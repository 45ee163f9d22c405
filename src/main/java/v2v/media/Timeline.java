package v2v.media;

import v2v.item.Quality;
import v2v.item.Ratio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The times of one track's decoded frames, in order.
///
/// All of them are kept, 8 bytes each, because only the end tells whether they were even.
final class Timeline {
    /// A longer step than this, in usual ones, has lost a frame. Two film frames that are shown for
    /// two and for three fields differ by less.
    private static final double LOST = 1.75;

    /// Of the steps, for a rate to be constant but for its gaps.
    private static final double USUAL = 0.95;

    /// In a time base of so few ticks a frame, half a frame can not be told.
    private static final int COARSE = 8;

    private final boolean picture;
    private Ratio base = new Ratio(1, 1000);
    private long[] times = new long[1024];
    private int count;
    private long lastDuration;

    /// @param picture pictures are shown until the next one; sound is as long as it says
    Timeline(boolean picture) {
        this.picture = picture;
    }

    void base(Ratio seconds) {
        base = seconds;
    }

    void add(long time, long duration) {
        if (count == times.length) {
            times = Arrays.copyOf(times, count * 2);
        }
        times[count++] = time;
        lastDuration = duration;
    }

    int frames() {
        return count;
    }

    /// Time of the first frame.
    Duration start() {
        return count == 0 ? Duration.ZERO : span(times[0]);
    }

    /// From the first frame's time to the end of the last.
    Duration length() {
        if (count == 0) {
            return Duration.ZERO;
        }
        // Headers give a lone last field half a frame; even frames are all equally long.
        boolean rule = lastDuration <= 0 || (picture && count > 2 && even());
        long last = rule ? Math.round(spacing()) : lastDuration;
        return span(times[count - 1] - times[0] + Math.max(0, last));
    }

    Duration end() {
        return start().plus(length());
    }

    /// Whether every frame lies within half a frame of a constant rate: rounded time stamps and a
    /// single dropped frame pass, a telephone's clock does not.
    boolean even() {
        if (count < 3) {
            return true;
        }
        double spacing = spacing();
        double slack = Math.max(1, spacing / 2);
        for (int i = 0; i < count; i++) {
            if (Math.abs(times[i] - times[0] - i * spacing) > slack) {
                return false;
            }
        }
        return true;
    }

    private double spacing() {
        return count < 2 ? 0 : (double) (times[count - 1] - times[0]) / (count - 1);
    }

    private Duration span(long ticks) {
        return Duration.ofNanos(Math.round(ticks * base.value() * 1e9));
    }

    /// Where frames are missing in an otherwise even row, from the first frame's time; nothing for
    /// a clock that is uneven anyway.
    List<Quality.Span> gaps() {
        if (!picture || count < 4) {
            return List.of();
        }
        long[] steps = steps();
        long usual = steps[steps.length / 2];
        double slack = Math.max(1, usual * 0.1);
        long near = Arrays.stream(steps).filter(s -> Math.abs(s - usual) <= slack).count();
        if (usual <= 0 || near < steps.length * USUAL) {
            return List.of();
        }
        List<Quality.Span> gaps = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            if (times[i] - times[i - 1] > usual * LOST) {
                gaps.add(
                        new Quality.Span(
                                span(times[i - 1] - times[0] + usual), span(times[i] - times[0])));
            }
        }
        return List.copyOf(gaps);
    }

    /// Frames that are shown for three fields where the others are shown for two: the flags of a
    /// soft telecine.
    long repeated() {
        if (!picture || count < 10) {
            return 0;
        }
        long[] steps = steps();
        double two = steps[steps.length / 10];
        if (two < COARSE) {
            return 0;
        }
        double slack = Math.max(1, two * 0.06);
        long longer = Arrays.stream(steps).filter(s -> Math.abs(s - two * 1.5) <= slack).count();
        long usual = Arrays.stream(steps).filter(s -> Math.abs(s - two) <= slack).count();
        return longer + usual >= steps.length * USUAL ? longer : 0;
    }

    /// From frame to frame, shortest first.
    private long[] steps() {
        long[] steps = new long[count - 1];
        for (int i = 1; i < count; i++) {
            steps[i - 1] = times[i] - times[i - 1];
        }
        Arrays.sort(steps);
        return steps;
    }
}
