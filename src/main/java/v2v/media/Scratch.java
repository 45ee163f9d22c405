package v2v.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A private folder for one run, mode 0700, gone afterwards.
///
/// @param folder absolute
record Scratch(Path folder) implements AutoCloseable {
    static Scratch open() throws IOException {
        return new Scratch(Files.createTempDirectory("v2v-media-"));
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
