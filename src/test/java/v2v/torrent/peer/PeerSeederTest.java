package v2v.torrent.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.Site;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.peer.Counters.Event;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class PeerSeederTest {
    private static final int BLOCK = 16 << 10;

    @TempDir Path folder;
    private final List<String> changed = Collections.synchronizedList(new ArrayList<>());
    private PeerSeeder seeder;
    private Path film;
    private byte[] content;
    private Metainfo metainfo;
    private String v1;
    private String v2;

    @BeforeEach
    void open() throws IOException {
        seeder = seeder(Limits.NONE);
        film = Files.createDirectories(folder.resolve("film"));
        content = new byte[100_000];
        new Random(5).nextBytes(content);
        Files.write(film.resolve("a.webm"), content);
        Files.writeString(film.resolve("b.txt"), "words");
        metainfo = offer(film, "film", TorrentFormat.HYBRID);
        v1 = Objects.requireNonNull(metainfo.info().hash().v1());
        v2 = Objects.requireNonNull(metainfo.info().hash().v2());
    }

    private PeerSeeder seeder(Limits rate) throws IOException {
        PeerSettings settings =
                new PeerSettings(
                        InetAddress.getLoopbackAddress(),
                        0,
                        300,
                        250,
                        8,
                        rate,
                        Limits.NONE,
                        "V2V 1");
        return new PeerSeeder(settings, InstantSource.system(), (offer, why) -> changed.add(why));
    }

    private Metainfo offer(Path what, String name, TorrentFormat format) throws IOException {
        TorrentSettings settings =
                new TorrentSettings(
                        format, List.of(), List.of(), OptionalInt.of(BLOCK), "", "V2V/test");
        TorrentMaker.Made made = new TorrentMaker(settings).make(what, Instant.EPOCH, _ -> {});
        Path torrent = folder.resolve(name + ".torrent");
        made.write(torrent);
        Metainfo.Infohash hash = made.metainfo().info().hash();
        seeder.seed(List.of(new Offer(hash.v1(), hash.v2(), torrent, what)));
        return made.metainfo();
    }

    @AfterEach
    void close() throws IOException {
        seeder.close();
    }

    private RawPeer peer() throws IOException {
        return new RawPeer(seeder.port());
    }

    private RawPeer unchoked() throws IOException {
        RawPeer peer = peer().hello(v1);
        peer.helloBack();
        peer.message(Wire.INTERESTED);
        assertEquals(Wire.UNCHOKE, peer.await(Wire.UNCHOKE).kind());
        return peer;
    }

    private static void until(BooleanSupplier done) throws InterruptedException {
        for (int i = 0; i < 500 && !done.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertTrue(done.getAsBoolean());
    }

    private long count(Event event) {
        return seeder.counters().of(event);
    }

    @Test
    void aBlockIsGivenAsItLiesOnTheDisk() throws Exception {
        try (RawPeer peer = unchoked()) {
            peer.message(Wire.REQUEST, 1, 100, 1000);
            RawPeer.Said piece = peer.await(Wire.PIECE);
            assertEquals(1, piece.number(0));
            assertEquals(100, piece.number(4));
            int from = BLOCK + 100;
            assertArrayEquals(
                    Arrays.copyOfRange(content, from, from + 1000),
                    Arrays.copyOfRange(piece.body(), 8, piece.body().length));
        }
    }

    @Test
    void aPadIsZeros() throws Exception {
        try (RawPeer peer = unchoked()) {
            int last = 100_000 / BLOCK;
            int tail = 100_000 % BLOCK;
            peer.message(Wire.REQUEST, last, tail - 1, 11);
            byte[] body = peer.await(Wire.PIECE).body();
            assertEquals(content[99_999], body[8]);
            assertArrayEquals(new byte[10], Arrays.copyOfRange(body, 9, 19));
        }
    }

    @Test
    void aHybridIsFoundByBothNamesAndGoesOnByTheNewerOne() throws Exception {
        byte[] newer = HexFormat.of().parseHex(v2.substring(0, 40));
        for (String name : List.of(v1, v2)) {
            try (RawPeer peer = peer().hello(name, 0x100014)) {
                byte[] back = peer.helloBack();
                assertArrayEquals(newer, Arrays.copyOfRange(back, 28, 48));
                assertEquals(Wire.HAVE_NONE, peer.next().kind());
            }
        }
        try (RawPeer old = peer().hello(v1, 0)) {
            byte[] back = old.helloBack();
            assertEquals(v1, HexFormat.of().formatHex(back, 28, 48));
            assertEquals(Wire.HAVE, old.next().kind(), "it knows no 'have none'");
        }
    }

    /// BEP 16, in short.
    @Test
    void oneIsToldOfOnePieceAfterAnotherUntilAllAreOut() throws Exception {
        try (RawPeer first = peer().hello(v1)) {
            assertEquals(Wire.HAVE_NONE, said(first).kind());
            assertEquals(0, first.await(Wire.HAVE).number(0));
            for (int piece = 0; piece < 8; piece++) {
                first.message(Wire.HAVE, piece);
            }
            first.message(Wire.INTERESTED);
            first.await(Wire.UNCHOKE);
            try (RawPeer next = peer().hello(v1)) {
                assertEquals(Wire.HAVE_ALL, said(next).kind());
            }
            try (RawPeer old = peer().hello(v1, 0)) {
                RawPeer.Said bits = said(old);
                assertEquals(Wire.BITFIELD, bits.kind(), "it knows no 'have all'");
                assertArrayEquals(new byte[] {(byte) 0xFF}, bits.body());
            }
            first.message(Wire.HAVE, 8);
            assertEquals(RawPeer.Said.HUNG_UP, first.await(99), "there is no such piece");
        }
    }

    /// The first that it says after its handshake.
    private static RawPeer.Said said(RawPeer peer) throws IOException {
        peer.helloBack();
        return peer.next();
    }

    @Test
    void whatIsNotOursIsHungUpOn() throws Exception {
        try (RawPeer peer = peer().hello("c".repeat(40))) {
            assertEquals(0, peer.helloBack().length);
            until(() -> count(Event.UNKNOWN_HASH) == 1);
        }
    }

    @Test
    void whatIsNoHandshakeIsHungUpOn() throws Exception {
        byte[] web =
                "GET / HTTP/1.1\r\nHost: v2v\r\n\r\n"
                        .repeat(30)
                        .getBytes(StandardCharsets.US_ASCII);
        try (RawPeer peer = peer()) {
            peer.send(web);
            assertTrue(peer.hungUp(5000));
        }
        byte[] almost = new byte[68];
        almost[0] = 19;
        try (RawPeer peer = peer()) {
            peer.send(almost);
            assertTrue(peer.hungUp(5000));
        }
        until(() -> count(Event.GARBAGE) == 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1,0,16384",
                "99999,0,16384",
                "0,-1,16384",
                "0,16384,1",
                "0,1,16384",
                "0,0,0",
                "0,0,-5",
                "0,0,2147483647",
                "0,2147483647,2147483647"
            })
    void aRequestForWhatIsNotThereIsRejected(String numbers) throws Exception {
        int[] asked = Arrays.stream(numbers.split(",")).mapToInt(Integer::parseInt).toArray();
        try (RawPeer peer = unchoked()) {
            peer.message(Wire.REQUEST, asked);
            RawPeer.Said reject = peer.await(Wire.REJECT);
            assertEquals(asked[0], reject.number(0));
            peer.message(Wire.REQUEST, 0, 0, 10);
            assertEquals(Wire.PIECE, peer.next().kind(), "the talk goes on");
        }
    }

    @Test
    void manySuchRequestsEndIt() throws Exception {
        try (RawPeer peer = unchoked()) {
            ByteBuffer many = ByteBuffer.allocate(30 * 17);
            for (int i = 0; i < 30; i++) {
                many.putInt(13).put((byte) Wire.REQUEST).putInt(99999).putInt(0).putInt(1);
            }
            peer.send(many.array()); // at once: who has hung up does not take the rest
            assertTrue(peer.hungUp(5000));
            until(() -> count(Event.BAD_MESSAGE) == 1);
        }
    }

    @Test
    void whoIsChokedGetsNothing() throws Exception {
        try (RawPeer peer = peer().hello(v1)) {
            peer.helloBack();
            peer.message(Wire.REQUEST, 0, 0, 10);
            assertEquals(Wire.REJECT, peer.await(Wire.REJECT).kind());
            assertEquals(1, count(Event.REFUSED_REQUEST));
        }
    }

    @Test
    void noMoreStandInLineThanWasSaid() throws Exception {
        try (RawPeer peer = unchoked()) {
            for (int i = 0; i < 3000; i++) {
                peer.message(Wire.REQUEST, i % 6, 0, BLOCK);
            }
            int given = 0;
            int refused = 0;
            while (given + refused < 3000) {
                RawPeer.Said said = peer.next();
                given += said.kind() == Wire.PIECE ? 1 : 0;
                refused += said.kind() == Wire.REJECT ? 1 : 0;
                assertTrue(said.kind() >= 0);
            }
            assertTrue(given >= 512);
            assertEquals(refused, count(Event.REFUSED_REQUEST));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7FFFFFFF 06",
                "FFFFFFFF",
                "00100000 14 00",
                "00003000 06",
                "00000005 06 00000000",
                "00000001 07",
                "00000001 14",
                "00000004 15 000000"
            })
    void aMessageThatIsNoneEndsTheTalk(String hex) throws Exception {
        try (RawPeer peer = peer().hello(v1)) {
            peer.helloBack();
            peer.send(HexFormat.of().parseHex(hex.replace(" ", "")));
            assertTrue(peer.hungUp(5000));
            until(() -> count(Event.BAD_MESSAGE) == 1);
        }
    }

    @Test
    void aLongBitfieldIsReadPast() throws Exception {
        try (RawPeer peer = peer().hello(v1)) {
            peer.helloBack();
            peer.message(Wire.BITFIELD, new byte[400_000]);
            peer.message(Wire.INTERESTED);
            assertEquals(Wire.UNCHOKE, peer.await(Wire.UNCHOKE).kind());
        }
    }

    @Test
    void twoSeedsPart() throws Exception {
        try (RawPeer peer = peer().hello(v1)) {
            peer.helloBack();
            peer.message(Wire.HAVE_ALL);
            assertTrue(peer.hungUp(5000));
        }
    }

    @Test
    void bytesOneByOneAreAHandshakeToo() throws Exception {
        try (RawPeer peer = peer()) {
            byte[] hello = new byte[68];
            System.arraycopy(RawPeer.PROTOCOL, 0, hello, 0, 20);
            System.arraycopy(HexFormat.of().parseHex(v1), 0, hello, 28, 20);
            for (byte part : hello) {
                peer.send(part);
                Thread.sleep(1);
            }
            assertEquals(68, peer.helloBack().length);
        }
    }

    // --- what changed ---

    @Test
    void aFileThatChangesWhileItIsGivenIsGivenNoMore() throws Exception {
        try (RawPeer peer = unchoked()) {
            peer.message(Wire.REQUEST, 0, 0, 10);
            peer.await(Wire.PIECE);
            Path words = film.resolve("b.txt");
            Files.writeString(words, "sword");
            Files.setLastModifiedTime(words, FileTime.from(Instant.now().plusSeconds(5)));
            peer.message(Wire.REQUEST, 7, 0, 5);
            assertEquals(RawPeer.Said.HUNG_UP.kind(), peer.await(Wire.PIECE).kind());
        }
        until(() -> changed.size() == 1);
        assertTrue(changed.getFirst().contains("was changed"), changed::toString);
        try (RawPeer again = peer().hello(v1)) {
            assertEquals(0, again.helloBack().length);
        }
        assertEquals(1, count(Event.CHANGED));
    }

    @Test
    void aShorterFileIsSeenBeforeItsFirstByte() throws Exception {
        Files.write(film.resolve("a.webm"), Arrays.copyOf(content, 99_999));
        try (RawPeer peer = peer().hello(v1)) {
            assertEquals(0, peer.helloBack().length);
        }
        until(() -> changed.size() == 1);
        assertTrue(changed.getFirst().contains("has 99999 bytes instead of 100000"));
    }

    @Test
    void aLinkLeadsNowhere() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(film.resolve("a.webm"), elsewhere);
        Files.createSymbolicLink(film.resolve("a.webm"), elsewhere);
        try (RawPeer peer = peer().hello(v1)) {
            assertEquals(0, peer.helloBack().length);
        }
        until(() -> changed.size() == 1);
    }

    @Test
    void aNewerFileOfTheSameSizeIsForAnotherToJudge() throws Exception {
        Files.setLastModifiedTime(
                film.resolve("b.txt"), FileTime.from(Instant.now().plusSeconds(60)));
        try (RawPeer peer = peer().hello(v1)) {
            assertEquals(0, peer.helloBack().length);
        }
        until(() -> changed.equals(List.of("")));
    }

    @Test
    void aTorrentThatCanNotBeReadIsToldAndNotOffered() throws Exception {
        Files.delete(folder.resolve("film.torrent"));
        try (RawPeer peer = peer().hello(v1)) {
            assertEquals(0, peer.helloBack().length);
        }
        until(() -> changed.size() == 1);
        assertTrue(
                changed.getFirst().contains("film.torrent can not be read (it is missing)"),
                changed::toString);
        assertEquals(1, count(Event.READ_FAILED));
        assertEquals(1, seeder.withdrawn().size());
    }

    @Test
    void whatHasGoneWhileItIsGivenIsTold() throws Exception {
        try (RawPeer peer = unchoked()) {
            Files.delete(folder.resolve("film.torrent"));
            peer.message(
                    Wire.EXTENDED,
                    "\0d1:md11:ut_metadatai3eee".getBytes(StandardCharsets.US_ASCII));
            peer.message(
                    Wire.EXTENDED,
                    "\2d8:msg_typei0e5:piecei0ee".getBytes(StandardCharsets.US_ASCII));
            assertTrue(peer.hungUp(5000));
        }
        until(() -> changed.size() == 1);
        assertEquals(1, count(Event.READ_FAILED));
    }

    @Test
    void wantOfDescriptorsIsNoFaultOfAFile() {
        Path file = Path.of("film.webm");
        String limit = "Too many open files";
        assertTrue(new ReadFault(file, new FileSystemException("x", null, limit)).starved());
        assertFalse(new ReadFault(file, new IOException("Input/output error")).starved());
    }

    @Test
    void whatIsTakenBackIsGivenNoMore() throws Exception {
        try (RawPeer peer = unchoked()) {
            seeder.stop(v1);
            assertTrue(peer.hungUp(5000));
        }
        for (String name : List.of(v1, v2)) {
            try (RawPeer peer = peer().hello(name)) {
                assertEquals(0, peer.helloBack().length);
            }
        }
        assertEquals(0, seeder.seeding());
        Metainfo again = offer(film, "film", TorrentFormat.HYBRID);
        assertEquals(v1, again.info().hash().v1());
        try (RawPeer peer = unchoked()) {
            assertFalse(peer.hungUp(100));
        }
    }

    // --- crowds ---

    @Test
    void noMoreAreLetInThanThereIsRoomFor() throws Exception {
        List<RawPeer> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 260; i++) {
                crowd.add(peer().hello(v1));
            }
            until(() -> count(Event.CROWDED) == 10);
            try (RawPeer other = new RawPeer(seeder.port(), "127.0.0.2").hello(v1)) {
                assertEquals(68, other.helloBack().length, "another address is not meant");
            }
            assertEquals(0, crowd.getLast().helloBack().length);
        } finally {
            for (RawPeer peer : crowd) {
                peer.close();
            }
        }
        until(() -> seeder.peers() == 0);
    }

    /// Some addresses took all the room and said nothing but that they are still there.
    @Tag("slow")
    @Test
    void whoDoesNothingMakesRoom() throws Exception {
        List<RawPeer> idle = new ArrayList<>();
        try (RawPeer good = unchoked()) {
            for (int i = 0; i < 299; i++) {
                String from = i < 200 ? "127.0.0.2" : "127.0.0.3";
                RawPeer peer = new RawPeer(seeder.port(), from).hello(v1);
                peer.helloBack();
                idle.add(peer);
            }
            try (RawPeer early = new RawPeer(seeder.port(), "127.0.0.4").hello(v1)) {
                assertEquals(0, early.helloBack().length, "who has just come may stay");
            }
            for (int i = 0; i < 8; i++) {
                Thread.sleep(700);
                good.message(Wire.REQUEST, 0, 0, 10);
                assertEquals(Wire.PIECE, good.await(Wire.PIECE).kind());
                for (RawPeer peer : idle) {
                    peer.send(new byte[4]);
                }
            }
            try (RawPeer late = new RawPeer(seeder.port(), "127.0.0.4").hello(v1)) {
                assertEquals(68, late.helloBack().length);
                assertTrue(idle.getFirst().hungUp(5000), "the first of the largest crowd");
                assertFalse(good.hungUp(100));
            }
            assertEquals(1, count(Event.DISPLACED));
        } finally {
            for (RawPeer peer : idle) {
                peer.close();
            }
        }
    }

    private static final byte[] ASK =
            "\2d8:msg_typei0e5:piecei0ee".getBytes(StandardCharsets.US_ASCII);

    private static void knowMetadata(RawPeer peer) throws IOException {
        byte[] words = "\0d1:md11:ut_metadatai3eee".getBytes(StandardCharsets.US_ASCII);
        peer.message(Wire.EXTENDED, words);
    }

    @Test
    void whoAsksForTheMetadataOverAndOverIsHungUpOn() throws Exception {
        try (RawPeer peer = unchoked()) {
            knowMetadata(peer);
            for (int i = 0; i < 20; i++) {
                peer.message(Wire.EXTENDED, ASK);
                assertEquals(Wire.EXTENDED, peer.await(Wire.EXTENDED).kind());
            }
            for (int i = 0; i < 1000 && count(Event.BAD_MESSAGE) == 0; i++) {
                peer.message(Wire.EXTENDED, ASK);
                peer.await(Wire.EXTENDED);
            }
        } catch (IOException reset) {
            // while it asked
        }
        until(() -> count(Event.BAD_MESSAGE) == 1);
    }

    @Tag("slow")
    @Test
    void theMetadataIsPaidForToo() throws Exception {
        try (PeerSeeder slow = seeder(Limits.always(10_000))) {
            slow.seed(List.of(new Offer(v1, v2, folder.resolve("film.torrent"), film)));
            long began = System.nanoTime();
            try (RawPeer peer = new RawPeer(slow.port()).hello(v1)) {
                peer.helloBack();
                knowMetadata(peer);
                int came = 0;
                while (came < 30_000) {
                    peer.message(Wire.EXTENDED, ASK);
                    came += peer.await(Wire.EXTENDED).body().length;
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            assertTrue(seconds > 2, "30 kB at 10 kB/s came in " + seconds + " s");
        }
    }

    @Test
    void aByteIsNoKeyExchange() throws Exception {
        List<RawPeer> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 150; i++) {
                RawPeer peer = peer();
                crowd.add(peer);
                peer.send((byte) 7);
            }
            until(() -> count(Event.ACCEPTED) == 150);
            Thread.sleep(200);
            assertEquals(0, count(Event.KEYS_DENIED));
        } finally {
            for (RawPeer peer : crowd) {
                peer.close();
            }
        }
    }

    @Test
    void onePlaceDoesNotUseUpWhatAllHave() throws Exception {
        Allowance allowance = new Allowance(100);
        Site greedy = Site.of(InetAddress.getByName("192.0.2.1"));
        Site other = Site.of(InetAddress.getByName("192.0.2.2"));
        long allowed = IntStream.range(0, 90).filter(_ -> allowance.allow(greedy)).count();
        assertTrue(allowed <= 50, "a second may have begun between: " + allowed);
        assertTrue(allowance.allow(other));
    }

    @Tag("slow")
    @Test
    void theRateIsKept() throws Exception {
        try (PeerSeeder slow = seeder(Limits.always(200_000))) {
            slow.seed(List.of(new Offer(v1, v2, folder.resolve("film.torrent"), film)));
            long began = System.nanoTime();
            try (RawPeer peer = new RawPeer(slow.port()).hello(v1)) {
                peer.helloBack();
                peer.message(Wire.INTERESTED);
                peer.await(Wire.UNCHOKE);
                for (int i = 0; i < 36; i++) {
                    peer.message(Wire.REQUEST, i % 6, 0, BLOCK);
                }
                for (int i = 0; i < 36; i++) {
                    assertEquals(Wire.PIECE, peer.await(Wire.PIECE).kind());
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            assertTrue(seconds > 2.4, "590 kB at 200 kB/s came in " + seconds + " s");
        }
    }

    // --- the other way round ---

    @Test
    void weCallAPeerThatCanNotCallUs() throws Exception {
        try (ServerSocket there = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address =
                    new InetSocketAddress(there.getInetAddress(), there.getLocalPort());
            seeder.call(v1, address);
            try (Socket called = there.accept()) {
                called.setSoTimeout(5000);
                byte[] hello = called.getInputStream().readNBytes(68);
                assertEquals(v1, HexFormat.of().formatHex(hello, 28, 48));
                System.arraycopy("-RAW000-".getBytes(StandardCharsets.US_ASCII), 0, hello, 48, 8);
                called.getOutputStream().write(hello);
                assertEquals(5, called.getInputStream().readNBytes(5).length);
                until(() -> count(Event.DIALLED) == 1);
            }
            seeder.call(v1, address);
            try (Socket called = there.accept()) {
                byte[] hello = called.getInputStream().readNBytes(68);
                called.getOutputStream().write(hello); // it is ourselves
                assertEquals(-1, called.getInputStream().read());
            }
            seeder.call(v2, address);
            try (Socket called = there.accept()) {
                byte[] hello = called.getInputStream().readNBytes(68);
                String named = HexFormat.of().formatHex(hello, 28, 48);
                assertEquals(v2.substring(0, 40), named, "it may know no other name");
            }
        }
    }
}
