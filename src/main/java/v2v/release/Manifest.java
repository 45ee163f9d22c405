package v2v.release;

import v2v.item.Digest;
import v2v.item.Rendition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// The list that `sha256sum -c` checks. The hashes of media are those of the bytes that were
/// decoded and found good: hashing the disk again here would bless whatever lies there now.
final class Manifest {
    static final String NAME = "manifest-sha256.txt";

    private static final int BUFFER = 1 << 17;

    private Manifest() {}

    static Document of(List<Rendition> files, List<Document> documents) {
        Map<String, Digest> lines = new TreeMap<>();
        files.forEach(file -> lines.put(file.name(), file.sha256()));
        documents.forEach(document -> lines.put(document.name(), digest(document.bytes())));
        return Document.of(NAME, text(lines));
    }

    /// The list in its one spelling.
    static String text(Map<String, Digest> files) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(files)
                .forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        return text.toString();
    }

    static Digest digest(byte[] bytes) {
        return Digest.of(sha256().digest(bytes));
    }

    /// Of a file of any length; a link is not followed.
    ///
    /// @param more told how many more bytes were read
    static Digest digest(Path file, LongConsumer more) throws IOException {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
                more.accept(read);
            }
        }
        return Digest.of(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
