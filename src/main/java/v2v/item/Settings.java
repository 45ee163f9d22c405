package v2v.item;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The lines of `pipelines/v2v.properties`: `key = value`, `#` comments. Each room reads its own
/// keys into a record that checks itself; what is wrong is named by file and line ([BadConfig]).
public final class Settings {
    private final String file;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> asked = new TreeSet<>();

    private Settings(String file) {
        this.file = file;
    }

    /// Every key at its default.
    public static Settings none() {
        return new Settings("(no v2v.properties)");
    }

    /// Settings that were given otherwise than by a file.
    ///
    /// @param from where they were given, for the sentence about a wrong one
    public static Settings of(String from, Map<String, String> values) {
        Settings settings = new Settings(from);
        settings.values.putAll(values);
        return settings;
    }

    public static Settings read(Path file) throws IOException {
        Settings settings = new Settings(file.toString());
        int number = 0;
        for (String raw : lines(file)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new BadConfig(file + ":" + number, "expected 'key = value', found: " + line);
            }
            settings.put(
                    line.substring(0, equals).strip(), line.substring(equals + 1).strip(), number);
        }
        return settings;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new BadConfig(file.toString(), "is not written in UTF-8");
        } catch (IOException e) {
            throw new BadConfig(file.toString(), "can not be read: " + e.getMessage());
        }
    }

    private void put(String key, String value, int line) {
        if (values.put(key, value) != null) {
            throw new BadConfig(file + ":" + line, key + " is set twice");
        }
        lines.put(key, line);
    }

    /// The keys that are set: for files whose keys are words of the people who write them.
    public Set<String> keys() {
        return new TreeSet<>(values.keySet());
    }

    public String text(String key, String standard) {
        asked.add(key);
        return values.getOrDefault(key, standard);
    }

    /// `10s`, `5m`, `2h`, `500ms`.
    public Duration duration(String key, String standard) {
        String text = text(key, standard);
        try {
            return parseDuration(text);
        } catch (NumberFormatException | ArithmeticException e) {
            throw bad(key, "expected a time such as 10s, 5m or 2h, found: " + text);
        }
    }

    private static Duration parseDuration(String text) {
        if (text.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2).strip()));
        }
        if (text.isEmpty()) {
            throw new NumberFormatException("empty");
        }
        long count = Long.parseLong(text.substring(0, text.length() - 1).strip());
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(count);
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> throw new NumberFormatException(text);
        };
    }

    /// Bytes: `700`, `500k`, `20M`, `4G`, `2T`, in powers of ten, as disks and lines are sold.
    public long size(String key, String standard) {
        String text = text(key, standard);
        try {
            return bytes(text);
        } catch (NumberFormatException | ArithmeticException e) {
            throw bad(key, "expected a size such as 500k, 20M or 4G, found: " + text);
        }
    }

    /// The same for what is typed.
    ///
    /// @throws NumberFormatException when it is no size
    public static long bytes(String text) {
        String number = text.strip();
        int power = number.isEmpty() ? -1 : "kMGT".indexOf(number.charAt(number.length() - 1));
        String digits = power < 0 ? number : number.substring(0, number.length() - 1).strip();
        long count = Long.parseLong(digits);
        if (count < 0) {
            throw new NumberFormatException(text);
        }
        return Math.multiplyExact(count, (long) Math.pow(1000, power + 1));
    }

    /// `yes` or `no`.
    public boolean yes(String key, boolean standard) {
        String text = text(key, standard ? "yes" : "no");
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw bad(key, "expected yes or no, found: " + text);
        };
    }

    public int integer(String key, int standard, int least, int most) {
        String text = text(key, Integer.toString(standard));
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw bad(key, "expected a whole number, found: " + text);
        }
        throw bad(key, "expected a number from " + least + " to " + most + ", found: " + text);
    }

    /// Comma-separated; empty when the key is not set.
    public List<String> list(String key) {
        List<String> parts = new ArrayList<>();
        for (String part : text(key, "").split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return List.copyOf(parts);
    }

    /// The fault of one key, with the place where it stands.
    public BadConfig bad(String key, String sentence) {
        Integer line = lines.get(key);
        return new BadConfig(line == null ? file : file + ":" + line, key + ": " + sentence);
    }

    /// Asked after every room has read its keys: a misspelt key must not be silently without
    /// effect.
    public void refuseUnknown() {
        for (String key : new TreeSet<>(values.keySet())) {
            if (!asked.contains(key)) {
                throw bad(key, "no such setting; known are " + String.join(", ", asked));
            }
        }
    }
}
