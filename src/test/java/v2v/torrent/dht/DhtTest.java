package v2v.torrent.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.BadConfig;
import v2v.item.Settings;
import v2v.torrent.Bencode;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Nodes of ours among themselves, each at a loopback address of its own.
class DhtTest extends Swarm {
    @TempDir Path folder;

    @Test
    void peersAreFoundAcrossASwarm() throws Exception {
        swarm(12);
        assertEquals(List.of(), swarm.get(3).peers(HASH));
        Announced announced = swarm.get(5).announce(HASH, 7001, true);
        assertEquals(new Announced(8, List.of()), announced);
        InetSocketAddress peer = new InetSocketAddress(host(6), 7001);
        for (Dht dht : swarm) {
            if (dht != swarm.get(5)) {
                assertEquals(List.of(peer), dht.peers(HASH));
            }
        }
        Announced second = swarm.get(8).announce(HASH, 7002, false);
        assertEquals(List.of(peer), second.peers());
        assertEquals(2, swarm.get(1).peers(HASH).size());
        byte[] other = HASH.clone();
        other[19]++;
        assertEquals(List.of(), swarm.get(1).peers(other));
    }

    @Test
    void theNewestValueIsFound() throws Exception {
        swarm(12);
        var pair = Vectors.pair();
        byte[] key = Vectors.raw(pair);
        byte[] salt = Vectors.bytes("list");
        assertEquals(Optional.empty(), swarm.get(2).get(key, salt));
        SignedItem one = Vectors.signed(pair, "list", 1, Bencode.text("one"));
        SignedItem two = Vectors.signed(pair, "list", 2, Bencode.text("two"));
        assertEquals(8, swarm.get(2).put(one));
        assertEquals(Optional.of(one), swarm.get(9).get(key, salt));
        assertEquals(8, swarm.get(3).put(two));
        for (Dht dht : swarm) {
            assertEquals(Optional.of(two), dht.get(key, salt));
        }
        // a node that the newer one has not reached may take it: the newest counts all the same
        assertTrue(swarm.get(7).put(one) < 8, "who has a newer one does not take it");
        assertEquals(Optional.of(two), swarm.get(9).get(key, salt));
        assertEquals(Optional.empty(), swarm.get(9).get(key, new byte[0]));
        SignedItem forged = new SignedItem(key, salt, 3, two.value(), two.signature());
        assertThrows(IllegalArgumentException.class, () -> swarm.get(1).put(forged));
    }

    // --- alone ---

    @Test
    void nobodyThereIsSaid() throws Exception {
        Dht alone = open(1, null);
        IOException none = assertThrows(IOException.class, () -> alone.peers(HASH));
        assertTrue(String.valueOf(none.getMessage()).contains("dht.bootstrap"), none::toString);
        Dht lost = open(2, null, host(3).getHostAddress() + ":9");
        assertThrows(IOException.class, () -> lost.announce(HASH, 1, true));
    }

    /// Who asks the only other node hears what that has, though there was nobody to tell.
    @Test
    void twoAreEnough() throws Exception {
        Dht one = open(1, null);
        assertThrows(IOException.class, () -> one.announce(HASH, 7001, true));
        Dht two = open(2, null, name(1, one));
        assertEquals(List.of(new InetSocketAddress(host(1), 7001)), two.peers(HASH));
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        Dht one = open(1, null);
        DhtSettings same = new DhtSettings(host(1), one.port(), List.of(), 50, false);
        IOException taken =
                assertThrows(IOException.class, () -> new Dht(same, null, InstantSource.system()));
        assertTrue(String.valueOf(taken.getMessage()).contains("dht.port"), taken::toString);
    }

    /// Whoever is interrupted while he searches does not take the socket with him.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptedSearchHarmsNobody(boolean virtual) throws Exception {
        swarm(3);
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        Runnable search =
                () -> {
                    Thread.currentThread().interrupt();
                    try {
                        swarm.get(1).peers(HASH);
                    } catch (IOException e) {
                        thrown.add(e);
                    }
                };
        Thread thread = virtual ? Thread.ofVirtual().start(search) : new Thread(search);
        if (!virtual) {
            thread.start();
        }
        thread.join();
        assertTrue(thrown.getFirst() instanceof InterruptedIOException, thrown::toString);
        assertEquals(List.of(), swarm.get(1).peers(HASH));
        assertEquals(2, swarm.get(2).announce(HASH, 7001, true).nodes());
    }

    // --- between runs ---

    @Test
    void whatIsKnownIsKept() throws Exception {
        swarm(4);
        Path memory = folder.resolve("state/dht.bin");
        Dht before = open(9, memory, name(1, swarm.getFirst()));
        until(() -> before.nodes() >= 3, "it does not join");
        before.close();
        Memory kept = Memory.read(memory);
        assertNotNull(kept);
        Dht after = open(9, memory); // and nobody to introduce it
        until(() -> after.nodes() >= 3, "it does not find them again");
        after.close();
        Memory again = Memory.read(memory);
        assertNotNull(again);
        assertEquals(kept.id(), again.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "le",
                "d2:id20:abcdefghij01234567895:nodesi1ee",
                "d2:id3:abc5:nodes0:e"
            })
    void aDamagedMemoryBeginsAnew(String content) throws Exception {
        Path memory = folder.resolve("dht.bin");
        Files.write(memory, Vectors.bytes(content));
        Dht dht = open(1, memory);
        Dht other = open(2, null, name(1, dht));
        until(() -> other.nodes() == 1, "it does not answer");
        dht.close();
        assertNotNull(Memory.read(memory));
    }

    // --- settings ---

    @Test
    void settings() throws Exception {
        DhtSettings standard = DhtSettings.read(Settings.none());
        assertFalse(standard.on());
        assertEquals(6891, standard.port());
        assertEquals(3, standard.bootstrap().size());
        assertEquals(
                "[a.example:1, 10.0.0.1:2]",
                read("dht = yes\ndht.bootstrap = a.example:1, 10.0.0.1:2\nseed.port = 7000")
                        .bootstrap()
                        .toString());
        assertEquals(7000, read("seed.port = 7000").port());
        assertEquals(7001, read("seed.port = 7000\ndht.port = 7001").port());
        assertEquals(List.of(), read("dht.bootstrap =").bootstrap());
        BadConfig bad = assertThrows(BadConfig.class, () -> read("dht.bootstrap = a, b:99999"));
        assertTrue(bad.toString().contains("host:6881"), bad::toString);
    }

    private DhtSettings read(String lines) throws IOException {
        return DhtSettings.read(Settings.read(Files.writeString(folder.resolve("s"), lines)));
    }
}
