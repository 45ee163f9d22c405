package v2v.media.words;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What is odd about when words are shown. Nothing of it stops a release: players cope, viewers
/// wonder.
public final class Timing {
    private Timing() {}

    /// Says what is odd.
    ///
    /// @param words in the order of time, as they always are
    /// @param programme how long it is
    /// @return one remark of each kind at most, with the first place and how many there are
    public static List<Finding> of(Subtitles words, Duration programme) {
        List<Finding> all = new ArrayList<>();
        List<Cue> over = overlapping(words.cues());
        if (!over.isEmpty()) {
            all.add(
                    remark(
                            Code.SUBTITLE_OVERLAP,
                            words,
                            over,
                            "begins before the one above it in the file has ended",
                            "part them in the file of words if they hide each other"));
        }
        List<Cue> late =
                words.cues().stream().filter(cue -> cue.end().compareTo(programme) > 0).toList();
        if (!late.isEmpty()) {
            all.add(
                    remark(
                            Code.SUBTITLE_PAST_END,
                            words,
                            late,
                            "ends after the programme, which has " + clock(programme),
                            "make sure that the words are those of this cut"));
        }
        return all;
    }

    /// Words above and words below do not hide each other.
    private static List<Cue> overlapping(List<Cue> cues) {
        List<Cue> over = new ArrayList<>();
        Duration below = Duration.ZERO;
        Duration above = Duration.ZERO;
        for (Cue cue : cues) {
            Duration until = cue.top() ? above : below;
            if (cue.start().compareTo(until) < 0) {
                over.add(cue);
            }
            Duration next = cue.end().compareTo(until) > 0 ? cue.end() : until;
            if (cue.top()) {
                above = next;
            } else {
                below = next;
            }
        }
        return over;
    }

    private static Finding remark(
            Code code, Subtitles words, List<Cue> cues, String what, String fix) {
        String more = cues.size() == 1 ? "" : ", and %d more like it".formatted(cues.size() - 1);
        return new Finding(
                Finding.Level.WARN,
                code,
                "the words in %s at %s: a text %s%s"
                        .formatted(words.language(), clock(cues.getFirst().start()), what, more),
                fix,
                null);
    }

    private static String clock(Duration time) {
        return "%d:%02d:%02d.%03d"
                .formatted(
                        time.toHours(),
                        time.toMinutesPart(),
                        time.toSecondsPart(),
                        time.toMillisPart());
    }
}
