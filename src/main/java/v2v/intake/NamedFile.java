package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Looks for the files that rows name. Links are not followed, not even those that folders are.
final class NamedFile {
    private static final int MOST_LISTED = 200_000;
    private static final int MOST_LOOKED_AT_TWICE = 10_000;

    private final Path base;
    private final Instant now;
    private final Duration settle;
    private final Map<Path, Map<String, String>> listings = new LinkedHashMap<>();
    private final Map<Path, BasicFileAttributes> young = new HashMap<>();
    private @Nullable Path plainFolder;

    /// @param settle how long a file must stand still before it counts as complete
    NamedFile(Path base, Instant now, Duration settle) {
        this.base = base;
        this.now = now;
        this.settle = settle;
    }

    /// What was found.
    ///
    /// @param relative the file that the row means, as it is really called; null when there is none
    record Found(@Nullable String relative, @Nullable Finding finding) {}

    Found look(String cell) throws IOException {
        RowPath path = RowPath.of(cell, base);
        if (path.unsafe() != null) {
            boolean there = !path.name().isEmpty() && Files.exists(base.resolve(path.name()));
            return new Found(there ? path.name() : null, unsafe(path.unsafe()));
        }
        if (path.relative().isEmpty()) {
            return new Found(
                    null,
                    Finding.block(
                            Code.FILE_MISSING, "the row names no file", "write the file's name"));
        }
        try {
            Path file = base.resolve(path.relative());
            return new Found(path.relative(), judge(file, attributes(file)));
        } catch (InvalidPathException e) {
            return new Found(null, unsafe("the name can not be one: " + e.getReason()));
        } catch (AccessDeniedException e) {
            return new Found(
                    path.relative(),
                    Finding.block(
                            Code.FILE_UNREADABLE,
                            "its folder may not be opened by this user",
                            "give this user the right to open it"));
        } catch (FileSystemException e) {
            return missing(path.relative());
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private @Nullable Finding judge(Path file, BasicFileAttributes look) {
        if (look.isSymbolicLink() || isBelowLink(file)) {
            return unsafe("it is a link, or lies below one, which may lead anywhere");
        }
        if (!look.isRegularFile()) {
            return Finding.block(
                    Code.FILE_UNREADABLE,
                    look.isDirectory() ? "this is a folder, not a file" : "this is no regular file",
                    "name the file itself");
        }
        if (look.size() == 0) {
            return Finding.block(
                    Code.FILE_EMPTY, "the file is empty", "copy it again from its source");
        }
        if (!Files.isReadable(file)) {
            return Finding.block(
                    Code.FILE_UNREADABLE,
                    "this user may not read the file",
                    "give the user that runs v2v the right to read it");
        }
        return age(file, look);
    }

    private @Nullable Finding age(Path file, BasicFileAttributes look) {
        Duration age = Duration.between(look.lastModifiedTime().toInstant(), now);
        if (age.compareTo(settle) >= 0) {
            return null;
        }
        if (young.size() < MOST_LOOKED_AT_TWICE) {
            young.put(file, look);
        }
        return Finding.warn(
                Code.FILE_STILL_GROWING,
                "the file was changed less than %d s ago".formatted(settle.toSeconds()),
                "check again when the copy is complete");
    }

    /// The young files that changed since they were looked at, seen from the folder.
    List<String> grown() throws IOException {
        List<String> grown = new ArrayList<>();
        for (var each : young.entrySet()) {
            try {
                BasicFileAttributes after = attributes(each.getKey());
                if (after.size() != each.getValue().size()
                        || !after.lastModifiedTime().equals(each.getValue().lastModifiedTime())) {
                    grown.add(base.relativize(each.getKey()).toString());
                }
            } catch (FileSystemException e) {
                grown.add(base.relativize(each.getKey()).toString());
            }
        }
        return grown;
    }

    private boolean isBelowLink(Path file) {
        Path folder = file.getParent();
        if (folder == null || folder.equals(base) || folder.equals(plainFolder)) {
            return false;
        }
        for (Path each = folder; each != null && !each.equals(base); each = each.getParent()) {
            if (Files.isSymbolicLink(each)) {
                return true;
            }
        }
        plainFolder = folder;
        return false;
    }

    private Found missing(String relative) throws IOException {
        Path file = base.resolve(relative);
        Path folder = file.getParent();
        Map<String, String> there = folder == null ? Map.of() : listing(folder);
        String near = there.get(RowPath.fold(Names.name(file)));
        if (near == null || near.isEmpty()) {
            return new Found(
                    null,
                    Finding.block(
                            Code.FILE_MISSING,
                            "there is no such file",
                            "send the file, or take the row out"));
        }
        Path real = file.resolveSibling(near);
        return new Found(
                base.relativize(real).toString(),
                Finding.block(
                        Code.FILE_MISSING,
                        "there is no such file, but " + near,
                        "write the name as it is, letter for letter"));
    }

    /// By folded name, and by name without extension; two of one name are none.
    private Map<String, String> listing(Path folder) throws IOException {
        Map<String, String> known = listings.get(folder);
        if (known != null) {
            return known;
        }
        Map<String, String> names = new HashMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.limit(MOST_LISTED)
                    .filter(Names::isFootage)
                    .map(Names::name)
                    .forEach(name -> {
                        names.merge(RowPath.fold(name), name, (a, b) -> "");
                        names.merge(
                                RowPath.fold(Names.stem(name)),
                                name,
                                (a, b) -> a.equals(b) ? a : "");
                    });
        } catch (NotDirectoryException
                | java.nio.file.NoSuchFileException
                | AccessDeniedException e) {
            names.clear();
        }
        if (listings.size() > 8) {
            listings.clear();
        }
        listings.put(folder, names);
        return names;
    }

    private static Finding unsafe(String why) {
        return Finding.block(
                Code.UNSAFE_PATH, why, "write the path from the folder of the table, with /");
    }
}
