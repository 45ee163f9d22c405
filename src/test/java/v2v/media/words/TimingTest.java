package v2v.media.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Finding;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

class TimingTest {
    /// Cues as `from-to` in milliseconds, `^` in front of those at the top; of a programme of 10 s.
    @ParameterizedTest
    @CsvSource({
        "0-1000 1000-2000, ''",
        "0-1000 999-2000, SUBTITLE_OVERLAP",
        "0-5000 1000-2000 4999-6000, SUBTITLE_OVERLAP",
        "0-5000 ^1000-2000, ''",
        "^0-5000 ^1000-2000, SUBTITLE_OVERLAP",
        "9000-10000, ''",
        "9000-10001, SUBTITLE_PAST_END",
        "11000-12000, SUBTITLE_PAST_END",
        "0-11000 500-600, SUBTITLE_OVERLAP SUBTITLE_PAST_END",
    })
    void oddTimesAreSaid(String cues, String codes) {
        List<String> found =
                Timing.of(words(cues), Duration.ofSeconds(10)).stream()
                        .map(finding -> finding.code().name())
                        .toList();
        assertEquals(codes, String.join(" ", found));
    }

    @Test
    void theFirstPlaceIsNamedAndTheOthersCounted() {
        List<Finding> found =
                Timing.of(words("0-5000 1000-2000 3000-11500"), Duration.ofSeconds(10));
        assertEquals(
                "the words in de at 0:00:01.000: a text begins before the one above it in the file"
                        + " has ended, and 1 more like it",
                found.getFirst().message());
        assertEquals(
                "the words in de at 0:00:03.000: a text ends after the programme, which has"
                        + " 0:00:10.000",
                found.getLast().message());
    }

    private static Subtitles words(String cues) {
        return new Subtitles(
                "de",
                Subtitles.Kind.SUBTITLES,
                Arrays.stream(cues.split(" ", -1)).map(TimingTest::cue).toList());
    }

    private static Cue cue(String text) {
        String[] ends = text.replace("^", "").split("-", -1);
        return new Cue(
                Duration.ofMillis(Long.parseLong(ends[0])),
                Duration.ofMillis(Long.parseLong(ends[1])),
                List.of(),
                text.startsWith("^"));
    }
}
