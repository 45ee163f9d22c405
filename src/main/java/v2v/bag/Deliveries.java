package v2v.bag;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.Finding;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The bags that others deliver in: each is looked through once, not once for every file in it.
///
/// Here a bag's lists, names and descriptions are checked; the bytes of a file are compared when
/// the file itself is accepted, by the digest that was taken of it anyway.
public final class Deliveries {
    private static final int REMEMBERED = 8;
    private static final int SAID = 20;

    /// A bad bag may be mended by a file that is put there, which its lists do not show.
    private static final Duration BAD_FOR = Duration.ofSeconds(30);

    private static final String PAYLOAD = "data";

    private record Looked(String stamp, Instant at, BagCheck.Structure structure) {}

    private final InstantSource clock;
    private final Map<Path, Looked> looked =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Path, Looked> eldest) {
                    return size() > REMEMBERED;
                }
            };

    public Deliveries(InstantSource clock) {
        this.clock = clock;
    }

    /// The bag whose payload a file is, when its form is right: nothing missing, nothing extra, no
    /// link, no path that leads out of it.
    ///
    /// @return empty when no bag is around the file
    /// @throws Refusal with everything that is wrong with the bag
    public Optional<Path> around(Path file) throws IOException {
        Path root = root(file.toAbsolutePath().normalize());
        if (root == null) {
            return Optional.empty();
        }
        List<Problem> problems = structure(root).verdict().problems();
        if (!problems.isEmpty()) {
            throw refusal(root, problems);
        }
        return Optional.of(root);
    }

    private static @Nullable Path root(Path file) {
        for (Path at = file.getParent(); at != null; at = at.getParent()) {
            Path above = at.getParent();
            if (above != null
                    && PAYLOAD.equals(String.valueOf(at.getFileName()))
                    && Files.exists(above.resolve(Declaration.NAME), LinkOption.NOFOLLOW_LINKS)) {
                return above;
            }
        }
        return null;
    }

    /// Compares a file with what its bag lists. A list of SHA-256 costs nothing; where there is
    /// none, the file is read once more.
    ///
    /// @param bag as [#around] gave it
    /// @param sha256 of the file as it was accepted
    /// @throws Refusal when the bytes are others
    public void compare(Path bag, Path file, Digest sha256) throws IOException {
        String name = Comparison.name(bag, file.toAbsolutePath().normalize());
        Map<Algorithm, String> listed = structure(bag).digests(name);
        Algorithm algorithm =
                listed.containsKey(Algorithm.SHA256)
                        ? Algorithm.SHA256
                        : listed.keySet().stream()
                                .max(Comparator.comparingInt(Algorithm::digits))
                                .orElseThrow(() -> refusal(bag, List.of(unlisted(name))));
        String here =
                algorithm == Algorithm.SHA256
                        ? sha256.hex()
                        : Reading.of(file, List.of(algorithm), more -> {}).get(algorithm);
        String there = listed.get(algorithm);
        if (!String.valueOf(there).equals(here)) {
            throw new Refusal(
                    Refusal.Code.CHECKSUM_MISMATCH,
                    file.toString(),
                    "%s is not what manifest-%s.txt of its bag says: %s there, %s here"
                            .formatted(name, algorithm.word(), there, here),
                    "copy it again from its source, then order it again");
        }
    }

    private static Problem unlisted(String name) {
        return new Problem(name, Problem.Kind.EXTRA, "lies here, but is in no manifest");
    }

    private synchronized BagCheck.Structure structure(Path root) throws IOException {
        String stamp = stamp(root);
        Instant now = clock.instant();
        Looked before = looked.get(root);
        if (before != null && before.stamp().equals(stamp)) {
            Duration age = Duration.between(before.at(), now);
            boolean fresh = age.compareTo(BAD_FOR) < 0 && !age.isNegative();
            if (before.structure().verdict().good() || fresh) {
                return before.structure();
            }
        }
        BagCheck.Structure structure = BagCheck.structure(root);
        looked.put(root, new Looked(stamp, now, structure));
        return structure;
    }

    /// Sizes and times of what lies at the root of a bag: its lists and descriptions.
    private static String stamp(Path root) throws IOException {
        StringBuilder stamp = new StringBuilder();
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.sorted().toList()) {
                BasicFileAttributes look =
                        Files.readAttributes(
                                file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                stamp.append(file.getFileName())
                        .append(' ')
                        .append(look.isDirectory() ? 0 : look.size())
                        .append(' ')
                        .append(look.lastModifiedTime().toInstant())
                        .append('\n');
            }
        }
        return stamp.toString();
    }

    /// A name that leads out of the bag comes first: it may be meant badly.
    private static Refusal refusal(Path bag, List<Problem> problems) {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparing(p -> p.kind() != Problem.Kind.OUTSIDE));
        List<Finding> findings =
                sorted.stream().limit(SAID).map(p -> finding(bag, p, problems.size())).toList();
        return new Refusal(bag.toString(), findings);
    }

    private static Finding finding(Path bag, Problem problem, int all) {
        boolean outside = problem.kind() == Problem.Kind.OUTSIDE;
        String more = all > SAID ? ", and %d faults more".formatted(all - SAID) : "";
        return new Finding(
                Finding.Level.BLOCK,
                outside ? Refusal.Code.UNSAFE_PATH : Refusal.Code.BAG_INVALID,
                "the bag %s: %s%s".formatted(bag.getFileName(), problem.sentence(), more),
                outside
                        ? "take it out of the bag and its manifests, then order it again"
                        : "mend the bag or ask for it again, then order it again",
                problem.file());
    }
}
