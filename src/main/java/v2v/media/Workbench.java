package v2v.media;

import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Json;
import v2v.item.Library;
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
import java.util.List;
import java.util.Optional;

/// The folder where one work's release is put together, and what is known about the files that
/// already lie in it.
///
/// Nothing has its final name before it was proved and is safe on disk; the facts beside it (never
/// inside the release folder) let a second attempt keep what the first one finished.
///
/// @param folder of the task; unfinished files lie here
/// @param release the release folder in it
record Workbench(Path folder, Path release) {
    private static final int BUFFER = 1 << 18;

    private static final String FACTS = "renditions.json";
    private static final String ENCODED = "encoded.json";

    /// The finished files.
    ///
    /// @param recipe all that decided how they came out
    record Facts(String recipe, List<Rendition> files, Instant made) {}

    /// An encode that ended well but is not proved yet: hours of work that a restart keeps.
    record Encoded(String recipe, String tool, long bytes) {}

    static Workbench of(Library library, Clearance clearance) throws IOException {
        Path folder = library.work(clearance.item(), clearance.version());
        Path release = folder.resolve(clearance.folderName());
        Files.createDirectories(release.resolve("video"));
        Files.createDirectories(release.resolve("images"));
        return new Workbench(folder, release);
    }

    Path unfinished(String name) {
        return folder.resolve("part-" + name);
    }

    Path finished(String name) {
        return release.resolve(name);
    }

    /// What an earlier run finished by the same recipe, if the bytes are still the same.
    Optional<Facts> recall(String recipe) throws IOException {
        Optional<Facts> facts = note(FACTS, Facts.class);
        if (facts.isEmpty() || !facts.get().recipe().equals(recipe)) {
            return Optional.empty();
        }
        for (Rendition file : facts.get().files()) {
            Path path = finished(file.name());
            if (!Files.isRegularFile(path)
                    || Files.size(path) != file.bytes()
                    || !digest(path).equals(file.sha256())) {
                return Optional.empty();
            }
        }
        return facts;
    }

    /// The tool that an earlier run encoded with, when its file waits to be proved.
    Optional<String> encoded(String recipe) throws IOException {
        Path file = unfinished("access.webm");
        long bytes = Files.isRegularFile(file) ? Files.size(file) : -1;
        return note(ENCODED, Encoded.class)
                .filter(e -> e.recipe().equals(recipe) && e.bytes() == bytes)
                .map(Encoded::tool);
    }

    void encoded(Path file, String recipe, String tool) throws IOException {
        sync(file);
        write(ENCODED, new Encoded(recipe, tool, Files.size(file)));
    }

    /// Gives proved files their names, in the order of the facts, then remembers them.
    void finish(List<Path> proved, Facts facts) throws IOException {
        for (int i = 0; i < proved.size(); i++) {
            sync(proved.get(i));
            Path file = finished(facts.files().get(i).name());
            Files.move(proved.get(i), file, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(file);
        }
        write(FACTS, facts);
        Files.deleteIfExists(folder.resolve(ENCODED));
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
