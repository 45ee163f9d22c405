package v2v.release;

import v2v.item.Digest;
import v2v.item.Rendition;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The list that `sha256sum -c` checks. The hashes of media are those of the bytes that were
/// decoded and found good: hashing the disk again here would bless whatever lies there now.
final class Manifest {
    static final String NAME = "manifest-sha256.txt";

    private Manifest() {}

    static Document of(List<Rendition> files, List<Document> documents) {
        Map<String, Digest> lines = new TreeMap<>();
        files.forEach(file -> lines.put(file.name(), file.sha256()));
        documents.forEach(document -> lines.put(document.name(), digest(document.bytes())));
        StringBuilder text = new StringBuilder();
        lines.forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        return Document.of(NAME, text.toString());
    }

    static Digest digest(byte[] bytes) {
        try {
            return Digest.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
