package v2v.bag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// A bag that is being written, in a folder that nobody reads.
final class Draft {
    /// Two: the one that everybody has, and that of the accepted original; and the one that RFC
    /// 8493 asks for.
    private static final Set<Algorithm> ALGORITHMS = EnumSet.of(Algorithm.SHA256, Algorithm.SHA512);

    private final Path folder;
    private final LongConsumer more;
    private final SortedMap<String, Map<Algorithm, String>> payload = new TreeMap<>();
    private final SortedMap<String, Map<Algorithm, String>> tags = new TreeMap<>();

    /// A new one; what lay in its folder before is taken away.
    ///
    /// @param more told how many more bytes were read
    Draft(Path folder, LongConsumer more) throws IOException {
        this.folder = folder;
        this.more = more;
        Disk.delete(folder);
        Files.createDirectories(folder.resolve(Names.PAYLOAD));
    }

    /// Puts one file in, and proves that it is the one that was promised.
    void add(Part part) throws IOException {
        Path place = folder.resolve(part.name());
        Files.createDirectories(Disk.parent(place));
        Map<Algorithm, String> found =
                switch (part.origin()) {
                    case DELIVERED, WRITTEN ->
                            Reading.copying(part.from(), place, ALGORITHMS, more);
                    case MADE -> link(part.from(), place);
                };
        if (!part.sha256().hex().equals(found.get(Algorithm.SHA256))) {
            throw part.altered();
        }
        payload.put(part.name(), found);
    }

    private Map<Algorithm, String> link(Path from, Path place) throws IOException {
        try {
            Files.createLink(place, from);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // some file systems have no hard links, and some folders lie on two of them
            return Reading.copying(from, place, ALGORITHMS, more);
        }
        Disk.sync(place);
        return Reading.of(place, ALGORITHMS, more);
    }

    /// Writes what is said of the payload, and forces all of it to the disk.
    void close(List<BagInfo.Field> info) throws IOException {
        write(Declaration.NAME, Declaration.text());
        write(BagInfo.NAME, new BagInfo(info).text());
        for (Algorithm algorithm : ALGORITHMS) {
            write("manifest-" + algorithm.word() + ".txt", list(payload, algorithm));
        }
        SortedMap<String, Map<Algorithm, String>> described = new TreeMap<>(tags);
        for (Algorithm algorithm : ALGORITHMS) {
            write("tagmanifest-" + algorithm.word() + ".txt", list(described, algorithm));
        }
        Disk.seal(folder);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Disk.write(file, text.getBytes(StandardCharsets.UTF_8));
        tags.put(name, Reading.of(file, ALGORITHMS, _ -> {}));
    }

    private static String list(
            SortedMap<String, Map<Algorithm, String>> files, Algorithm algorithm) {
        StringBuilder text = new StringBuilder();
        files.forEach((name, digests) ->
                text.append(Objects.requireNonNull(digests.get(algorithm)))
                        .append("  ")
                        .append(Names.encode(name))
                        .append('\n'));
        return text.toString();
    }
}
