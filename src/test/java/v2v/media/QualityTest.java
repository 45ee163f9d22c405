package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Inspection.Finding;
import v2v.item.Progress;
import v2v.item.Quality;
import v2v.item.Quality.Timecode;
import v2v.item.Ratio;
import v2v.item.Scan;
import v2v.item.Track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is taken from the notes of FFmpeg's filters, without FFmpeg.
class QualityTest {
    @TempDir Path folder;

    private static List<Sight.Frame> frames(String alone, String repeated) {
        List<Sight.Frame> frames = new ArrayList<>();
        for (int i = 0; i < repeated.length(); i++) {
            char vote = alone.charAt(i % alone.length());
            frames.add(new Sight.Frame(Duration.ofMillis(40L * i), vote, vote, repeated.charAt(i)));
        }
        return frames;
    }

    @Test
    void pulldownIsARhythmOfFive() {
        assertTrue(Pulldown.of(frames("t", "nntnb".repeat(20))).hard());
        assertTrue(
                Pulldown.of(frames("t", "nntnb".repeat(8) + "n" + "nbntn".repeat(8))).hard(),
                "an edit breaks the rhythm");
        assertFalse(Pulldown.of(frames("t", "n".repeat(100))).hard());
        assertFalse(Pulldown.of(frames("t", "nntnt".repeat(20))).hard(), "never the other field");
        assertFalse(Pulldown.of(frames("t", "ntnb".repeat(25))).hard(), "a rhythm of four");
        Pulldown part = Pulldown.of(frames("t", "nntnb".repeat(10) + "n".repeat(300)));
        assertFalse(part.hard());
        assertTrue(part.partly());
    }

    @Test
    void partsThatMoveDifferentlyMakeAMixture() {
        Quality.Window video = new Quality.Window(Duration.ZERO, 240, 0, 5, 5);
        Quality.Window film = new Quality.Window(Duration.ofSeconds(10), 0, 0, 240, 10);
        Quality.Window still = new Quality.Window(Duration.ofSeconds(10), 0, 0, 20, 230);
        Track.Picture tape = Samples.picture(720, 576, "64/45");
        FieldVote votes = new FieldVote(240, 0, 245, 15);
        assertEquals(Scan.MIXED, votes.scan(tape, Scan.TOP_FIELD_FIRST, List.of(video, film)));
        Track.Picture said = ordered(tape, "tt");
        assertEquals(
                Scan.TOP_FIELD_FIRST,
                votes.scan(said, Scan.TOP_FIELD_FIRST, List.of(video, still)));
    }

    @Test
    void onlyTapesOf608LinesAreTakenForEuropes() {
        assertEquals("bt470bg", Colour.of(Samples.picture(720, 608, "152/135")).matrix());
        assertEquals("smpte170m", Colour.of(Samples.picture(1080, 608, "1/1")).matrix());
    }

    @Test
    void lengthsAreToldInSeconds() {
        assertEquals(
                "15.001 s of sound in place of 14.976 s",
                Spans.lengths(
                        "sound", Duration.ofNanos(15_000_500_000L), Duration.ofMillis(14976)));
    }

    @Test
    void whereNothingMovesTheFramesFlagsAreBelievedBeforeTheHeader() {
        FieldVote still = new FieldVote(0, 0, 0, 25);
        Track.Picture tape = Samples.picture(720, 576, "64/45");
        Track.Picture said = ordered(tape, "tt");
        assertEquals(Scan.PROGRESSIVE, still.scan(tape, Scan.PROGRESSIVE, List.of()));
        assertEquals(Scan.TOP_FIELD_FIRST, still.scan(said, Scan.PROGRESSIVE, List.of()));
        assertEquals(Scan.BOTTOM_FIELD_FIRST, still.scan(said, Scan.BOTTOM_FIELD_FIRST, List.of()));
    }

    private static Track.Picture ordered(Track.Picture p, String order) {
        return new Track.Picture(
                0,
                p.codec(),
                p.width(),
                p.height(),
                p.sampleShape(),
                p.rate(),
                p.pixels(),
                order,
                0,
                "tv",
                "unknown",
                "unknown",
                "unknown",
                false);
    }

    @Test
    void blackAndStillFramesDoNotVote() {
        Quality.Span dark = new Quality.Span(Duration.ZERO, Duration.ofSeconds(1));
        Sight sight = new Sight(frames("p", "n".repeat(50)), List.of(dark), List.of());
        assertEquals(new FieldVote(0, 0, 25, 25), sight.votes());
        assertEquals(2, sight.windows(Duration.ofSeconds(1)).size());
        assertEquals(25, sight.windows(Duration.ofSeconds(1)).getLast().progressive());
    }

    @Test
    void theFiltersNotesAreReadFromTheFirstFrameOn() throws IOException {
        for (String name : List.of("single", "multiple", "repeated")) {
            String word = name.equals("repeated") ? "neither" : "tff";
            Files.writeString(
                    folder.resolve(name + ".txt"),
                    "frame:0    pts:36000   pts_time:1.4\nlavfi.idet."
                            + name
                            + ".current_frame="
                            + word
                            + "\n");
        }
        Files.writeString(
                folder.resolve("black-start.txt"),
                """
                frame:0 pts:1 pts_time:1.4
                lavfi.black_start=1.4
                frame:9 pts:1 pts_time:5.4
                lavfi.black_start=5.4
                """);
        Files.writeString(
                folder.resolve("black-end.txt"), "frame:5 pts:1 pts_time:3\nlavfi.black_end=3.4\n");
        Sight sight = Sight.read(folder, Duration.ofMillis(1400), Duration.ofMillis(9400));
        assertEquals(List.of(new Sight.Frame(Duration.ZERO, 't', 't', 'n')), sight.frames());
        assertEquals(
                List.of(
                        new Quality.Span(Duration.ZERO, Duration.ofSeconds(2)),
                        new Quality.Span(Duration.ofSeconds(4), Duration.ofSeconds(8))),
                sight.black());
    }

    @Test
    void theLastLoudnessCountsAndTheHighestPeak() throws IOException {
        Hearing hearing = new Hearing(0, Samples.sound(1, 2, "stereo"));
        Files.writeString(
                folder.resolve("sound0.txt"),
                """
                frame:0    pts:0       pts_time:0
                lavfi.r128.I=-70.000
                lavfi.r128.true_peaks_ch0=0.500
                lavfi.r128.true_peaks_ch1=0.000
                lavfi.silence_start=0
                frame:1    pts:4800    pts_time:0.1
                lavfi.r128.I=-23.04
                lavfi.r128.LRA=5.21
                lavfi.r128.true_peaks_ch0=0.500
                lavfi.r128.true_peaks_ch1=0.000
                lavfi.silence_end=2.5
                """);
        Files.writeString(folder.resolve("difference0.txt"), "lavfi.silence_start=0\n");
        Timeline track = new Timeline(false);
        track.base(Ratio.parse("1/1"));
        track.add(0, 9);
        Hearing.Heard heard = hearing.read(folder, Duration.ZERO, track);
        assertEquals(List.of(2), heard.dead());
        Quality.Hearing told = heard.told(null);
        assertEquals(-23.0, told.loudness());
        assertEquals(5.2, told.range());
        assertEquals(-6.0, told.truePeak());
        assertTrue(told.dualMono());
        assertEquals(Duration.ofMillis(2500), told.silence().getFirst().end());
        Timeline blink = new Timeline(false);
        blink.base(Ratio.parse("1/1000"));
        blink.add(0, 399);
        assertNull(hearing.read(folder, Duration.ZERO, blink).told(null).loudness());
    }

    @Test
    void flaggedRepeatsAndGapsAreSeenInTheTimes() {
        Timeline soft = new Timeline(true);
        Timeline lost = new Timeline(true);
        long time = 0;
        for (int i = 0; i < 100; i++) {
            soft.add(time, 0);
            time += i % 2 == 0 ? 3003 : 4504;
            lost.add(i < 60 ? i * 40L : i * 40L + 400, 40);
        }
        assertEquals(49, soft.repeated());
        assertEquals(List.of(), soft.gaps());
        assertEquals(0, lost.repeated());
        assertEquals(1, lost.gaps().size());
        Timeline coarse = new Timeline(true);
        for (int i = 0; i < 100; i++) {
            coarse.add(i, 1);
        }
        assertEquals(0, coarse.repeated(), "ticks of whole frames");
    }

    @Test
    void tracksOfTheSameSamplesAreTwins() {
        Measure measure =
                new Measure(false, 3, Duration.ZERO, new Speedometer(Progress.NONE, "test"));
        for (String line :
                List.of("0, 0, 0, 9, 18, 0x1", "1, 0, 0, 9, 18, 0x2", "2, 0, 0, 9, 18, 0x1")) {
            measure.hear(line);
        }
        assertNull(measure.twin(1));
        assertEquals(0, measure.twin(2));
        assertEquals(0, measure.picture().frames());
    }

    @Test
    void onlyTimecodesThatSomebodySetCanDiffer() {
        Timecode tape = new Timecode("mxf", "10:00:00:00");
        Timecode counted = new Timecode("gop", "00:00:00:00");
        assertFalse(Timecodes.conflict(List.of(tape, counted)));
        assertFalse(Timecodes.conflict(List.of(tape, new Timecode("gop", "10:00:00;00"))));
        assertTrue(Timecodes.conflict(List.of(tape, new Timecode("gop", "09:59:58:00"))));
        assertEquals(List.of(tape), Timecodes.meant(List.of(tape, counted)));
    }

    @Test
    void framesTellOfCaptionsTimecodeAndFields() throws JsonProcessingException {
        Glance glance =
                Glance.read(
                        """
                        {"frames": [{"interlaced_frame": 1, "top_field_first": 0, "side_data_list": [
                          {"side_data_type": "ATSC A53 Part 4 Closed Captions"},
                          {"side_data_type": "GOP timecode", "timecode": "10:00:00:00"},
                          {"side_data_type": "SMPTE 12-1 timecode",
                           "timecodes": [{"value": "01:02:03:04"}]}]}]}
                        """);
        assertEquals(
                new Glance(Scan.BOTTOM_FIELD_FIRST, true, "10:00:00:00", "01:02:03:04"), glance);
    }

    @Test
    void shapesThatTelevisionDoesNotHaveAreDoubtful() {
        assertEquals("SHAPE", shape("64/45", true));
        assertEquals("SHAPE", shape("59/54", true));
        assertEquals("SHAPE_MISSING", shape("1/1", false));
        assertEquals("SHAPE_DOUBTFUL", shape("1/1", true));
        assertEquals("SHAPE_DOUBTFUL", shape("4/1", true));
    }

    private static String shape(String ratio, boolean given) {
        Probe.Claim claim = new Probe.Claim(null, true, -1, false, "", given, false, Map.of());
        return new Shaped(Samples.picture(720, 576, ratio), claim)
                .findings().stream()
                        .map(Finding::code)
                        .filter(code -> code.startsWith("SHAPE"))
                        .findFirst()
                        .orElseThrow();
    }
}
