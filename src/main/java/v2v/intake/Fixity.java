package v2v.intake;

import v2v.item.Digest;
import v2v.item.Finding;
import v2v.item.Progress;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The SHA-256 of a file, and whatever other sums somebody asks for, in one read.
///
/// @param others those that were asked for, as lower-case hexadecimal digits
/// @param bytes how many were read, which is what the digest stands for
record Fixity(Digest sha256, Map<Hash, String> others, long bytes) {
    /// Measured: smaller reads cost system calls, larger ones fall out of the second-level cache.
    private static final int BLOCK = 256 * 1024;

    private static final long REPORT_EVERY = 64L * 1024 * 1024;

    /// Reads the file to its end. It is a channel because an interrupt ends its read, with
    /// `ClosedByInterruptException`; the streams of the JDK read on.
    ///
    /// @param expected its size, for the progress only
    static Fixity of(Path file, long expected, Progress progress) throws IOException {
        return of(file, expected, progress, Set.of());
    }

    /// @param more sums to take in the same read; SHA-256 always is
    static Fixity of(Path file, long expected, Progress progress, Set<Hash> more)
            throws IOException {
        MessageDigest digest = digest(Hash.SHA256);
        Map<Hash, MessageDigest> others = new EnumMap<>(Hash.class);
        more.stream().filter(h -> h != Hash.SHA256).forEach(h -> others.put(h, digest(h)));
        byte[] block = new byte[BLOCK];
        long bytes = 0;
        long reported = 0;
        ByteBuffer buffer = ByteBuffer.wrap(block);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (in.read(buffer.clear()) >= 0) {
                digest.update(block, 0, buffer.position());
                for (MessageDigest other : others.values()) {
                    other.update(block, 0, buffer.position());
                }
                bytes += buffer.position();
                if (bytes - reported >= REPORT_EVERY) {
                    reported = bytes;
                    progress.at("Reading", Math.min(1, (double) bytes / expected), 0);
                }
            }
        }
        progress.at("Reading", 1, 0);
        Map<Hash, String> sums = new EnumMap<>(Hash.class);
        others.forEach((hash, other) -> sums.put(hash, HexFormat.of().formatHex(other.digest())));
        return new Fixity(Digest.of(digest.digest()), Map.copyOf(sums), bytes);
    }

    /// The sum of this kind.
    String sum(Hash hash) {
        return hash == Hash.SHA256 ? sha256.hex() : Objects.requireNonNull(others.get(hash));
    }

    /// Those that the file does not have.
    ///
    /// @param expected whose kinds were asked for
    List<Finding> differences(Collection<Checksum> expected) {
        return expected.stream()
                .filter(e -> !e.hex().equals(sum(e.hash())))
                .map(e ->
                        new Finding(
                                Finding.Level.BLOCK,
                                Refusal.Code.CHECKSUM_MISMATCH,
                                "its %s is %s and not %s, as %s says"
                                        .formatted(
                                                e.hash().algorithm(),
                                                sum(e.hash()),
                                                e.hex(),
                                                e.where()),
                                "copy it again from its source, or let the vendor send the right"
                                        + " sum",
                                e.place()))
                .toList();
    }

    private static MessageDigest digest(Hash hash) {
        try {
            return MessageDigest.getInstance(hash.algorithm());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has " + hash.algorithm(), e);
        }
    }
}
