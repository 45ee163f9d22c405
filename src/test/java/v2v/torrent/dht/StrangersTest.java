package v2v.torrent.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import v2v.torrent.Bencode;
import v2v.torrent.dht.Counters.Event;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// Our node among nodes that are not ours: each datagram of theirs is written by the test.
class StrangersTest extends Swarm {
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
}
