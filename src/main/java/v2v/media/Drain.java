package v2v.media;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Empties one output of a child on a thread of its own: a full pipe would stop the child.
final class Drain {
    /// A line beyond this is cut: a hostile tag must not fill our memory.
    private static final int LONGEST = 1 << 20;

    private static final long PATIENCE_SECONDS = 10;

    private final BufferedReader reader;
    private final Consumer<String> lines;
    private final Thread thread;
    private volatile @Nullable RuntimeException bug;

    private Drain(BufferedReader reader, Consumer<String> lines) {
        this.reader = reader;
        this.lines = lines;
        this.thread = Thread.ofPlatform().daemon().name("drain").unstarted(this::empty);
    }

    static Drain of(BufferedReader reader, Consumer<String> lines) {
        Drain drain = new Drain(reader, lines);
        drain.thread.start();
        return drain;
    }

    private void empty() {
        StringBuilder line = new StringBuilder();
        try (reader) {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    hand(line);
                } else if (line.length() < LONGEST) {
                    line.append((char) c);
                }
            }
        } catch (IOException e) {
            // The child was killed and its pipe closed under us: there is nothing more to read.
            line.setLength(0);
        }
        if (!line.isEmpty()) {
            hand(line);
        }
    }

    /// After a bug in the listener the pipe is still emptied, so that the child can end.
    private void hand(StringBuilder line) {
        String text = line.toString();
        line.setLength(0);
        if (bug != null) {
            return;
        }
        try {
            lines.accept(text);
        } catch (RuntimeException e) {
            bug = e;
        }
    }

    /// Waits for the end of the output, then throws what the listener threw.
    void join() throws IOException, InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        if (thread.isAlive()) {
            throw new IOException("the output of an ended program did not end");
        }
        RuntimeException thrown = bug;
        if (thrown != null) {
            throw thrown;
        }
    }
}
