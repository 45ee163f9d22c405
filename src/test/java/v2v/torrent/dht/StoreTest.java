package v2v.torrent.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.torrent.Bencode;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/// What is kept for others, and its bounds.
class StoreTest {
    private final Random random = new Random(3);
    private Instant now = Instant.EPOCH.plus(Duration.ofDays(20_000));
    private final InstantSource clock = () -> now;

    private static InetAddress host(int number) {
        try {
            byte[] bytes = {50, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetSocketAddress at(int number) {
        return new InetSocketAddress(host(number), 6881);
    }

    // --- peers ---

    @Test
    void oneAddressDoesNotFillTheStore() {
        PeerStore store = new PeerStore(clock);
        for (int i = 0; i < 30_000; i++) {
            store.add(Id.random(random), at(1));
        }
        assertEquals(PeerStore.MOST_OF_ADDRESS, store.size());
        Id hash = Id.random(random);
        assertTrue(store.add(hash, at(2)), "others still have room");
        assertEquals(List.of(at(2)), store.peers(hash, 50, Scope.PUBLIC));
    }

    @Test
    void manyAddressesDoNotFillTheMemory() {
        PeerStore store = new PeerStore(clock);
        Id hash = Id.random(random);
        for (int i = 0; i < 1_000; i++) {
            store.add(hash, at(i));
        }
        assertEquals(PeerStore.MOST_OF_HASH, store.size());
        assertEquals(50, store.peers(hash, 50, Scope.PUBLIC).size());
        assertTrue(store.peers(hash, 500, Scope.PUBLIC).contains(at(999)), "the newest stays");
        assertFalse(store.peers(hash, 500, Scope.PUBLIC).contains(at(0)), "the oldest goes");
        for (int i = 0; i < 100_000; i++) {
            store.add(Id.random(random), at(i));
        }
        assertEquals(PeerStore.MOST_OF_HASH + PeerStore.MOST_HASHES - 1, store.size());
    }

    @Test
    void portsOfOneAddressInOneHash() {
        PeerStore store = new PeerStore(clock);
        Id hash = Id.random(random);
        for (int port = 1; port <= 1_000; port++) {
            store.add(hash, new InetSocketAddress(host(1), port));
        }
        assertEquals(PeerStore.MOST_PORTS, store.size());
    }

    @Test
    void peersAreForgottenWhenTheyDoNotComeAgain() {
        PeerStore store = new PeerStore(clock);
        Id hash = Id.random(random);
        store.add(hash, at(1));
        now = now.plus(Duration.ofMinutes(20));
        store.add(hash, at(2));
        now = now.plus(Duration.ofMinutes(11));
        assertEquals(List.of(at(2)), store.peers(hash, 50, Scope.PUBLIC));
        store.expire();
        assertEquals(1, store.size());
        now = now.plus(Duration.ofMinutes(20));
        store.expire();
        assertEquals(0, store.size());
        assertTrue(store.add(hash, at(1)));
    }

    @Test
    void nobodyFarAwayHearsOfWhatIsNear() throws Exception {
        PeerStore store = new PeerStore(clock);
        Id hash = Id.random(random);
        InetSocketAddress near = new InetSocketAddress(InetAddress.getByName("10.0.0.1"), 1);
        store.add(hash, near);
        assertEquals(List.of(), store.peers(hash, 50, Scope.PUBLIC));
        assertEquals(List.of(near), store.peers(hash, 50, Scope.PRIVATE));
        assertEquals(List.of(near), store.peers(hash, 50, Scope.LOOPBACK));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "10.1.1.1, PRIVATE",
        "172.16.0.1, PRIVATE",
        "192.168.1.1, PRIVATE",
        "169.254.1.1, PRIVATE",
        "8.8.8.8, PUBLIC",
        "0.0.0.0, NOWHERE",
        "0.1.2.3, NOWHERE",
        "224.0.0.1, NOWHERE",
        "255.255.255.255, NOWHERE",
        "::1, NOWHERE"
    })
    void howFarAwayAnAddressIs(String address, Scope scope) throws Exception {
        InetAddress host = InetAddress.getByName(address);
        assertEquals(scope, Scope.of(new InetSocketAddress(host, 1)));
        assertEquals(Scope.NOWHERE, Scope.of(new InetSocketAddress(host, 0)));
    }

    // --- values ---

    private static Ask.Put put(SignedItem item, OptionalLong expected) {
        Ask.Signed signed =
                new Ask.Signed(
                        Bencode.bytes(item.publicKey()),
                        Bencode.bytes(item.salt()),
                        item.sequence(),
                        Bencode.bytes(item.signature()),
                        expected);
        return new Ask.Put(item.value(), signed, Bencode.text(""));
    }

    private static int refused(ItemStore store, SignedItem item, OptionalLong expected) {
        BadMessage bad =
                assertThrows(BadMessage.class, () -> store.put(put(item, expected), host(1)));
        return bad.wireCode();
    }

    @Test
    void newerWinsOlderIsRefused() throws Exception {
        ItemStore store = new ItemStore(clock);
        var pair = Vectors.pair();
        SignedItem two = Vectors.signed(pair, "s", 2, Bencode.text("two"));
        SignedItem three = Vectors.signed(pair, "s", 3, Bencode.text("three"));
        OptionalLong any = OptionalLong.empty();
        store.put(put(two, any), host(1));
        store.put(put(two, any), host(1)); // again: to be kept for longer
        store.put(put(three, OptionalLong.of(2)), host(2));
        assertEquals(302, refused(store, two, any));
        SignedItem fork = Vectors.signed(pair, "s", 3, Bencode.text("another"));
        assertEquals(302, refused(store, fork, any));
        SignedItem four = Vectors.signed(pair, "s", 4, Bencode.text("four"));
        assertEquals(301, refused(store, four, OptionalLong.of(2)));
        SignedItem forged =
                new SignedItem(four.publicKey(), four.salt(), 5, four.value(), four.signature());
        assertEquals(206, refused(store, forged, any));
        assertEquals(
                205,
                refused(store, Vectors.signed(pair, "s", 9, Bencode.bytes(new byte[997])), any));
        assertEquals(
                207, refused(store, Vectors.signed(pair, "s".repeat(65), 9, four.value()), any));
        assertEquals(
                new Reply.Stored.Signed(
                        Bencode.bytes(three.publicKey()),
                        3,
                        Bencode.bytes(three.signature()),
                        three.value()),
                store.get(three.target(), any));
        assertEquals(new Reply.Stored.NotNewer(3), store.get(three.target(), OptionalLong.of(3)));
        now = now.plus(Duration.ofHours(2));
        assertNull(store.get(three.target(), any), "it is too old");
        store.put(put(two, any), host(1));
        assertEquals(1, store.size());
    }

    @Test
    void oneAddressDoesNotFillTheValues() throws Exception {
        ItemStore store = new ItemStore(clock);
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            try {
                store.put(new Ask.Put(Bencode.whole(i), null, Bencode.text("")), host(1));
                taken++;
            } catch (BadMessage e) {
                assertEquals(202, e.wireCode());
            }
        }
        assertEquals(ItemStore.MOST_OF_ADDRESS, taken);
        store.put(new Ask.Put(Bencode.text("x"), null, Bencode.text("")), host(2));
        Id target = Hash.of(Bencode.text("x").encoded());
        assertEquals(
                new Reply.Stored.Fixed(Bencode.text("x")), store.get(target, OptionalLong.empty()));
        now = now.plus(Duration.ofHours(2));
        store.expire();
        assertEquals(0, store.size());
        store.put(new Ask.Put(Bencode.text("x"), null, Bencode.text("")), host(1));
    }

    // --- tokens ---

    @Test
    void aTokenIsGoodForItsAddressAndFiveMinutes() {
        Tokens tokens = new Tokens(clock);
        Bencode.Text token = tokens.of(host(1));
        assertTrue(tokens.good(token, host(1)));
        assertFalse(tokens.good(token, host(2)));
        assertFalse(tokens.good(Bencode.text(""), host(1)));
        now = now.plus(Duration.ofMinutes(5));
        assertTrue(tokens.good(token, host(1)));
        now = now.plus(Duration.ofMinutes(5));
        assertFalse(tokens.good(token, host(1)));
        assertFalse(new Tokens(clock).good(new Tokens(clock).of(host(1)), host(1)));
    }
}
