package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import v2v.item.BadConfig;
import v2v.item.Refusal;
import v2v.item.Settings;
import v2v.torrent.Metainfo.Entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

class TorrentMakerTest {
    private static final Instant MOMENT = Instant.ofEpochSecond(1_700_000_000);
    private static final TorrentSettings HYBRID = TorrentSettings.standard("0");

    @TempDir Path folder;

    @Test
    void makesTheSameBytesAgainWithAnyNumberOfThreads() throws IOException {
        Path release = Bytes.release(folder.resolve("film"));
        byte[] one = new TorrentMaker(HYBRID, 1).make(release, MOMENT, _ -> {}).bytes();
        byte[] three = new TorrentMaker(HYBRID, 3).make(release, MOMENT, _ -> {}).bytes();
        assertArrayEquals(one, three);
        Path copy = Bytes.release(folder.resolve("elsewhere/film"));
        assertArrayEquals(one, new TorrentMaker(HYBRID).make(copy, MOMENT, _ -> {}).bytes());
    }

    /// Another machine lists the folder in another order, has other times and more processors.
    @ParameterizedTest
    @EnumSource
    void theSameContentElsewhereMakesTheSameBytes(TorrentFormat format) throws IOException {
        Path here = Bytes.release(folder.resolve("film"));
        Path there = folder.resolve("elsewhere/film");
        List<Content.Item> backwards = Content.scan(here).files().reversed();
        for (Content.Item item : backwards) {
            Path to = there.resolve(String.join("/", item.path()));
            Files.createDirectories(to.getParent());
            Files.copy(item.file(), to);
            Files.setLastModifiedTime(to, FileTime.from(MOMENT));
        }
        byte[] one = new TorrentMaker(HYBRID.with(format), 1).make(here, MOMENT, _ -> {}).bytes();
        byte[] four = new TorrentMaker(HYBRID.with(format), 4).make(there, MOMENT, _ -> {}).bytes();
        assertArrayEquals(one, four);
    }

    @Test
    void beginsEveryFileAtAPieceAndGivesEveryPadItsOwnPath() throws IOException {
        Metainfo.InfoDict info = hybrid(Bytes.release(folder.resolve("film"))).info();
        long at = 0;
        HashSet<String> pads = new HashSet<>();
        for (Entry entry : info.entries()) {
            assertTrue(entry.pad() || entry.bytes() == 0 || at % info.pieceLength() == 0);
            assertTrue(!entry.pad() || pads.add(entry.name()));
            at += entry.bytes();
        }
        assertFalse(pads.isEmpty());
        assertFalse(info.entries().getLast().pad());
        assertEquals(9, info.files().size());
        assertEquals("images/empty.vtt", info.files().get(2).name());
        assertEquals("metadata/record.json", info.files().get(4).name());
    }

    @Test
    void v1HasNoPadsAndNoTrees() throws IOException {
        Path release = Bytes.release(folder.resolve("film"));
        Metainfo metainfo = make(HYBRID.with(TorrentFormat.V1), release);
        assertEquals(0, metainfo.info().padBytes());
        assertEquals(null, metainfo.info().hash().v2());
        assertEquals(9, metainfo.info().entries().size());
    }

    @Test
    void v2AloneHasATreeAndNothingOfV1() throws IOException {
        Path release = Bytes.release(folder.resolve("film"));
        TorrentMaker.Made made =
                new TorrentMaker(HYBRID.with(TorrentFormat.V2)).make(release, MOMENT, _ -> {});
        Metainfo metainfo = made.metainfo();
        List<String> keys =
                metainfo.info().raw().entries().keySet().stream().map(Bencode.Text::utf8).toList();
        assertEquals(List.of("file tree", "meta version", "name", "piece length", "private"), keys);
        assertEquals(3, metainfo.pieceLayers().size(), "one a file longer than a piece");
        assertEquals(null, metainfo.info().hash().v1());
        String magnet = Magnet.of(metainfo).toString();
        assertTrue(magnet.startsWith("magnet:?xt=urn:btmh:1220" + metainfo.info().hash().v2()));
        assertTrue(TorrentCheck.verify(metainfo, release, _ -> {}).good());
        Bytes.file(release.resolve("LICENSE.txt"), 701);
        assertFalse(TorrentCheck.verify(metainfo, release, _ -> {}).good());
    }

    @Test
    void aFolderThatV2WouldTakeForAFileIsRefused() throws IOException {
        Bytes.file(folder.resolve("film/film"), 5);
        Refusal refusal =
                assertThrows(
                        Refusal.class,
                        () -> make(HYBRID.with(TorrentFormat.V2), folder.resolve("film")));
        assertEquals(Refusal.Code.FILE_NAME_UNUSABLE, refusal.code());
    }

    @Test
    void writesWhatTheOperatorSet() throws IOException {
        Path properties = folder.resolve("v2v.properties");
        Files.writeString(
                properties,
                """
                torrent.announce = http://a.example/announce, udp://b.example:80
                torrent.webseed = https://w.example/releases/
                torrent.comment = All of it
                torrent.piece-length = 64
                """);
        TorrentSettings settings = TorrentSettings.read(Settings.read(properties), "1.2");
        Metainfo metainfo = make(settings, Bytes.release(folder.resolve("film")));
        assertEquals(
                List.of(List.of("http://a.example/announce"), List.of("udp://b.example:80")),
                metainfo.trackers());
        assertEquals(List.of("https://w.example/releases/"), metainfo.webSeeds());
        assertEquals("All of it", metainfo.comment());
        assertEquals("V2V/1.2", metainfo.createdBy());
        assertEquals(MOMENT, metainfo.created());
        assertEquals(64 << 10, metainfo.info().pieceLength());
        assertFalse(metainfo.info().isPrivate());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torrent.webseed = https://w.example/all | https://w.example/all/",
                "web.url = https://archive.example/     | https://archive.example/releases/",
                "web.url = https://archive.example/lib  | https://archive.example/lib/releases/",
                "web.url =                              | ",
            })
    void webSeedsOfFoldersEndInASlash(String line, @Nullable String seed) throws IOException {
        Path properties = folder.resolve("v2v.properties");
        Files.writeString(properties, line);
        TorrentSettings settings = TorrentSettings.read(Settings.read(properties), "1.2");
        Metainfo metainfo = make(settings, Bytes.release(folder.resolve("film")));
        assertEquals(seed == null ? List.of() : List.of(seed), metainfo.webSeeds());
    }

    @Test
    void theAddressOfABareFileStaysAsItIs() throws IOException {
        Path properties = folder.resolve("v2v.properties");
        Files.writeString(properties, "torrent.webseed = https://w.example/film.webm");
        TorrentSettings settings = TorrentSettings.read(Settings.read(properties), "1.2");
        Metainfo metainfo = make(settings, Bytes.file(folder.resolve("film.webm"), 5));
        assertEquals(List.of("https://w.example/film.webm"), metainfo.webSeeds());
    }

    @ParameterizedTest
    @EnumSource
    void namesWhatItReplacesAndWhereItBelongs(TorrentFormat format) throws IOException {
        Path film = Bytes.release(folder.resolve("film"));
        Metainfo.Infohash old = make(HYBRID.with(format), film).info().hash();
        Kin kin = Kin.replacing(old).in(List.of("Harbour films", "Harbour films"));
        TorrentMaker maker = new TorrentMaker(HYBRID.with(format)).related(kin);
        Metainfo metainfo = maker.make(film, MOMENT, _ -> {}).metainfo();
        List<String> full = Stream.of(old.v1(), old.v2()).filter(Objects::nonNull).toList();
        assertEquals(full, metainfo.replaces());
        assertEquals(full.stream().map(h -> h.substring(0, 40)).toList(), metainfo.similar());
        assertNotEquals(old, metainfo.info().hash(), "it is part of the info-hash");
        String explained = TorrentText.of(metainfo).explained();
        assertTrue(explained.contains("info.collections = Harbour films\n"), explained);
        assertTrue(explained.contains("x-replaces = " + String.join(", ", full)), explained);
    }

    @Test
    void namesTheLineOfABadSetting() throws IOException {
        Path properties = folder.resolve("v2v.properties");
        Files.writeString(properties, "# torrents\ntorrent.piece-length = 100\n");
        Settings settings = Settings.read(properties);
        BadConfig bad = assertThrows(BadConfig.class, () -> TorrentSettings.read(settings, "1"));
        assertEquals(
                properties
                        + ":2: torrent.piece-length: expected a power of two from 16 to 16384"
                        + " (KiB), found: 100",
                bad.getMessage());
    }

    @Test
    void refusesLinksControlCharactersAndEmptiness() throws IOException {
        Path bad = folder.resolve("bad");
        Bytes.file(bad.resolve("a"), 1);
        Path link = Files.createSymbolicLink(bad.resolve("b"), Path.of("/etc/passwd"));
        assertEquals(
                "this is a symbolic link or a device, not a file",
                assertThrows(Refusal.class, () -> hybrid(bad)).getMessage());
        Files.delete(link);
        Path bell = Bytes.file(bad.resolve("c\u0007"), 1);
        assertEquals(
                "the name 'c?' can not stand in a torrent: it holds a control character or is not"
                        + " UTF-8",
                assertThrows(Refusal.class, () -> hybrid(bad)).getMessage());
        Files.delete(bell);
        Files.write(bad.resolve("a"), new byte[0]);
        Refusal empty = assertThrows(Refusal.class, () -> hybrid(bad));
        assertEquals(Refusal.Code.FILE_EMPTY, empty.code());
        Refusal gone = assertThrows(Refusal.class, () -> hybrid(folder.resolve("nowhere")));
        assertEquals(Refusal.Code.FILE_MISSING, gone.code());
    }

    @Test
    void explainsEveryFieldOfAHybrid() throws IOException {
        TorrentText text = TorrentText.of(hybrid(Bytes.release(folder.resolve("film"))));
        assertEquals("hybrid", text.format());
        String explained = text.explained();
        for (String word :
                List.of(
                        "info-hash v1",
                        "info-hash v2",
                        "filler",
                        "info.private = 0",
                        "created by")) {
            assertTrue(explained.contains(word), word);
        }
        assertTrue(explained.contains("video/film.av1.webm"));
        assertTrue(v2v.item.Json.line(text).startsWith("{\"type\":\"torrent\",\"name\":\"film\""));
    }

    private static Metainfo hybrid(Path content) throws IOException {
        return make(HYBRID, content);
    }

    private static Metainfo make(TorrentSettings settings, Path content) throws IOException {
        return new TorrentMaker(settings).make(content, MOMENT, _ -> {}).metainfo();
    }
}
