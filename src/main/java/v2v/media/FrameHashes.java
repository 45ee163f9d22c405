package v2v.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What FFmpeg's `framemd5` writes: for each track the hashes of its frames, in order. Times are
/// left out, because a container may round them.
///
/// ```
/// 0,          1,          1,        1,   622080, 9e3888afb079603e5aa5beb8ca30c580
/// ```
///
/// @param tracks in the order of the file's tracks
record FrameHashes(List<List<String>> tracks) {
    private static final int FIELDS = 6;

    static FrameHashes read(Path file) throws IOException {
        TreeMap<Integer, List<String>> tracks = new TreeMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .filter(fields -> fields.length == FIELDS)
                    .forEach(fields ->
                            tracks.computeIfAbsent(
                                            Integer.parseInt(fields[0].strip()),
                                            t -> new ArrayList<>())
                                    .add(fields[4].strip() + " " + fields[5].strip()));
        }
        return new FrameHashes(List.copyOf(tracks.values()));
    }

    List<String> picture() {
        return tracks.isEmpty() ? List.of() : tracks.getFirst();
    }

    /// The first difference in words; empty when there is none.
    String difference(FrameHashes other) {
        if (tracks.size() != other.tracks.size()) {
            return tracks.size() + " tracks against " + other.tracks.size();
        }
        for (int t = 0; t < tracks.size(); t++) {
            List<String> mine = tracks.get(t);
            List<String> its = other.tracks.get(t);
            for (int i = 0; i < Math.max(mine.size(), its.size()); i++) {
                if (i >= mine.size() || i >= its.size()) {
                    return mine.size() + " frames against " + its.size() + " in track " + t;
                }
                if (!mine.get(i).equals(its.get(i))) {
                    return "frame " + i + " of track " + t;
                }
            }
        }
        return "";
    }
}
