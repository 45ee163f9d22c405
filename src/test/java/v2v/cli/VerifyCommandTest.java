package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Json;
import v2v.release.Described;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `v2v verify`, as somebody types it who has nothing but a release.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class VerifyCommandTest {
    @TempDir private Path temporary;
    private Path folder;
    private Path film;

    @BeforeEach
    void release() throws IOException {
        folder = Described.in(temporary.resolve("library"));
        film = folder.resolve("video/harbour.av1.webm");
    }

    private static Typed verify(Object... more) {
        return Typed.of(List.of("verify"), more);
    }

    @Test
    void aGoodReleaseSaysWhoseItIs() throws IOException {
        Typed ended = verify(folder);
        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().startsWith("good      " + folder.toRealPath() + "\n"), ended.out());
        for (String line :
                List.of(
                        "license   https://creativecommons.org/licenses/by-sa/4.0/\n",
                        "credit    \u201cHarbour at dawn\u201d by Radio Bremen",
                        "publisher Radio Bremen Archive\n",
                        "under the licence: 2\n",
                        "the folder's own key: compare it")) {
            assertTrue(ended.out().contains(line), line + " in " + ended.out());
        }
        Path key = temporary.resolve("library/keys/publisher-key.pem");
        Typed sure = verify(folder, "--key", key);
        assertEquals(0, sure.status(), sure.err());
        assertFalse(sure.out().contains("own key"), sure.out());
    }

    @Test
    void oneByteIsNamed() throws IOException {
        Files.writeString(film, "not really a filn");
        Typed ended = verify(folder);
        assertEquals(3, ended.status());
        assertTrue(
                ended.out()
                        .contains("\n          video/harbour.av1.webm is not what the publisher"),
                ended.out());
        JsonNode json = Json.tree(verify(folder, "--json").out());
        assertEquals("verify", json.path("type").asText());
        assertFalse(json.path("good").asBoolean());
        assertEquals("ALTERED", json.path("problems").path(0).path("kind").asText());
        assertEquals("video/harbour.av1.webm", json.path("problems").path(0).path("file").asText());
    }

    @Test
    void aLoneFileIsProvedByItsRelease() throws IOException {
        Path lone = temporary.resolve("got from a friend.webm");
        Files.copy(film, lone);
        Typed ended = verify(lone, "--release", folder, "--json");
        assertEquals(0, ended.status(), ended.err());
        JsonNode json = Json.tree(ended.out());
        assertEquals("video/harbour.av1.webm", json.path("file").asText());
        assertEquals("Radio Bremen Archive", json.path("publisher").asText());
        assertEquals(0, verify(film).status(), "the statement lies above it");
        Typed nothing = verify(lone);
        assertEquals(2, nothing.status());
        assertEquals(
                "v2v: "
                        + lone
                        + ": no rights.jsonld lies beside it or above it; name its release folder"
                        + " with --release\n",
                nothing.err());
    }

    @Test
    void whatCanNotBeVerifiedIsSaid() throws IOException, InterruptedException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        Path pipe = temporary.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        for (List<Object> arguments :
                List.<List<Object>>of(
                        List.of(empty),
                        List.of(temporary.resolve("nothing")),
                        List.of(pipe),
                        List.of("/dev/null"),
                        List.of(folder, "--key", empty),
                        List.of(folder, "--key", film),
                        List.of(folder, "--release", folder),
                        List.of(film, "--release", film))) {
            Typed ended = verify(arguments.toArray());
            assertEquals(2, ended.status(), arguments + ended.out());
            assertTrue(ended.err().startsWith("v2v: "), ended.err());
            assertEquals(1, ended.err().lines().count(), ended.err());
        }
    }
}
