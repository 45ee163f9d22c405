package v2v.intake;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times within a work: `00:12:03`, `00:12:03.500`, `12:03`, `723.5`, `PT12M3S`.
final class Clock {
    private static final Pattern COLONS =
            Pattern.compile("(?:(\\d{1,3}):)?(\\d{1,2}):(\\d{2})(?:[.,](\\d{1,3}))?");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,3})?");
    private static final Pattern ISO =
            Pattern.compile("PT(?:(\\d{1,3})H)?(?:(\\d{1,4})M)?(?:(\\d{1,6})(?:\\.(\\d{1,3}))?S)?");

    private Clock() {}

    /// In milliseconds, or nothing: a timecode with frames has none without its rate.
    static Optional<Long> millis(String said) {
        String text = said.strip();
        for (Pattern form : new Pattern[] {COLONS, ISO}) {
            Matcher parts = form.matcher(text);
            if (parts.matches()) {
                long seconds =
                        number(parts.group(1)) * 3600
                                + number(parts.group(2)) * 60
                                + number(parts.group(3));
                String rest = parts.group(4) == null ? "0" : parts.group(4);
                return Optional.of(seconds * 1000 + Long.parseLong((rest + "00").substring(0, 3)));
            }
        }
        return SECONDS.matcher(text).matches()
                ? Optional.of(Math.round(Double.parseDouble(text) * 1000))
                : Optional.empty();
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
