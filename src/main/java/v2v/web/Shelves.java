package v2v.web;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.temporal.ChronoUnit;

/// The folder that is shown, and what a path from outside means in it.
final class Shelves implements Site {
    private final Path root;

    /// @throws IOException when there is no such folder
    Shelves(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(
                    "There is no folder %s to show; make it, or name another.".formatted(root));
        }
        this.root = root.toRealPath();
    }

    Path root() {
        return root;
    }

    @Override
    public Place at(String path) throws IOException {
        return within(root, path, real -> true);
    }

    /// What of a folder may be seen.
    interface Visible {
        /// Whether this may be.
        ///
        /// @param real a file or a folder
        boolean test(Path real) throws IOException;
    }

    /// Looks the path up. Links are followed only as long as they stay inside, and nothing but
    /// ordinary files is ever opened.
    ///
    /// @param bound the real folder that nothing leads out of: this one, or one in it
    Place within(Path bound, String path, Visible visible) throws IOException {
        Path real;
        try {
            real = root.resolve(path.substring(1)).toRealPath();
        } catch (FileSystemException | InvalidPathException e) {
            return new Place.Nowhere();
        }
        return real.startsWith(bound) && visible.test(real)
                ? place(real, path, visible)
                : new Place.Nowhere();
    }

    private Place place(Path real, String path, Visible visible) throws IOException {
        BasicFileAttributes facts =
                Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean slash = path.endsWith("/");
        if (facts.isDirectory()) {
            return slash ? folder(real, visible) : new Place.Moved(Pages.href(path) + "/");
        }
        return facts.isRegularFile() && !slash ? film(real, facts, "") : new Place.Nowhere();
    }

    private Place folder(Path folder, Visible visible) throws IOException {
        Path page = folder.resolve("index.html");
        return Files.isRegularFile(page, LinkOption.NOFOLLOW_LINKS) && visible.test(page)
                ? film(page, Files.readAttributes(page, BasicFileAttributes.class), "")
                : new Place.Page(Pages.listing(folder, folder.equals(root), visible));
    }

    static Place film(Path file, BasicFileAttributes facts, String keepAs) {
        return new Place.Film(
                file,
                facts.size(),
                facts.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS),
                "",
                keepAs,
                "");
    }
}
