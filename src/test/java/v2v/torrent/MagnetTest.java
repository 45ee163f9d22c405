package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import v2v.item.Refusal;

import java.util.List;

class MagnetTest {
    private static final String V1 = "5d16".repeat(10);
    private static final String V2 = "c0ffee00".repeat(8);

    @Test
    void saysEverythingInTheOrderThatOldClientsNeed() {
        Magnet magnet =
                new Magnet(
                        new Metainfo.Infohash(V1, V2),
                        "Über & film",
                        42,
                        List.of("http://t.example/announce?k=1"),
                        List.of("https://w.example/r/"));
        String link = magnet.toString();
        assertEquals(
                "magnet:?xt=urn:btih:"
                        + V1
                        + "&xt=urn:btmh:1220"
                        + V2
                        + "&dn=%C3%9Cber%20%26%20film&xl=42"
                        + "&tr=http%3A%2F%2Ft.example%2Fannounce%3Fk%3D1"
                        + "&ws=https%3A%2F%2Fw.example%2Fr%2F",
                link);
        assertEquals(magnet, Magnet.parse(link));
    }

    @Test
    void readsBase32AndNumberedTrackersAndUnknownKeys() {
        Magnet magnet =
                Magnet.parse(
                        "magnet:?tr.1=udp%3A%2F%2Fa&x.pe=1.2.3.4:5&tr.2=udp://b"
                                + "&xt=urn:btih:AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT");
        assertEquals("000102030405060708090a0b0c0d0e0f10111213", magnet.hash().v1());
        assertEquals(List.of("udp://a", "udp://b"), magnet.trackers());
        assertEquals(-1, magnet.bytes());
    }

    @Test
    void refusesWhatNamesNoTorrent() {
        assertEquals("does not begin with magnet:?", fault("http://x"));
        assertEquals("names no torrent (no xt=urn:btih or urn:btmh)", fault("magnet:?dn=x"));
        assertEquals("has an info-hash of the wrong form", fault("magnet:?xt=urn:btih:abc"));
        assertEquals("has a broken % escape", fault("magnet:?dn=%zz"));
        assertEquals("has an xl that is no number", fault("magnet:?xl=many"));
    }

    private static String fault(String link) {
        String message = assertThrows(Refusal.class, () -> Magnet.parse(link)).getMessage();
        return message.substring("the magnet link ".length());
    }
}
