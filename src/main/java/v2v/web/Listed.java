package v2v.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What belongs to a release: the files of its own list (`manifest-sha256.txt`) and that list. A
/// file that somebody has put beside them is not given to anybody.
final class Listed {
    private static final String LIST = "manifest-sha256.txt";
    private static final int DIGITS = 64;

    /// A list that is longer is none of ours, bytes.
    private static final long LONGEST = 16 << 20;

    /// Lists that are kept in memory: those of the releases that are asked for now.
    private static final int KEPT = 256;

    private record Known(FileTime read, Map<String, String> hashes) {}

    private final Map<Path, Known> lists =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
                            return size() > KEPT;
                        }
                    });

    /// Whether it may be seen: the list names it, or something below it.
    ///
    /// @param release its real folder
    /// @param real a file or a folder in it
    boolean names(Path release, Path real) throws IOException {
        String name = name(release, real);
        if (name.isEmpty() || name.equals(LIST)) {
            return true;
        }
        Map<String, String> hashes = list(release);
        return hashes.containsKey(name)
                || hashes.keySet().stream().anyMatch(file -> file.startsWith(name + "/"));
    }

    /// Whether the list names just this file, there or not.
    ///
    /// @param file path in the release, with forward slashes
    boolean has(Path release, String file) throws IOException {
        return list(release).containsKey(file);
    }

    /// The file, with the hash that the list has of it.
    ///
    /// @param torrent when the file was last known good: if it is newer nobody vouches for it
    Place.Film vouched(Path release, Path torrent, Place.Film film) throws IOException {
        String hash = list(release).get(name(release, film.file()));
        boolean untouched =
                Files.getLastModifiedTime(film.file()).compareTo(Files.getLastModifiedTime(torrent))
                        <= 0;
        return hash != null && untouched ? film.vouched(hash) : film;
    }

    private static String name(Path release, Path real) {
        return release.relativize(real).toString().replace('\\', '/');
    }

    private Map<String, String> list(Path release) throws IOException {
        Path file = release.resolve(LIST);
        try {
            FileTime now = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
            Known known = lists.get(release);
            if (known == null || !known.read().equals(now)) {
                known = new Known(now, read(file));
                lists.put(release, known);
            }
            return known.hashes();
        } catch (NoSuchFileException e) {
            return Map.of();
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
            return Map.of();
        }
        Map<String, String> hashes = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.length() > DIGITS + 2 && line.startsWith("  ", DIGITS)) {
                hashes.put(line.substring(DIGITS + 2), line.substring(0, DIGITS));
            }
        }
        return Map.copyOf(hashes);
    }
}
