package v2v.release;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writing so that a reader never sees half a file and a power cut never leaves one: temporary name
/// in the same folder, fsync, rename, fsync of the folder.
final class Disk {
    /// Files of this form are what a crash left behind.
    static final String TEMPORARY = ".v2v-part";

    private Disk() {}

    static void write(Path file, byte[] bytes) throws IOException {
        write(file, bytes, "rw-r--r--");
    }

    static void writeSecret(Path file, byte[] bytes) throws IOException {
        write(file, bytes, "rw-------");
    }

    private static void write(Path file, byte[] bytes, String mode) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("not a file: " + file);
        }
        Files.createDirectories(folder);
        Path part = folder.resolve(file.getFileName() + TEMPORARY);
        Files.deleteIfExists(part);
        Files.createFile(part);
        chmod(part, mode);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        move(part, file);
    }

    /// Within one file system; replaces a file, never a folder that has something in it.
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(to.toAbsolutePath().getParent());
        sync(from.toAbsolutePath().getParent());
    }

    /// A rename is only kept once the folder that holds it is.
    static void sync(@Nullable Path folder) throws IOException {
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, Set.of(StandardOpenOption.READ))) {
                channel.force(true);
            }
        }
    }

    static void chmod(Path file, String mode) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        }
    }
}
