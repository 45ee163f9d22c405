package v2v.torrent.dht;

import v2v.torrent.Bencode;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;

/// Values that the BEPs give, and keys of our own.
final class Vectors {
    private static final byte[] KEY =
            hex("77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548");

    private static final Bencode HELLO = Bencode.text("Hello World!");

    /// BEP 44, test 1.
    static final SignedItem MUTABLE =
            new SignedItem(
                    KEY,
                    new byte[0],
                    1,
                    HELLO,
                    hex(
                            "305ac8aeb6c9c151fa120f120ea2cfb923564e11552d06a5d856091e5e853cff"
                                + "1260d3f39e4999684aa92eb73ffd136e6f4f3ecbfda0ce53a1608ecd7ae21f01"));

    /// BEP 44, test 2.
    static final SignedItem SALTED =
            new SignedItem(
                    KEY,
                    bytes("foobar"),
                    1,
                    HELLO,
                    hex(
                            "6834284b6b24c3204eb2fea824d82f88883a3d95e8b4a21b8c0ded553d17d17d"
                                + "df9a8a7104b1258f30bed3787e6cb896fca78c58f8e03b5f18f14951a87d9a08"));

    private Vectors() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static KeyPair pair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    static byte[] raw(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    static SignedItem signed(KeyPair pair, String salt, long sequence, Bencode value)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(SignedItem.toSign(bytes(salt), sequence, value));
        return new SignedItem(raw(pair), bytes(salt), sequence, value, signature.sign());
    }
}
