package v2v.intake;

import v2v.item.Digest;
import v2v.item.Progress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The SHA-256 of a file in one read.
///
/// @param bytes how many were read, which is what the digest stands for
record Fixity(Digest sha256, long bytes) {
    /// Measured: smaller reads cost system calls, larger ones fall out of the second-level cache.
    private static final int BLOCK = 256 * 1024;

    private static final long REPORT_EVERY = 64L * 1024 * 1024;

    /// Reads the file to its end. An interrupt closes the channel below, which ends the read with
    /// `ClosedByInterruptException`.
    ///
    /// @param expected its size, for the progress only
    static Fixity of(Path file, long expected, Progress progress) throws IOException {
        MessageDigest digest = digest();
        byte[] block = new byte[BLOCK];
        long bytes = 0;
        long reported = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                digest.update(block, 0, count);
                bytes += count;
                if (bytes - reported >= REPORT_EVERY) {
                    reported = bytes;
                    progress.at("Reading", Math.min(1, (double) bytes / expected), 0);
                }
            }
        }
        progress.at("Reading", 1, 0);
        return new Fixity(Digest.of(digest.digest()), bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
