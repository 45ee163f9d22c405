package v2v.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Library;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What visitors get of a release whose film others keep.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class AwayTest {
    private static final String FILM = "/film-1/video/film.webm";

    @TempDir Path folder;
    private Library library;
    private Web web;
    private boolean coming = true;
    private final List<String> orders = Collections.synchronizedList(new ArrayList<>());
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void open() throws IOException {
        library = new Library(folder).prepare();
        Path release = Files.createDirectories(library.releases().resolve("film-1"));
        Files.writeString(release.resolve("index.html"), "<p>film</p>");
        Files.writeString(
                release.resolve("manifest-sha256.txt"),
                "0".repeat(64) + "  video/film.webm\n" + "1".repeat(64) + "  index.html\n");
        Files.writeString(library.torrents().resolve("film-1.torrent"), "d4:spame");
        web =
                Web.library(
                        "127.0.0.1",
                        0,
                        library,
                        "",
                        new Web.Behind(null, Proxies.NONE, new Others()));
    }

    private final class Others implements Web.Away {
        @Override
        public boolean holds(String release, String file) {
            return release.equals("film-1") && file.startsWith("video/");
        }

        @Override
        public boolean order(String release) {
            orders.add(release);
            return coming;
        }
    }

    @AfterEach
    void close() throws IOException {
        web.close();
        client.close();
    }

    private HttpResponse<String> ask(String method, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String retry(HttpResponse<String> answer) {
        return answer.headers().firstValue("Retry-After").orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {FILM, "/releases" + FILM})
    void aFileThatOthersKeepIsBroughtBack(String path) throws Exception {
        HttpResponse<String> answer = ask("GET", path);
        assertEquals(503, answer.statusCode());
        assertEquals("300", retry(answer));
        assertTrue(answer.body().contains("is being brought back"), answer.body());
        assertTrue(answer.body().contains("/torrents/film-1.torrent"), answer.body());
        assertEquals(List.of("film-1"), orders);
    }

    @Test
    void whenTooManyAreWantedThatIsSaid() throws Exception {
        coming = false;
        HttpResponse<String> answer = ask("GET", FILM);
        assertEquals(503, answer.statusCode());
        assertEquals("3600", retry(answer));
        assertTrue(answer.body().contains("is not here at once"), answer.body());
    }

    /// A robot that looks at what there is, and a torrent program that fetches pieces.
    @Test
    void aLookOrdersNothing() throws Exception {
        assertEquals(503, ask("HEAD", FILM).statusCode());
        assertEquals(503, ask("GET", FILM, "Range", "bytes=1000-2000").statusCode());
        assertEquals(List.of(), orders);
        assertEquals(503, ask("GET", FILM, "Range", "bytes=0-").statusCode());
        assertEquals(List.of("film-1"), orders);
    }

    @Test
    void whatIsNotOfTheReleaseIsNotThere() throws Exception {
        for (String path :
                List.of(
                        "/film-1/video/other.webm",
                        "/film-1/video/",
                        "/film-1/video/film.webm/",
                        "/film-1/video/../video/film.webm2",
                        "/film-2/video/film.webm",
                        "/film-1video/film.webm",
                        "/film-1/text.txt")) {
            assertEquals(404, ask("GET", path).statusCode(), path);
        }
        assertEquals(List.of(), orders);
        assertEquals(200, ask("GET", "/film-1/").statusCode());
        assertTrue(ask("GET", "/").body().contains("film-1"), "it is listed");
    }

    @Test
    void onceItIsThereItIsGiven() throws Exception {
        Path film = library.releases().resolve("film-1/video/film.webm");
        Files.createDirectories(film.resolveSibling(""));
        Files.writeString(film, "0123456789");
        assertEquals("0123456789", ask("GET", FILM).body());
        assertEquals(List.of(), orders);
    }

    @Test
    void whatIsWithdrawnIsGoneAndNotAwaited() throws Exception {
        Files.createDirectories(library.tombstones());
        Files.writeString(library.tombstone("film-1"), "{\"title\":\"A film\"}");
        assertEquals(410, ask("GET", FILM).statusCode());
        assertEquals(List.of(), orders);
    }
}
