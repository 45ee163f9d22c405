package v2v.bag;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongConsumer;

/// One pass over a file, for all its digests.
///
/// It is a channel because an interrupt ends its read, with `ClosedByInterruptException`; the
/// streams of the JDK read on.
final class Reading {
    private static final int BLOCK = 256 * 1024;

    private final Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);
    private final LongConsumer more;

    private Reading(Collection<Algorithm> algorithms, LongConsumer more) {
        algorithms.forEach(algorithm -> digests.put(algorithm, algorithm.start()));
        this.more = more;
    }

    /// The digests of a file, in lower-case hexadecimal digits.
    ///
    /// @param more told how many more bytes were read
    static Map<Algorithm, String> of(Path file, Collection<Algorithm> algorithms, LongConsumer more)
            throws IOException {
        return new Reading(algorithms, more).pass(file, null);
    }

    /// Copies a file, and gives the digests of what was read.
    static Map<Algorithm, String> copying(
            Path from, Path to, Collection<Algorithm> algorithms, LongConsumer more)
            throws IOException {
        try (FileChannel out =
                FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Map<Algorithm, String> found = new Reading(algorithms, more).pass(from, out);
            out.force(true);
            return found;
        }
    }

    private Map<Algorithm, String> pass(Path file, @Nullable FileChannel out) throws IOException {
        byte[] block = new byte[BLOCK];
        ByteBuffer buffer = ByteBuffer.wrap(block);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (in.read(buffer.clear()) >= 0) {
                int length = buffer.position();
                digests.values().forEach(digest -> digest.update(block, 0, length));
                buffer.flip();
                while (out != null && buffer.hasRemaining()) {
                    out.write(buffer);
                }
                more.accept(length);
            }
        }
        Map<Algorithm, String> found = new EnumMap<>(Algorithm.class);
        digests.forEach((algorithm, digest) ->
                found.put(algorithm, HexFormat.of().formatHex(digest.digest())));
        return found;
    }
}
