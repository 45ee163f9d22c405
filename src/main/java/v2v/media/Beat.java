package v2v.media;

import java.time.Duration;
import java.util.function.Consumer;

/// One block of FFmpeg's `-progress` output.
///
/// @param frame pictures written so far
/// @param time how much of the output exists
/// @param ended whether it was the last block
record Beat(long frame, Duration time, boolean ended) {
    static final Beat FIRST = new Beat(0, Duration.ZERO, false);

    /// Follows a run and tells how much exists, whenever there is more.
    static Child.Listener listener(Consumer<Duration> told) {
        return new Child.Listener() {
            private Beat last = FIRST;

            @Override
            public boolean hear(String line) {
                Beat now = last.with(line);
                boolean advanced = now.beyond(last);
                last = now;
                if (advanced) {
                    told.accept(now.time());
                }
                return advanced;
            }
        };
    }

    /// Takes in one `key=value` line; values that are not known yet read `N/A`.
    Beat with(String line) {
        int equals = line.indexOf('=');
        String value = line.substring(equals + 1).strip();
        boolean number = value.matches("[0-9]{1,18}");
        return switch (line.substring(0, Math.max(0, equals))) {
            case "frame" -> number ? new Beat(Long.parseLong(value), time, ended) : this;
            case "out_time_us" -> number ? new Beat(frame, micros(value), ended) : this;
            case "progress" -> new Beat(frame, time, value.equals("end"));
            default -> this;
        };
    }

    boolean beyond(Beat other) {
        return frame > other.frame || time.compareTo(other.time) > 0 || ended;
    }

    private static Duration micros(String value) {
        return Duration.ofNanos(Long.parseLong(value) * 1000);
    }
}
