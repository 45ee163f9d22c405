package v2v.torrent.peer;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// The stream cipher of the encrypted handshake: it hides from simple filters what is spoken; it
/// keeps no secrets.
final class Rc4 {
    /// The first bytes of the stream tell of the key, so they are thrown away.
    private static final int DROPPED = 1024;

    private final Cipher cipher;

    /// @param key 20 bytes
    Rc4(byte[] key) {
        try {
            cipher = Cipher.getInstance("ARCFOUR");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ARCFOUR", e);
        }
        apply(new byte[DROPPED]);
    }

    /// Encrypts or decrypts in place.
    void apply(byte[] bytes) {
        apply(ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    /// The same for a part of a buffer, whose position and limit stay as they are.
    void apply(ByteBuffer bytes, int from, int length) {
        byte[] part = new byte[Math.min(length, 16 << 10)];
        for (int done = 0; done < length; done += part.length) {
            int count = Math.min(part.length, length - done);
            bytes.get(from + done, part, 0, count);
            try {
                cipher.update(part, 0, count, part, 0);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a stream cipher needs no room", e);
            }
            bytes.put(from + done, part, 0, count);
        }
    }
}
