package v2v.media;

import v2v.item.Ratio;

import java.time.Duration;
import java.util.Arrays;

/// Listens to FFmpeg's `framecrc` writer for where each sound track begins and ends, to the sample.
final class Lengths implements Child.Listener {
    private final Ratio[] bases;
    private final long[] begins;
    private final long[] ends;
    private final Duration expected;
    private final Speedometer speedometer;

    Lengths(int tracks, Duration expected, Speedometer speedometer) {
        this.bases = new Ratio[tracks];
        this.begins = new long[tracks];
        this.ends = new long[tracks];
        this.expected = expected;
        this.speedometer = speedometer;
        Arrays.fill(bases, new Ratio(1, 48000));
        Arrays.fill(begins, Long.MAX_VALUE);
    }

    @Override
    public boolean hear(String line) {
        if (line.startsWith("#tb ")) {
            String[] words = line.substring(4).split(": ", 2);
            bases[Integer.parseInt(words[0])] = Ratio.parse(words[1].strip());
            return true;
        }
        String[] fields = line.split(",", 5);
        if (line.startsWith("#") || fields.length < 5) {
            return false;
        }
        int track = Integer.parseInt(fields[0].strip());
        long time = Long.parseLong(fields[2].strip());
        begins[track] = Math.min(begins[track], time);
        ends[track] = Math.max(ends[track], time + Long.parseLong(fields[3].strip()));
        if (track == 0) {
            speedometer.at(length(0), expected);
        }
        return true;
    }

    /// From the first sample to the last.
    Duration length(int track) {
        long samples = begins[track] == Long.MAX_VALUE ? 0 : ends[track] - begins[track];
        return Duration.ofNanos(Math.round(samples * bases[track].value() * 1e9));
    }
}
