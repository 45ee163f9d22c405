package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Library;
import v2v.torrent.Bytes;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentFormat;
import v2v.torrent.peer.Counters.Event;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Clients that we did not write find a release by our tracker and take it from our upload side, or
/// from our web seed alone.
class SwarmClientIT {
    @TempDir Path folder;
    private Origin origin;

    @BeforeEach
    void open() throws Exception {
        Library library = new Library(folder.resolve("library"));
        Path film = Bytes.release(library.releases().resolve("film-1"));
        origin = new Origin(library, film, 0);
    }

    @AfterEach
    void close() throws Exception {
        origin.close();
    }

    /// transmission takes no address of the loopback from a tracker, so the origin calls it, as it
    /// calls all peers that can not reach it. It and aria2 do not know the hybrid form.
    @ParameterizedTest
    @CsvSource({
        "libtorrent, HYBRID, http",
        "libtorrent, HYBRID, udp",
        "libtorrent, V1, http",
        "qbittorrent, HYBRID, http",
        "qbittorrent, V1, udp",
        "aria2, V1, http",
        "transmission, V1, http",
    })
    void aClientTakesAReleaseThatItFoundByOurTracker(
            String client, TorrentFormat format, String door) throws Exception {
        String url = door.equals("udp") ? origin.udp() : origin.http();
        Metainfo metainfo = origin.release(format, List.of(url), List.of());
        origin.seed(metainfo);
        Path got = Files.createDirectory(folder.resolve("got"));
        try (Downloader downloader = Downloader.of(client, folder.resolve("client"))) {
            downloader.take(origin.torrent(), got);
            Origin.await("the client is known", () -> joined());
            if (client.equals("transmission")) {
                origin.seed(metainfo);
            }
            downloader.await();
        }
        origin.assertSame(got.resolve("film-1"));
        assertTrue(origin.count(Event.ACCEPTED) > 0 || called());
        assertEquals(0, origin.tracker.malformed.sum());
        assertEquals(List.of(), List.copyOf(origin.failures));
    }

    private boolean joined() {
        var share = origin.tracker.shares().getFirst();
        return share.seeds() + share.peers() + share.completed() > 1;
    }

    private boolean called() {
        return origin.count(Event.DIALLED) > 0;
    }

    /// No tracker, no peers.
    @ParameterizedTest
    @CsvSource({
        "libtorrent, HYBRID",
        "libtorrent, V1",
        "qbittorrent, HYBRID",
        "aria2, V1",
        "transmission, V1",
    })
    void aClientTakesAReleaseFromTheWebSeedAlone(String client, TorrentFormat format)
            throws Exception {
        origin.release(format, List.of(), List.of(origin.webSeed()));
        Path got = Files.createDirectory(folder.resolve("got"));
        try (Downloader downloader = Downloader.of(client, folder.resolve("client"))) {
            downloader.take(origin.torrent(), got);
            downloader.await();
        }
        origin.assertSame(got.resolve("film-1"));
        assertEquals(0, origin.count(Event.ACCEPTED));
    }
}
