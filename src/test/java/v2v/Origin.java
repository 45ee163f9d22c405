package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import v2v.item.Library;
import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.peer.Counters.Event;
import v2v.torrent.peer.Limits;
import v2v.torrent.peer.PeerSettings;
import v2v.torrent.seed.NodeSeeder;
import v2v.torrent.seed.SeedSettings;
import v2v.torrent.seed.Seeder;
import v2v.torrent.tracker.HttpAsked;
import v2v.torrent.tracker.Tracker;
import v2v.torrent.tracker.UdpTracker;
import v2v.web.Web;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// All doors of a node for torrent clients, around one release: web seed, tracker over HTTP and
/// UDP, upload side, announces.
final class Origin implements Closeable {
    static final InetAddress HERE = InetAddress.getLoopbackAddress();

    /// How long anything may take on the loopback.
    private static final int PATIENCE_MILLIS = 20_000;

    final Library library;
    final Path content;
    final Tracker tracker;
    final UdpTracker udp;
    final NodeSeeder seeder;
    final Web web;
    final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /// @param content a folder in the releases of the library
    /// @param rate of the upload side, bytes a second; 0 is no bound
    Origin(Library library, Path content, long rate) throws IOException {
        this.library = library;
        this.content = content;
        tracker = new Tracker(InstantSource.system(), Map.of());
        udp = new UdpTracker(tracker, HERE, 0, InstantSource.system());
        web =
                Web.library(
                        "127.0.0.1",
                        0,
                        library.prepare(),
                        "",
                        Web.Behind.tracker(new HttpAsked(tracker)::answer));
        Limits limits = Limits.always(rate);
        PeerSettings settings =
                new PeerSettings(HERE, 0, 2000, 200, 32, limits, Limits.NONE, "V2V 0.1.0");
        seeder =
                new NodeSeeder(
                        new SeedSettings(settings, true), InstantSource.system(), new Noted());
    }

    private final class Noted implements Seeder.Notes {
        @Override
        public void withdrawn(Offer offer, String why) {
            failures.add(why);
        }

        @Override
        public void restored(Offer offer) {}

        @Override
        public void deaf(String url, String why) {
            failures.add(url + ": " + why);
        }

        @Override
        public void starved(String why) {
            failures.add(why);
        }
    }

    String http() {
        return "http://127.0.0.1:" + web.port() + "/announce";
    }

    String udp() {
        return "udp://127.0.0.1:" + udp.port() + "/announce";
    }

    String webSeed() {
        return "http://127.0.0.1:" + web.port() + "/releases/";
    }

    Path torrent() {
        return library.torrents().resolve(content.getFileName() + ".torrent");
    }

    /// Writes the list and the torrent: the release is out.
    Metainfo release(TorrentFormat format, List<String> trackers, List<String> webSeeds)
            throws Exception {
        list();
        TorrentSettings settings =
                new TorrentSettings(
                        format, trackers, webSeeds, OptionalInt.empty(), "", "V2V/test");
        TorrentMaker.Made made = new TorrentMaker(settings).make(content, Instant.EPOCH, _ -> {});
        made.write(torrent());
        return made.metainfo();
    }

    private void list() throws Exception {
        StringBuilder lines = new StringBuilder();
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        try (Stream<Path> all = Files.walk(content)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                lines.append(HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file))))
                        .append("  ")
                        .append(content.relativize(file))
                        .append('\n');
            }
        }
        Files.writeString(content.resolve("manifest-sha256.txt"), lines);
    }

    /// Offers it, and tells the tracker of itself under each of its names. Who offers again says
    /// again that it is here, and hears who else is.
    void seed(Metainfo metainfo) throws Exception {
        Offer offer = offer(metainfo);
        tracker.track(List.of(offer));
        seeder.seed(List.of(offer));
        await("the origin is known", () -> tracker.shares().getFirst().seeds() > 0);
    }

    long count(Event event) {
        return seeder.counters().getOrDefault(event, 0L);
    }

    /// Bytes of content that the upload side gave.
    long given() {
        return seeder.shares().stream().mapToLong(Seeder.Share::given).sum();
    }

    Offer offer(Metainfo metainfo) {
        Metainfo.Infohash hash = metainfo.info().hash();
        return new Offer(hash.v1(), hash.v2(), torrent(), content);
    }

    /// Something that comes to pass soon.
    interface Fact {
        boolean holds() throws Exception;
    }

    static void await(String what, Fact fact) throws Exception {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (!fact.holds()) {
            assertTrue(System.nanoTime() < end, what);
            Thread.sleep(20);
        }
    }

    /// Every file of the release is there, byte for byte, but for empty ones where a client makes
    /// none.
    void assertSame(Path found) throws IOException {
        try (var files = Files.walk(content)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path other = found.resolve(content.relativize(file).toString());
                if (Files.size(file) > 0 || Files.exists(other)) {
                    assertEquals(-1, Files.mismatch(file, other), other::toString);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        seeder.close();
        web.close();
        udp.close();
    }
}
