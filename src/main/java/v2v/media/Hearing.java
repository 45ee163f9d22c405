package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Quality;
import v2v.item.Track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Listens to one sound track while it is decoded: loudness (EBU R 128), silence, and whether its
/// two channels are one.
///
/// `ebur128` tells its numbers so far ten times a second; the last ones count. Two channels are the
/// same when their difference is silence.
///
/// @param number of the track among the sounds, for the names of files and graph ends
record Hearing(int number, Track.Sound sound) {
    /// Quieter than this is the noise of empty tape and of converters.
    static final double SILENCE = -60;

    /// `ebur128` says this when no block was loud enough to be counted (its absolute gate).
    private static final double GATE = -69.9;

    /// A block of BS.1770 is 400 ms, a block of the range 3 s.
    private static final Duration BLOCK = Duration.ofMillis(400);

    private static final Duration RANGE = Duration.ofSeconds(3);

    /// A quiet track's channels differ by less than silence anyway.
    private static final double LOUD_ENOUGH = -45;

    /// The end of the filter graph that is mapped.
    String end() {
        return "[sound" + number + "]";
    }

    /// One graph for this track alone, so that a change in one does not start the others again.
    String graph() {
        String in = "[0:" + sound.index() + "]";
        String measure =
                "ebur128=peak=true:metadata=1,silencedetect=noise="
                        + Math.round(SILENCE)
                        + "dB:duration=2,"
                        + forget("M", "S", "LRA.low", "LRA.high", "true_peak")
                        + "ametadata=mode=print:file="
                        + file();
        if (sound.channels() != 2) {
            return in + measure + end();
        }
        return in
                + "asplit=2[whole"
                + number
                + "][halves"
                + number
                + "];[whole"
                + number
                + "]"
                + measure
                + end()
                + ";[halves"
                + number
                + "]pan=mono|c0=c0-c1,silencedetect=noise="
                + Math.round(SILENCE)
                + "dB:duration=0.1,ametadata=mode=print:file="
                + difference()
                + ",anullsink";
    }

    /// What nobody reads need not be written ten times a second.
    private static String forget(String... keys) {
        StringBuilder filters = new StringBuilder();
        for (String key : keys) {
            filters.append("ametadata=mode=delete:key=lavfi.r128.").append(key).append(',');
        }
        return filters.toString();
    }

    private String file() {
        return "sound" + number + ".txt";
    }

    private String difference() {
        return "difference" + number + ".txt";
    }

    /// What was heard.
    ///
    /// @param peaks true peak of each channel, dBTP
    record Heard(
            Track.Sound sound,
            @Nullable Double loudness,
            @Nullable Double range,
            List<Double> peaks,
            List<Quality.Span> silence,
            boolean alike) {
        /// Of less than a tenth of a second nothing was measured, which is not silence.
        boolean silent() {
            return !peaks.isEmpty() && peak() < SILENCE;
        }

        double peak() {
            return peaks.stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(Double.NEGATIVE_INFINITY);
        }

        boolean dualMono() {
            return alike && loudness != null && loudness > LOUD_ENOUGH;
        }

        /// Channels without sound beside ones with sound, from 1.
        List<Integer> dead() {
            return silent()
                    ? List.of()
                    : Stream.iterate(0, c -> c + 1)
                            .limit(peaks.size())
                            .filter(c -> peaks.get(c) < SILENCE)
                            .map(c -> c + 1)
                            .toList();
        }

        /// @param twin an earlier track with the same samples
        Quality.Hearing told(@Nullable Integer twin) {
            return new Quality.Hearing(
                    sound.index(),
                    silent() ? null : loudness,
                    silent() || loudness == null ? null : range,
                    silent() || peaks.isEmpty() ? null : tenth(peak()),
                    silent(),
                    silence.stream().limit(Quality.MOST).toList(),
                    twin,
                    dualMono());
        }
    }

    /// Reads what the filters left behind.
    ///
    /// @param first time of the first picture
    /// @param track what was decoded of this one
    Heard read(Path folder, Duration first, Timeline track) throws IOException {
        Tally tally = new Tally();
        Path notes = folder.resolve(file());
        if (Files.exists(notes)) {
            try (Stream<String> lines = Files.lines(notes)) {
                lines.forEach(tally::hear);
            }
        }
        Duration length = track.length();
        return new Heard(
                sound,
                length.compareTo(BLOCK) < 0 || tally.loudness <= GATE ? null : tally.loudness,
                length.compareTo(RANGE) < 0 ? null : tally.range,
                tally.peaks(),
                Spans.of(tally.starts, tally.ends, first, track.end().minus(first)),
                alike(folder));
    }

    /// Silent from the start, and never heard of again.
    private boolean alike(Path folder) throws IOException {
        Path notes = folder.resolve(difference());
        if (!Files.exists(notes)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(notes)) {
            List<String> words = lines.filter(l -> l.startsWith("lavfi.silence_")).toList();
            return words.size() == 1 && words.getFirst().startsWith("lavfi.silence_start=");
        }
    }

    private static double tenth(double decibels) {
        return Math.round(decibels * 10) / 10.0;
    }

    /// The numbers so far.
    private static final class Tally {
        private static final String R128 = "lavfi.r128.";
        private static final String PEAK = R128 + "true_peaks_ch";

        private double loudness = Double.NEGATIVE_INFINITY;
        private double range;
        private final List<Double> highest = new ArrayList<>();
        private final List<String> starts = new ArrayList<>();
        private final List<String> ends = new ArrayList<>();

        void hear(String line) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                return;
            }
            String value = line.substring(equals + 1);
            String key = line.substring(0, equals);
            switch (key) {
                case R128 + "I" -> loudness = tenth(number(value));
                case R128 + "LRA" -> range = tenth(number(value));
                case "lavfi.silence_start" -> starts.add(value);
                case "lavfi.silence_end" -> ends.add(value);
                default -> {
                    if (key.startsWith(PEAK)) {
                        peak(Integer.parseInt(key.substring(PEAK.length())), number(value));
                    }
                }
            }
        }

        private void peak(int channel, double factor) {
            while (highest.size() <= channel) {
                highest.add(0.0);
            }
            highest.set(channel, Math.max(highest.get(channel), factor));
        }

        /// From factors to decibels.
        List<Double> peaks() {
            return highest.stream().map(factor -> 20 * Math.log10(factor)).toList();
        }

        private static double number(String text) {
            return text.matches("-?[0-9]+(\\.[0-9]+)?")
                    ? Double.parseDouble(text)
                    : Double.NEGATIVE_INFINITY;
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "sound track %d", sound.index());
    }
}
