package v2v.media.words;

import java.time.Duration;
import java.util.List;

/// All that is to be read in one language, in the order of time.
///
/// @param language BCP 47; [#UNKNOWN] where nothing says it
public record Subtitles(String language, Kind kind, List<Cue> cues) {
    /// BCP 47 for a language that nobody has named.
    public static final String UNKNOWN = "und";

    /// Whom they are for.
    public enum Kind {
        /// For who does not hear: sounds and speakers are in the words too.
        CAPTIONS,
        /// For who does not know the language.
        SUBTITLES
    }

    /// Puts the cues in order.
    public Subtitles {
        cues = cues.stream().sorted(Cue.IN_TIME).toList();
    }

    /// The same words, said to be in this language.
    public Subtitles in(String tag) {
        return new Subtitles(tag, kind, cues);
    }

    /// The same words, earlier by so much. What would end before the first frame is left out.
    public Subtitles earlier(Duration by) {
        return new Subtitles(
                language,
                kind,
                cues.stream()
                        .filter(cue -> cue.end().compareTo(by) > 0)
                        .map(cue -> cue.at(later(cue.start().minus(by)), cue.end().minus(by)))
                        .toList());
    }

    private static Duration later(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }
}
