package v2v.media.words;

import java.time.Duration;

/// Counts frames of a rate as SMPTE ST 12-1 does.
///
/// @param nominal frames that a second of the count has
/// @param slow whether a frame lasts 1001/1000 of its share of a second (29.97, 23.976)
/// @param drop whether two frame numbers of every minute but each tenth are left out, so that the
///   count keeps to the clock
record Timecode(int nominal, boolean slow, boolean drop) {
    Duration at(long hours, long minutes, long seconds, long frames) {
        long count = ((hours * 60 + minutes) * 60 + seconds) * nominal + frames;
        if (drop) {
            long whole = hours * 60 + minutes;
            count -= (whole - whole / 10) * nominal / 15;
        }
        return after(count);
    }

    Duration after(long frames) {
        long millionths = frames * (slow ? 1_001_000L : 1_000_000L);
        return Duration.ofNanos(Math.round(millionths * 1000.0 / nominal));
    }
}
