package v2v.torrent.peer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/// How many bytes a second may be given: a debt that time pays off. Bytes are taken first and
/// waited for afterwards, in steps of some size, so that a slow line is not served in crumbs.
final class Rates {
    /// Waiting for less costs more than it smooths.
    private static final long LEAST_WAIT = 5_000_000;

    private final Limits limits;
    private final InstantSource clock;
    private long paid = System.nanoTime();

    Rates(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// How much may be written in one go, so that nobody waits much longer than a second.
    int batch(int most) {
        long rate = limits.now(clock.instant());
        return rate == 0 ? most : Math.clamp(rate / 8, 16 << 10, most);
    }

    /// Returns when these bytes may be written.
    void take(int bytes) throws IOException {
        long wait = debt(bytes);
        if (wait > LEAST_WAIT) {
            LockSupport.parkNanos(wait);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the seeder ends");
            }
        }
    }

    private synchronized long debt(int bytes) {
        long rate = limits.now(clock.instant());
        long now = System.nanoTime();
        if (rate == 0) {
            paid = now;
            return 0;
        }
        paid = Math.max(paid, now - 100_000_000) + bytes * 1_000_000_000L / rate;
        return paid - now;
    }
}
