package v2v.item;

import java.util.Locale;
import java.util.Optional;

/// The stages of the shipped pipeline, as values that number and print themselves.
public enum Step {
    ACCEPT(1, "Checking and hashing the delivery"),
    INSPECT(2, "Decoding the whole file"),
    CLEAR(3, "Asking the rights"),
    TRANSCODE(4, "Transcoding to open formats"),
    DESCRIBE(5, "Writing licence and metadata"),
    INDEX(6, "Making it findable"),
    TORRENT(7, "Hashing the torrent"),
    RELEASE(8, "Releasing");

    private final int number;
    private final String sentence;

    Step(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    /// The name of its queue.
    public String stage() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int number() {
        return number;
    }

    public static int count() {
        return values().length;
    }

    public static Optional<Step> of(String stage) {
        for (Step step : values()) {
            if (step.stage().equals(stage)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /// `[4/8] Transcoding to open formats`.
    @Override
    public String toString() {
        return "[" + number + "/" + count() + "] " + sentence;
    }
}
