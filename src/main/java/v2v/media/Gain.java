package v2v.media;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/// What is done to the level of one programme, in exact numbers.
///
/// @param filter with a comma before it; empty when nothing is done
/// @param aim loudness that must come out, LUFS; null when that is not checked
/// @param tolerance in LU
/// @param note for a person, when it is not what was planned
record Gain(String filter, @Nullable Double aim, double tolerance, @Nullable String note) {
    /// Dynamic normalisation looks three seconds ahead.
    private static final Duration SHORTEST = Duration.ofSeconds(3);

    private static final Gain NONE = new Gain("", null, 0, null);

    /// How far the coded sound of a first try was off.
    ///
    /// @param peak dB by which it went over the true peak
    /// @param loudness LU by which it was too loud
    record Miss(double peak, double loudness) {
        static final Miss NO = new Miss(0, 0);
    }

    static Gain of(Levelling planned, Level level, Profile.Loudness wanted, Miss miss) {
        Double loudness = level.loudness();
        if (planned == Levelling.LEAVE || loudness == null || loudness < Levelling.NOISE) {
            return NONE;
        }
        double ask = wanted.target() - loudness;
        double room = wanted.truePeak() - miss.peak() - level.truePeak();
        if (ask <= room) {
            return linear(ask, wanted.target(), null);
        }
        if (planned == Levelling.LOUDNORM && level.length().compareTo(SHORTEST) >= 0) {
            return dynamic(loudness, level, wanted, miss);
        }
        return linear(
                room,
                loudness + room,
                String.format(
                        Locale.ROOT,
                        "%.1f LUFS in place of %d: more gain would exceed %d dBTP",
                        loudness + room,
                        wanted.target(),
                        wanted.truePeak()));
    }

    private static Gain linear(double decibels, double aim, @Nullable String note) {
        return new Gain(String.format(Locale.ROOT, ",volume=%.3fdB", decibels), aim, 0.5, note);
    }

    /// The filter works at 192 kHz to see the true peaks, and on tenths of a second: it fills the
    /// last one with silence, which is cut off again.
    private static Gain dynamic(double loudness, Level level, Profile.Loudness wanted, Miss miss) {
        return new Gain(
                String.format(
                        Locale.ROOT,
                        ",loudnorm=I=%.2f:TP=%.2f:LRA=%.2f:measured_I=%.2f:measured_TP=%.2f"
                                + ":measured_LRA=%.2f:measured_thresh=%.2f:linear=false"
                                + ",aresample=48000,atrim=end=%.6f",
                        wanted.target() - miss.loudness(),
                        wanted.truePeak() - miss.peak(),
                        Math.clamp(level.range(), 1, 50),
                        loudness,
                        level.truePeak(),
                        level.range(),
                        level.threshold(),
                        level.length().toNanos() / 1e9),
                (double) wanted.target(),
                1.0,
                null);
    }

    /// How far off the coded sound is.
    Miss miss(Level coded, Profile.Loudness wanted) {
        Double heard = coded.loudness();
        Double meant = aim;
        if (meant == null) {
            return Miss.NO;
        }
        double over = coded.truePeak() - wanted.truePeak() - CODING;
        double off = heard == null ? 99 : heard - meant;
        return new Miss(Math.max(0, over), Math.abs(off) <= tolerance ? 0 : off);
    }

    /// Coding moves peaks a little, dB.
    private static final double CODING = 1.0;
}
