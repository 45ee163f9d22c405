package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import v2v.item.Json;
import v2v.release.Described;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `v2v verify`, as somebody types it who has nothing but a release.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class VerifyCommandTest {
    @TempDir private Path temporary;
    private Path folder;
    private Path film;

    private record Ended(int status, String out, String err) {}

    @BeforeEach
    void release() throws IOException {
        folder = Described.in(temporary.resolve("library"));
        film = folder.resolve("video/harbour.av1.webm");
    }

    private static Ended verify(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("verify"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        StringWriter faults = new StringWriter();
        PrintStream before = System.out;
        PrintStream beforeErr = System.err;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            CommandLine program = Main.commandLine().setErr(new PrintWriter(faults, true));
            int status = program.execute(all.toArray(String[]::new));
            return new Ended(
                    status,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8) + faults);
        } finally {
            System.setOut(before);
            System.setErr(beforeErr);
        }
    }

    @Test
    void aGoodReleaseSaysWhoseItIs() throws IOException {
        Ended ended = verify(folder);
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
        Ended sure = verify(folder, "--key", key);
        assertEquals(0, sure.status(), sure.err());
        assertFalse(sure.out().contains("own key"), sure.out());
    }

    @Test
    void oneByteIsNamed() throws IOException {
        Files.writeString(film, "not really a filn");
        Ended ended = verify(folder);
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
        Ended ended = verify(lone, "--release", folder, "--json");
        assertEquals(0, ended.status(), ended.err());
        JsonNode json = Json.tree(ended.out());
        assertEquals("video/harbour.av1.webm", json.path("file").asText());
        assertEquals("Radio Bremen Archive", json.path("publisher").asText());
        assertEquals(0, verify(film).status(), "the statement lies above it");
        Ended nothing = verify(lone);
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
            Ended ended = verify(arguments.toArray());
            assertEquals(2, ended.status(), arguments + ended.out());
            assertTrue(ended.err().startsWith("v2v: "), ended.err());
            assertEquals(1, ended.err().lines().count(), ended.err());
        }
    }
}
