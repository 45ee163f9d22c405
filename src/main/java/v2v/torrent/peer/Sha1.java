package v2v.torrent.peer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-1, which every JDK has.
final class Sha1 {
    private Sha1() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /// Of these, one after another.
    static byte[] of(byte[]... parts) {
        MessageDigest sha1 = digest();
        for (byte[] part : parts) {
            sha1.update(part);
        }
        return sha1.digest();
    }
}
