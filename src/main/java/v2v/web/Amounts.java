package v2v.web;

import java.time.Duration;
import java.util.Locale;

/// Numbers in words.
final class Amounts {
    private Amounts() {}

    static String times(double speed) {
        return String.format(Locale.ROOT, "%.1f×", speed);
    }

    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", fraction * 100);
    }

    static String count(long count, String what) {
        return "%,d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }

    /// The two largest units.
    static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800
                ? seconds / 3600 + " h " + seconds / 60 % 60 + " min"
                : seconds / 86_400 + " days " + seconds / 3600 % 24 + " h";
    }
}
