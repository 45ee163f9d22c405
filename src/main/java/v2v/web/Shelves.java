package v2v.web;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The folder that is shown, and what a path from outside means in it.
final class Shelves {
    private final Path root;

    /// @throws IOException when there is no such folder
    Shelves(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(
                    "There is no folder %s to show; make it, or name another.".formatted(root));
        }
        this.root = root.toRealPath();
    }

    /// What lies at a path.
    sealed interface Place {
        record Film(Path file, long bytes, Instant modified) implements Place {}

        record Folder(Path folder, boolean top) implements Place {}

        /// A folder that was asked for without its last slash: links in its page would go astray.
        record Moved(String to) implements Place {}

        record Nowhere() implements Place {}
    }

    /// Looks the path up. Links are followed only as long as they stay inside, names that begin
    /// with a dot do not exist, and nothing but ordinary files is ever opened.
    ///
    /// @param path as it came, percent signs and all
    Place at(String path) throws IOException {
        try {
            String plain = decode(path);
            if (!decent(plain)) {
                return new Place.Nowhere();
            }
            Path real = root.resolve(plain.substring(1)).toRealPath();
            return real.startsWith(root) ? place(real, plain) : new Place.Nowhere();
        } catch (FileSystemException | InvalidPathException | BadEscape e) {
            return new Place.Nowhere();
        }
    }

    private Place place(Path real, String plain) throws IOException {
        BasicFileAttributes facts =
                Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean slash = plain.endsWith("/");
        if (facts.isDirectory()) {
            return slash ? folder(real) : new Place.Moved(Pages.href(plain) + "/");
        }
        return facts.isRegularFile() && !slash ? film(real, facts) : new Place.Nowhere();
    }

    private Place folder(Path folder) throws IOException {
        Path page = folder.resolve("index.html");
        return Files.isRegularFile(page, LinkOption.NOFOLLOW_LINKS)
                ? film(page, Files.readAttributes(page, BasicFileAttributes.class))
                : new Place.Folder(folder, folder.equals(root));
    }

    private static Place film(Path file, BasicFileAttributes facts) {
        Instant modified = facts.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
        return new Place.Film(file, facts.size(), modified);
    }

    private static boolean decent(String path) {
        return path.startsWith("/")
                && path.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c))
                && !path.contains("//")
                && !path.contains("/.");
    }

    private static String decode(String path) throws BadEscape {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadEscape(e);
        }
    }

    private static final class BadEscape extends IOException {
        private static final long serialVersionUID = 1;

        BadEscape(Throwable cause) {
            super(cause);
        }
    }
}
