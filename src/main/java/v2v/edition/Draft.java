package v2v.edition;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.Refusal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// An edition in the making. What is as it was in the edition before becomes another name of the
/// same file, so that a night with one new release writes little. Each is read before: one that was
/// damaged since would be damaged in every edition after it.
final class Draft {
    private final Path folder;
    private final @Nullable Path before;
    private final Map<String, String> known;
    private final SortedMap<String, String> hashes = new TreeMap<>();
    private long written;

    /// @param before the last edition's folder; null when there is none
    Draft(Path folder, @Nullable Path before) throws IOException {
        this.folder = folder;
        this.before = before;
        this.known = before == null ? Map.of() : Sums.known(before);
        Files.createDirectories(folder);
    }

    /// Bytes that had to be written.
    long written() {
        return written;
    }

    /// SHA-256 of every file so far, by path.
    SortedMap<String, String> hashes() {
        return hashes;
    }

    void put(String path, byte[] bytes) {
        String hash = Head.sha256(bytes);
        hashes.put(path, hash);
        try {
            if (!linked(path, hash)) {
                write(place(path), bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file of the library that never changes.
    ///
    /// @throws Refusal when it has changed in its place: what is damaged must not be signed
    void take(String path, Path file) throws IOException {
        String hash = hash(file);
        String then = known.get(path);
        if (then != null
                && before != null
                && !hash.equals(then)
                && isSame(file, before.resolve(path))) {
            throw new Refusal(
                    Refusal.Code.CATALOGUE_DAMAGED,
                    file.toString(),
                    "its bytes are not what they were when the last edition was written",
                    "put it back from a copy of the library, from a mirror, or by: v2v check"
                            + " --repair");
        }
        hashes.put(path, hash);
        Path place = place(path);
        try {
            Files.createLink(place, file);
        } catch (IOException | UnsupportedOperationException otherFileSystem) {
            Files.copy(file, place, LinkOption.NOFOLLOW_LINKS);
            written += Files.size(place);
        }
    }

    private static boolean isSame(Path file, Path other) throws IOException {
        return Files.exists(other) && Files.isSameFile(file, other);
    }

    private boolean linked(String path, String hash) throws IOException {
        if (before == null || !hash.equals(known.get(path))) {
            return false;
        }
        Path file = before.resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !hash.equals(hash(file))) {
            return false;
        }
        try {
            Files.createLink(place(path), file);
            return true;
        } catch (IOException | UnsupportedOperationException cannotLink) {
            return false;
        }
    }

    private Path place(String path) throws IOException {
        Path place = folder.resolve(path);
        Files.createDirectories(place.resolveSibling(""));
        return place;
    }

    private void write(Path place, byte[] bytes) throws IOException {
        try (FileChannel out =
                FileChannel.open(place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(false);
        }
        written += bytes.length;
    }

    static String hash(Path file) throws IOException {
        var digest = Head.sha256();
        try (InputStream in =
                new DigestInputStream(
                        Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return Digest.of(digest.digest()).hex();
    }

    /// The list of a folder: what `sha256sum -c` reads.
    static final class Sums {
        static final String NAME = "manifest-sha256.txt";
        private static final int DIGITS = 64;

        private Sums() {}

        static String text(SortedMap<String, String> hashes) {
            StringBuilder text = new StringBuilder();
            hashes.forEach(
                    (path, hash) -> text.append(hash).append("  ").append(path).append('\n'));
            return text.toString();
        }

        /// What is known of a folder without belief in it: nothing when the list is missing or
        /// damaged.
        static Map<String, String> known(Path folder) {
            try {
                return read(folder);
            } catch (IOException | Refusal e) {
                return Map.of();
            }
        }

        /// @throws Refusal when it is no such list
        static Map<String, String> read(Path folder) throws IOException {
            Map<String, String> hashes = new HashMap<>();
            for (String line : Files.readAllLines(folder.resolve(NAME))) {
                boolean good =
                        line.length() > DIGITS + 2
                                && line.startsWith("  ", DIGITS)
                                && line.substring(0, DIGITS).matches("[0-9a-f]{64}");
                String path = good ? line.substring(DIGITS + 2) : "";
                if (!good
                        || !path.matches("[^/\\\\\\p{Cntrl}]+(/[^/\\\\\\p{Cntrl}]+)*")
                        || path.matches("(.*/)?[.]{1,2}(/.*)?")) {
                    throw Head.invalid(folder.resolve(NAME), "a line of it names no file: " + line);
                }
                if (hashes.put(path, line.substring(0, DIGITS)) != null) {
                    throw Head.invalid(folder.resolve(NAME), "it names twice: " + path);
                }
            }
            return hashes;
        }
    }
}
