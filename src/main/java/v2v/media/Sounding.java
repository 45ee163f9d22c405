package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Inspection.Finding;
import v2v.item.Inspection.Severity;
import v2v.item.Quality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The remarks on the sound tracks.
final class Sounding {
    /// Pauses in speech are shorter.
    private static final Duration LONG_SILENCE = Duration.ofSeconds(10);

    /// LUFS; what is brought to broadcast's loudness from below here gets some twenty decibels.
    private static final double VERY_QUIET = -42;

    private final Decoding.Decoded decoded;
    private final Quality quality;
    private final List<Finding> findings = new ArrayList<>();

    Sounding(Decoding.Decoded decoded, Quality quality) {
        this.decoded = decoded;
        this.quality = quality;
    }

    List<Finding> findings() {
        boolean all = quality.sounds().stream().allMatch(Quality.Hearing::silent);
        for (int i = 0; i < quality.sounds().size(); i++) {
            Quality.Hearing told = quality.sounds().get(i);
            if (told.silent()) {
                add(
                        all ? Severity.LOOK : Severity.NOTE,
                        "SILENT_TRACK",
                        told,
                        "nothing above " + Math.round(Hearing.SILENCE) + " dBTP");
            } else {
                loudness(told);
                channels(told, decoded.heard().get(i));
                silence(told);
            }
        }
        return List.copyOf(findings);
    }

    private void add(Severity severity, String code, Quality.Hearing told, String text) {
        findings.add(new Finding(severity, code, "sound track " + told.track() + ": " + text));
    }

    private void loudness(Quality.Hearing told) {
        Double peak = told.truePeak();
        Double loudness = told.loudness();
        if (loudness == null) {
            add(
                    Severity.NOTE,
                    "NO_LOUDNESS",
                    told,
                    "too short or too quiet for a loudness (EBU R 128)");
        } else if (loudness < VERY_QUIET) {
            add(
                    Severity.NOTE,
                    "QUIET",
                    told,
                    text(told) + ": so quiet that raising it raises its noise");
        } else {
            add(Severity.FINE, "LOUDNESS", told, text(told));
        }
        if (peak != null && peak > 0) {
            add(
                    Severity.NOTE,
                    "TRUE_PEAK",
                    told,
                    String.format(Locale.ROOT, "true peak %+.1f dBTP, above full scale", peak));
        }
    }

    static String text(Quality.Hearing told) {
        return String.format(
                Locale.ROOT,
                "%s LUFS, range %s LU, true peak %s dBTP",
                number(told.loudness()),
                number(told.range()),
                number(told.truePeak()));
    }

    static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.1f", value);
    }

    private void channels(Quality.Hearing told, Hearing.Heard heard) {
        if (!heard.dead().isEmpty()) {
            String numbers =
                    String.join(", ", heard.dead().stream().map(c -> Integer.toString(c)).toList());
            add(Severity.LOOK, "SILENT_CHANNEL", told, "nothing on channel " + numbers);
        }
        if (told.dualMono()) {
            add(Severity.NOTE, "DUAL_MONO", told, "both channels are the same");
        }
        if (told.twin() != null) {
            add(Severity.NOTE, "TWIN_TRACK", told, "the same sound as track " + told.twin());
        }
    }

    private void silence(Quality.Hearing told) {
        if (told.silence().isEmpty()) {
            return;
        }
        boolean longer = Spans.longest(told.silence()).compareTo(LONG_SILENCE) >= 0;
        add(
                longer ? Severity.LOOK : Severity.NOTE,
                "SILENCE",
                told,
                Findings.stretches(told.silence(), "without sound"));
    }
}
