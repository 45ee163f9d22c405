package v2v.torrent.peer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One of our own files could not be read: no fault of the peer that asked.
final class ReadFault extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean starved;

    ReadFault(Path file, IOException cause) {
        super("%s can not be read (%s)".formatted(file, why(cause)), cause);
        starved = starved(cause);
    }

    /// Whether the program may open no more files: that says nothing of this one.
    boolean starved() {
        return starved;
    }

    private static String why(IOException cause) {
        return cause instanceof NoSuchFileException
                ? "it is missing"
                : String.valueOf(cause.getMessage());
    }

    /// The system says it in the language of its user, so it is tried too.
    private static boolean starved(IOException cause) {
        return String.valueOf(cause.getMessage()).contains("Too many open files")
                || !opens(Path.of("/dev/null"));
    }

    private static boolean opens(Path file) {
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ)) {
            return open.isOpen();
        } catch (IOException e) {
            return false;
        }
    }
}
