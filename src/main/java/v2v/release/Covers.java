package v2v.release;

import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Packed;
import v2v.item.Redo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What an approval is about: one SHA-256 over the record and every byte that would go out, read
/// from the disk anew each time it is asked.
final class Covers {
    private final Library library;
    private final Packed packed;

    Covers(Library library, Packed packed) {
        this.library = library;
        this.packed = packed;
    }

    /// The digest as of now.
    ///
    /// @throws Redo when a file is not what the release's own list says
    Digest now() throws IOException {
        Path folder = folder();
        Map<String, Digest> files = files(folder);
        Digest manifest = files.get(Manifest.NAME);
        if (manifest == null) {
            throw altered(Manifest.NAME);
        }
        for (String line : Files.readAllLines(folder.resolve(Manifest.NAME))) {
            String[] parts = line.split("  ", 2);
            Digest found = parts.length < 2 ? null : files.get(parts[1]);
            if (found == null || !found.hex().equals(parts[0])) {
                throw altered(parts[parts.length - 1]);
            }
        }
        Clearance clearance = packed.release().renditions().clearance();
        String all =
                Json.line(
                        Arrays.asList(
                                clearance.record(),
                                clearance.license().url(),
                                clearance.attribution(),
                                packed.infohash(),
                                packed.infohashV2(),
                                files));
        return Manifest.digest(all.getBytes(StandardCharsets.UTF_8));
    }

    /// After a crash in the middle of publishing it lies where the public is already.
    private Path folder() {
        Path work = library.resolve(packed.release().renditions().work());
        Path out =
                library.releases().resolve(packed.release().renditions().clearance().folderName());
        if (Files.isDirectory(work)) {
            return work;
        }
        if (Files.isDirectory(out)) {
            return out;
        }
        throw new Redo("transcode", library.relative(work) + " is gone; it is made again");
    }

    private static Redo altered(String name) {
        return new Redo("transcode", name + " is gone or altered; it is made again");
    }

    private static Map<String, Digest> files(Path folder) throws IOException {
        Map<String, Digest> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> all = tree.filter(path -> !Files.isDirectory(path)).toList();
            for (Path file : all) {
                files.put(
                        folder.relativize(file).toString().replace('\\', '/'),
                        Manifest.digest(file, read -> {}));
            }
        }
        return files;
    }
}
