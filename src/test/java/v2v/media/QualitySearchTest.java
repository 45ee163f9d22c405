package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeMap;

/// Where the search looks next, without an encoder.
class QualitySearchTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "32=34.0,                   21, too bad: better by what is missing",
        "32=34.0 22=35.0,           14, and by the slope that was measured",
        "32=40.0 52=37.0,           58, the same on the other side",
        "32=10.0,                    8, never below the best",
        "32=38.0,                   43, too good: worse by what is to spare",
        "32=36.2,                   33, a little too good is one step",
        "32=90.0,                   60, never beyond the worst",
        "32=36.1,                   32, near enough: nothing more to probe",
        "32=36.0,                   32, exactly",
        "30=38.0 40=34.0,           34, between the two",
        "30=38.0 40=35.99,          39, never one that was probed already",
        "30=36.2 40=20.0,           30, no step more is expected to do",
        "30=38.0 31=34.0,           30, nothing lies between",
        "20=41.0 30=38.0 40=34.0,   34, between the nearest ones",
        "8=30.0,                     8, there is no better",
        "60=50.0,                   60, there is no worse",
        "20=35.0 30=37.0 40=33.0,   30, a better one that measures worse does not confuse it",
    })
    void theNextProbeLiesWhereTheTargetIsExpected(String scores, int next, String why) {
        TreeMap<Integer, Double> probes = new TreeMap<>();
        for (String probe : scores.split(" ", -1)) {
            String[] pair = probe.split("=", -1);
            probes.put(Integer.parseInt(pair[0]), Double.parseDouble(pair[1]));
        }
        assertEquals(next, QualitySearch.guess(probes, 36), why);
    }

    /// Whatever the curve, the search ends: within seven probes it asks for one that it has.
    @Test
    void itEndsOnEveryFallingCurve() {
        for (double slope : new double[] {0.01, 0.1, 0.3, 1, 3}) {
            for (double target = 10; target < 60; target += 0.7) {
                TreeMap<Integer, Double> probes = new TreeMap<>();
                int next = 32;
                int count = 0;
                for (; count < 60 && !probes.containsKey(next); count++) {
                    probes.put(next, 36 - (next - 32) * slope);
                    next = QualitySearch.guess(probes, target);
                }
                assertEquals(true, count < 53, slope + " " + target);
            }
        }
    }

    /// As noise and as a film with grain measure: the loss grows with the logarithm at small crf.
    @ParameterizedTest
    @ValueSource(doubles = {33.0, 34.0, 35.0, 36.0, 37.0, 38.0})
    void threeProbesDoOnACurveAsNoiseHas(double target) {
        TreeMap<Integer, Double> probes = new TreeMap<>();
        int next = 32;
        while (!probes.containsKey(next)) {
            probes.put(next, 31.8 + 8.7 * Math.log(40 / (next + 8.0)));
            next = QualitySearch.guess(probes, target);
        }
        assertTrue(probes.size() <= 3, probes.toString());
        double excess = Objects.requireNonNull(probes.get(next)) - target;
        assertTrue(excess >= 0 && excess < 0.6, next + " " + probes);
    }

    @Test
    void theMeanIsThatOfTheDistances() throws IOException {
        Path stats = folder.resolve("xpsnr.txt");
        Files.writeString(
                stats,
                """
                n:    1  XPSNR y: 30.0000  XPSNR u: 40.0  XPSNR v: 40.0
                n:    2  XPSNR y: 40.0000  XPSNR u: 40.0  XPSNR v: 40.0
                n:    3  XPSNR y: inf  XPSNR u: inf  XPSNR v: inf

                XPSNR average, 3 frames  y: 99.0000  u: 40.0000  v: 40.0000
                """);
        assertEquals(34.36, QualitySearch.luma(stats), 0.01);
    }
}
