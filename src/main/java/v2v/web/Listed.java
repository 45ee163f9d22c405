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
import java.util.Optional;

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

    /// The file, with its hash; nothing when the release's list does not name it.
    ///
    /// @param release its real folder
    /// @param torrent when it was last known good: a file that is newer is given, but not vouched
    ///   for
    Optional<Place.Film> find(Path release, Path torrent, Place.Film film) throws IOException {
        String name = release.relativize(film.file()).toString().replace('\\', '/');
        if (name.equals(LIST)) {
            return Optional.of(film);
        }
        String hash = list(release).get(name);
        if (hash == null) {
            return Optional.empty();
        }
        boolean vouched =
                Files.getLastModifiedTime(film.file()).compareTo(Files.getLastModifiedTime(torrent))
                        <= 0;
        return Optional.of(vouched ? film.vouched(hash) : film);
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
