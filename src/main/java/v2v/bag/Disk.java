package v2v.bag;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a power cut must not undo: files and folders forced to the disk, folders renamed.
final class Disk {
    private Disk() {}

    static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /// Forces what another has written.
    static void sync(Path fileOrFolder) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Locks all files of a folder against writing, and forces every folder of it to the disk.
    static void seal(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        for (Path path : tree(folder)) {
            if (Files.isDirectory(path)) {
                sync(path);
            } else if (posix) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--r--r--"));
            }
        }
    }

    /// Within one file system; the place it goes to must be free.
    static void move(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            throw new IOException(to + " is in the way");
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(parent(to));
        sync(parent(from));
    }

    static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("no folder holds " + file);
        }
        return parent;
    }

    /// Everything in a folder and the folder; nothing happens when it is not there.
    static void delete(Path folder) throws IOException {
        List<Path> all;
        try {
            all = new ArrayList<>(tree(folder));
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path path : all.reversed()) {
            Files.deleteIfExists(path);
        }
    }

    private static List<Path> tree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        }
    }
}
