package v2v.torrent.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.BadConfig;
import v2v.item.Settings;
import v2v.torrent.Bencode;
import v2v.torrent.dht.Counters.Event;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// Nodes of ours among themselves, each at a loopback address of its own.
class DhtTest {
    private static final byte[] HASH = Vectors.bytes("mnopqrstuvwxyz123456");

    @TempDir Path folder;
    private final List<Dht> swarm = new ArrayList<>();

    @AfterEach
    void close() {
        swarm.forEach(Dht::close);
    }

    private static InetAddress host(int number) throws IOException {
        return InetAddress.getByName("127.0.2." + number);
    }

    private Dht open(int number, @Nullable Path memory, String... bootstrap) throws IOException {
        DhtSettings settings = new DhtSettings(host(number), 0, List.of(bootstrap), 1_000, false);
        Dht dht = new Dht(settings, memory, InstantSource.system());
        swarm.add(dht);
        return dht;
    }

    private static String name(int number, Dht dht) throws IOException {
        return host(number).getHostAddress() + ":" + dht.port();
    }

    /// So many that know each other, the first of them known to all.
    private void swarm(int count) throws Exception {
        Dht first = open(1, null);
        for (int i = 2; i <= count; i++) {
            open(i, null, name(1, first));
        }
        for (Dht dht : swarm) {
            until(() -> dht.nodes() >= Math.min(count - 1, 6), "nobody joins " + dht.nodes());
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition, String otherwise) throws Exception {
        for (int i = 0; i < 1_000 && !condition.holds(); i++) {
            Thread.sleep(20);
        }
        assertTrue(condition.holds(), otherwise);
    }

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
        // one at most that is no more among the nearest when another one counts
        assertTrue(swarm.get(7).put(one) <= 1, "nobody takes an older one");
        assertEquals(Optional.of(two), swarm.get(9).get(key, salt));
        assertEquals(Optional.empty(), swarm.get(9).get(key, new byte[0]));
        SignedItem forged = new SignedItem(key, salt, 3, two.value(), two.signature());
        assertThrows(IllegalArgumentException.class, () -> swarm.get(1).put(forged));
    }

    /// A node that gives whatever it likes: the reader looks at it itself.
    @Test
    void aForgedValueIsNotBelieved() throws Exception {
        var pair = Vectors.pair();
        byte[] key = Vectors.raw(pair);
        SignedItem good = Vectors.signed(pair, "", 5, Bencode.text("good"));
        try (DatagramSocket liar = new DatagramSocket(0, host(1))) {
            liar.setSoTimeout(10_000);
            SignedItem forged = new SignedItem(key, new byte[0], 9, good.value(), good.signature());
            Reply.Stored stored =
                    new Reply.Stored.Signed(
                            Bencode.bytes(key),
                            forged.sequence(),
                            Bencode.bytes(forged.signature()),
                            forged.value());
            script(liar, liar, new Reply(List.of(), List.of(), Bencode.text("t"), stored));
            Dht reader = open(2, null, host(1).getHostAddress() + ":" + liar.getLocalPort());
            until(() -> reader.nodes() == 1, "it does not join");
            assertEquals(Optional.empty(), reader.get(key, new byte[0]));
            Dht honest = open(3, null, name(2, reader));
            until(() -> reader.nodes() == 2, "it does not join");
            assertTrue(honest.put(good) > 0);
            assertEquals(Optional.of(good), reader.get(key, new byte[0]));
        }
    }

    /// A node that says the same to every question, until it is closed.
    ///
    /// @param out from where it answers
    private static Contact script(DatagramSocket in, DatagramSocket out, Reply reply) {
        Id id = Id.random(new Random());
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        for (int i = 0; i < 1_000; i++) {
                            answer(in, out, id, reply);
                        }
                    } catch (IOException | BadMessage e) {
                        return; // closed
                    }
                });
        return new Contact(id, new InetSocketAddress(in.getLocalAddress(), in.getLocalPort()));
    }

    private static void answer(DatagramSocket in, DatagramSocket out, Id id, Reply reply)
            throws IOException, BadMessage {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        in.receive(packet);
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        if (MessageReader.read(bytes) instanceof Message.Query query) {
            byte[] answer =
                    MessageWriter.bytes(new Message.Response(query.transaction(), id, null, reply));
            out.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
    }

    /// Each knows only the next, and the last knows who has it.
    @Test
    void aSearchGoesFromNodeToNode() throws Exception {
        InetSocketAddress peer = new InetSocketAddress(host(60), 7001);
        List<DatagramSocket> sockets = new ArrayList<>();
        try {
            Reply reply = new Reply(List.of(), List.of(peer), Bencode.text("t"), null);
            Contact next = null;
            for (int i = 50; i < 56; i++) {
                DatagramSocket socket = new DatagramSocket(0, host(i));
                sockets.add(socket);
                next = script(socket, socket, reply);
                reply = Reply.nearest(List.of(next));
            }
            assertNotNull(next);
            Dht reader =
                    open(1, null, next.address().getHostString() + ":" + next.address().getPort());
            assertEquals(List.of(peer), reader.peers(HASH));
            assertEquals(6, reader.nodes());
        } finally {
            sockets.forEach(DatagramSocket::close);
        }
    }

    @Test
    void anAnswerFromElsewhereIsNotHeard() throws Exception {
        try (DatagramSocket in = new DatagramSocket(0, host(8));
                DatagramSocket out = new DatagramSocket(0, host(9))) {
            script(in, out, Reply.nearest(List.of()));
            Dht dht = open(1, null, host(8).getHostAddress() + ":" + in.getLocalPort());
            until(() -> dht.counters().of(Event.UNASKED) > 0, "it does not ask");
            assertThrows(IOException.class, () -> dht.peers(HASH));
            assertEquals(0, dht.nodes());
        }
    }

    // --- strangers, one datagram at a time ---

    /// Sends it and waits for the answer.
    private static @Nullable Message ask(DatagramSocket from, int to, Dht dht, byte[] bytes)
            throws Exception {
        from.setSoTimeout(2_000);
        from.send(
                new DatagramPacket(
                        bytes, bytes.length, new InetSocketAddress(host(to), dht.port())));
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        for (int i = 0; i < 20; i++) {
            packet.setLength(2048);
            from.receive(packet);
            Message said = MessageReader.read(Arrays.copyOf(packet.getData(), packet.getLength()));
            if (!(said instanceof Message.Query)) {
                return said; // it also asks us who we are
            }
        }
        return null;
    }

    private static @Nullable Message ask(DatagramSocket from, int to, Dht dht, Ask ask)
            throws Exception {
        Id id = Id.of(Vectors.bytes("abcdefghij0123456789"));
        return ask(
                from,
                to,
                dht,
                MessageWriter.bytes(new Message.Query(Bencode.text("aa"), id, true, ask)));
    }

    private static Bencode.Text token(DatagramSocket from, int to, Dht dht) throws Exception {
        Message said = ask(from, to, dht, new Ask.GetPeers(Id.of(HASH), true));
        return said instanceof Message.Response response && response.reply().token() != null
                ? response.reply().token()
                : Bencode.text("");
    }

    private static int code(@Nullable Message said) {
        return said instanceof Message.Failure failure ? failure.code() : 0;
    }

    @Test
    void aTokenOfAnotherAddressIsRefused() throws Exception {
        Dht dht = open(1, null);
        try (DatagramSocket one = new DatagramSocket(0, host(8));
                DatagramSocket two = new DatagramSocket(0, host(9))) {
            Bencode.Text token = token(one, 1, dht);
            Ask announce = new Ask.AnnouncePeer(Id.of(HASH), 6881, false, false, token);
            assertEquals(203, code(ask(two, 1, dht, announce)));
            Ask put = new Ask.Put(Bencode.text("x"), null, token);
            assertEquals(203, code(ask(two, 1, dht, put)));
            assertEquals(2, dht.counters().of(Event.BAD_TOKEN));
            assertTrue(ask(one, 1, dht, announce) instanceof Message.Response);
            assertTrue(ask(one, 1, dht, put) instanceof Message.Response);
            assertEquals(List.of(new InetSocketAddress(host(8), 6881)), dht.peers(HASH));
        }
    }

    @Test
    void errorsAreTold() throws Exception {
        Dht dht = open(1, null);
        try (DatagramSocket one = new DatagramSocket(0, host(8))) {
            Message unknown =
                    ask(
                            one,
                            1,
                            dht,
                            Vectors.bytes(
                                    "d1:ad2:id20:abcdefghij0123456789e1:q4:sing1:t2:aa1:y1:qe"));
            assertEquals(204, code(unknown));
            Message malformed =
                    ask(one, 1, dht, Vectors.bytes("d1:ad2:id2:abe1:q4:ping1:t2:aa1:y1:qe"));
            assertEquals(203, code(malformed));
            var pair = Vectors.pair();
            SignedItem item = Vectors.signed(pair, "", 4, Bencode.text("x"));
            Bencode.Text token = token(one, 1, dht);
            assertEquals(0, code(ask(one, 1, dht, put(item, OptionalLong.empty(), token))));
            SignedItem older = Vectors.signed(pair, "", 3, Bencode.text("y"));
            assertEquals(302, code(ask(one, 1, dht, put(older, OptionalLong.empty(), token))));
            SignedItem newer = Vectors.signed(pair, "", 5, Bencode.text("z"));
            assertEquals(301, code(ask(one, 1, dht, put(newer, OptionalLong.of(3), token))));
            SignedItem forged =
                    new SignedItem(
                            item.publicKey(), item.salt(), 6, item.value(), item.signature());
            assertEquals(206, code(ask(one, 1, dht, put(forged, OptionalLong.empty(), token))));
            for (Event event :
                    List.of(
                            Event.UNKNOWN,
                            Event.MALFORMED,
                            Event.OLDER,
                            Event.NOT_EXPECTED,
                            Event.FORGED)) {
                assertEquals(1, dht.counters().of(event), event::toString);
            }
        }
    }

    private static Ask put(SignedItem item, OptionalLong expected, Bencode.Text token) {
        return new Ask.Put(
                item.value(),
                new Ask.Signed(
                        Bencode.bytes(item.publicKey()),
                        Bencode.bytes(item.salt()),
                        item.sequence(),
                        Bencode.bytes(item.signature()),
                        expected),
                token);
    }

    @Test
    void aFloodFromOneAddressIsCutOff() throws Exception {
        Dht dht = open(1, null);
        try (DatagramSocket one = new DatagramSocket(0, host(8));
                DatagramSocket two = new DatagramSocket(0, host(9))) {
            InetSocketAddress to = new InetSocketAddress(host(1), dht.port());
            byte[] ping = Vectors.bytes("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe");
            until(
                    () -> {
                        for (int i = 0; i < 100; i++) { // what comes too fast, the system drops
                            one.send(new DatagramPacket(ping, ping.length, to));
                        }
                        return dht.counters().of(Event.THROTTLED) > 1_000;
                    },
                    "it is not cut off");
            long most = 250 + 25 * 20; // at once, and then a second
            assertTrue(dht.counters().of(Event.ANSWERED) <= most, "" + dht.counters().all());
            until(() -> answers(two, dht), "others are not answered");
        }
    }

    /// A single packet may be lost on the way.
    private static boolean answers(DatagramSocket from, Dht dht) throws Exception {
        try {
            return ask(from, 1, dht, new Ask.Ping()) instanceof Message.Response;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void anAnswerThatNobodyAskedForIsNotHeard() throws Exception {
        Dht dht = open(1, null);
        try (DatagramSocket one = new DatagramSocket(0, host(8))) {
            byte[] bytes = Vectors.bytes("d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re");
            one.send(
                    new DatagramPacket(
                            bytes, bytes.length, new InetSocketAddress(host(1), dht.port())));
            until(() -> dht.counters().of(Event.UNASKED) == 1, "" + dht.counters().all());
            assertEquals(0, dht.nodes());
        }
    }

    @Test
    void whoOnlyReadsAnswersNobodyAndIsNotRemembered() throws Exception {
        swarm(3);
        DhtSettings quiet =
                new DhtSettings(host(7), 0, List.of(name(1, swarm.getFirst())), 1_000, true);
        try (Dht dht = new Dht(quiet, null, InstantSource.system());
                DatagramSocket one = new DatagramSocket(0, host(8))) {
            swarm.get(1).announce(HASH, 7001, true);
            assertEquals(List.of(new InetSocketAddress(host(2), 7001)), dht.peers(HASH));
            assertThrows(SocketTimeoutException.class, () -> ask(one, 7, dht, new Ask.Ping()));
            assertEquals(2, swarm.getFirst().nodes());
        }
    }

    /// Who answers nobody is not asked either.
    @Test
    void onlyWhoAnswersIsAskedBack() throws Exception {
        Dht dht = open(1, null);
        Id id = Id.random(new Random());
        for (boolean readOnly : new boolean[] {true, false}) {
            try (DatagramSocket one = new DatagramSocket(0, host(readOnly ? 8 : 9))) {
                Message.Query query =
                        new Message.Query(Bencode.text("aa"), id, readOnly, new Ask.Ping());
                long before = dht.counters().of(Event.ASKED);
                assertNotNull(ask(one, 1, dht, MessageWriter.bytes(query)));
                if (readOnly) {
                    Thread.sleep(700); // time enough to ask back
                    assertEquals(before, dht.counters().of(Event.ASKED));
                } else {
                    until(() -> dht.counters().of(Event.ASKED) > before, "it is not asked");
                }
            }
        }
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
