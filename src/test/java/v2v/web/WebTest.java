package v2v.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Successor;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a browser, a player and a robot get.
class WebTest {
    private static final String FILM = "/film-1/video/film.av1.webm";
    @TempDir Path folder;
    private Path root;
    private Web web;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void open() throws IOException {
        root = folder.resolve("releases");
        write("film-1/video/film.av1.webm", "0123456789");
        write(
                "film-1/metadata/record.json",
                "{\"title\":\"A <b>film</b>\",\"license\":{\"identifier\":\"CC BY 4.0\"}}");
        write("film-1/index.html", "<p>film</p>");
        write("film-2/metadata/record.json", "{broken");
        write("film-2/empty.txt", "");
        write("film-2/ä b+c%.txt", "odd");
        write(".secret/x.txt", "secret");
        Files.writeString(folder.resolve("outside.txt"), "secret");
        Files.createSymbolicLink(root.resolve("film-2/out.txt"), folder.resolve("outside.txt"));
        Files.createSymbolicLink(root.resolve("film-2/up"), folder);
        Files.createSymbolicLink(root.resolve("film-2/loop"), root.resolve("film-2/loop"));
        web = Web.start("127.0.0.1", 0, root);
    }

    @AfterEach
    void close() throws IOException {
        web.close();
        client.close();
    }

    @Test
    void aFileIsGivenWhole() throws Exception {
        HttpResponse<String> film = get(FILM);
        assertEquals(200, film.statusCode());
        assertEquals("0123456789", film.body());
        assertEquals("bytes", header(film, "Accept-Ranges"));
        assertEquals("nosniff", header(film, "X-Content-Type-Options"));
        assertTrue(header(film, "Content-Security-Policy").startsWith("default-src 'none'"));
        assertEquals("", get("/film-2/empty.txt").body());
        assertEquals("odd", get("/film-2/%C3%A4%20b+c%25.txt").body());
    }

    /// The released folder is never edited, so the library says it around it.
    @Test
    void whatWasReplacedNamesItsSuccessor() throws Exception {
        Library home = new Library(folder);
        Files.createDirectories(home.torrents());
        Files.writeString(home.torrents().resolve("film-1.torrent"), "d4:spame");
        Files.writeString(home.torrents().resolve("film-1-v2.torrent"), "d4:spame");
        write("film-1-v2/index.html", "<p>better</p>");
        byte[] before = Files.readAllBytes(root.resolve("film-1/index.html"));
        Files.createDirectories(home.successor("film-1").getParent());
        Successor note = new Successor("film-1", "film-1-v2", "The year was missing");
        Files.writeString(home.successor("film-1"), Json.pretty(note));
        library("");
        for (String path : List.of("/film-1/", FILM, "/releases/film-1/")) {
            assertEquals("</film-1-v2/>; rel=\"successor-version\"", header(get(path), "Link"));
        }
        assertEquals("", header(get("/film-1-v2/"), "Link"));
        String page = get("/").body();
        assertEquals(2, page.split("A corrected version", -1).length, page);
        assertTrue(page.contains("<a href=\"./film-1-v2/\">A corrected version</a>"), page);
        assertArrayEquals(before, Files.readAllBytes(root.resolve("film-1/index.html")));
        // a successor that was withdrawn is none
        Files.createDirectories(home.tombstones());
        Files.writeString(home.tombstone("film-1-v2"), "{}");
        assertEquals("", header(get("/film-1/"), "Link"));
        assertFalse(get("/").body().contains("A corrected version"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-3|206|0123|bytes 0-3/10",
                "bytes=4-|206|456789|bytes 4-9/10",
                "bytes=-3|206|789|bytes 7-9/10",
                "bytes=-99|206|0123456789|bytes 0-9/10",
                "bytes=8-99|206|89|bytes 8-9/10",
                "bytes=0-0|206|0|bytes 0-0/10",
                "bytes=3-1|200|0123456789|",
                "bytes=0-1,4-5|200|0123456789|",
                "bytes=|200|0123456789|",
                "bytes=-|200|0123456789|",
                "bytes=a-b|200|0123456789|",
                "lines=0-1|200|0123456789|",
                "bytes=99999999999999999999-|200|0123456789|",
            })
    void aPartIsGiven(String range, int status, String body, String extent) throws Exception {
        HttpResponse<String> part = get(FILM, "Range", range);
        assertEquals(status, part.statusCode());
        assertEquals(body, part.body());
        assertEquals(extent == null ? "" : extent, header(part, "Content-Range"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
    void aPartBeyondTheEndIsRefused(String range) throws Exception {
        HttpResponse<String> part = get(FILM, "Range", range);
        assertEquals(416, part.statusCode());
        assertEquals("bytes */10", header(part, "Content-Range"));
        assertTrue(part.body().contains("The file has 10 bytes."));
    }

    @Test
    void anEmptyFileHasNoParts() throws Exception {
        assertEquals(416, get("/film-2/empty.txt", "Range", "bytes=0-").statusCode());
    }

    @Test
    void aPartOfAnotherFileIsNotMixedIn() throws Exception {
        String tag = header(get(FILM), "ETag");
        String date = header(get(FILM), "Last-Modified");
        for (String known : List.of(tag, date)) {
            assertEquals("01", get(FILM, "Range", "bytes=0-1", "If-Range", known).body());
        }
        assertEquals("0123456789", get(FILM, "Range", "bytes=0-1", "If-Range", "\"x\"").body());
        assertEquals(304, get(FILM, "If-None-Match", tag).statusCode());
    }

    @Test
    void aHeadIsTheSameWithoutTheBody() throws Exception {
        HttpResponse<String> head = send("HEAD", FILM);
        assertEquals(200, head.statusCode());
        assertEquals("10", header(head, "Content-Length"));
        assertEquals("video/webm", header(head, "Content-Type"));
        assertEquals("", head.body());
        assertEquals(200, send("HEAD", "/").statusCode());
        assertEquals(404, send("HEAD", "/nothing").statusCode());
        assertEquals("0123456789", get(FILM).body(), "the connection is still in step");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void nothingCanBeChanged(String method) throws Exception {
        HttpResponse<String> refused = send(method, FILM);
        assertEquals(405, refused.statusCode());
        assertEquals("GET, HEAD", header(refused, "Allow"));
        assertTrue(refused.body().contains("This library can only be read."));
    }

    @ParameterizedTest
    @CsvSource({
        "webm, video/webm",
        "webp, image/webp",
        "jsonld, application/ld+json",
        "opus, audio/ogg; codecs=opus",
        "vtt, text/vtt; charset=utf-8",
        "torrent, application/x-bittorrent",
        "html, text/html; charset=utf-8",
        "xml, application/xml",
        "PEM, application/x-pem-file",
        "sig, application/octet-stream",
        "exe, application/octet-stream",
    })
    void everyKindHasItsType(String ending, String type) throws Exception {
        write("film-2/a." + ending, "x");
        assertEquals(type, header(get("/film-2/a." + ending), "Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../outside.txt",
                "/film-1/../../outside.txt",
                "/%2e%2e/outside.txt",
                "/%2E%2E%2foutside.txt",
                "/..%2foutside.txt",
                "/..%5coutside.txt",
                "/..\\outside.txt",
                "/film-2/out.txt",
                "/film-2/up/outside.txt",
                "/film-2/up/",
                "/film-2/loop",
                "/%252e%252e/outside.txt",
                "/.secret/x.txt",
                "/%2esecret/x.txt",
                "//etc/passwd",
                "/film-2/empty.txt/",
                "/film-2/empty.txt%00",
                "/%00",
                "/%",
                "/%zz",
                "/%c0%ae%c0%ae/",
                "/./film-1/",
                "/film-1//index.html",
                "/film-1/nothing",
                "/film-2/empty.txt/x",
                "/....//outside.txt",
                "/;/../outside.txt",
                "*",
                "/\u00ff",
            })
    void nobodyGetsOut(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertFalse(answer.contains("secret"), answer);
        assertTrue(answer.startsWith("HTTP/1.1 40"), answer);
    }

    @Test
    void aFolderShowsItsPage() throws Exception {
        assertEquals("<p>film</p>", get("/film-1/").body());
        HttpResponse<String> moved = get("/film-1");
        assertEquals(301, moved.statusCode());
        assertEquals("/film-1/", header(moved, "Location"));
    }

    @Test
    void theFirstPageListsTheReleases() throws Exception {
        String page = get("/").body();
        assertTrue(
                page.contains(
                        "<a href=\"./film-1/\">A &lt;b&gt;film&lt;/b&gt;</a><small>CC BY"
                                + " 4.0</small>"),
                page);
        assertTrue(page.contains("<a href=\"./film-2/\">film-2</a>"), page);
        assertFalse(page.contains("secret"), page);
        String names = get("/film-2/").body();
        assertTrue(names.contains("<a href=\"./%C3%A4%20b+c%25.txt\">ä b+c%.txt</a>"), names);
        assertFalse(names.contains("out.txt"), names);
    }

    @Test
    void anEmptyLibrarySaysSo() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        try (Web second = Web.start("127.0.0.1", 0, empty)) {
            URI first = URI.create("http://127.0.0.1:" + second.port() + "/");
            String page =
                    client.send(
                                    HttpRequest.newBuilder(first).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            assertTrue(page.contains("Nothing has been released yet."), page);
        }
    }

    @Test
    void theEndOfAFileOfFiveGigabytesIsFound() throws Exception {
        try (RandomAccessFile film =
                new RandomAccessFile(root.resolve("long.webm").toFile(), "rw")) {
            film.setLength(5_000_000_000L);
            film.seek(4_999_999_996L);
            film.write(new byte[] {1, 2, 3, 4});
        }
        HttpResponse<byte[]> end =
                client.send(
                        request("/long.webm").header("Range", "bytes=-4").build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertArrayEquals(new byte[] {1, 2, 3, 4}, end.body());
        assertEquals("bytes 4999999996-4999999999/5000000000", header(end, "Content-Range"));
        assertEquals("5000000000", header(send("HEAD", "/long.webm"), "Content-Length"));
        HttpResponse<byte[]> middle =
                client.send(
                        request("/long.webm")
                                .header("Range", "bytes=3000000000-3000000999")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(1000, middle.body().length);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        int port = web.port();
        IOException taken =
                assertThrows(IOException.class, () -> Web.start("127.0.0.1", port, root));
        assertEquals(
                "Port %d on 127.0.0.1 can not be opened: Address already in use. Stop the program that holds it, or choose another port (0 takes any that is free)."
                        .formatted(port),
                taken.getMessage());
        assertThrows(IOException.class, () -> Web.start("no.such.host.invalid", 0, root));
        assertThrows(IOException.class, () -> Web.start("127.0.0.1", 0, folder.resolve("nothing")));
    }

    @Test
    void closingCutsOffAReaderAtOnce() throws Exception {
        try (RandomAccessFile film =
                new RandomAccessFile(root.resolve("long.webm").toFile(), "rw")) {
            film.setLength(1_000_000_000L);
        }
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
            slow.getOutputStream()
                    .write(
                            "GET /long.webm HTTP/1.1\r\nHost: x\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', slow.getInputStream().read());
            long start = System.nanoTime();
            web.close();
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(taken.toMillis() < 1_000, taken.toString());
        }
    }

    @Test
    void aLibraryListsItsReleasesNewestFirst() throws Exception {
        release("old-1", "1999-01-01T00:00:00Z", "Old");
        release("new-2", "2026-01-01T00:00:00Z", "New");
        release("mid-3", "2012-01-01T00:00:00Z", "Mid");
        library("");
        String page = get("/").body();
        assertTrue(page.contains("<h1 dir=\"auto\">Video library</h1>"), page);
        assertTrue(page.contains("<p>3 releases</p>"), page);
        assertTrue(page.indexOf(">New</a>") < page.indexOf(">Mid</a>"), page);
        assertTrue(page.indexOf(">Mid</a>") < page.indexOf(">Old</a>"), page);
        release("late-4", "2026-02-01T00:00:00Z", "Late");
        String later = get("/").body();
        assertTrue(later.indexOf(">Late</a>") < later.indexOf(">New</a>"), later);
        Files.delete(folder.resolve("torrents/mid-3.torrent"));
        assertFalse(get("/").body().contains("mid-3"));
    }

    @Test
    void aRowSaysWhatTheWorkIsAndHowToHaveIt() throws Exception {
        release("harbour-1", "2026-01-01T00:00:00Z", "Harbour");
        write("harbour-1/images/poster.webp", "x");
        library("Nordland TV");
        String page = get("/").body();
        for (String part :
                List.of(
                        "<title>Nordland TV – Video library</title>",
                        "<h1 dir=\"auto\">Nordland TV</h1>",
                        "<p>Video library · 1 release</p>",
                        "<img src=\"./harbour-1/images/poster.webp\" alt=\"\" loading=\"lazy\">",
                        "<h2 dir=\"auto\" lang=\"nb\"><a href=\"./harbour-1/\">Harbour</a></h2>",
                        "<span>1987</span> <span>1:02:03</span>",
                        "<a href=\"https://creativecommons.org/licenses/by/4.0/\">CC BY 4.0</a>",
                        "<a href=\"./harbour-1/\" aria-label=\"Watch: Harbour\">Watch</a>",
                        "<a href=\"./torrents/harbour-1.torrent\" aria-label=\"Torrent: Harbour\">",
                        "<a href=\"magnet:?xt=urn:btih:0&amp;dn=harbour-1\" aria-label=\"Magnet")) {
            assertTrue(page.contains(part), part + " in " + page);
        }
        assertFalse(page.contains("<script"), page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/film-1/video/film.av1.webm",
                "/film-1/",
                "/film-1",
                "/%66ilm-1/",
                "/harbour-1/other.webm",
                "/harbour-1/%2e%2e/film-1/",
                "/linked/",
                "/index.html",
                "/torrents",
                "/torrents/",
                "/torrents/film-1.torrent",
                "/torrents/film-1.magnet",
                "/torrents/harbour-1.magnet",
                "/torrents/gone.torrent",
                "/torrents/linked.torrent",
                "/torrents/.torrent",
                "/torrents/harbour-1.torrent/",
            })
    void whatHasNoTorrentIsNotSeen(String path) throws Exception {
        release("harbour-1", "2026-01-01T00:00:00Z", "Harbour");
        write("index.html", "<p>secret</p>");
        Files.createSymbolicLink(
                root.resolve("harbour-1/other.webm"), root.resolve("film-1/video/film.av1.webm"));
        Files.createSymbolicLink(root.resolve("linked"), root.resolve("film-1"));
        Files.writeString(folder.resolve("torrents/linked.torrent"), "d4:linke");
        Files.writeString(folder.resolve("torrents/gone.torrent"), "d4:gonee");
        Files.writeString(folder.resolve("torrents/film-1.magnet"), "magnet:?secret");
        library("");
        assertEquals(404, get(path).statusCode());
        String page = get("/").body();
        assertTrue(page.contains("<p>1 release</p>"), page);
        assertFalse(page.contains("film-1"), page);
    }

    @Test
    void theTorrentIsTheRelease() throws Exception {
        Files.createDirectories(folder.resolve("torrents"));
        library("");
        assertEquals(404, get("/film-1/").statusCode());
        Files.writeString(folder.resolve("torrents/film-1.torrent"), "d4:spame");
        assertEquals("<p>film</p>", get("/film-1/").body());
        assertEquals("/film-1/", header(get("/film-1"), "Location"));
        assertEquals("0123", get(FILM, "Range", "bytes=0-3").body());
        assertTrue(get("/").body().contains("<p>1 release</p>"));
    }

    /// Only what a release's own list names, and with the hash that stands there.
    @Test
    void theListIsTheRelease() throws Exception {
        Files.createDirectories(folder.resolve("torrents"));
        library("");
        write("film-1/video/draft.webm", "secret");
        Files.writeString(folder.resolve("torrents/film-1.torrent"), "d4:spame");
        assertEquals(404, get("/film-1/video/draft.webm").statusCode());
        assertFalse(get("/film-1/video/").body().contains("draft"), "names are kept too");
        assertEquals(200, get("/film-1/manifest-sha256.txt").statusCode());
        String hash = hash(root.resolve("film-1/video/film.av1.webm"));
        HttpResponse<String> film = get(FILM);
        assertEquals('"' + hash + '"', header(film, "ETag"));
        assertTrue(header(film, "Repr-Digest").startsWith("sha-256=:"));
        assertEquals("01", get(FILM, "Range", "bytes=0-1", "If-Range", '"' + hash + '"').body());
        write("film-1/video/film.av1.webm", "0123456789");
        Files.setLastModifiedTime(
                root.resolve("film-1/video/film.av1.webm"),
                FileTime.from(Instant.now().plusSeconds(60)));
        HttpResponse<String> touched = get(FILM);
        assertEquals(200, touched.statusCode());
        assertFalse(header(touched, "ETag").contains(hash), "nobody vouches for it now");
    }

    @Test
    void noMoreComeInThanThereIsRoomFor() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                crowd.add(new Socket(InetAddress.getLoopbackAddress(), web.port()));
            }
            try (Socket late = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
                late.setSoTimeout(10_000);
                assertEquals(-1, late.getInputStream().read(), "it is hung up on");
            }
            for (Socket peer : crowd.subList(0, 500)) {
                peer.close();
            }
            int status = 0;
            for (int i = 0; i < 100 && status != 200; i++) {
                Thread.sleep(20);
                status = statusOrZero();
            }
            assertEquals(200, status, "there is room again");
        } finally {
            for (Socket peer : crowd) {
                peer.close();
            }
        }
    }

    private int statusOrZero() throws InterruptedException {
        try {
            return client.send(request("/").build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException full) {
            return 0;
        }
    }

    @Test
    void aProxyOfOursSaysWhomItSpeaksFor() throws Exception {
        Files.createDirectories(folder.resolve("torrents"));
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        Web.Asked tracker =
                (path, query, who) -> {
                    asked.add(who.getAddress().getHostAddress());
                    return Optional.of(new byte[0]);
                };
        for (Proxies proxies :
                List.of(new Proxies(Set.of(InetAddress.getLoopbackAddress())), Proxies.NONE)) {
            tracked(tracker, proxies);
            HttpRequest request =
                    request("/announce").header("X-Forwarded-For", "6.6.6.6, 203.0.113.5").build();
            client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
        assertEquals(List.of("203.0.113.5", "127.0.0.1"), asked);
    }

    @Test
    void peersAskAtTheSameDoor() throws Exception {
        Files.createDirectories(folder.resolve("torrents"));
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        tracked((path, query, who) -> {
            asked.add(path + " " + query + " " + who.getAddress().getHostAddress());
            return path.equals("/announce")
                    ? Optional.of(new byte[] {'d', (byte) 0xFF, 'e'})
                    : Optional.empty();
        });
        HttpResponse<byte[]> answer =
                client.send(
                        request("/announce?info_hash=%00%ff+~&a=%26").build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        assertArrayEquals(new byte[] {'d', (byte) 0xFF, 'e'}, answer.body());
        assertEquals("text/plain", header(answer, "Content-Type"));
        assertEquals("no-store", header(answer, "Cache-Control"));
        assertEquals(404, get("/scrape").statusCode(), "as the tracker says");
        assertEquals(
                List.of("/announce info_hash=%00%ff+~&a=%26 127.0.0.1", "/scrape null 127.0.0.1"),
                asked);
        for (String method : List.of("HEAD", "POST", "PUT", "OPTIONS")) {
            HttpResponse<String> refused = send(method, "/announce?info_hash=x");
            assertEquals(405, refused.statusCode(), method);
            assertEquals("GET", header(refused, "Allow"));
        }
        for (String path : List.of("/announce/", "/announce/x", "/scrape.html", "/%61nnounce")) {
            assertEquals(404, get(path).statusCode(), path);
        }
        assertEquals(2, asked.size(), "nothing else is an announce");
    }

    @Test
    void withoutATrackerThereIsNoAnnounce() throws Exception {
        Files.createDirectories(folder.resolve("torrents"));
        library("");
        assertEquals(404, get("/announce?info_hash=x").statusCode());
        assertEquals(404, get("/scrape").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "/releases/film-1/video/film.av1.webm, 200",
        "/releases/film-1/, 200",
        "/releases/film-1, 301",
        "/releases/film-1/video, 301",
        "/releases/film-1/video/draft.webm, 404",
        "/releases/film-2/empty.txt, 404",
        "/releases/releases/film-1/, 404",
        "/releases/%2e%2e/outside.txt, 404",
        "/releases/film-1/../film-2/empty.txt, 404",
        "/releases/, 404",
        "/releases, 404",
        "/releases/gone-3/video/film.webm, 410",
    })
    void aReleaseIsWhereItLiesInTheLibrary(String path, int status) throws Exception {
        Files.createDirectories(folder.resolve("torrents"));
        withdraw("gone-3", STONE);
        library("");
        write("film-1/video/draft.webm", "secret");
        Files.writeString(folder.resolve("torrents/film-1.torrent"), "d4:spame");
        HttpResponse<String> answer = get(path);
        assertEquals(status, answer.statusCode());
        assertEquals(status == 301 ? path + "/" : "", header(answer, "Location"));
        HttpResponse<String> shorter = get(path.replaceFirst("/releases", ""));
        if (status == 200) {
            assertEquals(shorter.body(), answer.body());
            assertEquals(header(shorter, "ETag"), header(answer, "ETag"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/catalogue, 301",
        "/catalogue/, 200",
        "/catalogue/index.html, 200",
        "/catalogue/items/1/, 200",
        "/catalogue/items/1, 301",
        "/catalogue/items/, 404",
        "/catalogue/catalogue.json, 200",
        "/catalogue/out.txt, 404",
        "/catalogue/up/, 404",
        "/catalogue/up/outside.txt, 404",
        "/catalogue/%2e%2e/outside.txt, 404",
        "/catalogue/../outside.txt, 404",
        "/catalogue/.hidden, 404",
        "/catalogue/nothing, 404",
        "/catalogues, 404",
    })
    void theCatalogueIsGivenAndNothingAroundIt(String path, int status) throws Exception {
        Files.createDirectories(folder.resolve("torrents"));
        catalogue("catalogue-7");
        Files.createSymbolicLink(folder.resolve("catalogue"), Path.of("catalogue-7"));
        library("");
        HttpResponse<String> answer = get(path);
        assertEquals(status, answer.statusCode());
        assertEquals(status == 301 ? path + "/" : "", header(answer, "Location"));
        assertFalse(answer.body().contains("secret"), answer.body());
    }

    private void catalogue(String name) throws IOException {
        Path catalogue = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(catalogue.resolve("items/1"));
        Files.writeString(catalogue.resolve("index.html"), "<p>catalogue</p>");
        Files.writeString(catalogue.resolve("items/1/index.html"), "<p>item</p>");
        Files.writeString(catalogue.resolve("catalogue.json"), "{}");
        Files.writeString(catalogue.resolve(".hidden"), "secret");
        Files.createSymbolicLink(catalogue.resolve("out.txt"), folder.resolve("outside.txt"));
        Files.createSymbolicLink(catalogue.resolve("up"), folder);
    }

    @Test
    void theCatalogueMayComeAndChangeAndBeAFolder() throws Exception {
        Files.createDirectories(folder.resolve("torrents"));
        library("");
        Path link = folder.resolve("catalogue");
        assertEquals(404, get("/catalogue/").statusCode());
        catalogue("catalogue");
        assertEquals("<p>catalogue</p>", get("/catalogue/").body());
        Files.move(link, folder.resolve("catalogue-1"));
        catalogue("catalogue-2");
        Files.writeString(folder.resolve("catalogue-2/index.html"), "<p>second</p>");
        Files.createSymbolicLink(link, folder.resolve("catalogue-2"));
        assertEquals("<p>second</p>", get("/catalogue/").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "keys", "masters/bag", "work", "outside.txt", "nowhere"})
    void theCatalogueIsNoWayToSomethingElse(String target) throws Exception {
        for (String name : List.of("torrents", "keys", "masters/bag", "work")) {
            Path there = Files.createDirectories(folder.resolve(name));
            Files.writeString(there.resolve("index.html"), "secret");
            Files.writeString(there.resolve("outside.txt"), "secret");
        }
        Files.createSymbolicLink(folder.resolve("catalogue"), Path.of(target));
        library("");
        for (String path : List.of("", "/", "/index.html", "/outside.txt", "/keys/")) {
            assertEquals(404, get("/catalogue" + path).statusCode(), path);
        }
    }

    /// As torrent clients take pieces from a web seed (BEP 19): many parts at once, over few
    /// connections that stay open, of names that must be escaped.
    @Test
    void manyPartsAtOnce() throws Exception {
        byte[] bytes = new byte[3_000_001];
        new Random(19).nextBytes(bytes);
        Files.createDirectories(folder.resolve("torrents"));
        write("film-1/video/Å b+c%#?;=&.webm", "");
        Files.write(root.resolve("film-1/video/Å b+c%#?;=&.webm"), bytes);
        Files.writeString(folder.resolve("torrents/film-1.torrent"), "d4:spame");
        library("");
        String path = "/releases/film-1/video/%C3%85%20b%2Bc%25%23%3F%3B%3D%26.webm";
        Random random = new Random(7);
        List<CompletableFuture<Boolean>> parts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length - 1, from + random.nextInt(262_144));
            HttpRequest part =
                    request(path)
                            .version(HttpClient.Version.HTTP_1_1)
                            .header("Range", "bytes=" + from + "-" + to)
                            .build();
            parts.add(
                    client.sendAsync(part, HttpResponse.BodyHandlers.ofByteArray())
                            .thenApply(got ->
                                    got.statusCode() == 206
                                            && Arrays.equals(
                                                    got.body(),
                                                    Arrays.copyOfRange(bytes, from, to + 1))));
        }
        for (CompletableFuture<Boolean> part : parts) {
            assertTrue(part.get(20, TimeUnit.SECONDS));
        }
    }

    /// One after another on the same connection, answered in order, also where one is refused.
    @Test
    void aConnectionStaysOpen() throws Exception {
        String one = "GET " + FILM + " HTTP/1.1\r\nHost: x\r\nRange: bytes=%s\r\n%s\r\n";
        String answers =
                raw(
                        one.formatted("0-1", "")
                                + one.formatted("99-", "")
                                + one.formatted("2-4", "").replace("GET", "HEAD")
                                + one.formatted("8-9", "Connection: close\r\n"));
        assertEquals(
                List.of("206", "416", "206", "206"),
                Pattern.compile("HTTP/1.1 (\\d+)")
                        .matcher(answers)
                        .results()
                        .map(found -> found.group(1))
                        .toList());
        assertTrue(answers.contains("\r\n\r\n01HTTP/1.1 416"), answers);
        assertTrue(answers.endsWith("\r\n\r\n89"), answers);
    }

    private static final String STONE =
            """
            {"cannotBeUndone":["Copies stay."],"folder":"harbour-1","id":"1",\
            "publisher":"Nordland TV","reason":"A <b>rights</b> dispute","title":"Harbour & sea",\
            "type":"tombstone","withdrawnAt":"2026-12-01T08:00:00Z"}\
            """;

    private void withdraw(String name, String stone) throws IOException {
        Path stones = Files.createDirectories(folder.resolve("tombstones"));
        Files.writeString(stones.resolve(name + ".json"), stone);
        Files.writeString(stones.resolve(name + ".json.sig"), "c2lnbmVk\n");
    }

    /// From the tombstone on, wherever a crash has left the files.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/harbour-1",
                "/harbour-1/",
                "/harbour-1/metadata/record.json",
                "/harbour-1/no/such.file",
                "/torrents/harbour-1.torrent",
            })
    void whatWasWithdrawnIsGone(String path) throws Exception {
        release("harbour-1", "2026-01-01T00:00:00Z", "Harbour");
        release("other-2", "2026-01-01T00:00:00Z", "Other");
        library("");
        assertTrue(get("/").body().contains("harbour-1"));
        withdraw("harbour-1", STONE);
        HttpResponse<String> gone = get(path, "Accept", "text/html,*/*;q=0.8");
        assertEquals(410, gone.statusCode());
        assertEquals("text/html; charset=utf-8", header(gone, "Content-Type"));
        for (String part :
                List.of(
                        "<h1>Harbour &amp; sea</h1>",
                        "This release was withdrawn on 1 December 2026 by Nordland TV.",
                        "A &lt;b&gt;rights&lt;/b&gt; dispute",
                        "Copies stay.",
                        "<a href=\"/tombstones/harbour-1.json\">")) {
            assertTrue(gone.body().contains(part), part + " in " + gone.body());
        }
        HttpResponse<String> json = get(path, "Accept", "application/json");
        assertEquals(410, json.statusCode());
        assertEquals("application/json", header(json, "Content-Type"));
        assertEquals("Accept", header(json, "Vary"));
        assertEquals(STONE, json.body(), "as it was signed");
        assertEquals(410, send("HEAD", path).statusCode());
        String page = get("/").body();
        assertFalse(page.contains("harbour-1"), page);
        assertTrue(page.contains("<p>1 release</p>"), page);
        assertEquals(404, get("/never-3/").statusCode());
        assertEquals(404, get("/torrents/never-3.torrent").statusCode());
        assertEquals(200, get("/other-2/metadata/record.json").statusCode());
    }

    @Test
    void tombstonesCanBeMirrored() throws Exception {
        Files.createDirectories(folder.resolve("torrents"));
        library("");
        withdraw("harbour-1", STONE);
        withdraw("broken-2", "{broken");
        withdraw("empty-3", "{}");
        assertEquals(STONE, get("/tombstones/harbour-1.json").body());
        assertEquals("c2lnbmVk\n", get("/tombstones/harbour-1.json.sig").body());
        for (String path : List.of("", "never-3.json", "harbour-1", ".json", "a/b.json")) {
            assertEquals(404, get("/tombstones/" + path).statusCode(), path);
        }
        for (String path : List.of("/broken-2/", "/empty-3/")) {
            assertEquals(410, get(path).statusCode());
            assertTrue(get(path).body().contains("This release was withdrawn."), get(path).body());
        }
    }

    @Test
    void aTorrentIsPutAsideUnderItsName() throws Exception {
        release("harbour-1", "2026-01-01T00:00:00Z", "Harbour");
        release("hav \"ø\"-2", "2026-01-01T00:00:00Z", "Hav");
        library("");
        HttpResponse<String> torrent = get("/torrents/harbour-1.torrent");
        assertEquals("d4:harbour-1e", torrent.body());
        assertEquals("application/x-bittorrent", header(torrent, "Content-Type"));
        assertEquals(
                "attachment; filename=\"harbour-1.torrent\"",
                header(torrent, "Content-Disposition"));
        assertEquals(
                "attachment; filename=\"hav____-2.torrent\";"
                        + " filename*=UTF-8''hav%20%22%C3%B8%22-2.torrent",
                header(get("/torrents/hav%20%22%C3%B8%22-2.torrent"), "Content-Disposition"));
        HttpResponse<String> beyond = get("/torrents/harbour-1.torrent", "Range", "bytes=99-");
        assertEquals(416, beyond.statusCode());
        assertEquals("", header(beyond, "Content-Disposition"));
        assertEquals("", header(get("/harbour-1/metadata/record.json"), "Content-Disposition"));
    }

    @Test
    void whatARecordSaysDoesNotBecomeMarkup() throws Exception {
        release("evil-1", "2026-01-01T00:00:00Z", "x");
        write(
                "evil-1/metadata/record.json",
                """
                {"title": "<script>\\"'&\\u202e", "license": {"identifier": "<b>", "url": "javascript:1"},
                "files": [{"role": "access", "duration": "<i>"}], "described": "<u>",
                "record": {"titles": [{"value": "<script>\\"'&\\u202e", "lang": "x onload=1"}],
                "dates": [{"type": "produced", "edtf": "<s>"}]}}
                """);
        Files.writeString(folder.resolve("torrents/evil-1.magnet"), "javascript:1");
        library("<em>TV</em>");
        String page = get("/").body();
        assertTrue(page.contains("&lt;script&gt;&quot;&#39;&amp;</a>"), page);
        assertTrue(page.contains("<span>&lt;b&gt;</span>"), page);
        assertTrue(page.contains("<h1 dir=\"auto\">&lt;em&gt;TV&lt;/em&gt;</h1>"), page);
        for (String bad :
                List.of("<script", "javascript", "onload", "<i>", "<em>", "<s>", "\u202e")) {
            assertFalse(page.contains(bad), bad + " in " + page);
        }
    }

    @Test
    void aReleaseThatSaysNothingIsListedByItsName() throws Exception {
        release("\"><i>-2", "2026-01-01T00:00:00Z", "");
        write("broken-3/metadata/record.json", "{");
        Files.writeString(folder.resolve("torrents/broken-3.torrent"), "de");
        library("");
        String page = get("/").body();
        assertTrue(page.contains("<a href=\"./%22%3E%3Ci%3E-2/\">&quot;&gt;&lt;i&gt;-2</a>"), page);
        assertTrue(page.contains("<a href=\"./broken-3/\">broken-3</a>"), page);
        assertFalse(page.contains("<i>"), page);
    }

    @ParameterizedTest
    @CsvSource({
        "1987-05-03, 1987",
        "1987-XX, 1987",
        "198X, 1980s",
        "1987~, c. 1987",
        "198X?, 1980s?",
        "1987/1989, 1987–1989",
        "1987-01/1987-03, 1987",
        "1987/.., 1987",
        "../1987, ''",
        "19XX, ''",
    })
    void theYearKeepsTheArchivesDoubt(String edtf, String year) throws Exception {
        release("harbour-1", "2026-01-01T00:00:00Z", "Harbour");
        Path record = root.resolve("harbour-1/metadata/record.json");
        Files.writeString(record, Files.readString(record).replace("\"1987-05\"", quoted(edtf)));
        library("");
        String page = get("/").body();
        String facts = year.isEmpty() ? "" : "<span>" + year + "</span> ";
        assertTrue(page.contains("<p class=\"facts\">" + facts + "<span>1:02:03</span>"), page);
    }

    @Test
    void aLibraryOfNothingSaysSoAndOneThatIsNotThereIsNamed() throws Exception {
        Files.createDirectories(folder.resolve("torrents"));
        library("");
        assertTrue(get("/").body().contains("Nothing has been released yet."));
        Library none = new Library(folder.resolve("none"));
        IOException named =
                assertThrows(
                        IOException.class, () -> Web.library("127.0.0.1", 0, none, "").close());
        assertEquals(
                "There is no folder %s to show; make it, or name another."
                        .formatted(none.releases()),
                named.getMessage());
    }

    @Tag("slow")
    @Test
    void aLongListEndsWithTheNewest() throws Exception {
        release("harbour-0", "1990-01-01T00:00:00Z", "Harbour");
        for (int i = 1; i <= Showcase.MOST; i++) {
            Files.createDirectory(root.resolve("work-" + i));
            Files.createFile(folder.resolve("torrents/work-" + i + ".torrent"));
        }
        Path oldest = folder.resolve("torrents/work-7.torrent");
        Files.setLastModifiedTime(oldest, FileTime.from(Instant.EPOCH));
        library("");
        String page = get("/").body();
        assertTrue(page.contains("<p>5,001 releases, the newest 5,000 of them listed</p>"));
        assertEquals(Showcase.MOST + 1, page.split("<li>", -1).length);
        assertTrue(page.contains(">Harbour</a>") && !page.contains(">work-7</a>"));
        assertEquals(200, get("/work-7/").statusCode());
    }

    /// Closes the folder that every test begins with, and opens the library around it.
    private void library(String publisher) throws IOException {
        web.close();
        try (Stream<Path> all = Files.list(root)) {
            for (Path release : all.filter(Files::isDirectory).toList()) {
                list(release);
            }
        }
        web = Web.library("127.0.0.1", 0, new Library(folder), publisher);
    }

    /// The same, with a tracker.
    private void tracked(Web.Asked tracker) throws IOException {
        tracked(tracker, Proxies.NONE);
    }

    private void tracked(Web.Asked tracker, Proxies proxies) throws IOException {
        web.close();
        web =
                Web.library(
                        "127.0.0.1",
                        0,
                        new Library(folder),
                        "",
                        new Web.Behind(tracker, proxies, Web.Away.NOTHING));
    }

    /// A release's own list of all that lies in it now, links too.
    private static void list(Path release) throws IOException {
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> all = Files.walk(release)) {
            for (Path file : all.filter(path -> !Files.isDirectory(path)).toList()) {
                lines.append(Files.isRegularFile(file) ? hash(file) : "0".repeat(64))
                        .append("  ")
                        .append(release.relativize(file))
                        .append('\n');
            }
        }
        Files.writeString(release.resolve("manifest-sha256.txt"), lines);
    }

    private static String hash(Path file) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    private void release(String name, String described, String title) throws IOException {
        write(
                name + "/metadata/record.json",
                """
                {"title": "%1$s", "described": "%2$s",
                "license": {"identifier": "CC BY 4.0",
                "url": "https://creativecommons.org/licenses/by/4.0/"},
                "files": [{"role": "poster"},
                {"role": "access", "width": 640, "duration": "PT1H2M3.9S"}],
                "record": {"titles": [{"value": "%1$s", "lang": "nb"}],
                "dates": [{"type": "digitised", "edtf": "2020"},
                {"type": "produced", "edtf": "1987-05"}]}}
                """
                        .formatted(title, described));
        Path torrents = Files.createDirectories(folder.resolve("torrents"));
        Files.writeString(torrents.resolve(name + ".magnet"), "magnet:?xt=urn:btih:0&dn=" + name);
        Files.writeString(torrents.resolve(name + ".torrent"), "d4:" + name + "e");
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(
                request(path).method(method, HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    private String raw(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
