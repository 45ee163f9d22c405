package v2v.pipeline.crew;

import v2v.item.Library;
import v2v.ledger.Parts.Part;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The folders in which workers work: `work/<item>-<version>/tries/<part>-<attempt>/`, and in that
/// one folder a run.
///
/// The node makes the folder of an attempt before it sends the task, and deletes it when nobody
/// waits for the attempt any more. That is what stops a worker that wakes from the dead: it has
/// nowhere to write to.
record Tries(Library library) {
    private static final String NAME = "tries";

    Path of(Part part) {
        return library.work(part.item(), part.version())
                .resolve(NAME)
                .resolve(part.id() + "-" + part.attempt());
    }

    /// The folders of all runs of all attempts that are there.
    List<Path> runs(Part part) throws IOException {
        List<Path> all = new ArrayList<>();
        Path tries = library.work(part.item(), part.version()).resolve(NAME);
        for (int attempt = 1; attempt <= part.attempt(); attempt++) {
            Path folder = tries.resolve(part.id() + "-" + attempt);
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> runs = Files.newDirectoryStream(folder)) {
                    runs.forEach(all::add);
                }
            }
        }
        return all;
    }

    Path open(Part part) throws IOException {
        return Files.createDirectories(of(part));
    }

    /// Takes away the folder of this attempt and those of all before it.
    void close(Part part) throws IOException {
        Path all = library.work(part.item(), part.version()).resolve(NAME);
        for (int attempt = 1; attempt <= part.attempt(); attempt++) {
            delete(all.resolve(part.id() + "-" + attempt));
        }
        deleteEmpty(all);
    }

    /// Takes away what is none of these, and the folders of works that hold nothing any more.
    void sweep(Set<Path> wanted) throws IOException {
        try (DirectoryStream<Path> works = Files.newDirectoryStream(library.work())) {
            for (Path work : works) {
                Path tries = work.resolve(NAME);
                if (Files.isDirectory(tries)) {
                    sweep(tries, wanted);
                    deleteEmpty(tries);
                    deleteEmpty(work);
                }
            }
        } catch (NoSuchFileException e) {
            // no work yet
        }
    }

    private static void sweep(Path tries, Set<Path> wanted) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tries)) {
            for (Path one : all) {
                if (!wanted.contains(one)) {
                    delete(one);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // gone since
        }
    }

    private static void deleteEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // somebody's still
        }
    }

    /// A run that still lives may add to it meanwhile: what comes then falls to the next sweep.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes look)
                                throws IOException {
                            Files.deleteIfExists(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e)
                                throws IOException {
                            if (e instanceof NoSuchFileException) {
                                return FileVisitResult.CONTINUE;
                            }
                            throw e;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path inner, @org.jspecify.annotations.Nullable IOException e)
                                throws IOException {
                            if (e != null) {
                                throw e;
                            }
                            deleteEmpty(inner);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (NoSuchFileException e) {
            // gone since
        }
    }
}
