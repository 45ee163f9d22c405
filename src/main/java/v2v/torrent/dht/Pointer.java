package v2v.torrent.dht;

import v2v.item.Refusal;
import v2v.torrent.Bencode;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A magnet link that names no torrent but somebody's key: where to ask which torrent is his newest
/// (BEP 46). It stays the same for ever, and nobody else can answer for it.
///
/// @param publicKey Ed25519, 32 raw bytes
/// @param salt up to 64 bytes; empty for none
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record Pointer(byte[] publicKey, byte[] salt) {
    private static final String START = "magnet:?xs=urn:btpk:";
    private static final Pattern LINK =
            Pattern.compile(
                    "magnet:\\?xs=urn:btpk:([0-9a-f]{64})(?:&s=((?:[0-9a-f]{2}){1,64}))?",
                    Pattern.CASE_INSENSITIVE);
    private static final int INFOHASH = 20;

    public Pointer {
        publicKey = publicKey.clone();
        salt = salt.clone();
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] salt() {
        return salt.clone();
    }

    /// Whether a text is meant to be such a link.
    public static boolean isOne(String text) {
        return text.regionMatches(true, 0, START, 0, START.length());
    }

    /// Reads the link.
    ///
    /// @throws Refusal `TORRENT_INVALID` when it is none
    public static Pointer parse(String link) {
        Matcher parts = LINK.matcher(link);
        if (!parts.matches()) {
            throw new Refusal(
                    Refusal.Code.TORRENT_INVALID,
                    link,
                    "the magnet link names no key of 64 hexadecimal digits (xs=urn:btpk:)",
                    "copy the whole link again from the publisher");
        }
        String salt = parts.group(2) == null ? "" : parts.group(2).toLowerCase(Locale.ROOT);
        return new Pointer(
                HexFormat.of().parseHex(parts.group(1).toLowerCase(Locale.ROOT)),
                HexFormat.of().parseHex(salt));
    }

    /// The link.
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return START
                + hex.formatHex(publicKey)
                + (salt.length == 0 ? "" : "&s=" + hex.formatHex(salt));
    }

    /// What the owner of the key says of it.
    ///
    /// @param infohash v1, 40 hexadecimal digits
    /// @param sequence higher than all before
    /// @param sign gives the 64 bytes of the owner's signature
    public SignedItem at(String infohash, long sequence, UnaryOperator<byte[]> sign) {
        Bencode value =
                new Bencode.Draft()
                        .put("ih", Bencode.bytes(HexFormat.of().parseHex(infohash)))
                        .dict();
        byte[] signature = sign.apply(SignedItem.toSign(salt, sequence, value));
        return new SignedItem(publicKey, salt, sequence, value, signature);
    }

    /// Whether it is an answer to this.
    public boolean isOf(SignedItem item) {
        return Arrays.equals(publicKey, item.publicKey()) && Arrays.equals(salt, item.salt());
    }

    /// The torrent that an answer names: v1, 40 hexadecimal digits.
    ///
    /// @throws Refusal `TORRENT_INVALID` when it names none
    public static String infohash(SignedItem item) {
        if (item.value() instanceof Bencode.Dict dict
                && dict.entries().get(Bencode.text("ih")) instanceof Bencode.Text hash
                && hash.length() == INFOHASH) {
            return HexFormat.of().formatHex(hash.bytes());
        }
        throw new Refusal(
                Refusal.Code.TORRENT_INVALID,
                "the DHT",
                "what its owner has signed names no torrent (BEP 46)",
                "ask the publisher");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pointer pointer
                && Arrays.equals(publicKey, pointer.publicKey)
                && Arrays.equals(salt, pointer.salt);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(publicKey) ^ Arrays.hashCode(salt);
    }
}
