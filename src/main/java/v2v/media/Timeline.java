package v2v.media;

import v2v.item.Ratio;

import java.time.Duration;
import java.util.Arrays;

/// The times of one track's decoded frames, in order.
///
/// All of them are kept, 8 bytes each, because only the end tells whether they were even.
final class Timeline {
    private Ratio base = new Ratio(1, 1000);
    private long[] times = new long[1024];
    private int count;
    private long lastDuration;

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
        boolean rule = lastDuration <= 0 || (count > 2 && even());
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
}
