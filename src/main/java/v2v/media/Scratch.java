package v2v.media;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A private folder for one run, mode 0700, gone afterwards.
///
/// @param folder absolute
record Scratch(Path folder) implements AutoCloseable {
    private static final Pattern ENDING = Pattern.compile("\\.([A-Za-z0-9]{1,8})$");

    /// What Linux answers where there are no links (EPERM, EOPNOTSUPP).
    private static final Set<String> NO_LINKS =
            Set.of("Operation not permitted", "Operation not supported");

    /// One outside any library.
    static Scratch open() throws IOException {
        return Grounds.anywhere().open();
    }

    /// The file under a neutral name and with nothing beside it, so that no name inside it leads to
    /// a neighbour, and no message tells where the archive keeps it. The ending stays: some formats
    /// have no other mark.
    ///
    /// On a file system without links it is the file itself.
    Path holding(Path file) throws IOException {
        Path link = folder.resolve(neutral(file));
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            return link;
        }
        try {
            return Files.createSymbolicLink(link, file.toAbsolutePath());
        } catch (UnsupportedOperationException e) {
            return file.toAbsolutePath();
        } catch (FileSystemException e) {
            // some say so only when asked; a full disk is another matter
            if (NO_LINKS.contains(String.valueOf(e.getReason()))) {
                return file.toAbsolutePath();
            }
            throw e;
        }
    }

    private static String neutral(Path file) {
        Matcher ending = ENDING.matcher(file.toString());
        return ending.find() ? "original." + ending.group(1).toLowerCase(Locale.ROOT) : "original";
    }

    @Override
    public void close() throws IOException {
        List<Path> inside;
        try (Stream<Path> all = Files.walk(folder)) {
            inside = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.deleteIfExists(path);
        }
    }
}
