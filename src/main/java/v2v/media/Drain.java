package v2v.media;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Empties one output of a child on a thread of its own: a full pipe would stop the child.
final class Drain {
    /// A line beyond this is cut: a hostile tag must not fill our memory.
    private static final int LONGEST = 1 << 20;

    private static final long PATIENCE_SECONDS = 10;

    private final BufferedReader reader;
    private final Consumer<String> lines;
    private volatile boolean broken;
    private final FutureTask<Boolean> end = new FutureTask<>(this::empty);

    private Drain(BufferedReader reader, Consumer<String> lines) {
        this.reader = reader;
        this.lines = lines;
    }

    static Drain of(BufferedReader reader, Consumer<String> lines) {
        Drain drain = new Drain(reader, lines);
        Thread.ofPlatform().daemon().name("drain").start(drain.end);
        return drain;
    }

    private boolean empty() {
        try (reader) {
            boolean whole = false;
            try {
                listen();
                whole = true;
            } finally {
                broken = !whole;
                // after a bug in the listener too, so that the child can end
                reader.transferTo(Writer.nullWriter());
            }
            return true;
        } catch (IOException e) {
            return false; // the child was killed and its pipe closed under us: no more to read
        }
    }

    private void listen() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                hand(line);
            } else if (line.length() < LONGEST) {
                line.append((char) c);
            }
        }
        if (!line.isEmpty()) {
            hand(line);
        }
    }

    private void hand(StringBuilder line) {
        String text = line.toString();
        line.setLength(0);
        lines.accept(text);
    }

    /// Whether the listener threw: nobody hears what comes now.
    boolean broken() {
        return broken;
    }

    /// Waits for the end of the output, then throws what the listener threw.
    void join() throws IOException, InterruptedException {
        try {
            end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the output of an ended program did not end", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UncheckedIOException fault -> throw fault.getCause();
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
