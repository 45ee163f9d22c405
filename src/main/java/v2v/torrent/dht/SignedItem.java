package v2v.torrent.dht;

import v2v.item.OpenKey;
import v2v.item.Refusal;
import v2v.torrent.Bencode;
import v2v.torrent.BencodeReader;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A value that only the owner of a key can replace (BEP 44, "mutable item").
///
/// @param publicKey Ed25519, 32 raw bytes
/// @param salt up to 64 bytes, so that one key can have many values; empty for none
/// @param sequence of two genuine ones, the higher is the newer
/// @param value up to 1000 bytes when it is bencoded
/// @param signature 64 bytes, of [#toSign]
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record SignedItem(
        byte[] publicKey, byte[] salt, long sequence, Bencode value, byte[] signature) {
    /// The most that a value may be, bytes of its bencoding.
    public static final int MOST_VALUE = 1000;

    /// The most that a salt may be, bytes.
    public static final int MOST_SALT = 64;

    private static final int KEY = 32;
    private static final int SIGNATURE = 64;

    public SignedItem {
        publicKey = publicKey.clone();
        salt = salt.clone();
        signature = signature.clone();
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    /// The bytes that are signed: `4:salt`, the salt, `3:seqi`, the number, `e1:v`, the value; the
    /// first two only when there is a salt.
    public static byte[] toSign(byte[] salt, long sequence, Bencode value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (salt.length > 0) {
            out.writeBytes(ascii("4:salt"));
            Bencode.bytes(salt).write(out);
        }
        out.writeBytes(ascii("3:seqi" + sequence + "e1:v"));
        value.write(out);
        return out.toByteArray();
    }

    /// Whether its sizes are allowed and the owner of the key has signed it.
    public boolean genuine() {
        if (publicKey.length != KEY
                || signature.length != SIGNATURE
                || salt.length > MOST_SALT
                || value.encoded().length > MOST_VALUE) {
            return false;
        }
        try {
            return OpenKey.ofRaw(publicKey).verifies(toSign(salt, sequence, value), signature);
        } catch (IllegalArgumentException e) {
            return false; // no point of the curve: nobody can have signed with it
        }
    }

    /// As a file keeps it: a bencoded dictionary with the keys that a node is sent (BEP 44).
    public byte[] encoded() {
        return new Bencode.Draft()
                .put("k", Bencode.bytes(publicKey))
                .put("salt", Bencode.bytes(salt))
                .put("seq", Bencode.whole(sequence))
                .put("sig", Bencode.bytes(signature))
                .put("v", value)
                .dict()
                .encoded();
    }

    /// What [#encoded] wrote; nothing when it is something else, or not genuine.
    public static Optional<SignedItem> read(byte[] file) {
        try {
            if (BencodeReader.read(file, "a signed item") instanceof Bencode.Dict dict
                    && dict.entries().get(Bencode.text("k")) instanceof Bencode.Text key
                    && dict.entries().get(Bencode.text("salt")) instanceof Bencode.Text salt
                    && dict.entries().get(Bencode.text("seq")) instanceof Bencode.Whole(long seq)
                    && dict.entries().get(Bencode.text("sig")) instanceof Bencode.Text signature
                    && dict.entries().containsKey(Bencode.text("v"))) {
                Bencode value = Objects.requireNonNull(dict.entries().get(Bencode.text("v")));
                return Optional.of(
                                new SignedItem(
                                        key.bytes(), salt.bytes(), seq, value, signature.bytes()))
                        .filter(SignedItem::genuine);
            }
        } catch (Refusal e) {
            return Optional.empty(); // half a file, most likely
        }
        return Optional.empty();
    }

    /// The newest genuine one of what others say is stored under that key and salt.
    static Optional<SignedItem> newest(List<Reply.Stored> seen, byte[] publicKey, byte[] salt) {
        Bencode.Text key = Bencode.bytes(publicKey);
        SignedItem newest = null;
        for (Reply.Stored stored : seen) {
            if (stored instanceof Reply.Stored.Signed signed
                    && signed.key().equals(key)
                    && (newest == null || signed.sequence() > newest.sequence())) {
                SignedItem item =
                        new SignedItem(
                                publicKey,
                                salt,
                                signed.sequence(),
                                signed.value(),
                                signed.signature().bytes());
                newest = item.genuine() ? item : newest;
            }
        }
        return Optional.ofNullable(newest);
    }

    /// Where it is stored: SHA-1 of key and salt.
    static Id target(byte[] publicKey, byte[] salt) {
        return Hash.of(publicKey, salt);
    }

    Id target() {
        return target(publicKey, salt);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedItem item
                && Arrays.equals(publicKey, item.publicKey)
                && Arrays.equals(salt, item.salt)
                && sequence == item.sequence
                && value.equals(item.value)
                && Arrays.equals(signature, item.signature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(signature);
    }
}
