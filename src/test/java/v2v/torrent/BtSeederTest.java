package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Refusal;

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
import java.util.HexFormat;
import java.util.Objects;

class BtSeederTest {
    @TempDir Path folder;
    private Path film = Path.of("");
    private Path torrent = Path.of("");
    private String infohash = "";

    @BeforeEach
    void makeTorrent() throws IOException {
        film = Bytes.release(folder.resolve("film"));
        torrent = folder.resolve("film.torrent");
        TorrentMaker.Made made =
                new TorrentMaker(TorrentSettings.standard("0")).make(film, Instant.EPOCH, _ -> {});
        made.write(torrent);
        infohash = Objects.requireNonNull(made.metainfo().info().hash().v1());
    }

    @Test
    void seedsOnceStopsAndSeedsAgain() throws IOException {
        try (BtSeeder seeder = seeder()) {
            seeder.seed(torrent, film);
            seeder.seed(torrent, film);
            assertEquals(1, seeder.seeding());
            assertEquals(new Seeder.Share(infohash, "film", 0, 0), seeder.shares().getFirst());
            seeder.stop(infohash);
            assertEquals(0, seeder.seeding());
            seeder.seed(torrent, film);
            assertEquals(1, seeder.seeding());
        }
    }

    /// A peer that is in the middle of fetching gets nothing more, and whoever comes later is not
    /// let in.
    @Test
    void whatIsStoppedIsServedToNobody() throws IOException {
        int port = freePort();
        try (BtSeeder seeder = new BtSeeder(settings(port))) {
            seeder.seed(torrent, film);
            try (Leech peer = new Leech(port, infohash)) {
                peer.fetch(0);
                peer.fetch(1);
                long begun = System.nanoTime();
                seeder.stop(infohash);
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
    void refusesAFileOfAnotherSize() throws IOException {
        Files.write(film.resolve("README.txt"), new byte[3]);
        assertEquals(
                "it has 3 bytes instead of 700, so its torrent is not seeded",
                refusal(Refusal.Code.FILE_CHANGED));
    }

    @Test
    void refusesAMissingFile() throws IOException {
        Files.delete(film.resolve("README.txt"));
        assertEquals(
                "the file is missing, so its torrent is not seeded",
                refusal(Refusal.Code.FILE_MISSING));
    }

    @Test
    void checksWhatIsNewerThanTheTorrentAndRefusesItWhenItDiffers() throws IOException {
        Path video = film.resolve("video/film.av1.webm");
        try (RandomAccessFile out = new RandomAccessFile(video.toFile(), "rw")) {
            out.seek(2_000_000);
            out.write(out.read() + 1);
        }
        Files.setLastModifiedTime(video, FileTime.from(Instant.now().plusSeconds(5)));
        assertEquals(
                "it was changed: video/film.av1.webm is damaged in its piece 122 (from byte"
                        + " 1998848), so its torrent is not seeded",
                refusal(Refusal.Code.FILE_CHANGED));
    }

    @Test
    void remembersThatACopyWasCheckedAndFoundGood() throws IOException {
        Files.setLastModifiedTime(torrent, FileTime.from(Instant.EPOCH));
        try (BtSeeder seeder = seeder()) {
            seeder.seed(torrent, film);
        }
        assertTrue(Files.getLastModifiedTime(torrent).toInstant().isAfter(Instant.EPOCH));
    }

    /// Damage that left size and time alone is what a full check is for; a start does not look.
    @Test
    void believesWhatIsOlderThanTheTorrent() throws IOException {
        Path video = film.resolve("video/film.av1.webm");
        FileTime before = Files.getLastModifiedTime(video);
        Files.write(video, new byte[3_000_001]);
        Files.setLastModifiedTime(video, before);
        try (BtSeeder seeder = seeder()) {
            seeder.seed(torrent, film);
            assertEquals(1, seeder.seeding());
        }
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SeedSettings taken = settings(other.getLocalPort());
            IOException e = assertThrows(IOException.class, () -> new BtSeeder(taken));
            assertEquals(
                    "Can not seed: port "
                            + other.getLocalPort()
                            + " of 127.0.0.1 is taken (seed.port, seed.address).",
                    e.getMessage());
        }
    }

    private String refusal(Refusal.Code code) throws IOException {
        try (BtSeeder seeder = seeder()) {
            Refusal refusal = assertThrows(Refusal.class, () -> seeder.seed(torrent, film));
            assertEquals(code, refusal.code());
            assertEquals(0, seeder.seeding());
            return refusal.getMessage();
        }
    }

    private static BtSeeder seeder() throws IOException {
        return new BtSeeder(settings(freePort()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static SeedSettings settings(int port) {
        return new SeedSettings(InetAddress.getLoopbackAddress(), port, false);
    }
}
