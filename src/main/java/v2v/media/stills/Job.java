package v2v.media.stills;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the worker is asked for.
///
/// @param measure what of each frame
/// @param file `file:` and the absolute path
/// @param track index of the picture track in the file
/// @param micros times of the frames, from the container's start, ascending
/// @param keys whether the key frames at or before these times will do
/// @param width to which frames are brought before they are measured; 0 leaves them as they are
/// @param skip lines at the top that are no picture
/// @param seconds after which it ends with what it has
/// @param limits that the decoders get
public record Job(
        Measure measure,
        String file,
        int track,
        List<Long> micros,
        boolean keys,
        int width,
        int height,
        int skip,
        long seconds,
        Limits limits) {
    /// What can be measured.
    public enum Measure {
        SIGHTS("sight "),
        MARGINS("margins ");

        private final String word;

        Measure(String word) {
            this.word = word;
        }

        /// With which the lines of it begin.
        public String word() {
            return word;
        }
    }

    /// What the decoders may do.
    ///
    /// @param formats container families that may be opened, comma-separated
    /// @param pixels samples of one picture
    /// @param allocation bytes of one allocation
    public record Limits(String formats, long pixels, long allocation) {}

    /// The worker's command line.
    public List<String> arguments() {
        String times = micros.stream().map(String::valueOf).collect(Collectors.joining(","));
        return new ArrayList<>(
                List.of(
                        "measure=" + measure,
                        "file=" + file,
                        "track=" + track,
                        "micros=" + times,
                        "keys=" + keys,
                        "width=" + width,
                        "height=" + height,
                        "skip=" + skip,
                        "seconds=" + seconds,
                        "formats=" + limits.formats(),
                        "pixels=" + limits.pixels(),
                        "allocation=" + limits.allocation()));
    }

    /// Reads what [#arguments] wrote.
    ///
    /// @throws IllegalArgumentException when it did not
    static Job parse(List<String> arguments) {
        Words words = Words.of(arguments);
        List<Long> micros =
                Stream.of(words.text("micros").split(",", -1))
                        .filter(time -> !time.isEmpty())
                        .map(Long::valueOf)
                        .toList();
        return new Job(
                Measure.valueOf(words.text("measure")),
                words.text("file"),
                words.number("track"),
                micros,
                Boolean.parseBoolean(words.text("keys")),
                words.number("width"),
                words.number("height"),
                words.number("skip"),
                words.number("seconds"),
                new Limits(
                        words.text("formats"),
                        Long.parseLong(words.text("pixels")),
                        Long.parseLong(words.text("allocation"))));
    }

    private record Words(Map<String, String> map) {
        static Words of(List<String> arguments) {
            Map<String, String> map = new HashMap<>();
            for (String argument : arguments) {
                String[] halves = argument.split("=", 2);
                map.put(halves[0], halves.length < 2 ? "" : halves[1]);
            }
            return new Words(map);
        }

        String text(String key) {
            String value = map.get(key);
            if (value == null) {
                throw new IllegalArgumentException("not said: " + key);
            }
            return value;
        }

        int number(String key) {
            return Integer.parseInt(text(key));
        }
    }
}
