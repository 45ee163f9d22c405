package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lists of sums that vendors send beside files: `hash *file`, `hash file`, `file: hash`, `MD5
/// (file) = hash`, a hash alone; in upper case, with paths of other machines.
final class ChecksumList {
    private static final String HEX = "([0-9A-Fa-f]{32,128})";
    private static final Pattern ALONE = Pattern.compile(HEX);
    private static final Pattern HASH_FIRST = Pattern.compile("\\\\?" + HEX + "[ \\t]+\\*?(.+)");
    private static final Pattern BSD =
            Pattern.compile("(?i)(?:MD5|SHA-?\\d+) ?\\((.+)\\) ?= ?" + HEX);
    private static final Pattern HASH_LAST =
            Pattern.compile("(.+?)(?:\\s*[:,;=]\\s*|\\s+)\\*?" + HEX);
    private static final Pattern REMARK = Pattern.compile("\\s*([#;%].*|//.*)?");
    private static final Pattern EXTENSION = Pattern.compile("(?i).+\\.(md5|sha1|sha256|sha512)");
    private static final List<String> FOLDERS_LISTS = foldersLists();

    /// One line.
    ///
    /// @param name as the list writes it; null when it writes none
    /// @param sum null when the line is not understood
    record Entry(long line, @Nullable String name, @Nullable Checksum sum) {}

    /// What is done with each line.
    interface Use {
        /// Takes one.
        ///
        /// @return whether to go on
        boolean take(Entry entry) throws IOException;
    }

    private ChecksumList() {}

    private static List<String> foldersLists() {
        List<String> names = new ArrayList<>();
        for (String kind : List.of("md5", "sha1", "sha256", "sha512")) {
            String upper = kind.toUpperCase(Locale.ROOT);
            names.addAll(
                    List.of("checksum." + kind, "checksums." + kind, "manifest-" + kind + ".txt"));
            names.addAll(List.of(upper + "SUMS", upper + "SUM", kind + "sums", kind + "sum"));
            names.addAll(List.of(upper + "SUMS.txt", kind + "sums.txt", kind + "sum.txt"));
        }
        return List.copyOf(names);
    }

    /// Whether a file is a list, of one file or of many.
    static boolean isOne(Path file) {
        String name = Names.name(file);
        return EXTENSION.matcher(name).matches()
                || FOLDERS_LISTS.stream().anyMatch(name::equalsIgnoreCase);
    }

    /// Reads line by line; nothing is held.
    static void read(Path list, Use use) throws IOException {
        Lettering lettering = Lettering.of(list, null);
        try (Lines lines = new Lines(lettering.reader(list))) {
            String line = lines.next();
            while (line != null) {
                if (!REMARK.matcher(line).matches()
                        && !use.take(entry(list, lines.number(), line.strip()))) {
                    return;
                }
                line = lines.next();
            }
            if (lines.tooLong()) {
                throw Table.fault(
                        list,
                        "line " + (lines.number() + 1) + " is longer than a million letters",
                        "send a list with one file a line");
            }
        }
    }

    private static Entry entry(Path list, long line, String text) {
        Matcher alone = ALONE.matcher(text);
        if (alone.matches()) {
            return new Entry(line, null, sum(list, line, text));
        }
        Matcher first = HASH_FIRST.matcher(text);
        if (first.matches()) {
            return new Entry(line, first.group(2), sum(list, line, first.group(1)));
        }
        Matcher bsd = BSD.matcher(text);
        if (bsd.matches()) {
            return new Entry(line, bsd.group(1), sum(list, line, bsd.group(2)));
        }
        Matcher last = HASH_LAST.matcher(text);
        return last.matches()
                ? new Entry(line, last.group(1), sum(list, line, last.group(2)))
                : new Entry(line, null, null);
    }

    private static @Nullable Checksum sum(Path list, long line, String hex) {
        return Hash.ofDigits(hex.length())
                .map(h ->
                        new Checksum(
                                h, hex.toLowerCase(Locale.ROOT), Names.name(list), "line " + line))
                .orElse(null);
    }

    /// What the lists beside a file, and those of its folder and the ones above, say of it.
    ///
    /// @throws Refusal when a list of this file alone is not understood
    static List<Checksum> of(Path footage) throws IOException {
        List<Checksum> sums = new ArrayList<>();
        for (Path own : beside(footage)) {
            int before = sums.size();
            read(
                    own,
                    entry ->
                            collect(
                                    sums,
                                    entry,
                                    entry.name() == null || isOf(entry, own, footage)));
            if (sums.size() == before) {
                throw new Refusal(
                        Refusal.Code.CHECKSUM_MISMATCH,
                        footage.toString(),
                        "the list " + Names.name(own) + " lies beside it and holds no sum of it",
                        "write a line with the sum and the name, or remove the list");
            }
        }
        for (Path folder : Manifests.above(footage)) {
            for (Path list : in(folder)) {
                read(list, entry -> collect(sums, entry, isOf(entry, list, footage)));
            }
        }
        return List.copyOf(sums);
    }

    private static boolean collect(List<Checksum> sums, Entry entry, boolean wanted) {
        if (wanted && entry.sum() != null) {
            sums.add(entry.sum());
        }
        return true;
    }

    private static List<Path> beside(Path footage) {
        String name = Names.name(footage);
        return List.of(name, Names.stem(name)).stream()
                .distinct()
                .flatMap(stem ->
                        List.of("md5", "sha1", "sha256", "sha512").stream()
                                .flatMap(kind ->
                                        List.of(kind, kind.toUpperCase(Locale.ROOT)).stream())
                                .map(kind -> footage.resolveSibling(stem + "." + kind)))
                .filter(Files::isRegularFile)
                .toList();
    }

    /// The lists of a whole folder.
    static List<Path> in(Path folder) {
        List<String> names = new ArrayList<>(FOLDERS_LISTS);
        for (String kind : List.of("md5", "sha1", "sha256", "sha512")) {
            names.add(Names.name(folder) + "." + kind);
        }
        return names.stream()
                .flatMap(n ->
                        List.of(folder.resolve(n), folder.resolve("metadata").resolve(n)).stream())
                .filter(Files::isRegularFile)
                .toList();
    }

    private static boolean isOf(Entry entry, Path list, Path footage) {
        return entry.name() != null
                && RowPath.of(entry.name(), Manifests.base(list))
                        .isOf(footage, Manifests.base(list));
    }

    /// The file that a line is about, when it names one inside the folder.
    static Optional<Path> file(Entry entry, Path list) {
        if (entry.name() == null) {
            String stem = Names.stem(Names.name(list));
            return Optional.of(list.resolveSibling(stem));
        }
        Path base = Manifests.base(list);
        RowPath path = RowPath.of(entry.name(), base);
        String relative = path.unsafe() == null ? path.relative() : path.name();
        return relative.isEmpty() ? Optional.empty() : Optional.of(base.resolve(relative));
    }
}
