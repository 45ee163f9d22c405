package v2v.media;

import java.time.Duration;

/// Whether a header promises more than there is.
final class Shortfall {
    /// Headers round, and end a little after their last frame.
    private static final Duration ROUNDING = Duration.ofMillis(100);

    private Shortfall() {}

    /// One frame and a little more is forgiven. A container's duration spans all its tracks, so
    /// what ends last is measured, and the picture's late start is not counted as missing.
    static boolean of(Duration claimed, Measure measure) {
        Timeline picture = measure.lead();
        if (picture.frames() == 0) {
            return claimed.isPositive();
        }
        Duration frame = picture.length().dividedBy(picture.frames());
        Duration end = longer(picture.end(), measure.soundEnd());
        Duration there = longer(end, picture.length());
        return claimed.compareTo(there.plus(frame).plus(ROUNDING)) > 0;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
