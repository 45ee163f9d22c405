package v2v.torrent.dht;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-1, which is what the network addresses by.
final class Hash {
    private Hash() {}

    static Id of(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return Id.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
