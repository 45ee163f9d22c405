package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/// The encrypted handshake (Message Stream Encryption, as Vuze described it and all clients do it)
/// from the side of who is called. A peer that insists on it is served; one that leaves the choice
/// to us gets plain bytes after the handshake, for they cost less.
final class Keys {
    /// What the two agree on.
    private static final int PLAIN = 1;

    private static final int CIPHERED = 2;

    /// Bytes of a public key: 768 bits.
    static final int PUBLIC = 96;

    /// The longest filler that either side may send.
    private static final int PAD = 512;

    private static final BigInteger PRIME =
            new BigInteger(
                    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B"
                        + "22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B57662"
                        + "5E7EC6F44C42E9A63A36210000000000090563",
                    16);

    private static final BigInteger GENERATOR = BigInteger.TWO;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] CONSTANT = new byte[8];

    private Keys() {}

    /// Answers, up to the peer's first payload, which is in `in` afterwards, readable in the clear.
    ///
    /// @param in what was read until now: the beginning of the peer's public key; room for 700
    ///   bytes at least
    /// @return what it is about; null when it is no such handshake, or about nothing of ours
    static @Nullable Offered answer(Line line, ByteBuffer in, Stock stock) throws IOException {
        line.fill(in, PUBLIC);
        BigInteger theirs = new BigInteger(1, Bytes.part(in, 0, PUBLIC));
        if (theirs.compareTo(BigInteger.ONE) <= 0
                || theirs.compareTo(PRIME.subtract(BigInteger.ONE)) >= 0) {
            return null;
        }
        discard(in, PUBLIC);
        BigInteger secret = new BigInteger(160, RANDOM);
        line.write(ByteBuffer.wrap(joined(fixed(GENERATOR.modPow(secret, PRIME)), noise(PAD))));
        byte[] shared = fixed(theirs.modPow(secret, PRIME));
        if (!skipPast(line, in, Sha1.of(ascii("req1"), shared))) {
            return null;
        }
        line.fill(in, HashIndex.KEY);
        byte[] name = Bytes.part(in, 0, HashIndex.KEY);
        byte[] mask = Sha1.of(ascii("req3"), shared);
        for (int i = 0; i < name.length; i++) {
            name[i] ^= mask[i];
        }
        discard(in, HashIndex.KEY);
        Offered row = stock.disguised(name);
        return row == null ? null : agree(line, in, row, shared);
    }

    /// The peer may have used either name of a hybrid as its key; the table knows both, so both are
    /// tried.
    private static @Nullable Offered agree(Line line, ByteBuffer in, Offered row, byte[] shared)
            throws IOException {
        line.fill(in, CONSTANT.length + 6);
        byte[] start = Bytes.part(in, 0, in.position());
        for (byte[] key : Arrays.asList(row.v1(), row.v2())) {
            if (key == null) {
                continue;
            }
            Rc4 hear = new Rc4(Sha1.of(ascii("keyA"), shared, key));
            byte[] plain = start.clone();
            hear.apply(plain);
            if (Arrays.equals(plain, 0, CONSTANT.length, CONSTANT, 0, CONSTANT.length)) {
                in.put(0, plain);
                Rc4 speak = new Rc4(Sha1.of(ascii("keyB"), shared, key));
                return choose(line, in, hear, speak) ? row : null;
            }
        }
        return null;
    }

    private static boolean choose(Line line, ByteBuffer in, Rc4 hear, Rc4 speak)
            throws IOException {
        int offered = in.getInt(CONSTANT.length);
        int choice = (offered & PLAIN) != 0 ? PLAIN : offered & CIPHERED;
        int filler = in.getShort(CONSTANT.length + 4) & 0xFFFF;
        if (choice == 0 || filler > PAD) {
            return false;
        }
        line.encrypt(hear, speak);
        discard(in, CONSTANT.length + 6);
        line.fill(in, filler + 2);
        int first = in.getShort(filler) & 0xFFFF;
        discard(in, filler + 2);
        if (first > in.capacity()) {
            return false;
        }
        line.fill(in, first);
        ByteBuffer answer = ByteBuffer.allocate(CONSTANT.length + 6);
        answer.put(CONSTANT).putInt(choice).putShort((short) 0).flip();
        line.write(answer);
        if (choice == PLAIN) {
            line.plain();
        }
        // nothing may follow the first payload before the peer knows what was chosen
        return in.position() == first;
    }

    /// Reads on until these bytes have passed.
    private static boolean skipPast(Line line, ByteBuffer in, byte[] mark) throws IOException {
        int at = 0;
        while (true) {
            while (in.position() - at >= mark.length) {
                if (Arrays.equals(Bytes.part(in, at, at + mark.length), mark)) {
                    discard(in, at + mark.length);
                    return true;
                }
                if (at++ == PAD) {
                    return false;
                }
            }
            line.fill(in, in.position() + 1);
        }
    }

    /// Forgets the first bytes.
    private static void discard(ByteBuffer in, int bytes) {
        in.flip().position(bytes);
        in.compact();
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] out = new byte[PUBLIC];
        int count = Math.min(bytes.length, PUBLIC);
        System.arraycopy(bytes, bytes.length - count, out, PUBLIC - count, count);
        return out;
    }

    private static byte[] noise(int most) {
        byte[] bytes = new byte[RANDOM.nextInt(most + 1)];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] one, byte[] two) {
        byte[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
