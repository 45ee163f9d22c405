package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Refusal;
import v2v.torrent.BencodeReader;
import v2v.torrent.Bytes;
import v2v.torrent.Magnet;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.announce.Inquiry;
import v2v.torrent.announce.Scrape;
import v2v.torrent.dht.Dht;
import v2v.torrent.dht.DhtSettings;
import v2v.torrent.tracker.HttpAsked;
import v2v.torrent.tracker.Tracker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/// Bytes of strangers, changed at random: whatever they are, they are read or refused in words.
/// `-Dv2v.fuzz.seconds` says how long each reader is tried, `-Dv2v.fuzz.seed` where to begin.
class FuzzFaultIT {
    private static final double SECONDS =
            Double.parseDouble(System.getProperty("v2v.fuzz.seconds", "1.5"));

    @TempDir Path folder;

    /// Something that reads bytes, and refuses with a [Refusal] or not at all.
    private interface Reader {
        void read(byte[] bytes);
    }

    private static void tryAll(String what, byte[] good, Reader reader) {
        long seed = Long.getLong("v2v.fuzz.seed", System.nanoTime());
        long end = System.nanoTime() + (long) (SECONDS * 1e9);
        long runs = 0;
        while (System.nanoTime() < end) {
            byte[] bytes = changed(good, new Random(seed + runs++));
            try {
                reader.read(bytes);
            } catch (Refusal refused) {
                // as documented
            } catch (IllegalArgumentException
                    | IllegalStateException
                    | IndexOutOfBoundsException
                    | NullPointerException
                    | ClassCastException
                    | ArithmeticException
                    | NegativeArraySizeException
                    | VirtualMachineError e) {
                fail(what + ": seed " + (seed + runs - 1), e);
            }
        }
        System.out.println("fuzz: " + what + " " + runs + " times, from seed " + seed);
    }

    static byte[] changed(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(8); i >= 0 && bytes.length > 1; i--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(30));
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) "0123456789-:ilde%&=".charAt(random.nextInt(19));
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 3 ->
                        System.arraycopy(bytes, at, bytes, random.nextInt(to), to - at > 1 ? 1 : 0);
                default -> {
                    byte[] more = Arrays.copyOf(bytes, bytes.length + to - at);
                    System.arraycopy(bytes, at, more, to, bytes.length - at);
                    bytes = more;
                }
            }
        }
        return bytes;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void torrentsAndMagnets() throws Exception {
        TorrentSettings settings =
                new TorrentSettings(
                        TorrentFormat.HYBRID,
                        List.of("http://t.example/announce"),
                        List.of("http://w.example/"),
                        OptionalInt.empty(),
                        "words",
                        "V2V/test");
        Path film = Bytes.release(folder.resolve("film-1"));
        Metainfo made = new TorrentMaker(settings).make(film, Instant.EPOCH, _ -> {}).metainfo();
        byte[] torrent = made.raw().encoded();
        tryAll("bencode", torrent, bytes -> BencodeReader.read(bytes, "x"));
        tryAll("metainfo", torrent, bytes -> Metainfo.read(bytes, "x"));
        byte[] link = Magnet.of(made).toString().getBytes(StandardCharsets.ISO_8859_1);
        tryAll("magnet", link, bytes -> Magnet.parse(text(bytes)));
    }

    @Test
    void queriesToTheTracker() {
        HttpAsked asked = new HttpAsked(new Tracker(InstantSource.system(), Map.of()));
        InetAddress from = Origin.HERE;
        String query =
                "info_hash=%AA{19}&peer_id={20}&port=6881&uploaded=0&downloaded=0&left=1&numwant=9"
                        .replace("{19}", "x".repeat(19))
                        .replace("{20}", "y".repeat(20));
        byte[] good = query.getBytes(StandardCharsets.ISO_8859_1);
        tryAll("announce", good, bytes -> asked.announce(text(bytes), from));
        tryAll("scrape", good, bytes -> asked.scrape(text(bytes), from));
    }

    /// Every question and answer of the DHT, to a node that goes on answering.
    @Test
    void datagramsToTheDht() throws Exception {
        DhtSettings settings = new DhtSettings(Origin.HERE, 0, List.of(), 100_000, false);
        try (Dht dht = new Dht(settings, null, InstantSource.system());
                Strangers strangers = new Strangers()) {
            InetSocketAddress to = new InetSocketAddress(Origin.HERE, dht.port());
            for (String good : DATAGRAMS) {
                byte[] whole = good.getBytes(StandardCharsets.ISO_8859_1);
                tryAll("datagrams to the DHT", whole, bytes -> strangers.send(bytes, to));
            }
            DhtSettings other =
                    new DhtSettings(
                            Origin.HERE, 0, List.of("127.0.0.1:" + dht.port()), 1_000, false);
            try (Dht client = new Dht(other, null, InstantSource.system())) {
                assertEquals(1, client.announce(new byte[20], 6881, true).nodes());
            }
            System.out.println("fuzz: " + dht.counters().all());
        }
    }

    private static final List<String> DATAGRAMS =
            List.of(
                    "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456"
                            + "4:wantl2:n42:n6ee1:q9:get_peers1:t2:aa1:y1:qe",
                    "d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:"
                            + "mnopqrstuvwxyz1234564:porti6881e4:seedi1e5:token8:aoeusnthe"
                            + "1:q13:announce_peer1:t2:aa1:y1:qe",
                    "d1:ad3:casi3e2:id20:abcdefghij01234567891:k32:"
                            + "k".repeat(32)
                            + "4:salt6:foobar3:seqi4e3:sig64:"
                            + "s".repeat(64)
                            + "5:token8:aoeusnth1:vd1:ali1ei2eee"
                            + "e1:q3:put1:t2:aa1:y1:qe",
                    "d2:ip6:axje.u1:rd2:id20:mnopqrstuvwxyz1234561:k32:"
                            + "k".repeat(32)
                            + "5:nodes26:abcdefghij0123456789axje.u3:seqi9e3:sig64:"
                            + "s".repeat(64)
                            + "5:token8:aoeusnth1:v12:Hello World!6:valuesl6:axje.u6:idhtnmee"
                            + "1:t2:aa1:y1:re",
                    "d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee");

    /// Many addresses in turn: one alone would soon be heard no more.
    private static final class Strangers implements AutoCloseable {
        private final List<DatagramSocket> sockets = new ArrayList<>();
        private int turn;

        Strangers() throws IOException {
            for (int i = 1; i <= 200; i++) {
                sockets.add(new DatagramSocket(0, InetAddress.getByName("127.0.4." + i)));
            }
        }

        void send(byte[] bytes, InetSocketAddress to) {
            try {
                DatagramSocket from = sockets.get(turn++ % sockets.size());
                from.send(new DatagramPacket(bytes, bytes.length, to));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            sockets.forEach(DatagramSocket::close);
        }
    }

    /// What a stranger's torrent may name as its tracker.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "udp://a b:1/announce",
                "udp://127.0.0.1:99999/announce",
                "udp://[::1:80/announce",
                "http://a b/announce",
                "http://_:x/announce",
                "http://%zz/announce"
            })
    void addressesThatAreNone(String tracker) {
        String hash = "ab".repeat(20);
        try (Inquiry inquiry = new Inquiry(hash, new byte[20], 1)) {
            assertThrows(IOException.class, () -> inquiry.ask(tracker, 1));
        }
        try (Scrape scrape = new Scrape()) {
            if (tracker.startsWith("http")) {
                assertThrows(IOException.class, () -> scrape.seeds(tracker, List.of(hash)));
            }
        }
    }
}
