package v2v.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Digest;
import v2v.item.Library;
import v2v.item.Packed;
import v2v.item.Redo;
import v2v.item.Refusal;
import v2v.item.Release;
import v2v.item.Released;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;

class PublishTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03Z");
    private static final String NAME =
            "harbour-at-dawn-"
                    + Works.sha256("the tape".getBytes(StandardCharsets.UTF_8))
                            .hex()
                            .substring(0, 16);

    @TempDir private Path temporary;

    private Packed packed(Works works) throws IOException {
        Release release = releases(works.library()).describe(works.renditions());
        Path torrent =
                works.library()
                        .resolve(release.renditions().work())
                        .resolveSibling(NAME + ".torrent");
        Files.writeString(torrent, "d4:infod4:name" + works.title());
        Files.writeString(torrent.resolveSibling(NAME + ".magnet"), "magnet:?xt=urn:btih:00\n");
        return new Packed(
                release,
                works.library().relative(torrent),
                "0".repeat(40),
                null,
                "magnet:?xt=urn:btih:00");
    }

    private static Releases releases(Library library) {
        return new Releases(library, Publisher.unnamed(), InstantSource.fixed(NOW));
    }

    private static Released publish(Library library, Packed packed) throws IOException {
        Releases releases = releases(library);
        return releases.publish(packed, releases.seal(packed));
    }

    private void published(Library library, Released released) throws IOException {
        assertEquals("releases/" + NAME, released.folder());
        assertEquals("torrents/" + NAME + ".torrent", released.torrent());
        assertEquals(NOW, released.at());
        assertTrue(Files.isRegularFile(library.resolve(released.folder()).resolve("index.html")));
        assertEquals(
                "magnet:?xt=urn:btih:00\n",
                Files.readString(library.torrents().resolve(NAME + ".magnet")));
        assertTrue(Files.readString(library.resolve(released.torrent())).startsWith("d4:"));
        assertEquals(0, Works.files(library.work()).size());
        try (var left = Files.list(library.work())) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void movesAllOfItAndLocksIt() throws IOException {
        Works works = Works.in(temporary);
        Released released = publish(works.library(), packed(works));
        published(works.library(), released);
        for (Path file : Works.files(works.library().resolve(released.folder()))) {
            assertEquals(
                    "r--r--r--",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void runAgainAfterTheEndItSaysTheSame() throws IOException {
        Works works = Works.in(temporary);
        Packed packed = packed(works);
        Released first = publish(works.library(), packed);
        assertEquals(first, publish(works.library(), packed));
        published(works.library(), first);
    }

    @Test
    void finishesAfterACrashBehindTheFolder() throws IOException {
        Works works = Works.in(temporary);
        Packed packed = packed(works);
        Library library = works.library();
        Files.move(
                library.resolve(packed.release().renditions().work()),
                library.releases().resolve(NAME));
        published(library, publish(library, packed));
    }

    @Test
    void finishesAfterACrashBehindTheMagnet() throws IOException {
        Works works = Works.in(temporary);
        Packed packed = packed(works);
        Library library = works.library();
        Files.move(
                library.resolve(packed.release().renditions().work()),
                library.releases().resolve(NAME));
        Files.move(
                library.resolve(packed.torrent()).resolveSibling(NAME + ".magnet"),
                library.torrents().resolve(NAME + ".magnet"));
        published(library, publish(library, packed));
    }

    @Test
    void finishesAfterACrashBehindTheTorrent() throws IOException {
        Works works = Works.in(temporary);
        Packed packed = packed(works);
        Library library = works.library();
        publish(library, packed);
        Files.createDirectories(library.resolve(packed.torrent()).getParent());
        published(library, publish(library, packed));
    }

    /// The window between the look and the move.
    @Test
    void whatWasReplacedAfterTheLookDoesNotGoOut() throws IOException {
        Works works = Works.in(temporary);
        Packed packed = packed(works);
        Library library = works.library();
        Releases releases = releases(library);
        Digest sealed = releases.seal(packed);
        Path page = library.resolve(packed.release().renditions().work()).resolve("index.html");
        Files.writeString(page, "another page");
        Redo redo = assertThrows(Redo.class, () -> releases.publish(packed, sealed));
        assertEquals("transcode", redo.stage());
        assertFalse(Files.exists(library.releases().resolve(NAME)));
        assertFalse(Files.exists(library.torrents().resolve(NAME + ".torrent")));
        assertFalse(Files.exists(library.torrents().resolve(NAME + ".magnet")));
    }

    /// A folder that lies there under that name already is looked at too.
    @Test
    void aPlantedFolderWithTheRightListDoesNotGoOut() throws IOException {
        Works works = Works.in(temporary);
        Packed packed = packed(works);
        Library library = works.library();
        Path work = library.resolve(packed.release().renditions().work());
        Path planted = Files.createDirectories(library.releases().resolve(NAME));
        Files.copy(work.resolve(Manifest.NAME), planted.resolve(Manifest.NAME));
        Files.writeString(planted.resolve("index.html"), "another page");
        assertThrows(Redo.class, () -> publish(library, packed));
        assertFalse(Files.exists(planted));
        assertFalse(Files.exists(library.torrents().resolve(NAME + ".torrent")));
    }

    @Test
    void takesTheFolderBackWhenTheTorrentIsLost() throws IOException {
        Works works = Works.in(temporary);
        Packed packed = packed(works);
        Library library = works.library();
        Path work = library.resolve(packed.release().renditions().work());
        Files.move(work, library.releases().resolve(NAME));
        Files.delete(library.resolve(packed.torrent()));
        Redo redo = assertThrows(Redo.class, () -> publish(library, packed));
        assertEquals("torrent", redo.stage());
        assertTrue(Files.exists(work.resolve("index.html")));
        assertFalse(Files.exists(library.releases().resolve(NAME)));
    }

    @Test
    void startsAnewWhenWorkIsGone() throws IOException {
        Works works = Works.in(temporary);
        Packed packed = packed(works);
        Library library = works.library();
        Digest sealed = releases(library).seal(packed);
        for (Path file : Works.files(library.work())) {
            Files.delete(file);
        }
        Path work = library.resolve(packed.release().renditions().work());
        Files.delete(work.resolve("video"));
        Files.delete(work.resolve("images"));
        Files.delete(work.resolve("metadata"));
        Files.delete(work);
        Redo redo = assertThrows(Redo.class, () -> releases(library).publish(packed, sealed));
        assertEquals("transcode", redo.stage());
    }

    @Test
    void neverReplacesAnotherRelease() throws IOException {
        Works works = Works.in(temporary);
        Library library = works.library();
        publish(library, packed(works));
        String before = Files.readString(library.releases().resolve(NAME + "/README.txt"));
        Packed other = packed(works.titled("Harbour at dusk"));
        Refusal refusal = assertThrows(Refusal.class, () -> publish(library, other));
        assertEquals(Refusal.Code.ALREADY_RELEASED, refusal.code());
        assertEquals(
                "releases/" + NAME + " is released already, with other content",
                refusal.getMessage());
        assertEquals(before, Files.readString(library.releases().resolve(NAME + "/README.txt")));
        assertTrue(Files.exists(library.resolve(other.torrent())));
    }

    @Test
    void theSameReleaseMadeAgainIsThrownAway() throws IOException {
        Works works = Works.in(temporary);
        Library library = works.library();
        publish(library, packed(works));
        published(library, publish(library, packed(works)));
    }
}
