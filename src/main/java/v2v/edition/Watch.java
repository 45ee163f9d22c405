package v2v.edition;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/// Hangs up on a host that has begun to answer and goes on too slowly, or not at all: the timeout
/// of a request of the JDK ends with the headers.
final class Watch extends FilterInputStream {
    private final Duration patience;
    private final URI uri;
    private final Thread clock;
    private volatile long moved = System.nanoTime();
    private volatile boolean late;

    /// @param patience for each reading of [#readNBytes]
    Watch(InputStream body, Duration patience, URI uri) {
        super(body);
        this.patience = patience;
        this.uri = uri;
        this.clock = Thread.ofVirtual().name("catalogue-watch").start(this::look);
    }

    private void look() {
        try {
            long left = patience.toNanos();
            while (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
                left = moved + patience.toNanos() - System.nanoTime();
            }
            late = true;
            in.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the file is here
        } catch (IOException e) {
            late = true; // whoever reads finds it closed
        }
    }

    @Override
    public int readNBytes(byte[] into, int from, int length) throws IOException {
        try {
            int got = in.readNBytes(into, from, length);
            moved = System.nanoTime();
            if (!late) {
                return got;
            }
        } catch (IOException e) {
            if (!late) {
                throw e;
            }
        }
        throw new IOException(
                uri
                        + " has begun to answer, and then nothing came for "
                        + patience.toSeconds()
                        + " s");
    }

    @Override
    public void close() throws IOException {
        clock.interrupt();
        super.close();
    }
}
