package v2v.bag;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/// What lies in a folder, against what lists say of it.
///
/// A listed name is only ever looked up among the files that the walk has found; none is opened
/// because a list names it.
final class Comparison {
    /// What one list wants of one file.
    private record Wanted(Listing listing, String hex) {}

    private final Findings findings;
    private final SortedMap<String, Path> files = new TreeMap<>();
    private final Map<String, String> folded = new HashMap<>();
    private final SortedMap<String, List<Wanted>> wanted = new TreeMap<>();
    private long bytes;

    private Comparison(Findings findings) {
        this.findings = findings;
    }

    /// Walks through a folder; links and devices in it are findings, not followed.
    static Comparison in(Path folder, Findings findings) throws IOException {
        Comparison comparison = new Comparison(findings);
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                        comparison.found(name(folder, file), file, facts);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException fault)
                            throws IOException {
                        if (file.equals(folder)) {
                            throw fault;
                        }
                        comparison.unreadable(name(folder, file), fault);
                        return FileVisitResult.CONTINUE;
                    }
                });
        return comparison;
    }

    /// With forward slashes on every system; a backslash in a name stays one.
    static String name(Path folder, Path file) {
        List<String> parts = new ArrayList<>();
        folder.relativize(file).forEach(part -> parts.add(part.toString()));
        return String.join("/", parts);
    }

    private void found(String name, Path file, BasicFileAttributes facts) {
        if (!facts.isRegularFile()) {
            findings.problem(name, Problem.Kind.OUTSIDE, "is a link or a device, not a file");
            return;
        }
        files.put(name, file);
        folded.put(Names.fold(name), name);
        bytes += facts.size();
    }

    private void unreadable(String name, IOException fault) {
        String why = fault.getMessage() == null ? fault.toString() : fault.getMessage();
        findings.problem(name, Problem.Kind.UNREADABLE, "can not be read: " + why);
    }

    SortedMap<String, Path> files() {
        return files;
    }

    boolean has(String name) {
        return files.containsKey(name);
    }

    long bytes() {
        return bytes;
    }

    /// The file that a list means by this name, or null when it is not there.
    @Nullable String meant(Listing listing, String listed) {
        String decoded = listing.dialect().decode(listed);
        if (files.containsKey(decoded)) {
            return decoded;
        }
        if (files.containsKey(listed)) {
            findings.warning(listed + " in " + listing.name() + " should be percent-encoded");
            return listed;
        }
        String twin = folded.get(Names.fold(decoded));
        if (listing.dialect() == Dialect.COREUTILS) {
            return null; // what we released has not travelled over other file systems
        }
        if (twin != null) {
            findings.warning(
                    decoded
                            + " of "
                            + listing.name()
                            + " is here as "
                            + twin
                            + ", spelt otherwise");
        }
        return twin;
    }

    /// Takes a list's word for what should be there.
    ///
    /// @param allowed which names may stand in it
    /// @param addresses where files that are not there may be fetched, by name
    void expect(Listing listing, Predicate<String> allowed, Map<String, String> addresses) {
        Map<String, String> seen = new HashMap<>();
        listing.digests()
                .forEach((listed, hex) -> {
                    String name = listing.dialect().decode(listed);
                    String outside = Names.outside(name);
                    if (outside != null || !allowed.test(name)) {
                        findings.problem(
                                listed,
                                Problem.Kind.OUTSIDE,
                                (outside == null ? "may not stand" : outside)
                                        + ", in "
                                        + listing.name());
                        return;
                    }
                    warn(listing, name, seen.putIfAbsent(Names.fold(name), name));
                    String file = meant(listing, listed);
                    if (file != null) {
                        wanted.computeIfAbsent(file, _ -> new ArrayList<>())
                                .add(new Wanted(listing, hex));
                    } else {
                        absent(name, listing, addresses.get(name));
                    }
                });
    }

    private void warn(Listing listing, String name, @Nullable String like) {
        if (like != null) {
            findings.warning(
                    name
                            + " and "
                            + like
                            + " in "
                            + listing.name()
                            + " differ only in case or Unicode form: some file systems keep one");
        }
        if (Names.ofSystem(name)) {
            findings.warning(
                    name + " is a file that operating systems make and remove by themselves");
        }
    }

    private void absent(String name, Listing listing, @Nullable String address) {
        if (address == null) {
            findings.problem(
                    name, Problem.Kind.MISSING, "is missing; " + listing.name() + " lists it");
        } else {
            findings.problem(
                    name, Problem.Kind.UNFETCHED, "is not here yet; fetch.txt has " + address);
        }
    }

    /// Names each file that these lists should name and do not.
    ///
    /// @param which files are asked about
    /// @param each whether every list must name them, or one of them is enough
    void extras(List<Listing> listings, Predicate<String> which, boolean each) {
        for (String file : files.keySet()) {
            if (!which.test(file)) {
                continue;
            }
            List<Wanted> by = wanted.getOrDefault(file, List.of());
            List<String> silent =
                    listings.stream()
                            .filter(l ->
                                    by.stream().noneMatch(w -> w.listing().name().equals(l.name())))
                            .map(Listing::name)
                            .toList();
            if (each ? !silent.isEmpty() : silent.size() == listings.size()) {
                findings.problem(
                        file,
                        Problem.Kind.EXTRA,
                        "lies here, but is not in " + String.join(" and ", silent));
            }
        }
    }

    /// What the lists want of a file that is there.
    Map<Algorithm, String> digests(String file) {
        Map<Algorithm, String> digests = new EnumMap<>(Algorithm.class);
        wanted.getOrDefault(file, List.of())
                .forEach(w -> digests.putIfAbsent(w.listing().algorithm(), w.hex()));
        return digests;
    }

    /// Reads every listed file once, and compares all its digests.
    ///
    /// @param which files are read
    /// @param more told how many more bytes were read
    void compare(Predicate<String> which, LongConsumer more) throws IOException {
        for (Map.Entry<String, List<Wanted>> entry : wanted.entrySet()) {
            if (!which.test(entry.getKey())) {
                continue;
            }
            Set<Algorithm> algorithms = EnumSet.noneOf(Algorithm.class);
            entry.getValue().forEach(w -> algorithms.add(w.listing().algorithm()));
            Path file = Objects.requireNonNull(files.get(entry.getKey()));
            try {
                judge(entry.getKey(), entry.getValue(), Reading.of(file, algorithms, more));
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                unreadable(entry.getKey(), e);
            }
        }
    }

    private void judge(String file, List<Wanted> all, Map<Algorithm, String> found) {
        List<String> against =
                all.stream()
                        .filter(w -> !w.hex().equals(found.get(w.listing().algorithm())))
                        .map(w -> w.listing().name())
                        .distinct()
                        .toList();
        if (!against.isEmpty()) {
            findings.problem(
                    file,
                    Problem.Kind.ALTERED,
                    "is not what it was: its bytes are not those of "
                            + String.join(" and ", against));
        }
    }
}
