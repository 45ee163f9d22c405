package v2v.release;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.release.Fault.Kind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// Compares three witnesses about a release folder: the disk, the signed statement, the manifest.
///
/// While the signature holds, whoever differs from the statement lies. When it does not, the
/// manifest is asked which of statement, signature and key was changed; then it is all there is.
/// Only ordinary files that really lie in the folder are ever opened, whatever a list names.
final class Inquest {
    private static final int MOST_FILES = 20_000;
    private static final int MOST_FAULTS = 200;
    private static final int LONGEST_MANIFEST = 4 << 20;
    private static final int LONGEST_PAGE = 4 << 20;
    private static final String PAGE = "LICENSE-STATEMENT.html";

    /// What the statement can not name: itself, its signature, and the list of all.
    private static final Set<String> UNNAMED =
            Set.of(Seal.STATEMENT, Seal.SIGNATURE, Manifest.NAME);

    private final Path root;
    private final Seal seal;
    private final LongConsumer more;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Long> there = new TreeMap<>();
    private final Map<String, Optional<Digest>> digests = new HashMap<>();
    private long bytes;

    /// @param more told how many more bytes were read
    Inquest(Path root, Seal seal, LongConsumer more) {
        this.root = root;
        this.seal = seal;
        this.more = more;
    }

    /// How many were read whole.
    long files() {
        return digests.values().stream().filter(Optional::isPresent).count();
    }

    long bytes() {
        return bytes;
    }

    /// Everything that is wrong, by file.
    List<Fault> run() throws IOException {
        faults.addAll(seal.faults());
        look();
        Map<String, Digest> listed = manifest();
        Statement statement = seal.statement();
        if (seal.holds() && statement != null) {
            signed(statement, listed);
        } else {
            unsigned(listed);
        }
        faults.sort(Comparator.comparing(Fault::file));
        return List.copyOf(faults);
    }

    /// A path below the folder, with forward slashes.
    static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private void look() throws IOException {
        Files.walkFileTree(root, new Walk());
    }

    private final class Walk extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            if (there.size() >= MOST_FILES || faults.size() >= MOST_FAULTS) {
                fault(".", Kind.EXTRA, "holds more files than any release: not all were looked at");
                return FileVisitResult.TERMINATE;
            }
            if (facts.isRegularFile()) {
                there.put(name(root, file), facts.size());
            } else if (!said(name(root, file))) {
                fault(
                        name(root, file),
                        Kind.UNSAFE,
                        facts.isSymbolicLink()
                                ? "is a link; a release holds files alone"
                                : "is no ordinary file; a release holds files alone");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) {
            fault(name(root, file), Kind.UNREADABLE, "can not be read: " + why.getMessage());
            return FileVisitResult.CONTINUE;
        }
    }

    private Map<String, Digest> manifest() throws IOException {
        Map<String, Digest> listed = new TreeMap<>();
        Optional<byte[]> list =
                said(Manifest.NAME)
                        ? Optional.empty()
                        : Seal.small(root, Manifest.NAME, LONGEST_MANIFEST, faults);
        if (list.isEmpty()) {
            return listed;
        }
        String text = new String(list.get(), StandardCharsets.UTF_8);
        int at = 0;
        for (String line : text.lines().toList()) {
            at++;
            if (!line.matches("[0-9a-f]{64} [ *].+")) {
                fault(
                        Manifest.NAME,
                        Kind.MALFORMED,
                        "is damaged in line " + at + ": a SHA-256 and a name are expected");
            } else if (!inside(line.substring(66))) {
                fault(
                        Manifest.NAME,
                        Kind.UNSAFE,
                        "names a place outside the folder in line "
                                + at
                                + ": "
                                + line.substring(66));
            } else if (listed.put(line.substring(66), new Digest(line.substring(0, 64))) != null) {
                fault(
                        Manifest.NAME,
                        Kind.MALFORMED,
                        "names " + line.substring(66) + " twice, again in line " + at);
            }
        }
        return listed;
    }

    /// A name that can only mean a file in the folder.
    private static boolean inside(String name) {
        return !name.startsWith("/")
                && name.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c))
                && Stream.of(name.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    private void signed(Statement statement, Map<String, Digest> listed) throws IOException {
        Map<String, Statement.Entry> named = new TreeMap<>();
        for (Statement.Entry entry : statement.all().toList()) {
            if (inside(entry.name()) && !UNNAMED.contains(entry.name())) {
                named.put(entry.name(), entry);
                compare(entry, statement);
            } else {
                fault(
                        Seal.STATEMENT,
                        Kind.UNSAFE,
                        "names a place where no file of a release can be: " + entry.name());
            }
        }
        strangers(named.keySet(), listed.keySet());
        againstTheManifest(named, listed);
        page(statement);
    }

    private void compare(Statement.Entry entry, Statement statement) throws IOException {
        if (faults.size() >= MOST_FAULTS) {
            return; // enough is said, and a film takes long to read
        }
        String name = entry.name();
        Long size = there.get(name);
        if (size == null) {
            if (!said(name)) {
                fault(name, Kind.MISSING, "is missing" + elsewhere(entry, statement));
            }
        } else if (size != entry.bytes()) {
            fault(
                    name,
                    Kind.ALTERED,
                    size < entry.bytes()
                            ? "ends after %,d of its %,d bytes".formatted(size, entry.bytes())
                            : "goes on for %,d bytes after its %,d"
                                    .formatted(size - entry.bytes(), entry.bytes()));
        } else {
            Optional<Digest> digest = digest(name);
            if (digest.isPresent() && !digest.get().equals(entry.sha256())) {
                fault(
                        name,
                        Kind.ALTERED,
                        "is not what the publisher signed: its SHA-256 is "
                                + digest.get()
                                + another(digest.get(), statement));
            }
        }
    }

    /// Where a missing file went, if it is still in the folder.
    private String elsewhere(Statement.Entry entry, Statement statement) throws IOException {
        Set<String> known = new HashSet<>(UNNAMED);
        statement.all().forEach(e -> known.add(e.name()));
        for (Map.Entry<String, Long> file : there.entrySet()) {
            if (file.getValue() == entry.bytes()
                    && !known.contains(file.getKey())
                    && digest(file.getKey()).equals(Optional.of(entry.sha256()))) {
                return "; its bytes lie here as " + file.getKey();
            }
        }
        return "";
    }

    private static String another(Digest digest, Statement statement) {
        return statement
                .all()
                .filter(entry -> entry.sha256().equals(digest))
                .findFirst()
                .map(entry -> ", which is that of " + entry.name())
                .orElse("");
    }

    private void strangers(Set<String> named, Set<String> listed) {
        for (String name : there.keySet()) {
            if (!named.contains(name) && !UNNAMED.contains(name)) {
                fault(
                        name,
                        Kind.EXTRA,
                        listed.contains(name)
                                ? "is in "
                                        + Manifest.NAME
                                        + " but not in what the publisher signed: nobody vouches"
                                        + " for it"
                                : "is nothing that the publisher signed: nobody vouches for it");
            }
        }
    }

    /// The manifest must say what follows from the statement, byte for byte.
    private void againstTheManifest(Map<String, Statement.Entry> named, Map<String, Digest> listed)
            throws IOException {
        if (!there.containsKey(Manifest.NAME) || said(Manifest.NAME)) {
            return;
        }
        Map<String, Digest> right = new TreeMap<>();
        named.values().forEach(entry -> right.put(entry.name(), entry.sha256()));
        for (String name : List.of(Seal.STATEMENT, Seal.SIGNATURE)) {
            digest(name).ifPresent(digest -> right.put(name, digest));
        }
        Set<String> all = new TreeSet<>(right.keySet());
        all.addAll(listed.keySet());
        for (String name : all) {
            Digest says = listed.get(name);
            Digest is = right.get(name);
            if (!Objects.equals(says, is)) {
                fault(Manifest.NAME, Kind.CONTRADICTS, difference(name, says, is));
            }
        }
        byte[] text = Manifest.text(right).getBytes(StandardCharsets.UTF_8);
        if (!said(Manifest.NAME)
                && !digest(Manifest.NAME).equals(Optional.of(Manifest.digest(text)))) {
            fault(
                    Manifest.NAME,
                    Kind.ALTERED,
                    "says what is right, but in other bytes than those that were published");
        }
    }

    private static String difference(String name, @Nullable Digest says, @Nullable Digest is) {
        if (says == null) {
            return "does not name " + name + ", which the publisher signed";
        }
        return is == null
                ? "names " + name + ", of which the signed statement knows nothing"
                : "lies about " + name + ": the signed statement gives it another SHA-256";
    }

    /// The page that people read must say what programs read.
    private void page(Statement statement) throws IOException {
        if (!there.containsKey(PAGE) || said(PAGE)) {
            return;
        }
        Optional<byte[]> bytes = Seal.small(root, PAGE, LONGEST_PAGE, faults);
        String page = new String(bytes.orElse(new byte[0]), StandardCharsets.UTF_8);
        List<String> wanted = new ArrayList<>(List.of(statement.license(), statement.key()));
        wanted.add(statement.attribution());
        for (Statement.Entry file : statement.files()) {
            wanted.add(file.name());
            wanted.add(file.sha256().hex());
        }
        for (String word : wanted) {
            if (bytes.isPresent() && !page.contains(Html.text(word))) {
                fault(PAGE, Kind.CONTRADICTS, "does not say what is signed: " + word);
            }
        }
    }

    /// Nothing is proved; what differs from the manifest can still be named.
    private void unsigned(Map<String, Digest> listed) throws IOException {
        for (Map.Entry<String, Digest> line : listed.entrySet()) {
            String name = line.getKey();
            if (said(name) || faults.size() >= MOST_FAULTS) {
                continue;
            }
            Optional<Digest> digest = digest(name);
            if (!there.containsKey(name)) {
                fault(name, Kind.MISSING, "is missing; " + Manifest.NAME + " names it");
            } else if (digest.isPresent() && !digest.get().equals(line.getValue())) {
                fault(name, Kind.ALTERED, "is not what " + Manifest.NAME + " says");
            }
        }
        strangersOf(listed.keySet());
        Set<String> three = Set.of(Seal.STATEMENT, Seal.SIGNATURE, Seal.KEY);
        if (Seal.in(root) && three.stream().noneMatch(this::said)) {
            fault(
                    Seal.STATEMENT,
                    Kind.UNSIGNED,
                    listed.keySet().containsAll(three)
                            ? "is not what the key signed, and "
                                    + Manifest.NAME
                                    + " agrees with all three: more than one of them was replaced"
                            : "is not what the key signed; without a line for each in "
                                    + Manifest.NAME
                                    + " nobody can tell which of statement, signature and key was"
                                    + " changed");
        }
    }

    private void strangersOf(Set<String> listed) {
        for (String name : there.keySet()) {
            if (!listed.isEmpty() && !listed.contains(name) && !name.equals(Manifest.NAME)) {
                fault(name, Kind.EXTRA, "is not in " + Manifest.NAME);
            }
        }
    }

    private boolean said(String name) {
        return faults.stream().anyMatch(fault -> fault.file().equals(name));
    }

    /// Of a file that lies in the folder; nothing when it is no such file or can not be read.
    private Optional<Digest> digest(String name) throws IOException {
        Optional<Digest> known = digests.get(name);
        if (known != null) {
            return known;
        }
        Optional<Digest> found = Optional.empty();
        if (there.containsKey(name)) {
            try {
                found = Optional.of(Manifest.digest(root.resolve(name), this::count));
            } catch (IOException e) {
                fault(name, Kind.UNREADABLE, "can not be read: " + e.getMessage());
            }
        }
        digests.put(name, found);
        return found;
    }

    private void count(long read) {
        bytes += read;
        more.accept(read);
    }

    private void fault(String file, Kind kind, String text) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault(file, kind, text));
        }
    }
}
