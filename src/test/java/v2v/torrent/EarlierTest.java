package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import v2v.item.Digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// A new version of a release reads what changed and nothing else, and makes the same bytes as if
/// it had read everything.
class EarlierTest {
    private static final Instant MOMENT = Instant.ofEpochSecond(1_700_000_000);
    private static final String FILM = "video/film.av1.webm";

    @TempDir Path folder;
    private Path old = Path.of("");
    private Path fresh = Path.of("");

    @BeforeEach
    void makeTwoVersions() throws IOException {
        old = Bytes.release(folder.resolve("old/film"));
        manifest(old);
        // the new version has links to the old files, as the release of an unchanged film has
        fresh = folder.resolve("new/film");
        for (Path file : files(old)) {
            Path to = fresh.resolve(old.relativize(file));
            Files.createDirectories(to.getParent());
            Files.createLink(to, file);
        }
    }

    /// The changed record and the list of checksums are read, nothing else.
    @ParameterizedTest
    @EnumSource(names = {"HYBRID", "V2"})
    void readsOnlyWhatChanged(TorrentFormat format) throws IOException {
        Earlier earlier = earlier(format);
        replace("metadata/record.json", 20_000);
        manifest(fresh);
        TorrentMaker.Made made = again(format, earlier);
        long list = Files.size(fresh.resolve(Manifest.NAME));
        assertEquals(20_000 + list, made.read());
        assertSameAsWhole(format, made);
    }

    /// Old and new share no file on the disk, but their lists of checksums agree.
    @ParameterizedTest
    @EnumSource(names = {"HYBRID", "V2"})
    void believesTwoListsOfChecksums(TorrentFormat format) throws IOException {
        Earlier earlier = earlier(format);
        for (Path file : files(fresh)) {
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            Files.write(file, bytes);
        }
        replace("metadata/record.json", 20_000);
        manifest(fresh);
        TorrentMaker.Made made = again(format, earlier);
        assertEquals(20_000 + Files.size(fresh.resolve(Manifest.NAME)), made.read());
        assertSameAsWhole(format, made);
    }

    /// A file that moved to another name, and so to another place in the line.
    @Test
    void findsAFileUnderAnotherName() throws IOException {
        Earlier earlier = earlier(TorrentFormat.HYBRID);
        Files.move(fresh.resolve(FILM), fresh.resolve("video/a-better-name.av1.webm"));
        manifest(fresh);
        TorrentMaker.Made made = again(TorrentFormat.HYBRID, earlier);
        assertEquals(Files.size(fresh.resolve(Manifest.NAME)), made.read());
        assertSameAsWhole(TorrentFormat.HYBRID, made);
    }

    /// The last file of a hybrid has no zeros behind it; when it is no longer the last, its last
    /// piece is another one.
    @Test
    void readsTheLastPieceAgainWhereZerosFollowNow() throws IOException {
        Files.delete(old.resolve("zz-ünïcödé.txt"));
        Files.delete(fresh.resolve("zz-ünïcödé.txt"));
        manifest(old);
        Earlier earlier = earlier(TorrentFormat.HYBRID);
        Bytes.file(fresh.resolve("zz.txt"), 77);
        manifest(fresh);
        TorrentMaker.Made made = again(TorrentFormat.HYBRID, earlier);
        long list = Files.size(fresh.resolve(Manifest.NAME));
        int piece = made.metainfo().info().pieceLength();
        assertEquals(77 + list + 3_000_001 % piece, made.read());
        assertSameAsWhole(TorrentFormat.HYBRID, made);
    }

    /// v1 has no pads: what lies on the same piece boundaries is known, the rest is read.
    @Test
    void knowsThePiecesOfV1ThatLieAsBefore() throws IOException {
        Earlier earlier = earlier(TorrentFormat.V1);
        replace("zz-ünïcödé.txt", 9);
        manifest(fresh);
        TorrentMaker.Made made = again(TorrentFormat.V1, earlier);
        int piece = made.metainfo().info().pieceLength();
        assertTrue(made.read() < 200_000 + 2L * piece, () -> "read " + made.read());
        assertSameAsWhole(TorrentFormat.V1, made);
        replace("LICENSE.txt", 701);
        manifest(fresh);
        assertSameAsWhole(TorrentFormat.V1, again(TorrentFormat.V1, earlier));
    }

    /// What can not be believed is read.
    @ParameterizedTest
    @CsvSource({
        "touched, a file that was modified after the torrent was made",
        "listTouched, a list of checksums that is newer than the torrent",
        "lied, a new file that is newer than its list",
        "shorter, a file of another size"
    })
    void readsWhatNobodyVouchesFor(String how) throws IOException {
        Earlier earlier = earlier(TorrentFormat.HYBRID);
        FileTime later = FileTime.from(Instant.now().plusSeconds(60));
        Path film = fresh.resolve(FILM);
        switch (how) {
            case "touched" -> {
                // the same inode: the earlier file too is not what the torrent says any more
                byte[] other = Bytes.of(3_000_001);
                other[0] ^= 1;
                Files.write(film, other);
                Files.setLastModifiedTime(film, later);
                manifest(fresh);
                earlier = Earlier.open(folder.resolve("old.torrent"), old);
            }
            case "listTouched" -> {
                unlink(film);
                Files.setLastModifiedTime(old.resolve(Manifest.NAME), later);
                manifest(fresh);
                earlier = Earlier.open(folder.resolve("old.torrent"), old);
            }
            case "lied" -> {
                unlink(film);
                manifest(fresh);
                Files.setLastModifiedTime(film, later);
            }
            default -> {
                Files.delete(film);
                Bytes.file(film, 3_000_000);
                manifest(fresh);
            }
        }
        TorrentMaker.Made made = again(TorrentFormat.HYBRID, earlier);
        assertTrue(made.read() >= 3_000_000, () -> how + ": read " + made.read());
        assertSameAsWhole(TorrentFormat.HYBRID, made);
    }

    /// Another format, another length of pieces: the trees are known or not, the bytes are right.
    @ParameterizedTest
    @CsvSource({"V1,HYBRID", "V2,HYBRID", "HYBRID,V2", "HYBRID,V1", "V2,V1"})
    void changesTheFormat(TorrentFormat before, TorrentFormat now) throws IOException {
        Earlier earlier = earlier(before);
        replace("README.txt", 702);
        manifest(fresh);
        assertSameAsWhole(now, again(now, earlier));
    }

    @Test
    void readsAllWithPiecesOfAnotherLength() throws IOException {
        Earlier earlier = earlier(TorrentFormat.HYBRID);
        TorrentSettings settings = settings(TorrentFormat.HYBRID, OptionalInt.of(1 << 18));
        TorrentMaker.Made made =
                new TorrentMaker(settings).after(earlier).make(fresh, MOMENT, _ -> {});
        assertEquals(Content.scan(fresh).bytes(), made.read());
        assertArrayEquals(
                new TorrentMaker(settings).make(fresh, MOMENT, _ -> {}).bytes(), made.bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "65536,  32768, true",
        "65536, 131072, true",
        "65536,  16384, false",
        "65536, 262144, false",
        "16384,   8192, false"
    })
    void keepsPiecesThatStillSuit(int best, int earlier, boolean kept) {
        assertEquals(kept, PieceLength.suits(earlier, best, List.of(100_000_000L), false));
    }

    private Earlier earlier(TorrentFormat format) throws IOException {
        Path torrent = folder.resolve("old.torrent");
        new TorrentMaker(settings(format, OptionalInt.empty()))
                .make(old, MOMENT, _ -> {})
                .write(torrent);
        return Earlier.open(torrent, old);
    }

    private TorrentMaker.Made again(TorrentFormat format, Earlier earlier) throws IOException {
        return new TorrentMaker(settings(format, OptionalInt.empty()))
                .after(earlier)
                .makeWithDigests(Content.scan(fresh), MOMENT, _ -> {});
    }

    private void assertSameAsWhole(TorrentFormat format, TorrentMaker.Made made)
            throws IOException {
        OptionalInt length = OptionalInt.of(made.metainfo().info().pieceLength());
        for (int threads : new int[] {1, 4}) {
            TorrentMaker.Made whole =
                    new TorrentMaker(settings(format, length), threads)
                            .makeWithDigests(Content.scan(fresh), MOMENT, _ -> {});
            assertArrayEquals(whole.bytes(), made.bytes());
            assertEquals(whole.flat(), made.flat());
            assertEquals(Content.scan(fresh).bytes(), whole.read());
        }
    }

    private static TorrentSettings settings(TorrentFormat format, OptionalInt length) {
        return new TorrentSettings(format, List.of(), List.of(), length, "", "V2V/test");
    }

    private void replace(String name, int bytes) throws IOException {
        Files.delete(fresh.resolve(name));
        Bytes.file(fresh.resolve(name), bytes);
    }

    /// A file of the same bytes and of its own.
    private static void unlink(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        Files.write(file, bytes);
    }

    private static void manifest(Path release) throws IOException {
        Files.deleteIfExists(release.resolve(Manifest.NAME));
        StringBuilder lines = new StringBuilder();
        for (Content.Item item : Content.scan(release).files()) {
            byte[] sha = MerkleTree.digest("SHA-256").digest(Files.readAllBytes(item.file()));
            lines.append(Digest.of(sha)).append("  ");
            lines.append(String.join("/", item.path())).append('\n');
        }
        Files.writeString(release.resolve(Manifest.NAME), lines);
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
