package v2v.torrent.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.torrent.Bencode;
import v2v.torrent.BencodeReader;
import v2v.torrent.Offer;
import v2v.torrent.tracker.Announcement.Event;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class TrackerTest {
    private static final String V1 = "a".repeat(40);
    private static final String V2 = "b".repeat(64);
    private static final String V2_SHORT = "b".repeat(40);
    private static final Offer FILM = new Offer(V1, V2, Path.of("film.torrent"), Path.of("film"));

    private Instant now = Instant.EPOCH;
    private final Map<String, Tracker.Counted> book = new HashMap<>();
    private Tracker tracker = tracker();

    private Tracker tracker() {
        return new Tracker(() -> now, book, _ -> 100);
    }

    @BeforeEach
    void open() {
        tracker.track(List.of(FILM));
    }

    private static Announcement said(
            String hash, String address, int port, long taken, long left, Event event) {
        try {
            String id = "%040x".formatted(port);
            return new Announcement(
                    hash, id, InetAddress.getByName(address), port, 0, taken, left, event, 50);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private Tracker.Answer tell(
            String hash, String address, int port, long taken, long left, Event event) {
        return Objects.requireNonNull(
                tracker.announce(said(hash, address, port, taken, left, event)).answer());
    }

    private Tracker.Share share() {
        return Objects.requireNonNull(tracker.scrape(V1));
    }

    @Test
    void peersMeet() {
        assertEquals(List.of(), tell(V1, "192.0.2.1", 1, 0, 100, Event.STARTED).others());
        Tracker.Answer second = tell(V1, "192.0.2.2", 2, 0, 100, Event.STARTED);
        assertEquals(List.of(new InetSocketAddress("192.0.2.1", 1)), second.others());
        assertEquals(2, second.peers());
    }

    @Test
    void aSeedIsNotToldOfSeeds() {
        tell(V1, "192.0.2.1", 1, 0, 0, Event.STARTED);
        Tracker.Answer seed = tell(V1, "192.0.2.2", 2, 0, 0, Event.STARTED);
        assertEquals(List.of(), seed.others());
        assertEquals(2, seed.seeds());
        assertEquals(2, tell(V1, "192.0.2.3", 3, 0, 9, Event.STARTED).others().size());
    }

    @Test
    void bothNamesOfAHybridAreOneSwarm() {
        tell(V1, "192.0.2.1", 1, 0, 100, Event.STARTED);
        tell(V2_SHORT, "192.0.2.1", 1, 0, 100, Event.STARTED);
        assertEquals(1, share().peers());
        tell(V1, "192.0.2.1", 1, 100, 0, Event.COMPLETED);
        tell(V2_SHORT, "192.0.2.1", 1, 100, 0, Event.COMPLETED);
        assertEquals(new Tracker.Share(V1, 1, 0, 1, 100), share());
        assertEquals(1, tracker.shares().size());
    }

    @Test
    void whoKnowsOnlyOneNameIsListedUnderThatOnly() {
        tell(V2_SHORT, "192.0.2.1", 1, 0, 100, Event.STARTED);
        assertEquals(List.of(), tell(V1, "192.0.2.2", 2, 0, 100, Event.STARTED).others());
    }

    @Test
    void aPeerWithTwoAddressesIsOnePeer() {
        tell(V1, "192.0.2.1", 1, 0, 100, Event.STARTED);
        tell(V1, "2001:db8::1", 1, 0, 100, Event.STARTED);
        assertEquals(1, share().peers());
        tell(V1, "192.0.2.1", 1, 100, 0, Event.COMPLETED);
        tell(V1, "2001:db8::1", 1, 100, 0, Event.COMPLETED);
        assertEquals(1, share().completed());
        assertEquals(100, share().taken());
        Tracker.Answer six = tell(V1, "2001:db8::2", 2, 0, 5, Event.STARTED);
        assertEquals(List.of(new InetSocketAddress("2001:db8::1", 1)), six.others());
    }

    @Test
    void whoLeavesOrFallsSilentIsForgotten() {
        tell(V1, "192.0.2.1", 1, 0, 100, Event.STARTED);
        tell(V1, "192.0.2.2", 2, 0, 100, Event.STARTED);
        tell(V1, "192.0.2.1", 1, 0, 100, Event.STOPPED);
        assertEquals(1, share().peers());
        now = now.plus(Duration.ofMinutes(61));
        tracker.tidy();
        assertEquals(0, share().peers());
    }

    @Test
    void whatWasCountedOutlivesARestart() {
        tell(V1, "192.0.2.1", 1, 0, 100, Event.STARTED);
        tell(V1, "192.0.2.1", 1, 100, 0, Event.COMPLETED);
        tracker.shares()
                .forEach(sum ->
                        book.put(sum.release(), new Tracker.Counted(sum.completed(), sum.taken())));
        tracker = tracker();
        open();
        assertEquals(new Tracker.Share(V1, 0, 0, 1, 100), share());
    }

    @Test
    void onlyOurOwnAreKnown() {
        Tracker.Reply reply =
                tracker.announce(said("c".repeat(40), "192.0.2.1", 1, 0, 1, Event.STARTED));
        assertEquals(Tracker.Refused.UNKNOWN_HASH, reply.refused());
        assertEquals(1, tracker.unknown.sum());
        tracker.drop(FILM);
        assertNull(tracker.scrape(V1));
        assertNull(tracker.scrape(V2_SHORT));
    }

    @Test
    void anAddressThatFloodsIsMadeToWait() {
        int answered = 0;
        for (int i = 0; i < 1000; i++) {
            Tracker.Reply reply = tracker.announce(said(V1, "192.0.2.1", 1, 0, 1, Event.NONE));
            answered += reply.answer() != null ? 1 : 0;
        }
        assertEquals(200, answered);
        assertEquals(800, tracker.tooMany.sum());
        assertNotNull(tracker.announce(said(V1, "192.0.2.2", 2, 0, 1, Event.NONE)).answer());
        now = now.plus(Duration.ofSeconds(1));
        assertNotNull(tracker.announce(said(V1, "192.0.2.1", 1, 0, 1, Event.NONE)).answer());
    }

    @Test
    void aSwarmOfForgedPeersIsBounded() {
        for (int i = 0; i < 5_000; i++) {
            String address = "10.%d.%d.1".formatted(i / 250, i % 250);
            tell(V1, address, 1000 + i, 0, 1, Event.STARTED);
        }
        assertEquals(2_000, share().peers());
    }

    /// 2,000 ports of one address came within minutes, and the origin was gone.
    @Test
    void oneAddressDoesNotFillASwarm() {
        tell(V1, "192.0.2.1", 1, 0, 0, Event.STARTED);
        for (int i = 0; i < 2_500; i++) {
            now = now.plusMillis(100);
            tell(V1, "192.0.2.66", 1000 + i, 0, 0, Event.STARTED);
        }
        assertEquals(2, share().seeds());
        List<InetSocketAddress> others = tell(V1, "192.0.2.2", 2, 0, 9, Event.STARTED).others();
        assertEquals(11, others.size());
        assertTrue(others.contains(new InetSocketAddress("192.0.2.1", 1)));
        assertTrue(others.contains(new InetSocketAddress("192.0.2.66", 3499)), "the newest");
    }

    @Test
    void aNetworkIsOneAddress() {
        for (int i = 1; i < 30; i++) {
            tell(V1, "2001:db8::" + i, 1000 + i, 0, 0, Event.STARTED);
        }
        assertEquals(1, share().seeds());
    }

    @Test
    void theOriginKeepsItsPlace() {
        tracker.origin(HexFormat.of().parseHex("%040x".formatted(7)));
        tell(V1, "192.0.2.1", 7, 0, 0, Event.STARTED);
        for (int i = 0; i < 5_000; i++) {
            String address = "10.%d.%d.1".formatted(i / 250, i % 250);
            // they say that they are the origin, too
            tell(V1, address, i % 2 == 0 ? 7 : 1000 + i, 0, 1, Event.STARTED);
        }
        assertEquals(1, share().seeds());
        assertTrue(share().peers() > 0);
    }

    @Test
    void nobodyTakesMoreThanThereIs() {
        long[] claims = {Long.MAX_VALUE, -5, Long.MIN_VALUE, 1L << 60, 99};
        tell(V1, "192.0.2.1", 1, 0, 100, Event.STARTED);
        for (long claim : claims) {
            tell(V1, "192.0.2.1", 1, claim, 100, Event.NONE);
            assertTrue(share().taken() >= 0 && share().taken() <= 300, () -> share().toString());
        }
        for (int i = 0; i < 100; i++) {
            now = now.plusSeconds(1);
            tell(V1, "192.0.2.1", 2, 0, 100, Event.STARTED);
            tell(V1, "192.0.2.1", 2, 100, 0, Event.COMPLETED);
            tell(V1, "192.0.2.1", 2, 100, 0, Event.STOPPED);
        }
        assertEquals(1_000, share().taken(), "ten peers of an address at most");
        assertEquals(10, share().completed());
    }

    // --- HTTP ---

    private static final String PEER = "-XX0000-" + "0123456789ab";

    private Bencode.Dict http(String query) throws UnknownHostException {
        byte[] body = new HttpAsked(tracker).announce(query, InetAddress.getByName("192.0.2.9"));
        return (Bencode.Dict) BencodeReader.read(body, "answer");
    }

    private static String hash(String hex) {
        return hex.replaceAll("(..)", "%$1");
    }

    @Test
    void overHttpPeersAreCompact() throws Exception {
        tell(V1, "192.0.2.1", 0x1AE1, 0, 5, Event.STARTED);
        Bencode.Dict answer =
                http(
                        "info_hash=%s&peer_id=%s&port=7&uploaded=0&downloaded=0&left=5&compact=1"
                                .formatted(hash(V1), PEER));
        assertEquals(
                Bencode.bytes(HexFormat.of().parseHex("c00002011ae1")),
                answer.entries().get(Bencode.text("peers")));
        assertEquals(Bencode.whole(1800), answer.entries().get(Bencode.text("interval")));
        assertEquals(Bencode.whole(2), answer.entries().get(Bencode.text("incomplete")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "info_hash=short&peer_id=x&port=7&left=0",
                "info_hash=%zz",
                "info_hash=%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa",
                "info_hash=%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa&peer_id=-XX0000-0123456789ab&port=99999&left=0",
                "info_hash=%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa%aa&peer_id=-XX0000-0123456789ab&port=7&left=-1",
                "info_hash=%bb%bb%bb%bb%bb%bb%bb%bb%bb%bb%bb%bb%bb%bb%bb%bb%bb%bb%bb%b"
            })
    void overHttpNonsenseHasAReason(String query) throws Exception {
        Bencode.Dict answer = http(query);
        assertTrue(answer.entries().containsKey(Bencode.text("failure reason")));
        assertEquals(1, tracker.malformed.sum());
        assertEquals(0, share().peers());
    }

    @Test
    void overHttpManyAreScraped() throws Exception {
        tell(V1, "192.0.2.1", 1, 0, 0, Event.STARTED);
        byte[] body =
                new HttpAsked(tracker)
                        .scrape(
                                "info_hash=%s&info_hash=%s&info_hash=%s"
                                        .formatted(hash(V1), hash(V2_SHORT), hash("c".repeat(40))),
                                InetAddress.getByName("192.0.2.9"));
        Bencode.Dict answer = (Bencode.Dict) BencodeReader.read(body, "answer");
        Bencode.Dict files = (Bencode.Dict) answer.entries().get(Bencode.text("files"));
        assertEquals(2, Objects.requireNonNull(files).entries().size());
    }

    // --- UDP ---

    private static final InetSocketAddress CALLER = new InetSocketAddress("192.0.2.9", 999);

    private ByteBuffer hello(UdpTracker udp) {
        ByteBuffer hello = ByteBuffer.allocate(16).putLong(0x41727101980L).putInt(0).putInt(42);
        return Objects.requireNonNull(udp.answer(hello.flip(), CALLER));
    }

    private static ByteBuffer announce(long connection, String hash) {
        return ByteBuffer.allocate(98)
                .putLong(connection)
                .putInt(1)
                .putInt(43)
                .put(HexFormat.of().parseHex(hash))
                .put(PEER.getBytes(StandardCharsets.US_ASCII))
                .putLong(0)
                .putLong(5)
                .putLong(0)
                .putInt(2)
                .putInt(0x7F000001) // claims another address
                .putInt(0)
                .putInt(-1)
                .putShort((short) 7)
                .flip();
    }

    @Test
    void overUdpAConnectionIsGoodForItsCallerAndItsMinute() throws Exception {
        try (UdpTracker udp =
                new UdpTracker(tracker, InetAddress.getLoopbackAddress(), 0, () -> now)) {
            ByteBuffer hello = hello(udp);
            assertEquals(0, hello.getInt());
            assertEquals(42, hello.getInt());
            long connection = hello.getLong();
            ByteBuffer answer =
                    Objects.requireNonNull(udp.answer(announce(connection, V1), CALLER));
            assertEquals(1, answer.getInt());
            assertEquals(43, answer.getInt());
            assertEquals(1800, answer.getInt());
            assertEquals(1, answer.getInt());
            assertEquals(0, answer.getInt());
            assertEquals(
                    List.of(new InetSocketAddress("192.0.2.9", 7)),
                    tell(V1, "192.0.2.1", 1, 0, 5, Event.STARTED).others());
            assertNull(udp.answer(announce(connection + 1, V1), CALLER));
            InetSocketAddress other = new InetSocketAddress("192.0.2.10", 999);
            assertNull(udp.answer(announce(connection, V1), other));
            now = now.plus(Duration.ofMinutes(2));
            assertNull(udp.answer(announce(connection, V1), CALLER));
        }
    }

    @Test
    void overUdpRefusalsAreSaid() throws Exception {
        try (UdpTracker udp =
                new UdpTracker(tracker, InetAddress.getLoopbackAddress(), 0, () -> now)) {
            long connection = hello(udp).getLong(8);
            ByteBuffer answer =
                    Objects.requireNonNull(
                            udp.answer(announce(connection, "c".repeat(40)), CALLER));
            assertEquals(3, answer.getInt());
            ByteBuffer cut = announce(connection, V1).limit(97);
            assertEquals(3, Objects.requireNonNull(udp.answer(cut, CALLER)).getInt());
            assertNull(udp.answer(ByteBuffer.allocate(15), CALLER));
        }
    }
}
