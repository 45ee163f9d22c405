package v2v.torrent.announce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.torrent.Offer;
import v2v.torrent.tracker.Tracker;
import v2v.torrent.tracker.UdpTracker;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class AnnouncerTest {
    private final List<byte[]> hashes = new ArrayList<>();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private Tracker tracker;
    private UdpTracker udp;
    private volatile List<String> urls = List.of();

    private final Announcer.Subject subject =
            new Announcer.Subject() {
                @Override
                public byte[] peerId() {
                    return "-VV0100-0123456789ab".getBytes(StandardCharsets.US_ASCII);
                }

                @Override
                public int port() {
                    return 6891;
                }

                @Override
                public List<String> trackers(byte[] hash) {
                    return urls;
                }

                @Override
                public long uploaded(byte[] hash) {
                    return gone.contains(HexFormat.of().formatHex(hash)) ? -1 : 7;
                }

                @Override
                public void heard(
                        byte[] hash, String url, int leechers, List<InetSocketAddress> others) {
                    heard.add(HexFormat.of().formatHex(hash) + " " + leechers);
                }

                @Override
                public void failed(String tracker, String why) {
                    failed.add(why);
                }
            };

    @BeforeEach
    void open() throws IOException {
        tracker = new Tracker(InstantSource.system(), Map.of());
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            byte[] hash = new byte[20];
            hash[0] = (byte) (8 * i);
            hash[19] = 1;
            hashes.add(hash);
            String name = HexFormat.of().formatHex(hash);
            offers.add(new Offer(name, null, Path.of("a"), Path.of("b")));
        }
        tracker.track(offers);
        udp = new UdpTracker(tracker, InetAddress.getLoopbackAddress(), 0, InstantSource.system());
        urls = List.of("udp://127.0.0.1:" + udp.port() + "/announce");
    }

    @AfterEach
    void close() throws IOException {
        udp.close();
    }

    private static void until(java.util.function.BooleanSupplier done) throws InterruptedException {
        for (int i = 0; i < 1000 && !done.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertTrue(done.getAsBoolean());
    }

    @Tag("slow")
    @Test
    void whatIsNewIsAnnouncedAtOnceButEvenly() throws Exception {
        try (Announcer announcer = new Announcer(subject)) {
            long began = System.nanoTime();
            announcer.announce(hashes, true);
            until(() -> heard.size() == hashes.size());
            double seconds = (System.nanoTime() - began) / 1e9;
            assertTrue(seconds > 1.3, "30 announces at 20 a second took " + seconds);
            assertEquals(List.of(), failed);
            assertEquals(30, tracker.shares().stream().filter(s -> s.seeds() == 1).count());
        }
    }

    @Test
    void whatWasOutBeforeWaitsForItsTurn() throws Exception {
        byte[] soon = new byte[20]; // the first moment of the interval
        tracker.track(
                List.of(
                        new Offer(
                                HexFormat.of().formatHex(soon), null, Path.of("a"), Path.of("b"))));
        try (Announcer announcer = new Announcer(subject)) {
            List<byte[]> all = new ArrayList<>(hashes.subList(1, 30));
            all.add(soon);
            announcer.announce(all, false);
            until(() -> heard.size() == 1);
            Thread.sleep(200);
            assertEquals(Set.of("0".repeat(40) + " 0"), heard);
        }
    }

    @Test
    void whatWasTakenBackIsAnnouncedNoMore() throws Exception {
        gone.add(HexFormat.of().formatHex(hashes.getFirst()));
        try (Announcer announcer = new Announcer(subject)) {
            announcer.announce(hashes.subList(0, 2), true);
            until(() -> heard.size() == 1);
            Thread.sleep(200);
            assertEquals(1, heard.size());
        }
    }

    /// A file that was damaged and mended: its trackers were told that it is gone.
    @Test
    void whatIsBackInServiceIsAnnouncedAgain() throws Exception {
        byte[] hash = hashes.getFirst();
        String name = HexFormat.of().formatHex(hash);
        try (Announcer announcer = new Announcer(subject)) {
            announcer.announce(List.of(hash), true);
            until(() -> seeds() == 1);
            gone.add(name);
            announcer.leave(List.of(hash)); // as if its turn had come
            until(() -> seeds() == 0);
            gone.clear();
            announcer.announce(List.of(hash), true);
            until(() -> seeds() == 1);
        }
    }

    private long seeds() {
        return tracker.shares().stream().filter(share -> share.seeds() == 1).count();
    }

    @Test
    void whatHasItsTurnsGetsNoSecondOnes() throws Exception {
        AtomicInteger came = new AtomicInteger();
        try (DatagramSocket between = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket back = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            came.set(1); // none is lost
            Thread.ofVirtual().start(() -> relay(between, back, came));
            urls = List.of("udp://127.0.0.1:" + between.getLocalPort());
            try (Announcer announcer = new Announcer(subject)) {
                announcer.announce(hashes.subList(0, 1), true);
                until(() -> heard.size() == 1);
                announcer.announce(hashes.subList(0, 1), true);
                until(() -> came.get() == 1 + 3);
                announcer.announce(hashes.subList(1, 2), true);
                until(() -> heard.size() == 2);
            }
        }
        // a hello, an announce and the same again, another, and a good-bye for each release
        assertEquals(1 + 6, came.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/announce", "ftp://a/b", "udp://x", "", "http://["})
    void whatCanNotBeReachedHurtsNobody(String url) throws Exception {
        String good = urls.getFirst();
        urls = List.of(url, good);
        try (Announcer announcer = new Announcer(subject)) {
            announcer.announce(hashes.subList(0, 1), true);
            until(() -> heard.size() == 1);
        }
    }

    /// BEP 15: one lost datagram is not the end, and what is not an answer is none.
    @Tag("slow")
    @Test
    void lostAndForgedDatagramsAreSurvived() throws Exception {
        AtomicInteger came = new AtomicInteger();
        try (DatagramSocket between = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket back = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> relay(between, back, came));
            urls = List.of("udp://127.0.0.1:" + between.getLocalPort());
            try (Announcer announcer = new Announcer(subject)) {
                announcer.announce(hashes.subList(0, 3), true);
                until(() -> heard.size() == 3);
            }
        }
        // the lost hello, another, three announces, three good-byes: one connection id for all
        assertEquals(8, came.get());
    }

    private void relay(DatagramSocket between, DatagramSocket back, AtomicInteger came) {
        byte[] bytes = new byte[2048];
        try {
            while (true) {
                DatagramPacket in = new DatagramPacket(bytes, bytes.length);
                between.receive(in);
                if (came.incrementAndGet() == 1) {
                    continue;
                }
                byte[] asked = Arrays.copyOf(bytes, in.getLength());
                InetSocketAddress there =
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.port());
                back.send(new DatagramPacket(asked, asked.length, there));
                between.send(new DatagramPacket(new byte[16], 16, in.getSocketAddress()));
                DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
                back.receive(answer);
                answer.setSocketAddress(in.getSocketAddress());
                between.send(answer);
            }
        } catch (IOException e) {
            return; // closed
        }
    }
}
