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
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The folder where one work's release is put together, and what is known about the files that
/// already lie in it.
///
/// Nothing has its final name before it was proved and is safe on disk; the facts beside it (never
/// inside the release folder) let a second attempt keep what the first one finished.
///
/// Where a part of the work is done elsewhere, this is two folders, one upon the other: what is
/// made goes into the maker's own, under the name that it would have in the task's; what is looked
/// for is looked for in both. Nothing is written but below [#own], and that folder is never made
/// anew: whoever took it away has given the work to another.
///
/// @param folder of the task
/// @param release the release folder in it
/// @param own where everything is written; the folder of the task, for whoever owns the library
record Workbench(Library library, Path folder, Path release, Path own) {
    private static final int BUFFER = 1 << 18;

    /// A note is small; a stranger's may be anything.
    private static final long LARGEST_NOTE = 64 << 20;

    private static final String SOUND = "part-sound[a-z.]+";

    static final String FACTS = "renditions.json";
    static final String PROBES = "probes.json";
    static final String PREPARED = "prepared.json";
    static final String SOUNDED = "sounded.json";
    static final String MASTERED = "mastered.json";
    static final String PIECES = "pieces";
    static final String MASTER = "master";

    /// The finished files.
    ///
    /// @param recipe all that decided how they came out
    record Facts(String recipe, List<Rendition> files, @Nullable Master master, Instant made) {}

    /// What the search measured.
    record Probes(String recipe, Map<Integer, Double> scores) {}

    /// The finished sound, under its unfinished names, which are relative to the folder.
    record Sounded(String recipe, Soundtrack.Made made, List<Long> bytes) {}

    /// The finished lossless copy.
    record Mastered(String recipe, List<Rendition> files) {}

    static Workbench of(Library library, Clearance clearance) throws IOException {
        Path folder = library.work(clearance.item(), clearance.version());
        Path release = folder.resolve(clearance.folderName());
        Files.createDirectories(release);
        return new Workbench(library, folder, release, folder);
    }

    /// For a part that is made elsewhere.
    ///
    /// @param own a folder that is there
    static Workbench apart(Library library, Clearance clearance, Path own) {
        Path folder = library.work(clearance.item(), clearance.version());
        return new Workbench(library, folder, folder.resolve(clearance.folderName()), own);
    }

    boolean apart() {
        return !own.equals(folder);
    }

    Path unfinished(String name) {
        return own.resolve("part-" + name);
    }

    /// Where something is, or would be made.
    ///
    /// @param place relative to the folder of the task
    Path find(String place) {
        Path mine = own.resolve(place);
        Path there = folder.resolve(place);
        return !Files.exists(mine) && Files.exists(there) ? there : mine;
    }

    private String released(String name) {
        return release.getFileName() + "/" + name;
    }

    String relative(Path path) {
        return library.relative(path);
    }

    /// What an earlier run finished by the same recipe, if the bytes are still the same.
    Optional<Facts> recall(String recipe) throws IOException {
        Optional<Facts> facts = finished(recipe);
        return facts.isPresent() && same(facts.get().files(), this::released)
                ? facts
                : Optional.empty();
    }

    /// The same, if the sizes are still the same: for what was read back a moment ago.
    Optional<Facts> finished(String recipe) throws IOException {
        Optional<Facts> facts = note(FACTS, Facts.class);
        return facts.isPresent()
                        && facts.get().recipe().equals(recipe)
                        && sized(facts.get().files(), this::released)
                ? facts
                : Optional.empty();
    }

    /// Whether these are here, by their sizes.
    boolean holds(List<Rendition> released) throws IOException {
        return sized(released, this::released);
    }

    private boolean sized(List<Rendition> files, UnaryOperator<String> place) throws IOException {
        for (Rendition file : files) {
            Path path = find(place.apply(file.name()));
            if (!Files.isRegularFile(path) || Files.size(path) != file.bytes()) {
                return false;
            }
        }
        return true;
    }

    private boolean same(List<Rendition> files, UnaryOperator<String> place) throws IOException {
        if (!sized(files, place)) {
            return false;
        }
        for (Rendition file : files) {
            if (!digest(find(place.apply(file.name()))).equals(file.sha256())) {
                return false;
            }
        }
        return true;
    }

    /// Where the master is put together, relative to the library.
    String masterPlace() {
        return library.relative(folder.resolve(MASTER));
    }

    private static String inMaster(String name) {
        return MASTER + "/" + name;
    }

    /// The lossless copy that an earlier run finished by the same recipe.
    Optional<List<Rendition>> mastered(String recipe) throws IOException {
        Optional<List<Rendition>> files = keptMaster(recipe);
        return files.isPresent() && same(files.get(), Workbench::inMaster)
                ? files
                : Optional.empty();
    }

    /// The same by its sizes.
    Optional<List<Rendition>> keptMaster(String recipe) throws IOException {
        Optional<Mastered> done = note(MASTERED, Mastered.class);
        return done.isPresent()
                        && done.get().recipe().equals(recipe)
                        && sized(done.get().files(), Workbench::inMaster)
                ? Optional.of(done.get().files())
                : Optional.empty();
    }

    void mastered(String recipe, List<Rendition> files, List<Path> proved) throws IOException {
        for (int i = 0; i < proved.size(); i++) {
            keep(proved.get(i), own.resolve(inMaster(files.get(i).name())));
        }
        write(MASTERED, new Mastered(recipe, files));
    }

    /// The sound that an earlier run finished by the same recipe.
    Optional<Soundtrack.Made> sounded(String recipe) throws IOException {
        Optional<Sounded> done = note(SOUNDED, Sounded.class);
        if (done.isEmpty() || !done.get().recipe().equals(recipe)) {
            return Optional.empty();
        }
        Soundtrack.Made named = done.get().made();
        if (!named.parts().stream().allMatch(part -> part.toString().matches(SOUND))) {
            return Optional.empty();
        }
        Soundtrack.Made made = named.placed(part -> find(part.toString()));
        return sizes(made.parts()).equals(done.get().bytes())
                ? Optional.of(made)
                : Optional.empty();
    }

    /// The machine that reads this may know the folder by another path.
    void sounded(String recipe, Soundtrack.Made made) throws IOException {
        for (Path part : made.parts()) {
            sync(part);
        }
        Soundtrack.Made named = made.placed(own::relativize);
        write(SOUNDED, new Sounded(recipe, named, sizes(made.parts())));
    }

    private static List<Long> sizes(List<Path> files) throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (Path file : files) {
            sizes.add(Files.isRegularFile(file) ? Files.size(file) : -1);
        }
        return sizes;
    }

    /// Makes room for the pieces of a film. Those of another recipe lie in another folder, so that
    /// they are not taken for these, whoever brings them and when; who owns the library throws them
    /// away.
    Shelf shelf(String name) throws IOException {
        Path pieces = own.resolve(PIECES);
        if (!apart() && Files.isDirectory(pieces)) {
            List<Path> others;
            try (Stream<Path> all = Files.list(pieces)) {
                others = all.filter(path -> !path.endsWith(name)).toList();
            }
            for (Path other : others) {
                clear(other);
            }
        }
        enter(pieces.resolve(name));
        return new Shelf(this, name);
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

    /// What a part of this work that was done elsewhere has found out for all others.
    Optional<Prepared> prepared(String recipe) throws IOException {
        return note(PREPARED, Prepared.class).filter(found -> found.recipe().equals(recipe));
    }

    void prepared(Prepared found) throws IOException {
        write(PREPARED, found);
    }

    /// Gives a finished file its name, once it is safe on the disk.
    void keep(Path part, Path file) throws IOException {
        sync(part);
        place(part, file);
    }

    /// The same for one that is safe already.
    void place(Path part, Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            enter(parent);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(file);
    }

    /// Makes the folders down to this one, but never the first.
    private void enter(Path inside) throws IOException {
        Path parent = inside.getParent();
        if (Files.isDirectory(inside)) {
            return;
        }
        if (parent == null || inside.equals(own) || !inside.startsWith(own)) {
            throw new NoSuchFileException(inside.toString(), null, "the folder was taken away");
        }
        enter(parent);
        try {
            Files.createDirectory(inside);
        } catch (FileAlreadyExistsException made) {
            return; // by another part of the same work
        }
        syncFolder(inside);
    }

    /// Gives proved files their names, in the order of the facts, then remembers them.
    void finish(List<Path> proved, Facts facts) throws IOException {
        for (int i = 0; i < proved.size(); i++) {
            keep(proved.get(i), own.resolve(released(facts.files().get(i).name())));
        }
        write(FACTS, facts);
        tidy();
    }

    /// Throws away what finished files were made of.
    void tidy() throws IOException {
        clear(own.resolve(PIECES));
        Files.deleteIfExists(own.resolve(SOUNDED));
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

    void write(String name, Object value) throws IOException {
        Path part = unfinished(name.replace('/', '-'));
        Files.writeString(part, Json.line(value));
        sync(part);
        Files.move(part, own.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    <T> Optional<T> note(String name, Class<T> type) throws IOException {
        Path file = find(name);
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_NOTE) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readString(file), type));
        } catch (UncheckedIOException | CharacterCodingException e) {
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
