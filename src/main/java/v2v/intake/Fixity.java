package v2v.intake;

import v2v.item.Digest;
import v2v.item.Progress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The SHA-256 of a file in one read.
///
/// @param bytes how many were read, which is what the digest stands for
record Fixity(Digest sha256, long bytes) {
    /// Measured: smaller reads cost system calls, larger ones fall out of the second-level cache.
    private static final int BLOCK = 256 * 1024;

    private static final long REPORT_EVERY = 64L * 1024 * 1024;

    /// Reads the file to its end. It is a channel because an interrupt ends its read, with
    /// `ClosedByInterruptException`; the streams of the JDK read on.
    ///
    /// @param expected its size, for the progress only
    static Fixity of(Path file, long expected, Progress progress) throws IOException {
        MessageDigest digest = digest();
        byte[] block = new byte[BLOCK];
        long bytes = 0;
        long reported = 0;
        ByteBuffer buffer = ByteBuffer.wrap(block);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (in.read(buffer.clear()) >= 0) {
                digest.update(block, 0, buffer.position());
                bytes += buffer.position();
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
