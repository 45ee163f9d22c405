package v2v.media;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// How loud a programme is (EBU R 128, ITU-R BS.1770).
///
/// @param loudness integrated, LUFS; null where there is nothing that can be measured
/// @param range LU
/// @param truePeak dBTP
/// @param threshold of the relative gate, LUFS
/// @param length of the whole programme
record Level(
        @Nullable Double loudness,
        double range,
        double truePeak,
        double threshold,
        Duration length) {
    private static final double ABSOLUTE_GATE = -70;
    private static final double RELATIVE_GATE = -10;

    /// The filter writes amplitudes with three decimals; half of the last is added, so that a peak
    /// is never thought lower than it is.
    private static final double ROUNDING = 0.0005;

    private static final String MOMENTARY = "M";
    private static final String INTEGRATED = "I";
    private static final String RANGE = "LRA";
    private static final String PEAK = "true_peak";
    private static final List<String> KEYS = List.of(MOMENTARY, INTEGRATED, RANGE, PEAK);

    /// The filters that measure and write it down, into files of this name in the run's folder: on
    /// the error output the numbers would be taken for complaints.
    static String meter(String name) {
        StringBuilder filters = new StringBuilder("ebur128=peak=true:metadata=1");
        for (String key : KEYS) {
            filters.append(",ametadata=mode=print:key=lavfi.r128.")
                    .append(key)
                    .append(":file=")
                    .append(name)
                    .append('.')
                    .append(key);
        }
        return filters.toString();
    }

    /// What they wrote.
    static Level read(Path folder, String name, Duration length) throws IOException {
        double loudness = last(folder, name, INTEGRATED).orElse(ABSOLUTE_GATE);
        double amplitude = last(folder, name, PEAK).orElse(0) + ROUNDING;
        return new Level(
                loudness > ABSOLUTE_GATE ? loudness : null,
                last(folder, name, RANGE).orElse(0),
                20 * Math.log10(amplitude),
                threshold(folder, name),
                length);
    }

    /// The filter does not tell its relative gate; the momentary values are its gating blocks.
    private static double threshold(Path folder, String name) throws IOException {
        OptionalDouble power =
                DoubleStream.of(values(folder, name, MOMENTARY))
                        .filter(m -> m >= ABSOLUTE_GATE)
                        .map(m -> Math.pow(10, m / 10))
                        .average();
        return power.isPresent()
                ? 10 * Math.log10(power.getAsDouble()) + RELATIVE_GATE
                : ABSOLUTE_GATE;
    }

    private static OptionalDouble last(Path folder, String name, String key) throws IOException {
        return DoubleStream.of(values(folder, name, key)).reduce((first, second) -> second);
    }

    /// Ten a second.
    private static double[] values(Path folder, String name, String key) throws IOException {
        Path file = folder.resolve(name + "." + key);
        if (!Files.exists(file)) {
            return new double[0]; // not one block long
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("lavfi.r128."))
                    .map(line -> line.substring(line.indexOf('=') + 1).strip())
                    .filter(value -> value.matches("-?[0-9]{1,4}(\\.[0-9]+)?"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }
}
