package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Sightings.Sighting;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// One look at everything below a folder. Links are not followed: they lead out of it, or to
/// something that is seen anyway.
final class Walk extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Map<Path, BasicFileAttributes> looks = new HashMap<>();

    /// What some record beside it speaks about, with or without its extension.
    private final Set<Path> described = new HashSet<>();

    /// Folders that are bags, or are becoming one: their lists may arrive before `bagit.txt`.
    private final Set<Path> bags = new HashSet<>();

    private final List<Path> footage = new ArrayList<>();
    private final List<Path> closed = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();

    private Walk(Path folder) {
        this.folder = folder;
    }

    static Walk of(Path folder) throws IOException {
        Walk walk = new Walk(folder);
        Files.walkFileTree(folder, walk);
        if (!walk.bags.isEmpty()) {
            walk.footage.removeIf(file -> !walk.isPayload(file));
            walk.paths.clear();
            walk.footage.forEach(file -> walk.paths.add(file.toString()));
        }
        return walk;
    }

    /// Whether no bag is around it, or it is what the bag was made for.
    private boolean isPayload(Path file) {
        Path bag = bag(file);
        return bag == null || file.startsWith(bag.resolve(Envelope.PAYLOAD));
    }

    /// The nearest bag around a file; null when there is none.
    @Nullable Path bag(Path file) {
        if (bags.isEmpty()) {
            return null;
        }
        Path at = file.getParent();
        while (at != null && at.startsWith(folder)) {
            if (bags.contains(at)) {
                return at;
            }
            at = at.getParent();
        }
        return null;
    }

    Set<Path> bags() {
        return bags;
    }

    /// Whether `bagit.txt` and every file that the bag lists are here.
    boolean isWhole(Path bag, Set<Path> listed) {
        return looks.containsKey(bag.resolve(Envelope.DECLARATION))
                && !listed.isEmpty()
                && looks.keySet().containsAll(listed);
    }

    /// How much of a bag is here: each file that arrives changes it.
    String extent(Path bag) {
        long files = 0;
        long bytes = 0;
        for (Map.Entry<Path, BasicFileAttributes> each : looks.entrySet()) {
            if (each.getKey().startsWith(bag)) {
                files++;
                bytes += each.getValue().size();
            }
        }
        return files + " files, " + bytes + " bytes";
    }

    /// Of the lists of a bag, for whoever has read them already.
    String lists(Path bag) {
        StringBuilder stamp = new StringBuilder();
        looks.entrySet().stream()
                .filter(e -> bag.equals(e.getKey().getParent()))
                .filter(e -> Envelope.isManifest(e.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> stamp(stamp.append(Names.name(e.getKey())), e.getValue()));
        return stamp.toString();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes look) {
        return Names.entering(directory, folder);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes look) {
        if (!look.isSymbolicLink()) {
            keep(file, look);
        }
        return FileVisitResult.CONTINUE;
    }

    /// A file that went away meanwhile is no matter. A folder that may not be opened is kept as if
    /// it were footage: its refusal is the only way for a person to hear of it.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
        if (file.equals(folder)) {
            throw why;
        }
        if (Files.isDirectory(file)) {
            closed.add(file);
            keep(file, Files.readAttributes(file, BasicFileAttributes.class));
        }
        return FileVisitResult.CONTINUE;
    }

    /// A folder that breaks off in the middle of its listing is tried again as a whole.
    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException why)
            throws IOException {
        if (why != null) {
            throw why;
        }
        return FileVisitResult.CONTINUE;
    }

    private void keep(Path file, BasicFileAttributes look) {
        looks.put(file, look);
        boolean list = Envelope.isManifest(file);
        if (list || Names.name(file).equals(Envelope.DECLARATION)) {
            Path around = file.resolveSibling(Envelope.PAYLOAD).getParent();
            if (around != null && (!list || Files.isDirectory(around.resolve(Envelope.PAYLOAD)))) {
                bags.add(around);
            }
        }
        if (Names.isFootage(file)) {
            footage.add(file);
            paths.add(file.toString());
        } else {
            described.addAll(Names.describes(file));
        }
    }

    List<Path> footage() {
        return footage;
    }

    boolean isEmpty() {
        return looks.isEmpty();
    }

    boolean saw(String path) {
        return paths.contains(path);
    }

    boolean isBelowClosed(String path) {
        return closed.stream().anyMatch(c -> path.startsWith(c + "/"));
    }

    BasicFileAttributes look(Path file) {
        return Objects.requireNonNull(looks.get(file));
    }

    /// Most files have no sidecar, and a hundred thousand are asked at every scan: so the places
    /// where one could lie are only spelt out for those that have one.
    List<Path> sidecars(Path file) {
        Path stem = file.resolveSibling(Names.stem(Names.name(file)));
        boolean item = file.getParent() != null && described.contains(file.getParent());
        return item || described.contains(file) || described.contains(stem)
                ? Names.sidecars(file).stream().filter(looks::containsKey).toList()
                : List.of();
    }

    /// Size and times of the file and of its sidecars, as one text.
    ///
    /// @param more a further word of the stamp; empty for none
    Sighting sighting(Path file, Instant now, String more) {
        StringBuilder stamp = new StringBuilder();
        stamp(stamp, look(file));
        for (Path sidecar : sidecars(file)) {
            stamp(stamp.append(' ').append(Names.name(sidecar)).append(' '), look(sidecar));
        }
        return new Sighting(stamp.append(more).toString(), now, false);
    }

    private static void stamp(StringBuilder out, BasicFileAttributes look) {
        Instant modified = look.lastModifiedTime().toInstant();
        out.append(look.size())
                .append('@')
                .append(modified.getEpochSecond())
                .append('.')
                .append(modified.getNano());
    }
}
