package v2v.media;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The loudspeakers that a programme is made for, in the order in which its channels are stored.
enum Layout {
    MONO("mono", "FC"),
    STEREO("stereo", "FL", "FR"),
    FIVE_ONE("5.1", "FL", "FR", "FC", "LFE", "BL", "BR"),
    SEVEN_ONE("7.1", "FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR");

    private final String word;
    private final int channels;
    private final String speakers;

    Layout(String word, String... speakers) {
        this.word = word;
        this.channels = speakers.length;
        this.speakers = String.join(" ", speakers);
    }

    /// FFmpeg's name for it, which is a profile's too.
    String word() {
        return word;
    }

    /// FFmpeg's names of its channels.
    List<String> speakers() {
        return List.of(speakers.split(" ", -1));
    }

    int channels() {
        return channels;
    }

    /// Opus bit rate for a profile's `kbits`, which are those of stereo.
    int kbits(int stereo) {
        return switch (this) {
            case MONO -> Math.max(8, stereo / 2);
            case STEREO -> stereo;
            case FIVE_ONE -> 2 * stereo;
            case SEVEN_ONE -> 3 * stereo;
        };
    }

    static Optional<Layout> named(String word) {
        return Arrays.stream(values()).filter(l -> l.word.equals(word)).findFirst();
    }
}
