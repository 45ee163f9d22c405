package v2v.bag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class FolderCheckTest {
    private static final String LIST = "manifest-sha256.txt";

    @TempDir private Path folder;

    @BeforeEach
    void lay() throws IOException {
        Files.createDirectories(folder.resolve("video"));
        Path film = Files.writeString(folder.resolve("video/film.webm"), "film");
        Path page = Files.writeString(folder.resolve("index.html"), "page");
        Files.writeString(
                folder.resolve(LIST),
                Kept.digest(page) + "  index.html\n" + Kept.digest(film) + "  video/film.webm\n");
    }

    private List<String> said() throws IOException {
        return FolderCheck.check(folder, LIST, _ -> {}).problems().stream()
                .map(Problem::sentence)
                .toList();
    }

    @Test
    void everyByteIsReadOnce() throws IOException {
        AtomicLong read = new AtomicLong();
        Verdict verdict = FolderCheck.check(folder, LIST, read::addAndGet);
        assertTrue(verdict.good());
        assertEquals(3, verdict.files());
        assertEquals(8, read.get());
        assertEquals(8 + Files.size(folder.resolve(LIST)), verdict.bytes());
    }

    @Test
    void eachFaultIsNamed() throws IOException {
        Files.writeString(folder.resolve("video/film.webm"), "fiIm");
        Files.delete(folder.resolve("index.html"));
        Files.writeString(folder.resolve("virus.exe"), "");
        assertEquals(
                List.of(
                        "index.html is missing; manifest-sha256.txt lists it",
                        "virus.exe lies here, but is not in manifest-sha256.txt",
                        "video/film.webm is not what it was: its bytes are not those of"
                                + " manifest-sha256.txt"),
                said());
    }

    /// What has been released has not travelled: another spelling is another file.
    @Test
    void anotherCaseIsAnotherFile() throws IOException {
        Files.move(folder.resolve("index.html"), folder.resolve("INDEX.html"));
        assertEquals(2, said().size(), said().toString());
    }

    @Test
    void aFolderWithoutItsListProvesNothing() throws IOException {
        Files.delete(folder.resolve(LIST));
        assertEquals(
                List.of("manifest-sha256.txt is missing: nothing else can be compared"), said());
    }

    @Test
    void aFolderInPlaceOfAFileIsNoFile() throws IOException {
        Files.delete(folder.resolve("index.html"));
        Files.createDirectory(folder.resolve("index.html"));
        assertEquals(List.of("index.html is missing; manifest-sha256.txt lists it"), said());
    }
}
