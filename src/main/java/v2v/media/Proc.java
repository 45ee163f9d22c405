package v2v.media;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A process as Linux tells of it in `/proc`. Processes come and go while one reads: what is gone
/// is answered with nothing, never with a fault.
///
/// @param session the process that began its session
/// @param start when it was started, in ticks since the machine was: with the number, its name
record Proc(long pid, char state, long session, long start) {
    private static final Path ROOT = Path.of("/proc");

    private static final int SESSION = 3;
    private static final int START = 19;

    /// The process with this number, if there is one.
    static Optional<Proc> of(long pid) {
        try {
            // "12 (a name with ) in it) S 1 12 12 ..." : the name is the program's to choose
            String stat =
                    Files.readString(ROOT.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(
                    new Proc(
                            pid,
                            fields[0].charAt(0),
                            Long.parseLong(fields[SESSION]),
                            Long.parseLong(fields[START])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    static Proc self() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /// Every living process of our own user, but this one.
    static List<Proc> ours() throws IOException {
        long self = ProcessHandle.current().pid();
        Object user = Files.getAttribute(ROOT.resolve(Long.toString(self)), "unix:uid");
        List<Proc> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(ROOT, "[0-9]*")) {
            for (Path folder : all) {
                long pid = Long.parseLong(String.valueOf(folder.getFileName()));
                if (pid != self && user.equals(owner(folder))) {
                    of(pid).filter(Proc::living).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static @Nullable Object owner(Path folder) {
        try {
            return Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException gone) {
            return null;
        }
    }

    /// A zombie has ended, and waits only for its parent to hear of it.
    boolean living() {
        return state != 'Z' && state != 'X';
    }

    /// The value of a variable that it was started with; empty when it has none.
    String variable(String name) {
        try {
            byte[] all = Files.readAllBytes(ROOT.resolve(pid + "/environ"));
            for (String line : new String(all, StandardCharsets.UTF_8).split("\0", -1)) {
                if (line.startsWith(name + "=")) {
                    return line.substring(name.length() + 1);
                }
            }
            return "";
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }

    String program() {
        try {
            return Files.readString(ROOT.resolve(pid + "/comm"), StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (IOException gone) {
            return "";
        }
    }

    /// Asks it to end.
    void ask() {
        same().ifPresent(ProcessHandle::destroy);
    }

    void kill() {
        same().ifPresent(ProcessHandle::destroyForcibly);
    }

    /// A number is given again to another: only the one that was seen is meant.
    private Optional<ProcessHandle> same() {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        return handle.filter(_ -> of(pid).filter(now -> now.start == start).isPresent());
    }
}
