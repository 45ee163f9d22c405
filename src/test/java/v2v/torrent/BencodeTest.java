package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Refusal;

import java.nio.charset.StandardCharsets;

class BencodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0:",
                "4:spam",
                "i0e",
                "i-3e",
                "i9223372036854775807e",
                "le",
                "de",
                "l4:spami3ee",
                "d3:cow3:moo4:spamd1:ali1eeee",
                "d0:i1e1:a0:e"
            })
    void writesWhatItRead(String text) {
        assertArrayEquals(latin(text), read(text).encoded());
    }

    @Test
    void sortsKeysByUnsignedBytes() {
        Bencode.Dict dict =
                new Bencode.Draft()
                        .put("é", Bencode.whole(1))
                        .put("z", Bencode.whole(2))
                        .put("", Bencode.whole(3))
                        .dict();
        assertEquals("d0:i3e1:zi2e2:éi1ee", new String(dict.encoded(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    '',                      ends too early (byte 0)
                    i01e,                    has a number that is not written canonically
                    i-0e,                    has a number that is not written canonically
                    ie,                      has a number that is not written canonically
                    i 1e,                    has a number that is not written canonically
                    i9223372036854775808e,   has a number beyond 64 bits
                    i99999999999999999999999999e, has something that is no bencoded value
                    5:spam,                  ends inside a string
                    99999999999:x,           ends inside a string
                    99999999999999999999:x,  ends inside a string
                    -1:x,                    has something that is no bencoded value
                    03:abc,                  has something that is no bencoded value
                    x,                       ends too early
                    l,                       ends too early
                    l4:spam,                 ends too early
                    d4:spame,                ends too early
                    di1e0:e,                 has something that is no bencoded value
                    d1:b0:1:a0:e,            has dictionary keys that are not sorted or not unique
                    d1:a0:1:a0:e,            has dictionary keys that are not sorted or not unique
                    i1ei2e,                  goes on after its end
                    """)
    void refusesWhatIsNotCanonical(String text, String sentence) {
        Refusal refusal = assertThrows(Refusal.class, () -> read(text));
        assertEquals(Refusal.Code.TORRENT_INVALID, refusal.code());
        assertTrue(refusal.getMessage().startsWith("the torrent " + sentence), refusal::getMessage);
    }

    @Test
    void refusesWhatIsNoTorrentAtAll() {
        Refusal refusal =
                assertThrows(
                        Refusal.class,
                        () -> Metainfo.read(new byte[] {0x1a, 0x45, (byte) 0xdf}, "film.webm"));
        assertEquals(Refusal.Code.TORRENT_INVALID, refusal.code());
        assertEquals("film.webm", refusal.file());
        assertEquals("this is not a .torrent file", refusal.getMessage());
    }

    @Test
    void refusesDeepNesting() {
        String deep = "l".repeat(1_000_000) + "e".repeat(1_000_000);
        Refusal refusal = assertThrows(Refusal.class, () -> read(deep));
        assertEquals("the torrent nests deeper than 100 levels (byte 101)", refusal.getMessage());
    }

    @Test
    void refusesTooManyValues() {
        String many = "l" + "0:".repeat(4_000_001) + "e";
        Refusal refusal = assertThrows(Refusal.class, () -> read(many));
        assertTrue(refusal.getMessage().contains("holds more than 4000000 values"));
    }

    private static Bencode read(String text) {
        return BencodeReader.read(latin(text), "x.torrent");
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
