package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Settings;
import v2v.torrent.seed.NodeSeeder;
import v2v.torrent.seed.SeedSettings;
import v2v.torrent.seed.Seeder;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

class NodeSeederTest {
    @TempDir Path folder;
    private Path film = Path.of("");
    private Path torrent = Path.of("");
    private String infohash = "";
    private Offer offer = new Offer("", null, torrent, film);
    private final HeardNotes notes = new HeardNotes();

    @BeforeEach
    void makeTorrent() throws IOException {
        makeTorrent(List.of());
    }

    private void makeTorrent(List<String> trackers) throws IOException {
        film = Bytes.release(folder.resolve("film"));
        torrent = folder.resolve("film.torrent");
        TorrentSettings settings =
                new TorrentSettings(
                        TorrentFormat.HYBRID,
                        trackers,
                        List.of(),
                        OptionalInt.empty(),
                        "",
                        "V2V/0");
        TorrentMaker.Made made = new TorrentMaker(settings).make(film, Instant.EPOCH, _ -> {});
        made.write(torrent);
        Metainfo.Infohash hash = made.metainfo().info().hash();
        infohash = Objects.requireNonNull(hash.v1());
        offer = new Offer(infohash, hash.v2(), torrent, film);
    }

    @Test
    void seedsOnceStopsAndSeedsAgain() throws IOException {
        try (NodeSeeder seeder = seeder()) {
            seeder.seed(List.of(offer));
            seeder.seed(List.of(offer));
            assertEquals(1, seeder.seeding());
            assertEquals(List.of(), seeder.shares());
            seeder.stop(offer);
            assertEquals(0, seeder.seeding());
            seeder.seed(List.of(offer));
            assertEquals(1, seeder.seeding());
        }
    }

    @Test
    void countsWhatItGave() throws IOException {
        try (NodeSeeder seeder = seeder()) {
            seeder.seed(List.of(offer));
            try (Leech peer = new Leech(seeder.port(), infohash)) {
                peer.fetch(0);
                peer.fetch(1);
            }
            List<Seeder.Share> given = List.of(new Seeder.Share(infohash, 2 * 16_384));
            for (int i = 0; i < 100 && !seeder.shares().equals(given); i++) {
                LockSupport.parkNanos(20_000_000); // counted once it is written
            }
            assertEquals(given, seeder.shares());
        }
    }

    /// A peer that is in the middle of fetching gets nothing more, and whoever comes later is not
    /// let in.
    @Test
    void whatIsStoppedIsServedToNobody() throws IOException {
        try (NodeSeeder seeder = seeder()) {
            seeder.seed(List.of(offer));
            int port = seeder.port();
            try (Leech peer = new Leech(port, infohash)) {
                peer.fetch(0);
                peer.fetch(1);
                long begun = System.nanoTime();
                seeder.stop(offer);
                assertTrue(System.nanoTime() - begun < 2_000_000_000L, "it took too long");
                assertTrue(peer.refused(2), "a peer that was connected is served no more");
                assertEquals(0, seeder.seeding());
                assertTrue(peer.cutOff(), "its connection is closed");
            }
            try (Leech late = new Leech(port, infohash)) {
                assertTrue(late.cutOff(), "a new peer is not let in");
            }
        }
    }

    /// The least of a BitTorrent client (BEP 3): it says hello and asks for blocks.
    private static final class Leech implements AutoCloseable {
        private static final int BLOCK = 16_384;
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;

        Leech(int port, String infohash) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(5_000);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
            out.writeByte(19);
            out.writeBytes("BitTorrent protocol");
            out.write(new byte[8]);
            out.write(HexFormat.of().parseHex(infohash));
            out.writeBytes("-XX0001-abcdefghijkl".substring(0, 20));
            out.flush();
        }

        /// Fetches the first block of a piece.
        void fetch(int piece) throws IOException {
            if (piece == 0) {
                in.readFully(new byte[68]);
                out.write(new byte[] {0, 0, 0, 1, 2});
                while (next() != 1) {
                    socket.getChannel(); // until it is unchoked
                }
            }
            ask(piece);
            while (next() != 7) {
                socket.getChannel(); // bitfield, unchoke
            }
        }

        private void ask(int piece) throws IOException {
            out.writeInt(13);
            out.writeByte(6);
            out.writeInt(piece);
            out.writeInt(0);
            out.writeInt(BLOCK);
            out.flush();
        }

        /// The next message's kind; 99 for a sign of life.
        private int next() throws IOException {
            int length = in.readInt();
            if (length == 0) {
                return 99;
            }
            int kind = in.readUnsignedByte();
            in.readFully(new byte[length - 1]);
            return kind;
        }

        /// Whether a request for this piece is not answered any more.
        boolean refused(int piece) {
            try {
                ask(piece);
                while (next() != 7) {
                    socket.setSoTimeout(1_500);
                }
                return false;
            } catch (IOException gone) {
                return true;
            }
        }

        /// Whether the other side has hung up.
        boolean cutOff() throws IOException {
            try {
                while (in.read() >= 0) {
                    socket.setSoTimeout(5_000);
                }
                return true;
            } catch (SocketTimeoutException stillOpen) {
                return false;
            } catch (SocketException reset) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aFileOfAnotherSizeIsToldBeforeAnyPeerAsks() throws IOException {
        Files.write(film.resolve("README.txt"), new byte[3]);
        assertEquals("it has 3 bytes instead of 700, so its torrent is not seeded", told());
    }

    @Test
    void aMissingFileIsTold() throws IOException {
        Files.delete(film.resolve("README.txt"));
        assertEquals("the file is missing, so its torrent is not seeded", told());
    }

    @Test
    void whatIsNewerThanTheTorrentIsReadAndNotOfferedWhenItDiffers() throws IOException {
        Path video = film.resolve("video/film.av1.webm");
        damage(video);
        assertEquals(
                "it was changed: video/film.av1.webm is damaged in its piece 122 (from byte"
                        + " 1998848), so its torrent is not seeded",
                told());
    }

    private static void damage(Path video) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(video.toFile(), "rw")) {
            out.seek(2_000_000);
            int before = out.read();
            out.seek(2_000_000);
            out.write(before ^ 1);
        }
        Files.setLastModifiedTime(video, FileTime.from(Instant.now().plusSeconds(5)));
    }

    /// The same bit turned back, and another time: only reading tells that it is good again. Its
    /// trackers have been told that it is gone, and are told that it is back.
    @Tag("slow")
    @Test
    void whatWasMendedIsOfferedAndAnnouncedAgain() throws Exception {
        Path video = film.resolve("video/film.av1.webm");
        try (SmallTracker tracker = new SmallTracker(0);
                NodeSeeder seeder = seeder()) {
            makeTorrent(List.of(tracker.url()));
            seeder.seed(List.of(offer));
            heard(tracker, "started", 2); // under both names
            damage(video);
            assertRefused(seeder);
            notes.take();
            heard(tracker, "stopped", 2);
            damage(video);
            Files.setLastModifiedTime(video, FileTime.from(Instant.now()));
            assertEquals("restored", notes.take());
            try (Leech peer = new Leech(seeder.port(), infohash)) {
                peer.fetch(0);
            }
            heard(tracker, "started", 4);
        }
    }

    private static void heard(SmallTracker tracker, String event, int times) {
        for (int i = 0; i < 1000 && count(tracker, event) < times; i++) {
            LockSupport.parkNanos(10_000_000);
        }
        assertEquals(times, count(tracker, event), tracker.events::toString);
    }

    private static long count(SmallTracker tracker, String event) {
        return tracker.events.stream().filter(said -> said.startsWith(event)).count();
    }

    private void assertRefused(NodeSeeder seeder) throws IOException {
        try (Leech peer = new Leech(seeder.port(), infohash)) {
            assertTrue(peer.cutOff(), "what is damaged is served to nobody");
        }
    }

    @Test
    void aCopyWithNewTimesIsReadOnceAndThenRemembered() throws IOException {
        Files.setLastModifiedTime(torrent, FileTime.from(Instant.EPOCH));
        try (NodeSeeder seeder = seeder()) {
            seeder.seed(List.of(offer));
            for (int i = 0; i < 100 && !remembered(); i++) {
                LockSupport.parkNanos(50_000_000);
            }
            assertTrue(remembered());
            try (Leech peer = new Leech(seeder.port(), infohash)) {
                peer.fetch(0);
            }
        }
        assertEquals(0, notes.size());
    }

    private boolean remembered() throws IOException {
        return Files.getLastModifiedTime(torrent).toInstant().isAfter(Instant.EPOCH);
    }

    /// Damage that left size and time alone is what a full check is for; a start does not look.
    @Test
    void believesWhatIsOlderThanTheTorrent() throws IOException {
        Path video = film.resolve("video/film.av1.webm");
        FileTime before = Files.getLastModifiedTime(video);
        Files.write(video, new byte[3_000_001]);
        Files.setLastModifiedTime(video, before);
        try (NodeSeeder seeder = seeder()) {
            seeder.seed(List.of(offer));
            try (Leech peer = new Leech(seeder.port(), infohash)) {
                peer.fetch(0);
            }
        }
        assertEquals(0, notes.size());
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SeedSettings taken = settings(other.getLocalPort());
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> new NodeSeeder(taken, InstantSource.system(), notes));
            assertEquals(
                    "Can not seed: port "
                            + other.getLocalPort()
                            + " of 127.0.0.1 is taken (seed.port, seed.address).",
                    e.getMessage());
        }
    }

    private String told() throws IOException {
        try (NodeSeeder seeder = seeder()) {
            seeder.seed(List.of(offer));
            String why = notes.take();
            assertRefused(seeder);
            return why;
        }
    }

    private NodeSeeder seeder() throws IOException {
        return new NodeSeeder(settings(0), InstantSource.system(), notes);
    }

    private static SeedSettings settings(int port) {
        return SeedSettings.read(Settings.none(), "1").at(InetAddress.getLoopbackAddress(), port);
    }
}
