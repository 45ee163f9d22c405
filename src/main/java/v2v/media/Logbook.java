package v2v.media;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keeps what was run for one work, and what the runs complained of: one file a run, in
/// `work/<item>-<version>/log/`, for the operator. It goes with the work folder when the work is
/// published, and is never part of a release.
///
/// @param library its root; paths in it are written without it
/// @param folder where the files lie
/// @param made whether it is there, and must not be made again when it is taken away
record Logbook(Path library, Path folder, boolean made) {
    private static final int MOST_FILES = 9999;

    private static final Pattern PAGE = Pattern.compile("[0-9]{2,4}-([a-z0-9-]{1,40})\\.txt");

    Logbook(Path library, Path folder) {
        this(library, folder, false);
    }

    /// One run: the command is on the disk before the run begins, so that a crash of ours leaves
    /// it.
    record Page(Path file, long begun) {
        /// Adds how it ended.
        void end(String how, Said said) throws IOException {
            double seconds = (System.nanoTime() - begun) / 1e9;
            String end = String.format(Locale.ROOT, "# %s after %.1f s%n", how, seconds);
            // not by way of a channel: an interrupt, which may be why it ended, would close that
            try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
                out.write((said.text() + end).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /// The next free number is this run's.
    Page open(String what, List<String> command, Path scratch) throws IOException {
        if (!made) {
            Files.createDirectories(folder);
        }
        String text = "$ " + String.join(" ", quoted(command, scratch)) + "\n";
        for (int number = count() + 1; number <= MOST_FILES; number++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "%02d-%s.txt", number, what));
            if (begin(file, text)) {
                return new Page(file, System.nanoTime());
            }
        }
        throw new IOException("the log is full: " + folder);
    }

    /// Takes the pages of a part that was done elsewhere, as the next of this book.
    ///
    /// @param from the other's folder; where there is none, nothing is taken
    /// @param part that they are of, for their names
    void take(Path from, String part) throws IOException {
        if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.createDirectories(folder);
        List<Path> pages;
        try (var files = Files.list(from)) {
            pages = files.sorted().limit(MOST_FILES).toList();
        }
        for (Path page : pages) {
            Matcher name = PAGE.matcher(String.valueOf(page.getFileName()));
            if (name.matches() && Files.isRegularFile(page, LinkOption.NOFOLLOW_LINKS)) {
                take(page, part + "-" + name.group(1), count() + 1);
            }
        }
    }

    private void take(Path page, String what, int first) throws IOException {
        for (int number = first; number <= MOST_FILES; number++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "%02d-%s.txt", number, what));
            if (moved(page, file)) {
                return;
            }
        }
        throw new IOException("the log is full: " + folder);
    }

    private static boolean moved(Path page, Path file) throws IOException {
        try {
            Files.move(page, file);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false; // by another run for the same work
        }
    }

    private static boolean begin(Path file, String text) throws IOException {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false; // by another run for the same work
        }
    }

    private int count() throws IOException {
        try (var files = Files.list(folder)) {
            return Math.toIntExact(files.count());
        }
    }

    /// As it could be typed in the library's folder.
    private List<String> quoted(List<String> command, Path scratch) {
        List<String> words = new ArrayList<>();
        for (String word : command) {
            String plain =
                    word.replace(scratch + "/", "").replace(library + "/", "").replace("\0", "");
            boolean simple = plain.matches("[A-Za-z0-9_@%+=:,./-]+");
            words.add(simple ? plain : "'" + plain.replace("'", "'\\''") + "'");
        }
        return words;
    }

    /// What one run said, line by line: its first and its last 256 kB.
    static final class Said {
        private static final int EACH = 256 << 10;

        private final StringBuilder first = new StringBuilder();
        private final StringBuilder last = new StringBuilder();
        private boolean cut;

        synchronized void add(String line) {
            if (first.length() + line.length() < EACH && last.isEmpty()) {
                first.append(line).append('\n');
                return;
            }
            last.append(line, Math.max(0, line.length() - EACH), line.length()).append('\n');
            // in steps: deleting at the front moves all the rest
            if (last.length() > 2 * EACH) {
                last.delete(0, last.length() - EACH);
                cut = true;
            }
        }

        synchronized String text() {
            int from = Math.max(0, last.length() - EACH);
            return first + (cut || from > 0 ? "# ... left out ...\n" : "") + last.substring(from);
        }
    }
}
