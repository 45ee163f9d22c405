package v2v.media;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.item.Library;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where children run, and for whom.
///
/// Their folders lie in the library's `work/`, not in the system's folder for such things: that one
/// is small, shared with strangers, and nobody would find there what a crash left behind.
///
/// @param library canonical path; empty when for none
/// @param parent of the scratch folders
record Grounds(String library, Path parent) {
    static final String PREFIX = "scratch-";

    private static final Logger LOG = LoggerFactory.getLogger(Grounds.class);

    /// For runs that belong to no library.
    static Grounds anywhere() {
        return new Grounds("", Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Grounds of(Library library) {
        return new Grounds(canonical(library), library.work());
    }

    /// The same with its folders elsewhere: a machine that helps with a work has links and a fast
    /// disk of its own, which a share need not have, and the library's owner clears `work/`.
    Grounds in(Path temporary) {
        return new Grounds(library, temporary.toAbsolutePath().normalize());
    }

    /// One library is one, by whatever links it was reached.
    private static String canonical(Library library) {
        try {
            return library.root().toRealPath().toString();
        } catch (IOException notThereYet) {
            return library.root().toString();
        }
    }

    Scratch open() throws IOException {
        Files.createDirectories(parent);
        return new Scratch(Files.createTempDirectory(parent, PREFIX));
    }

    /// Ends what dead nodes left running for this library, then deletes their scratch folders. Only
    /// for the one that owns the library, before it starts any child.
    void clear() throws IOException {
        for (Proc process : Proc.ours()) {
            if (library.equals(process.variable(Mark.LIBRARY)) && orphan(process)) {
                LOG.warn(
                        "ended a stray {} (process {}): the node that started it has died",
                        process.program(),
                        process.pid());
                process.kill();
            }
        }
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : left) {
                new Scratch(folder).close();
            }
        }
    }

    private static boolean orphan(Proc process) throws IOException {
        String node = process.variable(Mark.NODE);
        return Mark.Owner.readable(node) && Mark.Owner.parse(node).dead();
    }
}
