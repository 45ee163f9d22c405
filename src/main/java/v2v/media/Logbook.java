package v2v.media;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Keeps what was run for one work, and what the runs complained of: one file a run, in
/// `work/<item>-<version>/log/`, for the operator. It goes with the work folder when the work is
/// published, and is never part of a release.
///
/// @param library its root; paths in it are written without it
/// @param folder where the files lie
record Logbook(Path library, Path folder) {
    private static final int MOST_FILES = 9999;

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
        Files.createDirectories(folder);
        String text = "$ " + String.join(" ", quoted(command, scratch)) + "\n";
        for (int number = count() + 1; number <= MOST_FILES; number++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "%02d-%s.txt", number, what));
            if (begin(file, text)) {
                return new Page(file, System.nanoTime());
            }
        }
        throw new IOException("the log is full: " + folder);
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
