package v2v.item;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds in what is about to be public the things that nobody meant for the public.
///
/// **What a person said for the public is public.** An e-mail address, a position or a machine's
/// name passes where the very same characters stand in what the record or the operator says for
/// everybody ([#said]): titles, descriptions, whom to credit and where, the copyright notice, the
/// holders, the rights statement, the publisher. The rest of the record is not among them: a place
/// or a contact that an importer took out of a tag was said by a camera. Paths always count: no one
/// means them, and they tell how the archive is built.
///
/// **Few false alarms.** Paths count below the folders that systems have at their root, below the
/// home and the library of this machine, with a drive letter, as a share, or after `file:`; a path
/// inside a web address does not. Positions count in the forms of machines (ISO 6709, degrees and
/// minutes, a `gps` field), not as any two numbers. Names of user and host count as words only
/// where they could be nothing else: five characters or more, one of which is no letter; a plain
/// one (`root`, `archive`) counts as the whole value of a tag. Serial numbers count where something
/// calls them so.
public final class Leaks {
    /// What was found.
    public enum Kind {
        PATH("a path"),
        MACHINE("a name of this machine"),
        EMAIL("an e-mail address"),
        POSITION("a position"),
        SERIAL("a serial number");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// One thing found, its value shortened: a report may be public too.
    public record Leak(Kind kind, String value) {}

    /// Who this machine is.
    ///
    /// @param home of the user; empty when there is none
    public record Machine(String user, String host, String home) {
        private static final Path NAME = Path.of("/proc/sys/kernel/hostname");

        /// This one; asks no network.
        public static Machine here() {
            String host = Objects.requireNonNullElse(System.getenv("HOSTNAME"), "");
            try {
                host = Files.isReadable(NAME) ? Files.readString(NAME).strip() : host;
            } catch (IOException e) {
                // then it goes by what the shell says
                return of(host);
            }
            return of(host);
        }

        private static Machine of(String host) {
            return new Machine(
                    System.getProperty("user.name", ""), host, System.getProperty("user.home", ""));
        }
    }

    private static final String END = "[^\\s\"'<>,;)\\]|]+";

    private static final Pattern PATHS =
            Pattern.compile(
                    "(?<![\\w.:/~%=&?-])/(?:home|Users|root|mnt|media|srv|var|tmp|opt|nfs|Volumes"
                            + "|private|etc|usr|run)/"
                            + END
                            + "|(?<![A-Za-z])[A-Za-z]:[\\\\/]{1,2}(?![\\\\/])[\\w$]"
                            + END
                            + "|(?<![\\\\\\w])\\\\\\\\[\\w.-]+\\\\+[\\w$]"
                            + END
                            + "|(?i:\\bfile:/)"
                            + END);

    private static final Pattern EMAIL =
            Pattern.compile(
                    "(?<![\\w.+-])[\\w.+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");

    private static final Pattern POSITION =
            Pattern.compile(
                    // ISO 6709, closed by its slash, or with decimals in both
                    "(?<![\\d.])[+-]\\d{2,6}(?:\\.\\d+)?[+-]\\d{3,7}(?:\\.\\d+)?"
                        + "(?:[+-]\\d+(?:\\.\\d+)?)?(?:CRS\\w+)?/"
                        + "|(?<![\\d.])[+-]\\d{2}\\.\\d{2,}[+-]\\d{3}\\.\\d{2,}"
                        + "|\\b\\d{1,3}\\s*\u00b0\\s*\\d{1,2}\\s*['\u2032](?:\\s*\\d{1,2}(?:\\.\\d+)?\\s*[\"\u2033])?\\s*[NSEWO]\\b"
                        + "|(?i:\\bgps_?(?:latitude|longitude|coordinates|position)\\b)");

    private static final Pattern SERIAL =
            Pattern.compile(
                    "(?i)\\bserial(?:\\s*|_)(?:number|no\\b|nr\\b|num\\b)[\\s.:=#\"'>]*[A-Z0-9][A-Z0-9-]{3,}"
                        + "|\\bS/N[\\s.:=#]+[A-Z0-9-]{4,}");

    private static final Pattern POSITION_FIELD =
            Pattern.compile(
                    "(?i).*(?:gps|iso6709|geo_?(?:tag|location|lat|lon)|\\bxyz|latitude|longitude).*");
    private static final Pattern LOCATION_FIELD = Pattern.compile("(?i).*location.*");
    private static final Pattern SERIAL_FIELD =
            Pattern.compile("(?i).*(?:serial|umid|imei|body_?id|device_?id|camera_?id).*");
    private static final Pattern DECIMALS = Pattern.compile(".*\\d\\.\\d{2,}.*\\d\\.\\d{2,}.*");

    private final String said;
    private final List<Pattern> paths;
    private final List<Pattern> names;
    private final Set<String> alone;

    private Leaks(String said, Library library, Machine machine) {
        this.said = said;
        this.paths =
                Stream.of(library.root().toString(), machine.home())
                        .filter(path -> path.length() > 1)
                        .map(path ->
                                Pattern.compile(
                                        "(?<![\\w.:/~%=&?-])" + Pattern.quote(path) + "(?![\\w-])"))
                        .toList();
        List<String> own =
                Stream.of(machine.user(), machine.host())
                        .filter(name -> name.length() > 2 && !name.equals("localhost"))
                        .toList();
        this.names =
                own.stream()
                        .filter(name -> name.length() > 4 && !name.matches("\\p{L}+"))
                        .map(name ->
                                Pattern.compile(
                                        "(?i)(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])"))
                        .toList();
        this.alone = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.alone.addAll(own);
    }

    /// For this work on this machine.
    ///
    /// @param more what else the operator says for the public: the publisher's name and address
    public static Leaks of(
            Clearance clearance, Library library, Machine machine, List<String> more) {
        return new Leaks(said(clearance, more), library, machine);
    }

    /// All that was said for everybody, in lower case.
    private static String said(Clearance clearance, List<String> more) {
        Record record = clearance.record();
        Record.Rights rights = record.rights();
        List<String> all = new ArrayList<>(more);
        all.add(clearance.title());
        all.add(clearance.attribution());
        record.titles().forEach(text -> all.add(text.value()));
        record.descriptions().forEach(text -> all.add(text.value()));
        all.addAll(rights.holders());
        Stream.<Function<Record.Rights, ?>>of(
                        Record.Rights::attributionName,
                        Record.Rights::attributionUrl,
                        Record.Rights::copyrightNotice,
                        Record.Rights::rightsStatement)
                .forEach(field -> all.add(Objects.toString(field.apply(rights), "")));
        return String.join("\n", all).toLowerCase(Locale.ROOT);
    }

    /// What a text gives away.
    public List<Leak> in(String text) {
        List<Leak> leaks = new ArrayList<>();
        find(leaks, Kind.PATH, PATHS, text);
        paths.forEach(path -> find(leaks, Kind.PATH, path, text));
        find(leaks, Kind.EMAIL, EMAIL, text);
        find(leaks, Kind.POSITION, POSITION, text);
        find(leaks, Kind.SERIAL, SERIAL, text);
        names.forEach(name -> find(leaks, Kind.MACHINE, name, text));
        return leaks.stream().distinct().toList();
    }

    /// What a tag gives away, by its name too.
    public List<Leak> in(Map.Entry<String, String> tag) {
        String key = tag.getKey();
        String value = tag.getValue().strip();
        List<Leak> leaks = new ArrayList<>(in(value));
        boolean place = LOCATION_FIELD.matcher(key).matches() && DECIMALS.matcher(value).matches();
        if (place || POSITION_FIELD.matcher(key).matches()) {
            add(leaks, Kind.POSITION, value);
        }
        if (SERIAL_FIELD.matcher(key).matches()) {
            add(leaks, Kind.SERIAL, value);
        }
        if (alone.contains(value)) {
            add(leaks, Kind.MACHINE, value);
        }
        return leaks.stream().distinct().toList();
    }

    private void find(List<Leak> leaks, Kind kind, Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            add(leaks, kind, found.group());
        }
    }

    private void add(List<Leak> leaks, Kind kind, String value) {
        boolean meant = kind != Kind.PATH && said.contains(value.toLowerCase(Locale.ROOT));
        if (!value.isEmpty() && !meant) {
            leaks.add(new Leak(kind, shortened(value)));
        }
    }

    /// Enough to find it by, and no more.
    private static String shortened(String value) {
        int most = Math.min(12, value.codePointCount(0, value.length()) * 2 / 3);
        return value.substring(0, value.offsetByCodePoints(0, most)) + "\u2026";
    }

    /// The finding for a report.
    ///
    /// @param file in the release
    /// @param place in the file: a tag, a line, a field
    public static Finding finding(String file, String place, Leak leak) {
        return new Finding(
                Finding.Level.BLOCK,
                Refusal.Code.PRIVATE_DATA_IN_OUTPUT,
                "%s (%s) has %s that nobody said for the public: '%s'"
                        .formatted(file, place, leak.kind().words(), leak.value()),
                leak.kind() == Kind.PATH
                        ? "take the path out of the record, then order it again"
                        : "take it out of the record or, if it is meant for everybody, say it in"
                                + " the description, the attribution or the copyright notice",
                place);
    }
}
