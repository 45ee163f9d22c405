package v2v.torrent.fetch;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.LockSupport;

/// How many bytes a second may be read or fetched: a debt that time pays off. Bytes are counted
/// first and waited for afterwards.
public final class Pace {
    /// Waiting for less costs more than it smooths, nanoseconds.
    private static final long LEAST_WAIT = 5_000_000;

    /// What was not used may be made up for, nanoseconds.
    private static final long CREDIT = 100_000_000;

    private static final double SECOND = 1e9;

    private final long rate;
    private long paid = System.nanoTime();

    /// @param rate bytes a second; 0 is no bound
    public Pace(long rate) {
        this.rate = rate;
    }

    /// Returns when these bytes may be followed by others.
    ///
    /// @throws InterruptedIOException when the thread is interrupted meanwhile
    public void take(long bytes) throws InterruptedIOException {
        if (rate == 0) {
            return;
        }
        long wait = debt(bytes);
        if (wait > LEAST_WAIT) {
            LockSupport.parkNanos(wait);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    private synchronized long debt(long bytes) {
        long now = System.nanoTime();
        paid = Math.max(paid, now - CREDIT) + (long) (bytes * SECOND / rate);
        return paid - now;
    }
}
