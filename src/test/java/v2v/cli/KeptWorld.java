package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.jspecify.annotations.Nullable;

import v2v.Program;
import v2v.bag.Kept;
import v2v.item.Delivery;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Release;
import v2v.item.Released;
import v2v.ledger.Keeping;
import v2v.ledger.Ledger;
import v2v.ledger.Outcome;
import v2v.ledger.View;
import v2v.torrent.Bytes;
import v2v.torrent.Magnet;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A node that saves disk, with one release and its master, and clients at other addresses of the
/// loopback.
final class KeptWorld implements Closeable {
    private static final Path CLIENT =
            Path.of("src/test/resources/v2v/torrent/libtorrent_client.py").toAbsolutePath();
    private static final int FILM = 4_000_000;
    private static final int SOUND = 2_000;

    final Library library;
    final String id;
    final Path release;
    final Metainfo metainfo;
    final int web = freePort();
    private final Path folder;
    private final Path pipelines;
    private final Map<String, String> before;
    private final List<Process> running = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private int nodes;
    private Path said;

    /// @param sounds so many files of sound beside the film
    KeptWorld(Path folder, String keep, int sounds) throws IOException {
        this.folder = folder;
        Kept kept = Kept.in(folder);
        library = kept.library();
        Ledger.own(library).orElseThrow().close(); // before there are releases
        id = kept.id();
        said = folder.resolve("node-0.log");
        pipelines = Program.quickPipelines(folder.resolve("settings"));
        Files.writeString(
                pipelines.resolve("v2v.properties"),
                """
                seed.address = 127.0.0.1
                seed.port = %d
                release.keep = %s
                fetch.patience = 1s
                fetch.stall = 5s
                fetch.spare = 0
                """
                        .formatted(freePort(), keep));
        Release packed = kept.release();
        kept.bags().keep(packed, Kept.master(packed));
        String name = "harbour-" + id;
        release = library.releases().resolve(name);
        fill(sounds);
        TorrentSettings settings =
                new TorrentSettings(
                        TorrentFormat.HYBRID,
                        List.of("http://127.0.0.1:" + web + "/announce"),
                        List.of("http://127.0.0.1:" + web + "/releases/"),
                        OptionalInt.empty(),
                        "",
                        "V2V/test");
        TorrentMaker.Made made = new TorrentMaker(settings).make(release, Instant.EPOCH, _ -> {});
        made.write(torrent());
        metainfo = made.metainfo();
        record(packed, name);
        before = bytes(library.root());
    }

    Path torrent() {
        return library.torrents().resolve(release.getFileName() + ".torrent");
    }

    Path film() {
        return release.resolve("video/film.webm");
    }

    private void fill(int sounds) throws IOException {
        Bytes.file(film(), FILM);
        Bytes.file(release.resolve("images/poster.webp"), 3_000);
        Bytes.file(release.resolve("README.txt"), 300);
        for (int i = 0; i < sounds; i++) {
            Bytes.file(release.resolve("audio/part-%04d.opus".formatted(i)), SOUND + i);
        }
        StringBuilder list = new StringBuilder();
        try (Stream<Path> files = Files.walk(release)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                list.append(Kept.digest(file)).append("  ").append(release.relativize(file));
                list.append('\n');
            }
        }
        Files.writeString(release.resolve("manifest-sha256.txt"), list);
    }

    private void record(Release packed, String name) throws IOException {
        Footage footage = packed.renditions().clearance().inspection().footage();
        Delivery file =
                new Delivery(footage.file(), 8, Instant.EPOCH, null, Order.plain("access"), 0);
        String magnet = Magnet.of(metainfo).toString();
        try (Ledger ledger = Ledger.own(library).orElseThrow()) {
            Delivery delivery = ledger.deliver(List.of(file)).getFirst();
            var accept = ledger.claim("accept", "").orElseThrow();
            ledger.items().register(delivery, footage);
            ledger.end(accept, new Outcome.Done(List.of(new Outcome.Next("index", packed))));
            Released released =
                    new Released(
                            new ItemId(id),
                            1,
                            "releases/" + name,
                            "torrents/" + name + ".torrent",
                            magnet,
                            metainfo.info().hash().v1(),
                            Instant.EPOCH);
            ledger.end(
                    ledger.claim("index", "").orElseThrow(),
                    new Outcome.Done(List.of(new Outcome.Next(Ledger.END, released))));
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Returns when it serves.
    Process node() throws Exception {
        said = folder.resolve("node-" + ++nodes + ".log");
        Process node =
                Program.start(
                        folder.resolve("node.out"),
                        said,
                        "run",
                        "--library",
                        library.root(),
                        "--pipelines",
                        pipelines,
                        "--http",
                        "127.0.0.1:" + web);
        running.add(node);
        until("the node runs", 60, () -> node.isAlive() && said().contains("serving http://"));
        return node;
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            return "";
        }
    }

    /// A libtorrent client there, that has it all when this returns.
    Process seed(String address) throws Exception {
        Path got = Files.createDirectories(folder.resolve("client-" + address));
        Path log = folder.resolve("client-" + address + ".log");
        Process client =
                new ProcessBuilder(
                                "/usr/bin/python3",
                                CLIENT.toString(),
                                "stay",
                                torrent().toString(),
                                got.toString(),
                                address)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        running.add(client);
        until(
                "a client at " + address + " (apt-get install python3-libtorrent)",
                90,
                () -> client.isAlive() && read(log).contains("done"));
        return client;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /// Tells the node's tracker that a seed is there, from that address.
    void announce(InetSocketAddress seed) throws IOException {
        StringBuilder hash = new StringBuilder();
        byte[] v1 = HexFormat.of().parseHex(Objects.requireNonNull(metainfo.info().hash().v1()));
        for (byte part : v1) {
            hash.append("%%%02X".formatted(part & 0xFF));
        }
        String id = "-LIAR00-" + String.format("%012d", seed.hashCode() & 0xFFFFFFFL);
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(seed.getAddress(), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), web));
            socket.getOutputStream()
                    .write(
                            ("GET /announce?info_hash="
                                            + hash
                                            + "&peer_id="
                                            + id
                                            + "&port="
                                            + seed.getPort()
                                            + "&uploaded=0&downloaded=0&left=0&event=completed"
                                            + " HTTP/1.1\r\nHost: node\r\nConnection:"
                                            + " close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(answer.contains("complete"), answer);
        }
    }

    void until(String what, int seconds, BooleanSupplier fact) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail(what + "\n" + row() + "\n" + said());
            }
            Thread.sleep(5);
        }
    }

    Optional<Keeping.Row> row() {
        try (View view = View.of(library).orElseThrow()) {
            return view.keeping(id).stream().findFirst();
        }
    }

    Keeping.@Nullable State state() {
        return row().map(Keeping.Row::state).orElse(null);
    }

    HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    String filmPath() {
        return "/" + release.getFileName() + "/video/film.webm";
    }

    Typed type(String command, Object... more) {
        return Typed.of(
                List.of(
                        command,
                        "--library",
                        library.root().toString(),
                        "--pipelines",
                        pipelines.toString()),
                more);
    }

    /// Sizes and hashes of what must never change, but for film and sound when they are away.
    private static Map<String, String> bytes(Path root) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        for (String room : List.of("releases", "masters", "torrents")) {
            try (Stream<Path> files = Files.walk(root.resolve(room))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    bytes.put(root.relativize(file).toString(), Kept.digest(file).hex());
                }
            }
        }
        return bytes;
    }

    private static boolean essence(String path) {
        return path.contains("/video/") || path.contains("/audio/");
    }

    /// Everything lies there, byte for byte.
    void assertWhole() throws IOException {
        assertEquals(before, bytes(library.root()));
        try (Stream<Path> left = Files.list(library.work())) {
            assertEquals(List.of(), left.filter(p -> p.toString().contains("repair")).toList());
        }
    }

    /// Everything else does, and none of these.
    void assertAway() throws IOException {
        Map<String, String> rest = new TreeMap<>(before);
        rest.keySet().removeIf(KeptWorld::essence);
        assertEquals(rest, bytes(library.root()));
    }

    /// So many files of film and sound are there.
    int files() {
        return names("video") + names("audio");
    }

    private int names(String room) {
        String[] names = release.resolve(room).toFile().list();
        return names == null ? 0 : names.length;
    }

    @Override
    public void close() throws IOException {
        running.forEach(Process::destroyForcibly);
        for (Process process : running) {
            try {
                process.waitFor(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        http.shutdownNow();
    }
}
