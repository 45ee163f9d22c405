package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What lies on disk and is to be shared: one file, or all files of a folder in the order of a v2
/// file tree (by name, part by part, as raw bytes), so that the same content always makes the same
/// torrent.
///
/// @param name of the file or folder
/// @param folder false for one bare file
/// @param files at least one, not all of them empty
record Content(String name, boolean folder, List<Item> files) {
    /// One file as it was found.
    record Item(List<String> path, Path file, long bytes) {}

    /// Looks at a file or folder without following symbolic links. Empty folders are left out: a
    /// torrent has no word for them.
    ///
    /// @throws Refusal when a name can not be used, a link or device lies there, or nothing does
    static Content scan(Path root) throws IOException {
        Path at = root.toAbsolutePath().normalize();
        String name = String.valueOf(at.getFileName());
        refuse(at, SafeName.fault(name));
        BasicFileAttributes facts;
        try {
            facts = Files.readAttributes(at, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new Refusal(
                    Refusal.Code.FILE_MISSING,
                    root.toString(),
                    "there is no such file or folder",
                    "check the path");
        }
        if (!facts.isDirectory()) {
            Item only = item(List.of(name), at, facts);
            return new Content(name, false, List.of(only)).withBytes(root);
        }
        List<Item> files = new ArrayList<>();
        Files.walkFileTree(at, new Collector(at, files));
        files.sort(Comparator.comparing(Item::path, SafeName::compare));
        return new Content(name, true, List.copyOf(files)).withBytes(root);
    }

    long bytes() {
        return files.stream().mapToLong(Item::bytes).sum();
    }

    List<Long> sizes() {
        return files.stream().map(Item::bytes).toList();
    }

    private Content withBytes(Path root) {
        if (bytes() == 0) {
            throw new Refusal(
                    Refusal.Code.FILE_EMPTY,
                    root.toString(),
                    "there is nothing to share in it: it holds no bytes",
                    "put the files there first");
        }
        return this;
    }

    private static Item item(List<String> path, Path file, BasicFileAttributes facts) {
        if (!facts.isRegularFile()) {
            throw new Refusal(
                    Refusal.Code.FILE_UNREADABLE,
                    file.toString(),
                    "this is a symbolic link or a device, not a file",
                    "put the file itself there, or take it out of the folder");
        }
        return new Item(List.copyOf(path), file, facts.size());
    }

    private static void refuse(Path file, @Nullable String fault) {
        if (fault != null) {
            String shown = MetainfoReader.printable(String.valueOf(file.getFileName()));
            throw new Refusal(
                    Refusal.Code.FILE_NAME_UNUSABLE,
                    file.toString(),
                    "the name " + shown + " can not stand in a torrent: it " + fault,
                    "rename the file");
        }
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Item> files;

        Collector(Path root, List<Item> files) {
            this.root = root;
            this.files = files;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            List<String> path = new ArrayList<>();
            root.relativize(file).forEach(part -> path.add(part.toString()));
            refuse(file, SafeName.fault(path));
            if (path.getFirst().equals(".pad")) {
                refuse(file, "lies in '.pad', where torrents keep their filler");
            }
            files.add(item(path, file, facts));
            return FileVisitResult.CONTINUE;
        }
    }
}
