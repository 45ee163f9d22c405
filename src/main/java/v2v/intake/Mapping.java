package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.BadConfig;
import v2v.item.Settings;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How one vendor's tables are read: a file of `pipelines/mappings`.
///
/// `column HEAD = word` says what a head means, in the names of the words (`date.recorded`,
/// `title @fr`), or `ignore`; `constant word = value` says of every row what the table leaves out;
/// `delimiter`, `encoding` and `dates` (`day-first`, `month-first`) decide what else is found out
/// or left open. What it does not mention is read as ever.
public final class Mapping {
    /// Our own words, and nothing decided.
    public static final Mapping NONE = new Mapping(Map.of(), List.of(), null, null, null);

    private static final Pattern DAY = Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})");

    /// Which part of `03/05/1987` comes first.
    enum Dates {
        DAY_FIRST,
        MONTH_FIRST
    }

    /// What the vendor says of everything.
    record Constant(String name, Meaning meaning, String value, String source) {}

    /// What a head means to whoever wrote the mapping.
    ///
    /// @param meaning null for a column that is to be left alone
    private record Column(@Nullable Meaning meaning) {}

    private final Map<String, Column> columns;
    private final List<Constant> constants;
    private final @Nullable Character delimiter;
    private final @Nullable Charset charset;
    private final @Nullable Dates dates;

    private Mapping(
            Map<String, Column> columns,
            List<Constant> constants,
            @Nullable Character delimiter,
            @Nullable Charset charset,
            @Nullable Dates dates) {
        this.columns = columns;
        this.constants = constants;
        this.delimiter = delimiter;
        this.charset = charset;
        this.dates = dates;
    }

    /// Reads `NAME.properties`.
    ///
    /// @param name empty for [#NONE]
    /// @throws BadConfig with file and line
    public static Mapping read(Path folder, String name) throws IOException {
        if (name.isBlank()) {
            return NONE;
        }
        Path file = folder.resolve(name + ".properties");
        if (name.contains("/") || !Files.isRegularFile(file)) {
            throw new BadConfig(folder.toString(), "there is no mapping '" + name + "' here");
        }
        Settings settings = Settings.read(file);
        Map<String, Column> columns = new HashMap<>();
        List<Constant> constants = new ArrayList<>();
        for (String key : settings.keys()) {
            if (key.startsWith("column ")) {
                String value = settings.text(key, "");
                String head = Words.plain(key.substring(7));
                if (columns.put(head, column(settings, key, value)) != null) {
                    throw settings.bad(key, "this head is there twice, but for case and signs");
                }
            } else if (key.startsWith("constant ")) {
                String word = key.substring(9).strip();
                String value = settings.text(key, "");
                Meaning meaning = meaning(settings, key, word);
                constants.add(new Constant(word, meaning, value, Names.name(file)));
            }
        }
        Mapping mapping =
                new Mapping(
                        Map.copyOf(columns),
                        List.copyOf(constants),
                        delimiter(settings),
                        charset(settings),
                        dates(settings));
        settings.refuseUnknown();
        return mapping;
    }

    private static Column column(Settings settings, String key, String word) {
        return new Column(word.equals("ignore") ? null : meaning(settings, key, word));
    }

    private static Meaning meaning(Settings settings, String key, String said) {
        String[] parts = said.split("@", 2);
        Meaning named = Words.names().get(parts[0].strip());
        if (named == null) {
            throw settings.bad(
                    key,
                    "no such word '"
                            + parts[0].strip()
                            + "'; known are ignore, "
                            + String.join(", ", Words.names().keySet()));
        }
        if (parts.length == 1) {
            return named;
        }
        String lang =
                Languages.tag(parts[1])
                        .orElseThrow(
                                () -> settings.bad(key, "no such language: " + parts[1].strip()));
        return new Meaning(named.word(), named.detail(), lang);
    }

    private static @Nullable Character delimiter(Settings settings) {
        String said = settings.text("delimiter", "");
        return switch (said) {
            case "" -> null;
            case "tab" -> '\t';
            case ",", ";", "|" -> said.charAt(0);
            default -> throw settings.bad("delimiter", "expected tab or one of , ; |");
        };
    }

    private static @Nullable Charset charset(Settings settings) {
        String said = settings.text("encoding", "");
        try {
            return said.isEmpty() ? null : Charset.forName(said);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw settings.bad(
                    "encoding", "expected a name such as UTF-8 or windows-1252, found: " + said);
        }
    }

    private static @Nullable Dates dates(Settings settings) {
        String said = settings.text("dates", "");
        return switch (said) {
            case "" -> null;
            case "day-first" -> Dates.DAY_FIRST;
            case "month-first" -> Dates.MONTH_FIRST;
            default -> throw settings.bad("dates", "expected day-first or month-first");
        };
    }

    @Nullable Character delimiter() {
        return delimiter;
    }

    @Nullable Charset charset() {
        return charset;
    }

    List<Constant> constants() {
        return constants;
    }

    boolean knows(String head) {
        return columns.containsKey(Words.plain(head)) || meaning(head) != null;
    }

    boolean ignores(String head) {
        Column column = columns.get(Words.plain(head));
        return column != null && column.meaning() == null;
    }

    /// What a head means; null when nobody knows, or wants to.
    @Nullable Meaning meaning(String head) {
        Column column = columns.get(Words.plain(head));
        return column != null ? column.meaning() : Words.meaning(head);
    }

    /// The value as the vendor means it: a day that could be two is one when the order is known.
    String read(Meaning meaning, String value) {
        boolean day = meaning.word() == Word.DATE || meaning.word() == Word.EMBARGO;
        Matcher parts = DAY.matcher(value.strip());
        if (!day || dates == null || !parts.matches()) {
            return value;
        }
        int first = Integer.parseInt(parts.group(1));
        int second = Integer.parseInt(parts.group(3));
        return switch (dates) {
            case DAY_FIRST -> "%s-%02d-%02d".formatted(parts.group(4), second, first);
            case MONTH_FIRST -> "%s-%02d-%02d".formatted(parts.group(4), first, second);
        };
    }
}
