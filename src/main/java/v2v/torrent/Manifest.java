package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// `manifest-sha256.txt` of a release folder: what every other file in it must be, in the form of
/// `sha256sum`.
///
/// @param digests by path below the folder, with forward slashes
record Manifest(SortedMap<String, Digest> digests) {
    static final String NAME = "manifest-sha256.txt";

    private static final int HEX = 64;

    /// Reads the manifest of `folder`.
    ///
    /// @throws IOException when it can not be read
    /// @throws IllegalArgumentException when a line is not `<64 hexadecimal digits> <path>`
    static Manifest read(Path folder) throws IOException {
        SortedMap<String, Digest> digests = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve(NAME))) {
            if (line.length() < HEX + 3 || line.charAt(HEX) != ' ') {
                throw new IllegalArgumentException("not a line of sha256sum: " + line);
            }
            digests.put(line.substring(HEX + 2), new Digest(line.substring(0, HEX)));
        }
        return new Manifest(digests);
    }

    /// The first difference to what really lies there, as a sentence; null when there is none.
    @Nullable String difference(Map<String, Digest> found) {
        for (Map.Entry<String, Digest> line : digests.entrySet()) {
            Digest digest = found.get(line.getKey());
            if (digest == null) {
                return line.getKey() + " is gone from the release folder.";
            }
            if (!digest.equals(line.getValue())) {
                return line.getKey() + " is not what its checksum in " + NAME + " says.";
            }
        }
        for (String file : found.keySet()) {
            if (!file.equals(NAME) && !digests.containsKey(file)) {
                return file + " lies in the release folder but not in " + NAME + ".";
            }
        }
        return null;
    }
}
