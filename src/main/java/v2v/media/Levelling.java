package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Treatment;

import java.util.Locale;

/// How a programme is brought to the loudness that the profile asks for. Decided from what the
/// inspection measured, because the rights must know it before anything is made.
enum Levelling {
    /// Nothing is done: not asked for, or nothing to hear.
    LEAVE,
    /// One gain for the whole programme, never so much that the true peak is exceeded.
    GAIN,
    /// Two-pass dynamic normalisation.
    LOUDNORM;

    /// What is quieter than this is the noise of the tape and not a programme.
    static final double NOISE = -55;

    /// What is known of a programme before it is put together.
    ///
    /// @param loudness LUFS, null where nothing was measured or can be heard
    /// @param truePeak dBTP
    record Estimate(boolean heard, @Nullable Double loudness, @Nullable Double truePeak) {}

    static Levelling of(Estimate estimate, Profile.Loudness wanted) {
        Double loudness = estimate.loudness();
        Double peak = estimate.truePeak();
        if (!wanted.on()) {
            return LEAVE;
        }
        if (loudness == null || peak == null) {
            // what was not listened to yet is never changed more than by one gain
            return estimate.heard() ? LEAVE : GAIN;
        }
        if (loudness < NOISE) {
            return LEAVE;
        }
        boolean fits = peak + wanted.target() - loudness <= wanted.truePeak();
        return fits || wanted.limiting() == Profile.Limiting.GAIN ? GAIN : LOUDNORM;
    }

    /// The step as the rights read it.
    Treatment.@Nullable Act act(Estimate estimate, Profile.Loudness wanted, String sound) {
        String why =
                estimate.loudness() == null
                        ? "the profile asks for " + wanted.target() + " LUFS"
                        : String.format(
                                Locale.ROOT,
                                "it measures %.1f LUFS and the profile asks for %d",
                                estimate.loudness(),
                                wanted.target());
        return switch (this) {
            case LEAVE -> null;
            case GAIN ->
                    new Treatment.Act(
                            Treatment.Nature.TECHNICAL,
                            "sound",
                            sound + " gets one gain for the whole programme",
                            why);
            case LOUDNORM ->
                    new Treatment.Act(
                            Treatment.Nature.ADAPTIVE,
                            "sound",
                            "the dynamics of " + sound + " are reduced",
                            why + ", and one gain would exceed " + wanted.truePeak() + " dBTP");
        };
    }
}
