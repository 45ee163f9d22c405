package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Library;
import v2v.torrent.Bytes;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentFormat;
import v2v.torrent.announce.Inquiry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Conversations of strangers, changed at random, over real sockets: no thread of ours ends by
/// them, and a client that behaves is served afterwards. How long and from where, as in
/// [FuzzFaultIT].
class WireFuzzFaultIT {
    private static final double SECONDS =
            Double.parseDouble(System.getProperty("v2v.fuzz.seconds", "1.5"));

    @TempDir Path folder;
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private Origin origin;
    private Metainfo metainfo;

    @BeforeEach
    void open() throws Exception {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, fault) -> ended.add(thread + ": " + fault));
        Library library = new Library(folder.resolve("library"));
        Path film = Bytes.release(library.releases().resolve("film-1"));
        origin = new Origin(library, film, 0);
        metainfo = origin.release(TorrentFormat.HYBRID, List.of(origin.http()), List.of());
        origin.seed(metainfo);
    }

    @AfterEach
    void close() throws Exception {
        Thread.setDefaultUncaughtExceptionHandler(null);
        origin.close();
    }

    /// Tries with one changed form after another.
    private interface Stranger {
        void come(byte[] bytes, Random random) throws IOException;
    }

    private void strangers(String what, byte[] good, int kept, Stranger stranger) throws Exception {
        long seed = Long.getLong("v2v.fuzz.seed", System.nanoTime());
        long end = System.nanoTime() + (long) (SECONDS * 1e9);
        long runs = 0;
        while (System.nanoTime() < end) {
            Random random = new Random(seed + runs++);
            byte[] bytes = FuzzFaultIT.changed(good, random);
            if (random.nextInt(10) > 0) { // most get past the door
                System.arraycopy(good, 0, bytes, 0, Math.min(kept, bytes.length));
            }
            stranger.come(bytes, random);
            assertEquals(List.of(), List.copyOf(ended), what + ": seed " + (seed + runs - 1));
        }
        System.out.println("fuzz: " + what + " " + runs + " times, from seed " + seed);
        assertTrue(runs > 10, "it was slow: " + runs);
    }

    private static byte[] message(int kind, byte... body) {
        return ByteBuffer.allocate(5 + body.length)
                .putInt(1 + body.length)
                .put((byte) kind)
                .put(body)
                .array();
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        Arrays.stream(numbers).forEach(bytes::putInt);
        return bytes.array();
    }

    /// Everything that a client may say.
    private byte[] conversation() {
        String v1 = Objects.requireNonNull(metainfo.info().hash().v1());
        byte[] root = new byte[32];
        metainfo.info().files().stream()
                .flatMap(file -> java.util.stream.Stream.ofNullable(file.root()))
                .findFirst()
                .ifPresent(hash ->
                        System.arraycopy(HexFormat.of().parseHex(hash.hex()), 0, root, 0, 32));
        byte[] hello =
                "d1:md11:ut_metadatai1e6:ut_pexi2ee1:pi6881e1:v4:fuzz11:upload_onlyi0ee"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] metadata = "d8:msg_typei0e5:piecei0ee".getBytes(StandardCharsets.US_ASCII);
        List<byte[]> all =
                List.of(
                        "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1),
                        HexFormat.of().parseHex("0000000000100014"),
                        HexFormat.of().parseHex(v1),
                        "-FZ0001-012345678901".getBytes(StandardCharsets.US_ASCII),
                        message(20, joined(List.of(new byte[1], hello))),
                        message(20, joined(List.of(new byte[] {1}, metadata))),
                        message(15),
                        message(2),
                        message(4, numbers(0)),
                        message(6, numbers(0, 0, 16384)),
                        message(6, numbers(1, 0, 16384)),
                        message(8, numbers(1, 0, 16384)),
                        message(21, joined(List.of(root, numbers(0, 0, 2, 0)))),
                        message(5, (byte) 0x40),
                        message(3));
        return joined(all);
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(all::put);
        return all.array();
    }

    @Test
    void peers() throws Exception {
        byte[] good = conversation();
        strangers(
                "peer wire",
                good,
                68,
                (bytes, random) -> {
                    try (Socket socket = new Socket(Origin.HERE, origin.seeder.port())) {
                        OutputStream out = socket.getOutputStream();
                        int cut = random.nextInt(bytes.length + 1);
                        out.write(bytes, 0, cut);
                        out.write(bytes, cut, bytes.length - cut);
                        socket.shutdownOutput();
                        socket.setSoTimeout(15_000);
                        socket.getInputStream().readAllBytes();
                    } catch (SocketException hungUp) {
                        // as it may on such bytes
                    }
                });
        aGoodClientIsServed();
    }

    private void aGoodClientIsServed() throws Exception {
        Path got = Files.createDirectories(folder.resolve("got"));
        try (Downloader good = Downloader.of("libtorrent", folder.resolve("client"))) {
            good.take(origin.torrent(), got);
            good.await();
        }
        origin.assertSame(got.resolve("film-1"));
    }

    @Test
    void datagrams() throws Exception {
        InetSocketAddress door = new InetSocketAddress(Origin.HERE, origin.udp.port());
        try (DatagramSocket socket = new DatagramSocket(0, Origin.HERE)) {
            socket.setSoTimeout(20_000);
            long id = connected(socket, door);
            byte[] hash =
                    HexFormat.of().parseHex(Objects.requireNonNull(metainfo.info().hash().v1()));
            byte[] announce =
                    ByteBuffer.allocate(98)
                            .putLong(id)
                            .putInt(1)
                            .putInt(7)
                            .put(hash)
                            .put("-FZ0001-012345678901".getBytes(StandardCharsets.US_ASCII))
                            .array();
            strangers(
                    "UDP tracker",
                    announce,
                    12,
                    (bytes, random) ->
                            socket.send(
                                    new DatagramPacket(bytes, Math.min(bytes.length, 1400), door)));
            socket.setSoTimeout(1); // what it answered to them
            try {
                while (true) {
                    socket.receive(new DatagramPacket(new byte[2048], 2048));
                }
            } catch (java.net.SocketTimeoutException drained) {
                socket.setSoTimeout(20_000);
            }
            assertNotEquals(0, connected(socket, door));
        }
    }

    /// @return the connection's id (BEP 15)
    private static long connected(DatagramSocket socket, InetSocketAddress door)
            throws IOException {
        byte[] hello = ByteBuffer.allocate(16).putLong(0x41727101980L).putInt(0).putInt(9).array();
        for (int i = 0; i < 20; i++) { // the flood may have filled its queue
            socket.send(new DatagramPacket(hello, hello.length, door));
            socket.setSoTimeout(1000);
            DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
            try {
                socket.receive(answer);
                ByteBuffer said = ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
                if (answer.getLength() == 16 && said.getInt() == 0 && said.getInt() == 9) {
                    return said.getLong();
                }
            } catch (java.net.SocketTimeoutException lost) {
                // once more
            }
        }
        return 0;
    }

    /// A tracker that is not ours may answer anything.
    @Test
    void answersOfTrackers() throws Exception {
        byte[] good =
                "d8:completei1e10:incompletei2e8:intervali1800e5:peers12:abcdefghijkl6:peers618:abcdefghijklmnopqre"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[][] next = {good};
        HttpServer server = HttpServer.create(new InetSocketAddress(Origin.HERE, 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, next[0].length == 0 ? -1 : next[0].length);
                    exchange.getResponseBody().write(next[0]);
                    exchange.close();
                });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/announce";
        try (Inquiry inquiry = new Inquiry("ab".repeat(20), new byte[20], 1)) {
            strangers(
                    "tracker's answer",
                    good,
                    0,
                    (bytes, random) -> {
                        next[0] = bytes;
                        try {
                            for (InetSocketAddress peer : inquiry.ask(url, 1)) {
                                InetAddress address = peer.getAddress();
                                assertTrue(address != null && peer.getPort() > 0, peer.toString());
                            }
                        } catch (IOException refused) {
                            // in words
                        }
                    });
        } finally {
            server.stop(0);
        }
    }
}
