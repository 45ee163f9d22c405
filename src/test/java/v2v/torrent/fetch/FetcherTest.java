package v2v.torrent.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import v2v.item.Refusal;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.peer.PeerSeeder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields
@Tag("slow")
class FetcherTest {
    private static final int SIZE = 1_000_000;

    @TempDir Path folder;
    private Path film;
    private Path into;

    @BeforeEach
    void make() throws IOException {
        film = Given.release(folder.resolve("film"), SIZE);
        into = folder.resolve("work");
    }

    private static Fetched fetch(Metainfo metainfo, Path have, Path into, Sources sources)
            throws IOException {
        return new Fetcher(Given.settings()).fetch(metainfo, have, into, sources, _ -> {});
    }

    private Path nothing() {
        return folder.resolve("nothing");
    }

    private static void assertSame(Path expected, Path found) throws IOException {
        try (var files = Files.walk(expected)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path other = found.resolve(expected.relativize(file).toString());
                assertEquals(-1, Files.mismatch(file, other), other::toString);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"V1", "HYBRID"})
    void allComesFromAPeer(TorrentFormat format) throws IOException {
        TorrentMaker.Made made = Given.made(film, format);
        try (PeerSeeder seeder = Given.seeder(0)) {
            Given.offer(seeder, made, folder.resolve("film.torrent"), film);
            Fetched fetched = fetch(made.metainfo(), nothing(), into, Given.peers(seeder));
            assertSame(film, fetched.content());
            assertEquals(0, fetched.bytesFromWeb());
            assertTrue(fetched.bytesFromPeers() >= SIZE, fetched::toString);
            assertEquals(0, fetched.dropped() + fetched.bytesWasted(), fetched::toString);
        }
    }

    @Test
    void v2AloneNeedsAWebSeed() throws IOException {
        TorrentMaker.Made made = Given.made(film, TorrentFormat.V2);
        try (PeerSeeder seeder = Given.seeder(0)) {
            Given.offer(seeder, made, folder.resolve("film.torrent"), film);
            Sources peers = Given.peers(seeder);
            Refusal e =
                    assertThrows(
                            Refusal.class, () -> fetch(made.metainfo(), nothing(), into, peers));
            assertTrue(String.valueOf(e.getMessage()).contains("v2-only"), e::getMessage);
        }
    }

    @ParameterizedTest
    @EnumSource
    void allComesFromAWebSeed(TorrentFormat format) throws IOException {
        TorrentMaker.Made made = Given.made(film, format);
        try (WebServer web = new WebServer(folder, WebServer.Manner.TRUE)) {
            Fetched fetched = fetch(made.metainfo(), nothing(), into, Given.web(web.url()));
            assertSame(film, fetched.content());
            assertEquals(made.metainfo().info().bytes(), fetched.bytesFromWeb());
            assertEquals(0, fetched.bytesFromPeers());
        }
    }

    @ParameterizedTest
    @CsvSource({"V1", "HYBRID"})
    void onlyWhatIsDamagedIsFetched(TorrentFormat format) throws IOException {
        TorrentMaker.Made made = Given.made(film, format);
        Path have = Given.copy(film, folder.resolve("have"));
        Given.flip(have.resolve("video/film.webm"), 500_000);
        Given.flip(have.resolve("video/film.webm"), 50_000);
        try (PeerSeeder seeder = Given.seeder(0)) {
            Given.offer(seeder, made, folder.resolve("film.torrent"), film);
            Fetched fetched = fetch(made.metainfo(), have, into, Given.peers(seeder));
            assertSame(film, fetched.content());
            assertEquals(2 * Given.PIECE, fetched.bytesFromPeers(), fetched::toString);
            assertNotEquals(
                    -1,
                    Files.mismatch(
                            film.resolve("video/film.webm"), have.resolve("video/film.webm")),
                    "the copy is only read");
            assertTrue(
                    Files.isSameFile(
                            have.resolve("images/poster.webp"),
                            fetched.content().resolve("images/poster.webp")),
                    "what is whole is not copied");
        }
    }

    @Test
    void aSecondCallGoesOn() throws IOException {
        TorrentMaker.Made made = Given.made(film, TorrentFormat.HYBRID);
        Metainfo metainfo = made.metainfo();
        Path there = Files.createDirectories(into.resolve("film/video"));
        byte[] half = Files.readAllBytes(film.resolve("video/film.webm"));
        java.util.Arrays.fill(half, SIZE / 2, SIZE, (byte) 0);
        Files.write(there.resolve("film.webm"), half);
        try (WebServer web = new WebServer(folder, WebServer.Manner.TRUE)) {
            Fetched fetched = fetch(metainfo, nothing(), into, Given.web(web.url()));
            assertSame(film, fetched.content());
            assertTrue(fetched.bytesKept() >= SIZE / 2 - Given.PIECE, fetched::toString);
            assertEquals(metainfo.info().bytes(), fetched.bytesKept() + fetched.bytesFromWeb());
            Fetched again = fetch(metainfo, nothing(), into, Sources.NONE);
            assertEquals(metainfo.info().bytes(), again.bytesKept());
        }
    }

    /// What an earlier call has linked is a part of the copy, which may have been damaged since.
    @Test
    void aLinkToTheCopyIsNotWrittenTo() throws IOException {
        TorrentMaker.Made made = Given.made(film, TorrentFormat.HYBRID);
        Path have = Given.copy(film, folder.resolve("have"));
        fetch(made.metainfo(), have, into, Sources.NONE);
        Path poster = have.resolve("images/poster.webp");
        Given.flip(poster, 7);
        byte[] damaged = Files.readAllBytes(poster);
        try (WebServer web = new WebServer(folder, WebServer.Manner.TRUE)) {
            Fetched fetched = fetch(made.metainfo(), have, into, Given.web(web.url()));
            assertSame(film, fetched.content());
            org.junit.jupiter.api.Assertions.assertArrayEquals(damaged, Files.readAllBytes(poster));
        }
        Path other = Given.copy(film, folder.resolve("other"));
        Given.flip(poster, 7);
        Given.flip(fetched().resolve("images/poster.webp"), 9);
        Files.delete(other.resolve("images/poster.webp"));
        Files.createLink(
                other.resolve("images/poster.webp"), fetched().resolve("images/poster.webp"));
        try (WebServer web = new WebServer(folder, WebServer.Manner.TRUE)) {
            Fetched fetched = fetch(made.metainfo(), nothing(), into, Given.web(web.url()));
            assertSame(film, fetched.content());
            assertNotEquals(
                    -1,
                    Files.mismatch(
                            film.resolve("images/poster.webp"),
                            other.resolve("images/poster.webp")),
                    "a file with another name is not ours alone");
        }
    }

    private Path fetched() {
        return into.resolve("film");
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_BYTES, gives wrong bytes",
        "SHORT, gives less than it promised",
        "LONG, promises 1000001 bytes where 1000000 were asked for",
        "WHOLE_FILES, gives no parts of files",
        "OTHER_PART, gives another part than was asked for",
        "NOT_FOUND, answers 404",
        "BUSY, answers 503",
        "TO_A_FILE, answers 302"
    })
    void aHostileWebSeedIsLeft(WebServer.Manner manner, String why) throws IOException {
        Path single = film.resolve("video/film.webm");
        TorrentMaker.Made made = Given.made(single, TorrentFormat.HYBRID);
        try (WebServer web = new WebServer(single.resolveSibling(""), manner)) {
            Path have = nothing();
            if (manner == WebServer.Manner.WHOLE_FILES) {
                have = Files.copy(single, folder.resolve("have.webm"));
                Given.flip(have, 3);
            }
            Path copy = have;
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> fetch(made.metainfo(), copy, into, Given.web(web.url())));
            assertTrue(String.valueOf(e.getMessage()).contains(why), e::getMessage);
            assertTrue(String.valueOf(e.getMessage()).contains(web.url()), e::getMessage);
            assertTrue(web.requests.get() <= 3, () -> "asked " + web.requests.get() + " times");
        }
    }

    @Test
    void anEndlessBodyIsReadAsFarAsWasAsked() throws IOException {
        TorrentMaker.Made made = Given.made(film, TorrentFormat.HYBRID);
        try (WebServer web = new WebServer(folder, WebServer.Manner.ENDLESS)) {
            Fetched fetched = fetch(made.metainfo(), nothing(), into, Given.web(web.url()));
            assertSame(film, fetched.content());
            assertEquals(made.metainfo().info().bytes(), fetched.bytesFromWeb());
        }
    }

    @Test
    void oneTrueWebSeedIsEnough() throws IOException {
        film = Given.release(folder.resolve("long"), 10 * SIZE);
        TorrentMaker.Made made = Given.made(film, TorrentFormat.HYBRID);
        try (WebServer bad = new WebServer(folder, WebServer.Manner.WRONG_BYTES);
                WebServer silent = new WebServer(folder, WebServer.Manner.SILENT);
                WebServer good = new WebServer(folder, WebServer.Manner.TRUE)) {
            Sources sources = Given.web(bad.url(), good.url());
            Fetched fetched = fetch(made.metainfo(), nothing(), into, sources);
            assertSame(film, fetched.content());
            assertEquals(1, fetched.dropped());
            assertTrue(fetched.bytesWasted() > 0, fetched::toString);
            assertEquals(0, silent.requests.get());
        }
    }

    /// The damaged copy of another is offered like a good one.
    @ParameterizedTest
    @CsvSource({"V1", "HYBRID"})
    void aPeerThatGivesWrongBytesIsLeft(TorrentFormat format) throws IOException {
        TorrentMaker.Made made = Given.made(film, format);
        Path bad = Given.copy(film, folder.resolve("bad"));
        for (int at = 0; at < SIZE; at += Given.PIECE) {
            Given.flip(bad.resolve("video/film.webm"), at);
        }
        try (PeerSeeder hostile = Given.seeder(0);
                PeerSeeder good = Given.seeder(SIZE / 4)) { // or it would give all at once
            Given.offer(good, made, folder.resolve("film.torrent"), film);
            old(bad);
            Given.offer(hostile, made, folder.resolve("bad.torrent"), bad);
            Sources both = Given.peers(hostile, good);
            Fetched fetched = fetch(made.metainfo(), nothing(), into, both);
            assertSame(film, fetched.content());
            // the good one may have been fast enough for both; it is never the one that is left
            assertTrue(fetched.dropped() <= 1, fetched::toString);
            assertEquals(fetched.dropped() > 0, fetched.bytesWasted() > 0, fetched::toString);
            IOException e =
                    assertThrows(
                            IOException.class,
                            () ->
                                    fetch(
                                            made.metainfo(),
                                            nothing(),
                                            folder.resolve("other"),
                                            Given.peers(hostile)));
            assertTrue(String.valueOf(e.getMessage()).contains("wrong bytes"), e::getMessage);
        }
    }

    private static void old(Path content) throws IOException {
        try (var files = Files.walk(content)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(0));
            }
        }
    }

    @Test
    void webSeedsHelpWhenPeersAreSlow() throws IOException {
        TorrentMaker.Made made = Given.made(film, TorrentFormat.HYBRID);
        try (PeerSeeder slow = Given.seeder(50_000);
                WebServer web = new WebServer(folder, WebServer.Manner.TRUE)) {
            Given.offer(slow, made, folder.resolve("film.torrent"), film);
            Sources both = Given.peers(slow).and(List.of(), List.of(web.url()));
            FetchSettings impatient =
                    new FetchSettings(
                            Duration.ofSeconds(2), 200_000, Duration.ofSeconds(20), 0, 0, 10, 6891);
            Fetched fetched =
                    new Fetcher(impatient).fetch(made.metainfo(), null, into, both, _ -> {});
            assertSame(film, fetched.content());
            assertTrue(fetched.bytesFromWeb() > SIZE / 2, fetched::toString);
            assertTrue(fetched.bytesFromPeers() > 0, fetched::toString);
        }
    }

    @Test
    void webSeedsAreLeftAloneWhilePeersAreFast() throws IOException {
        TorrentMaker.Made made = Given.made(film, TorrentFormat.HYBRID);
        try (PeerSeeder seeder = Given.seeder(0);
                WebServer web = new WebServer(folder, WebServer.Manner.TRUE)) {
            Given.offer(seeder, made, folder.resolve("film.torrent"), film);
            Sources both = Given.peers(seeder).and(List.of(), List.of(web.url()));
            FetchSettings patient =
                    new FetchSettings(
                            Duration.ofSeconds(5), 1_000, Duration.ofSeconds(9), 0, 0, 10, 6891);
            Fetched fetched =
                    new Fetcher(patient).fetch(made.metainfo(), null, into, both, _ -> {});
            assertEquals(0, fetched.bytesFromWeb());
            assertEquals(0, web.requests.get());
        }
    }

    @Test
    void theRateIsKept() throws IOException {
        TorrentMaker.Made made = Given.made(film, TorrentFormat.HYBRID);
        try (PeerSeeder seeder = Given.seeder(0)) {
            Given.offer(seeder, made, folder.resolve("film.torrent"), film);
            FetchSettings slow =
                    new FetchSettings(
                            Duration.ofSeconds(5), 0, Duration.ofSeconds(9), SIZE / 2, 0, 10, 6891);
            long began = System.nanoTime();
            new Fetcher(slow).fetch(made.metainfo(), null, into, Given.peers(seeder), _ -> {});
            double seconds = (System.nanoTime() - began) / 1e9;
            assertTrue(seconds > 1.6, "1 MB at 0.5 MB/s came in " + seconds + " s");
        }
    }

    @Test
    void nothingIsBegunThatTheDiskCanNotHold() throws IOException {
        TorrentMaker.Made made = Given.made(film, TorrentFormat.HYBRID);
        FetchSettings settings =
                new FetchSettings(
                        Duration.ofSeconds(1),
                        0,
                        Duration.ofSeconds(1),
                        0,
                        Long.MAX_VALUE / 2,
                        10,
                        6891);
        IOException e =
                assertThrows(
                        IOException.class,
                        () ->
                                new Fetcher(settings)
                                        .fetch(
                                                made.metainfo(),
                                                null,
                                                into,
                                                Given.web("http://127.0.0.1:1/"),
                                                _ -> {}));
        assertTrue(String.valueOf(e.getMessage()).contains("film needs 2 MB more"), e::getMessage);
    }

    /// Nor is the good part of a damaged copy taken to a disk that can not hold the rest.
    @Test
    void nothingIsCopiedThatTheDiskCanNotHold() throws IOException {
        TorrentMaker.Made made = Given.made(film, TorrentFormat.HYBRID);
        Path have = Given.copy(film, folder.resolve("have"));
        Given.flip(have.resolve("video/film.webm"), 3);
        FetchSettings settings =
                new FetchSettings(
                        Duration.ofSeconds(1), 0, Duration.ofSeconds(1), 0, 1L << 60, 10, 6891);
        assertThrows(
                NoRoom.class,
                () ->
                        new Fetcher(settings)
                                .fetch(made.metainfo(), have, into, Given.peers(), _ -> {}));
        assertFalse(Files.exists(into.resolve("film/video/film.webm")));
        assertTrue(Files.exists(into.resolve("film/images/poster.webp")), "links take no room");
    }

    private static FetchSettings impatient(Duration stall) {
        return new FetchSettings(Duration.ofSeconds(1), 0, stall, 0, 0, 10, 6891);
    }

    /// One piece that takes ten seconds.
    private TorrentMaker.Made slowly(PeerSeeder seeder) throws IOException {
        TorrentMaker.Made made =
                new TorrentMaker(
                                new TorrentSettings(
                                        TorrentFormat.HYBRID,
                                        List.of(),
                                        List.of(),
                                        OptionalInt.of(1 << 20),
                                        "",
                                        "V2V/test"))
                        .make(film.resolve("video/film.webm"), Instant.EPOCH, _ -> {});
        Given.offer(seeder, made, folder.resolve("film.torrent"), film.resolve("video/film.webm"));
        return made;
    }

    @Test
    void bytesThatMakeNoPieceAreNoProgress() throws IOException {
        try (PeerSeeder slow = Given.seeder(SIZE / 10)) {
            TorrentMaker.Made made = slowly(slow);
            Fetcher fetcher = new Fetcher(impatient(Duration.ofMillis(400)));
            IOException e =
                    assertThrows(
                            IOException.class,
                            () ->
                                    fetcher.fetch(
                                            made.metainfo(),
                                            null,
                                            into,
                                            Given.peers(slow),
                                            _ -> {}));
            assertTrue(
                    String.valueOf(e.getMessage()).contains("no piece became whole for 4 s"),
                    e::getMessage);
        }
    }

    @Test
    void whoHasNoMoreTimeGoesOnLater() throws IOException {
        try (PeerSeeder slow = Given.seeder(SIZE / 10)) {
            TorrentMaker.Made made = slowly(slow);
            Fetcher fetcher = new Fetcher(impatient(Duration.ofSeconds(1)));
            Unfinished e =
                    assertThrows(
                            Unfinished.class,
                            () ->
                                    fetcher.fetch(
                                            made.metainfo(),
                                            null,
                                            into,
                                            Given.peers(slow),
                                            _ -> {},
                                            () -> true));
            assertEquals(
                    "1 of 1 pieces are missing, and are left for the next time", e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"foo", "host:99999", "host:0", ":80"})
    void aPeerThatIsNoneIsSaid(String peer) {
        Refusal e =
                assertThrows(Refusal.class, () -> new Sources(List.of(peer), List.of(), List.of()));
        assertEquals("'" + peer + "' is no place to fetch from", e.getMessage());
    }

    @Test
    void whoWasAskedIsSaid() throws IOException {
        TorrentMaker.Made made = Given.made(film, TorrentFormat.HYBRID);
        Sources nobody =
                new Sources(
                        List.of("127.0.0.1:1"),
                        List.of("http://127.0.0.1:1/announce"),
                        List.of("http://127.0.0.1:1/"));
        IOException e =
                assertThrows(
                        IOException.class, () -> fetch(made.metainfo(), nothing(), into, nobody));
        for (String part :
                List.of(
                        "film could not be fetched, nobody is left to ask",
                        "peer 127.0.0.1:1 (Connection refused)",
                        "tracker http://127.0.0.1:1/announce",
                        "web seed http://127.0.0.1:1/")) {
            assertTrue(String.valueOf(e.getMessage()).contains(part), e::getMessage);
        }
        assertFalse(Files.exists(into.resolve("film/video")));
    }
}
