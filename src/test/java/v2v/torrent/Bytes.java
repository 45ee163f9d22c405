package v2v.torrent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Content for tests: looks random, is the same every time.
public final class Bytes {
    private Bytes() {}

    /// Writes a file of `length` bytes, with the folders above it.
    public static Path file(Path file, int length) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(file, of(length));
    }

    public static byte[] of(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /// A folder like a release: one large file, small ones, an empty one, two of equal length.
    public static Path release(Path folder) throws IOException {
        file(folder.resolve("video/film.av1.webm"), 3_000_001);
        file(folder.resolve("README.txt"), 700);
        file(folder.resolve("LICENSE.txt"), 700);
        file(folder.resolve("images/poster.webp"), 40_000);
        file(folder.resolve("images/empty.vtt"), 0);
        file(folder.resolve("metadata/record.json"), 16_384);
        file(folder.resolve("metadata.old/record.json"), 16_385);
        file(folder.resolve("zz-ünïcödé.txt"), 5);
        file(folder.resolve("zzz-empty"), 0);
        return folder;
    }
}
