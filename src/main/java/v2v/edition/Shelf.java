package v2v.edition;

import org.jspecify.annotations.Nullable;

import v2v.item.Library;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The editions of a library on its disk, its own or a publisher's, and which of them readers see.
public final class Shelf {
    /// The folder of an edition is called so, because its torrent is.
    public static final String NAME = "catalogue";

    private final Library library;
    private final int keep;

    /// @param keep so many editions stay
    public Shelf(Library library, int keep) {
        this.library = library;
        this.keep = keep;
    }

    /// An edition on the disk.
    ///
    /// @param folder of the catalogue; its torrent lies beside it
    /// @param written bytes that were not there before
    public record Written(Head head, Path folder, long written) {
        public Path torrent() {
            return folder.resolveSibling(NAME + ".torrent");
        }

        public Path magnet() {
            return folder.resolveSibling(NAME + ".magnet");
        }
    }

    /// The edition that readers see.
    public Optional<Path> current() throws IOException {
        Path link = library.catalogue();
        return Files.exists(link) ? Optional.of(link.toRealPath()) : Optional.empty();
    }

    /// Editions on the disk, oldest first.
    public List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(library.editions())) {
            try (Stream<Path> folders = Files.list(library.editions())) {
                folders.filter(folder -> folder.getFileName().toString().matches("[0-9]{6}"))
                        .sorted()
                        .map(folder -> folder.resolve(NAME))
                        .forEach(all::add);
            }
        }
        return all;
    }

    /// From now on readers see this edition; the oldest ones are deleted.
    public void show(Written edition) throws IOException {
        Path link = library.catalogue();
        Path made = library.editions().resolve(".link");
        Files.deleteIfExists(made);
        Files.createSymbolicLink(made, library.root().relativize(edition.folder()));
        Files.move(made, link, StandardCopyOption.ATOMIC_MOVE);
        List<Path> all = all();
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            if (!old.equals(edition.folder())) {
                delete(old.getParent());
            }
        }
    }

    /// A folder with all that is in it; nothing when there is none.
    public static void delete(@Nullable Path folder) throws IOException {
        if (folder == null || !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException fault)
                            throws IOException {
                        if (fault != null) {
                            throw fault;
                        }
                        Files.delete(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
