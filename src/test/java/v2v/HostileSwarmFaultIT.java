package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Library;
import v2v.torrent.Bytes;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentFormat;
import v2v.torrent.peer.Counters.Event;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// What strangers do to a node's doors costs it no memory, is counted, and keeps nobody out.
class HostileSwarmFaultIT {
    private static final int SPAM = 50_000;
    private static final long MORE_HEAP = 24L << 20;

    @TempDir Path folder;
    private Origin origin;
    private Metainfo metainfo;

    @BeforeEach
    void open() throws Exception {
        Library library = new Library(folder.resolve("library"));
        Path film = Bytes.release(library.releases().resolve("film-1"));
        origin = new Origin(library, film, 0);
        metainfo = origin.release(TorrentFormat.HYBRID, List.of(origin.http()), List.of());
        origin.seed(metainfo);
    }

    @AfterEach
    void close() throws Exception {
        origin.close();
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void assertUnmoved(long before) throws Exception {
        long more = heap() - before;
        assertTrue(more < MORE_HEAP, more + " bytes more");
        Path got = Files.createDirectories(folder.resolve("got"));
        try (Downloader good = Downloader.of("libtorrent", folder.resolve("client"))) {
            good.take(origin.torrent(), got);
            good.await();
        }
        origin.assertSame(got.resolve("film-1"));
    }

    @Test
    void garbageAndHandshakesByTheThousand() throws Exception {
        long before = heap();
        Random random = new Random(5);
        byte[] hello = new byte[68];
        for (int i = 0; i < 3000; i++) {
            random.nextBytes(hello);
            if (i % 3 > 0) {
                byte[] start = "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(start, 0, hello, 0, start.length);
            }
            if (i % 3 == 2) { // a true one, then garbage
                byte[] hash = java.util.HexFormat.of().parseHex(metainfo.info().hash().v1());
                System.arraycopy(hash, 0, hello, 28, hash.length);
            }
            try (Socket peer = new Socket()) {
                peer.bind(new InetSocketAddress("127.0.2." + (1 + i % 200), 0));
                peer.connect(new InetSocketAddress(Origin.HERE, origin.seeder.port()), 2000);
                peer.getOutputStream().write(hello);
                byte[] more = new byte[4 + random.nextInt(400)];
                random.nextBytes(more);
                more[0] = 0x7F; // longer than any message
                peer.getOutputStream().write(more);
                if (i % 3 == 2) { // who hangs up with an answer unread takes back what was said
                    peer.setSoTimeout(2000);
                    peer.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                }
            } catch (IOException hungUp) {
                // as it should
            }
        }
        Origin.await("all were heard", () -> origin.count(Event.UNKNOWN_HASH) > 900);
        assertTrue(origin.count(Event.BAD_MESSAGE) > 100, origin.seeder.counters()::toString);
        assertEquals(List.of(), List.copyOf(origin.failures));
        assertUnmoved(before);
    }

    @Test
    void announcesOfUnknownReleasesOverHttp() throws Exception {
        long before = heap();
        Random random = new Random(6);
        try (Socket socket = new Socket(Origin.HERE, origin.web.port())) {
            Thread.ofVirtual().start(() -> drain(socket));
            for (int i = 0; i < SPAM; i++) {
                String hash = "%%%02X%s%09d".formatted(random.nextInt(256), "x".repeat(10), i);
                String asked =
                        "GET /announce?info_hash=%s&peer_id=%s&port=1&left=1 HTTP/1.1\r\nHost: x\r\n\r\n"
                                .formatted(hash, "y".repeat(20));
                socket.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
            }
            Origin.await("all were answered", () -> refused() >= SPAM);
        }
        assertEquals(1, origin.tracker.shares().size());
        Thread.sleep(
                1500); // so that the good peer is not taken for one of those, here on one machine
        assertUnmoved(before);
    }

    private static void drain(Socket socket) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = socket.getInputStream()) {
            while (in.read(buffer) >= 0) {
                // on
            }
        } catch (IOException e) {
            // closed
        }
    }

    private long refused() {
        return origin.tracker.unknown.sum()
                + origin.tracker.tooMany.sum()
                + origin.tracker.malformed.sum();
    }

    @Test
    void announcesOfUnknownReleasesOverUdp() throws Exception {
        long before = heap();
        Random random = new Random(7);
        InetSocketAddress door = new InetSocketAddress(Origin.HERE, origin.udp.port());
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.3.1"), 0))) {
            socket.setSoTimeout(2000);
            ByteBuffer hello = ByteBuffer.allocate(16).putLong(0x41727101980L).putInt(0).putInt(1);
            send(socket, door, hello.array());
            DatagramPacket answer = new DatagramPacket(new byte[64], 64);
            socket.receive(answer);
            long id = ByteBuffer.wrap(answer.getData()).getLong(8);
            byte[] noise = new byte[98];
            for (int i = 0; i < SPAM; i++) {
                random.nextBytes(noise);
                ByteBuffer.wrap(noise).putLong(i % 4 == 0 ? 0 : id).putInt(1).putInt(i);
                send(socket, door, noise);
            }
        }
        Origin.await("most were heard", () -> refused() > SPAM / 50);
        assertEquals(1, origin.tracker.shares().size());
        assertUnmoved(before);
    }

    private static void send(DatagramSocket socket, InetSocketAddress door, byte[] bytes)
            throws IOException {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, door));
        } catch (SocketTimeoutException full) {
            // lost, as datagrams are
        }
    }
}
