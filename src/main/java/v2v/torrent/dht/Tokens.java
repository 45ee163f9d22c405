package v2v.torrent.dht;

import v2v.torrent.Bencode;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens (BEP 5): who wants to store something must first have heard us at the address that it
/// sends from. They are computed, so nothing is kept for those who only ask.
final class Tokens {
    /// A token is good for one to two of these, milliseconds.
    private static final long TURN = 300_000;

    private static final int BYTES = 8;

    private final SecretKeySpec secret;
    private final InstantSource clock;

    Tokens(InstantSource clock) {
        byte[] bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        this.secret = new SecretKeySpec(bytes, "HmacSHA1");
        this.clock = clock;
    }

    Bencode.Text of(InetAddress address) {
        return Bencode.bytes(token(address, clock.millis() / TURN));
    }

    boolean good(Bencode.Text token, InetAddress address) {
        long turn = clock.millis() / TURN;
        byte[] shown = token.bytes();
        return MessageDigest.isEqual(shown, token(address, turn))
                || MessageDigest.isEqual(shown, token(address, turn - 1));
    }

    private byte[] token(InetAddress address, long turn) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(secret);
            mac.update(address.getAddress());
            mac.update(ByteBuffer.allocate(8).putLong(turn).flip());
            return Arrays.copyOf(mac.doFinal(), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }
}
