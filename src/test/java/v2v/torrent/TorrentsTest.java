package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Packed;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Redo;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Renditions;
import v2v.item.Tapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class TorrentsTest {
    private static final Digest ORIGINAL = new Digest("ab".repeat(32));
    private static final String WORK = "work/abababababababab-1/film-abababababababab";

    @TempDir Path folder;
    private Library library = new Library(Path.of(""));
    private Path work = Path.of("");

    @BeforeEach
    void makeRelease() throws IOException {
        library = new Library(folder);
        work = Bytes.release(library.resolve(WORK));
        StringBuilder manifest = new StringBuilder();
        for (Content.Item item : Content.scan(work).files()) {
            byte[] sha = MerkleTree.digest("SHA-256").digest(Files.readAllBytes(item.file()));
            manifest.append(Digest.of(sha)).append("  ");
            manifest.append(String.join("/", item.path())).append('\n');
        }
        Files.writeString(work.resolve(Manifest.NAME), manifest);
    }

    @Test
    void putsTorrentAndMagnetBesideTheFolderAndDoesTheSameAgain() throws IOException {
        Packed packed = torrents().torrent(release());
        assertEquals(WORK + ".torrent", packed.torrent());
        byte[] first = Files.readAllBytes(library.resolve(packed.torrent()));
        Metainfo metainfo = Metainfo.read(library.resolve(packed.torrent()));
        assertEquals(metainfo.info().hash().v1(), packed.infohash());
        assertNotNull(packed.infohashV2());
        assertEquals(Instant.ofEpochSecond(1_700_000_000), metainfo.created());
        assertEquals(packed.magnet() + "\n", Files.readString(library.resolve(WORK + ".magnet")));
        assertEquals(packed, torrents().torrent(release()));
        assertArrayEquals(first, Files.readAllBytes(library.resolve(packed.torrent())));
    }

    @Test
    void v2AloneIsCalledByItsV2Hash() throws IOException {
        TorrentSettings v2 = TorrentSettings.standard("0").with(TorrentFormat.V2);
        Packed packed = new Torrents(library, v2, Progress.NONE).torrent(release());
        assertNull(packed.infohash());
        assertEquals(packed.infohashV2(), packed.swarm());
        assertTrue(packed.magnet().contains("xt=urn:btmh:1220" + packed.swarm()));
        assertEquals(packed, Json.read(Json.line(packed), Packed.class));
        Released released =
                new Released(
                        packed.release().renditions().clearance().inspection().footage().id(),
                        1,
                        "releases/x",
                        "torrents/x.torrent",
                        packed.magnet(),
                        packed.infohash(),
                        Instant.EPOCH);
        assertEquals(packed.infohashV2(), released.swarm());
        assertEquals(packed.infohashV2(), released.infohashV2());
        assertEquals(released, Json.read(Json.line(released), Released.class));
    }

    @Test
    void sendsBackWhatDiffersFromItsManifest() throws IOException {
        Files.writeString(work.resolve("README.txt"), "x".repeat(700));
        assertEquals("README.txt is not what its checksum in manifest-sha256.txt says.", redo());
        Files.delete(work.resolve("README.txt"));
        assertEquals("README.txt is gone from the release folder.", redo());
    }

    @Test
    void sendsBackWhatTheManifestDoesNotName() throws IOException {
        Bytes.file(work.resolve("stray"), 3);
        assertEquals("stray lies in the release folder but not in manifest-sha256.txt.", redo());
        Files.delete(work.resolve(Manifest.NAME));
        assertEquals("The release folder " + WORK + " is gone or not complete.", redo());
    }

    private String redo() {
        Redo redo = assertThrows(Redo.class, () -> torrents().torrent(release()));
        assertEquals("transcode", redo.stage());
        return redo.getMessage();
    }

    private Torrents torrents() {
        return new Torrents(library, TorrentSettings.standard("0"), Progress.NONE);
    }

    private static Release release() {
        Instant moment = Instant.parse("2023-11-14T22:13:20.5Z");
        Footage footage = Tapes.footage(ORIGINAL, Path.of("/tapes/film.mxf"), Record.EMPTY);
        Clearance clearance =
                Tapes.cleared(Tapes.inspected(footage), Tapes.CC_BY, "film", "Film", "A");
        return new Release(new Renditions(clearance, WORK, List.of(), null, moment), moment);
    }
}
