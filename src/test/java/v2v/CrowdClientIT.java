package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import v2v.item.Json;
import v2v.item.Library;
import v2v.torrent.Bytes;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentFormat;
import v2v.torrent.peer.Counters.Event;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Many clients that we did not write come at once for what is new, and the origin's line is thin.
class CrowdClientIT {
    private static final int CLIENTS = 20;
    private static final int BYTES = 8 << 20;
    private static final int RATE = 1 << 20;

    private static final double MOST_COPIES = 1.3;

    @TempDir Path folder;

    /// Peers carry the release, not the publisher: what the origin gives is little more than one
    /// copy, however many come.
    @ParameterizedTest
    @EnumSource(names = {"HYBRID", "V1"})
    void theOriginGivesFewCopies(TorrentFormat format) throws Exception {
        Library library = new Library(folder.resolve("library"));
        Path film = library.releases().resolve("film-1");
        Bytes.file(film.resolve("video/film.av1.webm"), BYTES);
        try (Origin origin = new Origin(library, film, RATE)) {
            Metainfo metainfo = origin.release(format, List.of(origin.http()), List.of());
            origin.seed(metainfo);
            Path got = Files.createDirectory(folder.resolve("got"));
            try (Downloader crowd = Downloader.crowd(CLIENTS, folder.resolve("clients"))) {
                crowd.take(origin.torrent(), got);
                crowd.await();
                JsonNode said = Json.tree(crowd.said());
                double copies = (double) origin.given() / metainfo.info().bytes();
                System.err.printf(
                        "%s: %.3f copies; %s %s%n", format, copies, said, origin.seeder.counters());
                assertEquals(CLIENTS, said.path("done").intValue());
                assertEquals(CLIENTS, origin.count(Event.ACCEPTED), "nobody had to come again");
                assertTrue(copies <= MOST_COPIES, copies + " copies " + said);
            }
            for (int i = 1; i <= CLIENTS; i++) {
                origin.assertSame(got.resolve(i + "/film-1"));
            }
        }
    }
}
