package v2v.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.BadConfig;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the operator sees, and that nobody else does.
@SuppressWarnings("NullAway.Init") // the tests open it
class ConsoleTest {
    private static final List<String> PATHS =
            List.of("/console", "/console/", "/console/state", "/console/console.js", "/metrics");
    private static final String MAP = "####>>>.....";

    @TempDir Path folder;
    private Web web;

    @AfterEach
    void close() throws IOException {
        web.close();
    }

    private void open(Proxies proxies, String allow) throws IOException {
        Library library = new Library(folder).prepare();
        Web.Behind behind =
                new Web.Behind(null, proxies, Web.Away.NOTHING)
                        .showing(Shown.backstage(Shown.shift(MAP)), guests(allow));
        web = Web.library("127.0.0.1", 0, library, "", behind);
    }

    private static Guests guests(String allow) {
        return Guests.read(Settings.of("here", Map.of("console.allow", allow)));
    }

    /// The answer as it comes over the wire: a client of Java's would not send such hosts.
    private String ask(String path, String host, String... more) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
            String request =
                    "GET %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
                            .formatted(
                                    path,
                                    host,
                                    more.length == 0 ? "" : String.join("\r\n", more) + "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean given(String answer) {
        assertTrue(answer.matches("(?s)HTTP/1.1 (200|404) .*"), answer);
        return answer.startsWith("HTTP/1.1 200");
    }

    @Test
    void whoeverSitsAtThisMachineSeesIt() throws IOException {
        open(Proxies.NONE, "");
        for (String path : PATHS) {
            for (String host : List.of("127.0.0.1:8080", "localhost", "[::1]:80")) {
                String answer = ask(path, host);
                assertTrue(given(answer), answer);
                assertTrue(answer.contains("Cache-Control: no-store"), answer);
                assertFalse(answer.contains("Access-Control-Allow-Origin"), "no other site may");
            }
        }
        assertTrue(ask("/metrics", "localhost").endsWith("v2v_workers 2.0\n"));
        assertTrue(ask("/metrics", "localhost").contains("text/plain; version=0.0.4"));
    }

    /// A name that somebody made to point here, and a web server in front that nobody told us of.
    @ParameterizedTest
    @CsvSource({
        "evil.example, X-Nothing: 1",
        "localhost.evil.example, X-Nothing: 1",
        "192.0.2.7, X-Nothing: 1",
        "localhost, X-Forwarded-For: 127.0.0.1",
        "localhost, X-Real-IP: 127.0.0.1",
        "localhost, Forwarded: for=127.0.0.1",
        "localhost, Via: 1.1 front",
    })
    void whatOnlySeemsToBeHereSeesNothing(String host, String header) throws IOException {
        open(Proxies.NONE, "");
        for (String path : PATHS) {
            String answer = ask(path, host, header);
            assertFalse(given(answer), path + answer);
            assertTrue(answer.contains("There is nothing here"), "as anywhere else");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.5, true",
        "203.0.113.6, false",
        "10.7.255.255, true",
        "10.8.0.0, false",
        "2001:db8::77, true",
        "2001:db9::77, false",
        "'203.0.113.5, 198.51.100.1', false",
        "'198.51.100.1, 203.0.113.5', true",
    })
    void behindAProxyTheTrueAskerCounts(String who, boolean welcome) throws IOException {
        open(
                new Proxies(Set.of(InetAddress.getLoopbackAddress())),
                "203.0.113.5, 10.7.0.0/16 2001:db8::/32");
        String answer = ask("/console/state", "archive.example", "X-Forwarded-For: " + who);
        assertEquals(welcome, given(answer), answer);
    }

    @Test
    void whoIsNamedMayUseAnyNameOfTheNode() throws IOException {
        open(Proxies.NONE, "127.0.0.0/8");
        assertTrue(given(ask("/console", "node.archive.example")));
    }

    @Test
    void withoutABackstageThereIsNothing() throws IOException {
        web = Web.library("127.0.0.1", 0, new Library(folder).prepare(), "");
        PATHS.forEach(path -> {
            try {
                assertFalse(given(ask(path, "localhost")));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void thePageIsWholeWithoutItsScript() throws IOException {
        open(Proxies.NONE, "");
        String page = ask("/console", "localhost");
        for (String words :
                List.of(
                        "rack-7-encoder-4711",
                        "1/4 heavy<br>0/1 look",
                        "takes nothing: not mounted",
                        "film-0003 37 %, 2.5×",
                        "aria-label=\"4 of 12 parts done, 3 run\"",
                        "Harbour &lt;b&gt;news&lt;/b&gt;",
                        "in 25 h 18 min",
                        "nobody said under which licence; add license to its record",
                        "<th scope=\"row\">transcode",
                        "1,200")) {
            assertTrue(page.contains(words), words + " is not in " + page);
        }
        assertFalse(page.contains("<b>news"), "a title is no markup");
    }

    @Test
    void programsGetTheFacts() throws IOException {
        open(Proxies.NONE, "");
        String answer = ask("/console/state", "localhost");
        JsonNode state = Json.tree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertEquals("PT25H18M", state.path("facts").path("ahead").path("left").asText());
        assertEquals(MAP, state.path("facts").path("works").path(0).path("map").asText());
        assertTrue(state.path("html").path("workers").asText().startsWith("<table>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"here", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/", "::/129"})
    void whatIsNoAddressIsNamed(String words) throws IOException {
        open(Proxies.NONE, "");
        BadConfig bad = assertThrows(BadConfig.class, () -> guests(words));
        assertTrue(bad.toString().endsWith("found: " + words), bad::toString);
    }
}
