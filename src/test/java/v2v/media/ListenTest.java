package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import v2v.item.Progress;
import v2v.item.Scan;
import v2v.item.Track;

import java.time.Duration;
import java.util.List;

/// What FFmpeg says, and what we take it to mean.
class ListenTest {
    private static Measure measure(String... lines) {
        Measure measure =
                new Measure(true, 1, Duration.ofSeconds(1), new Speedometer(Progress.NONE, "test"));
        List.of(lines).forEach(measure::hear);
        return measure;
    }

    @Test
    void framesAreMeasuredFromTheirOwnTimes() {
        Measure measure =
                measure(
                        "#software: Lavf62.3.100",
                        "#tb 0: 1/25",
                        "#tb 1: 1/48000",
                        "0,          0,          0,        1,      416, 0x485e15b8",
                        "1,          0,          0,     1920,     3840, 0x485e15b8",
                        "0,          1,          1,        1,      416, 0x485e15b8",
                        "0,          2,          2,        1,      416, 0x485e15b8");
        assertEquals(3, measure.picture().frames());
        assertEquals(Duration.ofMillis(120), measure.picture().length());
        assertEquals(Duration.ofMillis(40), measure.sound());
        assertTrue(measure.picture().even());
    }

    @Test
    void aTelephonesClockIsUnevenAndRoundedMillisecondsAreNot() {
        assertFalse(timeline(0, 40, 80, 200, 240, 400, 440, 480).even());
        assertTrue(timeline(0, 33, 67, 100, 133, 167, 200, 234).even());
        assertTrue(timeline(0, 40, 80, 120, 200, 240, 280, 320).even(), "one dropped frame");
    }

    private static Timeline timeline(long... times) {
        Timeline timeline = new Timeline(true);
        for (long time : times) {
            timeline.add(time, 33);
        }
        return timeline;
    }

    @Test
    void progressIsATypedBeat() {
        Beat beat = Beat.FIRST;
        for (String line :
                List.of("frame=12", "out_time_us=N/A", "speed=2x", "out_time_us=480000")) {
            beat = beat.with(line);
        }
        assertEquals(new Beat(12, Duration.ofMillis(480), false), beat);
        assertTrue(beat.beyond(Beat.FIRST));
        assertFalse(beat.beyond(beat));
        assertTrue(beat.with("progress=end").ended());
    }

    @Test
    void onlyKnownChatterIsForgiven() {
        assertEquals(Chatter.NOISE, Chatter.of("Svt[info]: Number of PPCS 74"));
        assertEquals(Chatter.COMPLAINT, Chatter.of("Svt[error]: out of memory"));
        assertEquals(
                Chatter.OPUS_END,
                Chatter.of("[opus @ 0x55] [error] Error parsing Opus packet header."));
        assertEquals(
                Chatter.END_OF_FILE,
                Chatter.of("[mov @ 0x55] [error] stream 0, offset 0x18855: partial file"));
        assertEquals(Chatter.COMPLAINT, Chatter.of("[mpeg1video @ 0x5] [error] ac-tex damaged"));
        assertEquals("[mpeg1video] ac-tex", Chatter.plain("[mpeg1video @ 0x5] [error] ac-tex"));
        assertEquals("<original>: Invalid", Chatter.plain("file:/a b/c.mxf: Invalid"));
    }

    @Test
    void manyComplaintsAreCountedAndFewAreKept() {
        Complaints complaints = new Complaints();
        for (int i = 0; i < 1000; i++) {
            complaints.add("line " + i);
        }
        assertEquals(1000, complaints.count());
        assertEquals(10, complaints.first().size());
        assertEquals("line 999", complaints.last().getLast());
        assertEquals(20, complaints.last().size());
    }

    @Test
    void theFramesDecideHowTheyAreScanned() {
        assertEquals(Scan.TOP_FIELD_FIRST, scan("unknown", 95, 0, 5));
        assertEquals(Scan.BOTTOM_FIELD_FIRST, scan("progressive", 1, 95, 4));
        assertEquals(Scan.PROGRESSIVE, scan("tt", 0, 2, 200));
        assertEquals(Scan.TOP_FIELD_FIRST, scan("tb", 40, 0, 60));
        assertEquals(Scan.MIXED, scan("progressive", 40, 0, 60));
        assertEquals(Scan.MIXED, scan("tt", 50, 50, 0));
    }

    private static Scan scan(String order, long top, long bottom, long progressive) {
        Track.Picture p = Samples.picture(720, 576, "1/1");
        Track.Picture header =
                new Track.Picture(
                        0,
                        p.codec(),
                        720,
                        576,
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
        return new FieldVote(top, bottom, progressive, 0).scan(header, Scan.PROGRESSIVE, List.of());
    }

    @Test
    void missingLibrariesComeWithTheirLine() {
        Ffmpeg.Check check = Examination.missing("libpulse.so.0");
        assertEquals(Ffmpeg.Kind.LIBRARY, check.kind());
        assertTrue(check.fix().startsWith("apt-get install "), check.fix());
    }
}
