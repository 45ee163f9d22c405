package v2v.bag;

import v2v.item.Companion;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.Library;
import v2v.item.Master;
import v2v.item.Release;
import v2v.item.Rendition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What goes into the bag of one item, and where it is taken from.
final class Contents {
    static final String ORIGINAL = Names.PAYLOAD + "original/";
    private static final String MASTER = Names.PAYLOAD + "master/";
    private static final String METADATA = Names.PAYLOAD + "metadata/";

    private final Library library;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    private Contents(Library library) {
        this.library = library;
    }

    static List<Part> of(Library library, Release release, Master master) throws IOException {
        Footage footage = release.renditions().clearance().inspection().footage();
        Contents contents = new Contents(library);
        contents.delivered(footage.file(), footage.sha256(), footage.bytes());
        for (Companion words : footage.companions()) {
            contents.delivered(words.file(), words.sha256(), words.bytes());
        }
        for (Rendition file : master.files()) {
            contents.add(
                    MASTER + file.name(),
                    library.resolve(master.work()).resolve(file.name()),
                    file.sha256(),
                    file.bytes(),
                    Part.Origin.MADE);
        }
        contents.metadata(library.resolve(release.renditions().work()), footage.item());
        return List.copyOf(contents.parts);
    }

    private void delivered(Path file, Digest sha256, long bytes) {
        add(ORIGINAL + file.getFileName(), file, sha256, bytes, Part.Origin.DELIVERED);
    }

    /// Two files of one delivery may come from two folders under one name; and what some file
    /// system takes for one name is one here.
    private void add(String name, Path from, Digest sha256, long bytes, Part.Origin origin) {
        String free = name;
        for (int n = 2; !taken.add(Names.fold(free)); n++) {
            int folder = name.lastIndexOf('/') + 1;
            free = name.substring(0, folder) + n + "-" + name.substring(folder);
        }
        parts.add(new Part(free, from, sha256, bytes, origin));
    }

    private void metadata(Path release, String item) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(release.resolve("metadata"))) {
            all.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        Path report = library.reports().resolve(item + ".txt");
        if (Files.isRegularFile(report)) {
            files.add(report);
        }
        for (Path file : files) {
            var digests = Reading.of(file, EnumSet.of(Algorithm.SHA256), _ -> {});
            String hex = Objects.requireNonNull(digests.get(Algorithm.SHA256));
            String name = file.equals(report) ? "inspection.txt" : file.getFileName().toString();
            add(METADATA + name, file, new Digest(hex), Files.size(file), Part.Origin.WRITTEN);
        }
    }
}
