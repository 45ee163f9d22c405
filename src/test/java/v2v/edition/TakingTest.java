package v2v.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Library;
import v2v.item.Refusal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;

/// What is taken from elsewhere is proven file by file, and so is what is here already.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class TakingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:30:00Z");

    @TempDir private Path folder;
    private final EditionTest.TestKey key = new EditionTest.TestKey();
    private Editions editions;
    private Path first;
    private Path second;

    @BeforeEach
    void publishTwo() throws IOException {
        Library library = new Library(folder.resolve("origin")).prepare();
        EditionSettings settings = new EditionSettings("", "", List.of(), 9, LocalTime.MIDNIGHT);
        editions = new Editions(library, key, settings, () -> NOW);
        first = editions.write(List.of(), true).orElseThrow().folder();
        second = editions.write(List.of(), true).orElseThrow().folder();
    }

    private Path mine() {
        return folder.resolve("mine");
    }

    private Path into() {
        return folder.resolve("into");
    }

    private Taking taking(Path from, @Nullable Path current) throws IOException {
        Files.createDirectories(into());
        return new Taking(new Source.Folder(from), into(), current, key.open().fingerprint());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path place = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(place);
                } else {
                    Files.write(place, Files.readAllBytes(path));
                }
            }
        }
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private void assertWhole() throws IOException {
        assertEquals(2, Proof.of(into(), key.open().fingerprint(), null).head().sequence());
    }

    /// One flipped bit in what is here must not be handed on.
    @ParameterizedTest
    @CsvSource({
        "index.html",
        "heads/000001.json",
        "heads/000001.json.sig",
        "manifest-sha256.txt",
        "publisher-key.pem"
    })
    void whatIsDamagedHereIsTakenAnew(String file) throws IOException {
        copy(second, mine());
        flip(mine().resolve(file));
        assertTrue(taking(second, mine()).run(null).isPresent());
        assertWhole();
    }

    @Test
    void whatWasSeenIsTakenAgainWhenItIsNotWhole() throws IOException {
        Head seen = Proof.of(second, key.open().fingerprint(), null).head();
        copy(second, mine());
        flip(mine().resolve("index.html"));
        assertTrue(taking(second, mine()).run(seen).isEmpty());
        assertTrue(taking(second, mine()).run(seen, true).isPresent());
        assertWhole();
    }

    /// The genuine head, and anything for the rest: the first wrong file is the last.
    @Test
    void aSourceWithWrongFilesIsLeftAtTheFirst() throws IOException {
        Path bad = folder.resolve("bad");
        copy(second, bad);
        List<String> listed = List.copyOf(Draft.Sums.read(bad).keySet());
        for (String path : listed) {
            if (!path.matches("heads/.*|publisher.*")) {
                Files.writeString(bad.resolve(path), "something else");
            }
        }
        Refusal refusal = assertThrows(Refusal.class, () -> taking(bad, null).run(null));
        assertEquals(Refusal.Code.CATALOGUE_DAMAGED, refusal.code());
        long here =
                listed.stream()
                        .filter(path -> !path.matches("heads/.*|publisher.*"))
                        .filter(path -> Files.exists(into().resolve(path)))
                        .count();
        assertEquals(0, here);
    }

    /// The folder becomes a torrent: a file more would make another one of it.
    @Test
    void whatATryHasLeftIsKeptOrGone() throws IOException {
        copy(first, into());
        Files.createDirectories(into().resolve("items/old"));
        Files.writeString(into().resolve("items/old/page.html"), "of another edition");
        Object kept = Files.getAttribute(into().resolve("index.html"), "unix:ino");
        assertTrue(taking(second, null).run(null).isPresent());
        assertWhole();
        assertFalse(Files.exists(into().resolve("items/old/page.html")));
        assertEquals(kept, Files.getAttribute(into().resolve("index.html"), "unix:ino"));
    }

    /// It answers, gives a part, and dies; or gives a byte now and then.
    @ParameterizedTest
    @CsvSource({"0", "20"})
    void aServerThatDiesWithinAFileIsLeft(int pauseMillis) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                HttpClient http = HttpClient.newHttpClient()) {
            Thread.ofVirtual().start(() -> drip(server, pauseMillis));
            URI base = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
            Source.Web web = new Source.Web(base, http, Duration.ofMillis(500));
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> web.get("items.jsonl", 1000, folder.resolve("file")));
            assertTrue(
                    String.valueOf(e.getMessage()).contains("has begun to answer, and then"),
                    e.getMessage());
        }
    }

    private static void drip(ServerSocket server, int pauseMillis) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write(
                            "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nbegun"
                                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 800; i++) {
                Thread.sleep(pauseMillis == 0 ? 10_000 : pauseMillis);
                socket.getOutputStream().write('x');
            }
        } catch (IOException e) {
            return; // hung up on
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
