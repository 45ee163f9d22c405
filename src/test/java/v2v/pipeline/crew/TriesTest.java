package v2v.pipeline.crew;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Library;
import v2v.ledger.Parts.Part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/// The folders of attempts: what stops a worker that wakes from the dead.
@SuppressWarnings("NullAway.Init") // JUnit fills the field
class TriesTest {
    @TempDir Path folder;

    private static Part part(long id, int attempt) {
        return new Part(
                id,
                1,
                "0123456789abcdef",
                1,
                "transcode",
                0,
                "whole",
                "heavy",
                "",
                "",
                "",
                "out",
                attempt,
                0,
                "",
                null,
                null,
                null,
                null,
                "",
                -1,
                0,
                null,
                "",
                0,
                "");
    }

    @Test
    void aFolderThatWasClosedCanNotBeWrittenTo() throws IOException {
        Tries tries = new Tries(new Library(folder).prepare());
        Path first = tries.open(part(3, 1));
        Path run = Files.createDirectory(first.resolve("a-1"));
        Files.writeString(run.resolve("film.ivf"), "half");
        Path second = tries.open(part(3, 2));
        tries.close(part(3, 1));
        assertThrows(
                NoSuchFileException.class,
                () -> Files.writeString(run.resolve("film.ivf"), "from the dead"));
        assertTrue(Files.isDirectory(second), "the attempt that counts");
        tries.close(part(3, 2));
        assertFalse(Files.exists(second.getParent()), "nothing is left of it");
    }

    @Test
    void theSweepTakesWhatIsNobodysAndNothingElse() throws IOException {
        Library library = new Library(folder).prepare();
        Tries tries = new Tries(library);
        Path wanted = tries.open(part(3, 2));
        Path stale = tries.open(part(3, 1));
        Path log = Files.createDirectories(library.work("0123456789abcdef", 1).resolve("log"));
        Path other = Files.createDirectories(library.work("fedcba9876543210", 1));
        tries.sweep(Set.of(wanted));
        assertTrue(Files.isDirectory(wanted));
        assertFalse(Files.exists(stale));
        assertTrue(Files.isDirectory(log));
        assertTrue(Files.isDirectory(other), "not one of ours");
        tries.sweep(Set.of());
        assertTrue(Files.isDirectory(log), "what people may want to read stays");
        Files.delete(log);
        Files.createDirectories(wanted);
        tries.sweep(Set.of());
        assertFalse(Files.exists(library.work("0123456789abcdef", 1)));
    }
}
