package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Master;
import v2v.item.Rendition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder where one work's release is put together, and what is known about the files that
/// already lie in it.
///
/// Nothing has its final name before it was proved and is safe on disk; the facts beside it (never
/// inside the release folder) let a second attempt keep what the first one finished.
///
/// @param folder of the task; unfinished files lie here
/// @param release the release folder in it
record Workbench(Library library, Path folder, Path release) {
    private static final int BUFFER = 1 << 18;

    private static final String FACTS = "renditions.json";
    private static final String PIECES = "pieces.json";
    private static final String ENCODER = "encoder.json";
    private static final String PROBES = "probes.json";
    private static final String SOUNDED = "sounded.json";
    private static final String MASTERED = "mastered.json";

    /// The finished files.
    ///
    /// @param recipe all that decided how they came out
    record Facts(String recipe, List<Rendition> files, @Nullable Master master, Instant made) {}

    /// By what recipe something beside was made.
    record Note(String recipe) {}

    /// What the search measured.
    record Probes(String recipe, Map<Integer, Double> scores) {}

    /// The finished sound, under its unfinished names.
    record Sounded(String recipe, Soundtrack.Made made, List<Long> bytes) {}

    /// The finished lossless copy.
    record Mastered(String recipe, List<Rendition> files) {}

    static Workbench of(Library library, Clearance clearance) throws IOException {
        Path folder = library.work(clearance.item(), clearance.version());
        Path release = folder.resolve(clearance.folderName());
        Files.createDirectories(release);
        return new Workbench(library, folder, release);
    }

    Path unfinished(String name) {
        return folder.resolve("part-" + name);
    }

    Path finished(String name) {
        return release.resolve(name);
    }

    String relative(Path path) {
        return library.relative(path);
    }

    /// What an earlier run finished by the same recipe, if the bytes are still the same.
    Optional<Facts> recall(String recipe) throws IOException {
        Optional<Facts> facts = note(FACTS, Facts.class);
        if (facts.isEmpty() || !facts.get().recipe().equals(recipe)) {
            return Optional.empty();
        }
        return same(release, facts.get().files()) ? facts : Optional.empty();
    }

    private static boolean same(Path folder, List<Rendition> files) throws IOException {
        for (Rendition file : files) {
            Path path = folder.resolve(file.name());
            if (!Files.isRegularFile(path)
                    || Files.size(path) != file.bytes()
                    || !digest(path).equals(file.sha256())) {
                return false;
            }
        }
        return true;
    }

    /// Where the master is put together.
    Path master() {
        return folder.resolve("master");
    }

    /// The lossless copy that an earlier run finished by the same recipe.
    Optional<List<Rendition>> mastered(String recipe) throws IOException {
        Optional<Mastered> done = note(MASTERED, Mastered.class);
        return done.isPresent()
                        && done.get().recipe().equals(recipe)
                        && same(master(), done.get().files())
                ? Optional.of(done.get().files())
                : Optional.empty();
    }

    void mastered(String recipe, List<Rendition> files, List<Path> proved) throws IOException {
        Files.createDirectories(master());
        for (int i = 0; i < proved.size(); i++) {
            keep(proved.get(i), master().resolve(files.get(i).name()));
        }
        write(MASTERED, new Mastered(recipe, files));
    }

    /// The sound that an earlier run finished by the same recipe.
    Optional<Soundtrack.Made> sounded(String recipe) throws IOException {
        Optional<Sounded> done = note(SOUNDED, Sounded.class);
        if (done.isEmpty() || !done.get().recipe().equals(recipe)) {
            return Optional.empty();
        }
        Soundtrack.Made made = done.get().made();
        return sizes(made.parts()).equals(done.get().bytes())
                ? Optional.of(made)
                : Optional.empty();
    }

    void sounded(String recipe, Soundtrack.Made made) throws IOException {
        for (Path part : made.parts()) {
            sync(part);
        }
        write(SOUNDED, new Sounded(recipe, made, sizes(made.parts())));
    }

    private static List<Long> sizes(List<Path> files) throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (Path file : files) {
            sizes.add(Files.isRegularFile(file) ? Files.size(file) : -1);
        }
        return sizes;
    }

    /// Makes room for the pieces of a film; those of another recipe are thrown away.
    void pieces(String recipe) throws IOException {
        Path pieces = folder.resolve("pieces");
        if (!holds(recipe)) {
            Files.deleteIfExists(folder.resolve(PIECES));
            clear(pieces);
        }
        Files.createDirectories(pieces);
        write(PIECES, new Note(recipe));
    }

    /// Whether the pieces that lie here were made by this recipe.
    boolean holds(String recipe) throws IOException {
        return note(PIECES, Note.class).filter(n -> n.recipe().equals(recipe)).isPresent();
    }

    Path piece(String copy, int index) {
        return folder.resolve("pieces")
                .resolve(String.format(Locale.ROOT, "%s-%04d.ivf", copy, index));
    }

    Path borders(int index) {
        return folder.resolve("pieces")
                .resolve(String.format(Locale.ROOT, "borders-%04d.framemd5", index));
    }

    /// What the search for the quality has measured so far, dB by crf.
    Map<Integer, Double> probes(String recipe) throws IOException {
        return note(PROBES, Probes.class)
                .filter(probes -> probes.recipe().equals(recipe))
                .map(Probes::scores)
                .orElse(Map.of());
    }

    void probes(String recipe, Map<Integer, Double> scores) throws IOException {
        write(PROBES, new Probes(recipe, scores));
    }

    /// Which encoder made the pieces, as it named itself.
    Optional<String> encoder() throws IOException {
        return note(ENCODER, Note.class).map(Note::recipe);
    }

    void encoder(String name) throws IOException {
        if (!name.isEmpty()) {
            write(ENCODER, new Note(name));
        }
    }

    /// Gives a finished file its name, once it is safe on the disk.
    void keep(Path part, Path file) throws IOException {
        sync(part);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(file);
    }

    /// Gives proved files their names, in the order of the facts, then remembers them.
    void finish(List<Path> proved, Facts facts) throws IOException {
        for (int i = 0; i < proved.size(); i++) {
            keep(proved.get(i), finished(facts.files().get(i).name()));
        }
        write(FACTS, facts);
        clear(folder.resolve("pieces"));
        Files.deleteIfExists(folder.resolve(PIECES));
        Files.deleteIfExists(folder.resolve(SOUNDED));
        Files.deleteIfExists(unfinished("sound.mka"));
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.toList();
        }
        for (Path path : all.reversed()) {
            Files.delete(path);
        }
    }

    private void write(String name, Object value) throws IOException {
        Path part = unfinished(name);
        Files.writeString(part, Json.line(value));
        sync(part);
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private <T> Optional<T> note(String name, Class<T> type) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readString(file), type));
        } catch (UncheckedIOException e) {
            // Another version's form: as good as none, the work is done again.
            return Optional.empty();
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void syncFolder(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static Digest digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
            }
            return Digest.of(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
