package v2v.torrent.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.OpenKey;
import v2v.item.Refusal;
import v2v.torrent.Bencode;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Optional;

class PointerTest {
    private static final String KEY =
            "8543d3e6115f0f98c944077a4493dcd543e49c739fd998550a1f614ab36ed63e";
    private static final String HASH = "c9e15763f722f23e98a29decdfae341b98d53056";

    private static KeyPair pair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static byte[] sign(KeyPair pair, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pointer pointer(KeyPair pair) {
        return new Pointer(
                new OpenKey(pair.getPublic()).raw(), "n".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "magnet:?xs=urn:btpk:" + KEY,
                // the example of BEP 46
                "magnet:?xs=urn:btpk:" + KEY + "&s=6e"
            })
    void aLinkIsReadAndWritten(String link) {
        assertTrue(Pointer.isOne(link));
        assertEquals(link, Pointer.parse(link).toString());
        assertEquals(Pointer.parse(link), Pointer.parse(link.toUpperCase(java.util.Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "magnet:?xs=urn:btpk:8543",
                "magnet:?xs=urn:btpk:" + KEY + "&s=6",
                "magnet:?xs=urn:btpk:" + KEY + "&s=",
                "magnet:?xs=urn:btpk:" + KEY + "ff"
            })
    void whatIsNoneIsRefused(String link) {
        Refusal refusal = assertThrows(Refusal.class, () -> Pointer.parse(link));
        assertEquals(link, refusal.file());
    }

    @Test
    void aTorrentHasNone() {
        assertFalse(Pointer.isOne("magnet:?xt=urn:btih:" + HASH));
    }

    @Test
    void itsOwnerSignsWhatItPointsAt() throws Exception {
        KeyPair pair = pair();
        SignedItem item = pointer(pair).at(HASH, 7, bytes -> sign(pair, bytes));
        assertTrue(item.genuine());
        assertEquals(HASH, Pointer.infohash(item));
        assertEquals(
                "d2:ih20:", new String(item.value().encoded(), 0, 8, StandardCharsets.US_ASCII));
        assertTrue(pointer(pair).isOf(item));
        assertFalse(pointer(pair()).isOf(item));
    }

    @Test
    void aFileKeepsIt() throws Exception {
        KeyPair pair = pair();
        SignedItem item = pointer(pair).at(HASH, 7, bytes -> sign(pair, bytes));
        byte[] file = item.encoded();
        assertEquals(Optional.of(item), SignedItem.read(file));
        assertEquals(Optional.empty(), SignedItem.read(Arrays.copyOf(file, file.length - 1)));
        file[file.length / 2] ^= 1;
        assertEquals(Optional.empty(), SignedItem.read(file));
    }

    @Test
    void whatNamesNoTorrentIsRefused() throws Exception {
        KeyPair pair = pair();
        byte[] key = new OpenKey(pair.getPublic()).raw();
        Bencode value = Bencode.text("hello");
        byte[] signature = sign(pair, SignedItem.toSign(new byte[0], 1, value));
        SignedItem item = new SignedItem(key, new byte[0], 1, value, signature);
        assertTrue(item.genuine());
        assertThrows(Refusal.class, () -> Pointer.infohash(item));
    }

    @Test
    void aKeyIsItsBytes() throws Exception {
        OpenKey key = new OpenKey(pair().getPublic());
        assertEquals(32, key.raw().length);
        assertEquals(key.fingerprint(), OpenKey.ofRaw(key.raw()).fingerprint());
        assertThrows(IllegalArgumentException.class, () -> OpenKey.ofRaw(new byte[31]));
    }
}
