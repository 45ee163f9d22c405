package v2v.media.words;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The times of one TTML document: clock and offset expressions, by its own frame and tick rates.
///
/// @param frames a second; 30 when the document does not say
/// @param ticks a second
/// @param timecode counts the frames of clock times when they are time codes (`timeBase="smpte"`);
///   else its drop flag is off
record TtmlClock(double frames, double ticks, Timecode timecode, boolean smpte) {
    private static final Pattern CLOCK =
            Pattern.compile(
                    "(\\d{2,4}):(\\d{2}):(\\d{2})(?:\\.(\\d+)|[:;](\\d{2,4}(?:\\.\\d+)?))?");

    private static final double LONGEST = 10_000 * 3600.0;

    private static final Pattern OFFSET = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s|f|t)");

    /// Of the attributes of the root element, empty where it has none.
    ///
    /// @throws NumberFormatException when one of them is not a number
    static TtmlClock of(
            String frameRate, String multiplier, String tickRate, String base, String drop) {
        double nominal = frameRate.isBlank() ? 30 : Double.parseDouble(frameRate.strip());
        String[] parts = multiplier.strip().split("[\\s:]+", -1);
        double factor =
                parts.length == 2 ? Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]) : 1;
        double frames = nominal * factor;
        double ticks =
                tickRate.isBlank()
                        ? frameRate.isBlank() ? 1 : frames
                        : Double.parseDouble(tickRate.strip());
        if (!(frames >= 1 && frames <= 1000 && ticks > 0)) {
            throw new NumberFormatException("the frame rate or the tick rate");
        }
        Timecode code =
                new Timecode((int) Math.round(nominal), factor != 1, drop.startsWith("dropNTSC"));
        return new TtmlClock(frames, ticks, code, base.equals("smpte"));
    }

    Optional<Duration> time(String expression) {
        String said = expression.strip();
        Matcher clock = CLOCK.matcher(said);
        if (clock.matches()) {
            return Optional.of(clock(clock));
        }
        Matcher offset = OFFSET.matcher(said);
        return offset.matches()
                ? offset(Double.parseDouble(offset.group(1)) * unit(offset.group(2)))
                : Optional.empty();
    }

    /// What no programme lasts would not fit into a number of nanoseconds either.
    private static Optional<Duration> offset(double seconds) {
        return seconds < LONGEST ? Optional.of(seconds(seconds)) : Optional.empty();
    }

    private Duration clock(Matcher clock) {
        long hours = Long.parseLong(clock.group(1));
        long minutes = Long.parseLong(clock.group(2));
        long seconds = Long.parseLong(clock.group(3));
        double count = clock.group(5) == null ? 0 : Double.parseDouble(clock.group(5));
        if (smpte) {
            return timecode.at(hours, minutes, seconds, (long) count);
        }
        double fraction =
                clock.group(4) == null ? count / frames : Double.parseDouble("0." + clock.group(4));
        return Duration.ofSeconds((hours * 60 + minutes) * 60 + seconds).plus(seconds(fraction));
    }

    private double unit(String metric) {
        return switch (metric) {
            case "h" -> 3600;
            case "m" -> 60;
            case "ms" -> 0.001;
            case "f" -> 1 / frames;
            case "t" -> 1 / ticks;
            default -> 1;
        };
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e6) * 1000);
    }
}
