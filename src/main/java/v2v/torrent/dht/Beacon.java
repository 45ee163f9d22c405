package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/// Keeps one signed item in the DHT, which forgets it after two hours: whoever has it may, not only
/// its owner (BEP 44).
public final class Beacon implements Closeable {
    private static final Duration AGAIN = Duration.ofMinutes(55);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Dht dht;
    private final Thread thread;
    private @Nullable SignedItem item;

    public Beacon(Dht dht) {
        this.dht = dht;
        this.thread = Thread.ofVirtual().name("dht-beacon").start(this::shine);
    }

    /// Shows this one from now on, if it is newer than what is shown.
    public synchronized void show(SignedItem newer) {
        if (item == null || newer.sequence() > item.sequence()) {
            item = newer;
            notifyAll();
        }
    }

    private void shine() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                SignedItem now = await();
                boolean kept = put(now);
                Duration rest = kept ? AGAIN : pause;
                pause = kept ? FIRST_PAUSE : pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
                rest(now, rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean put(SignedItem now) {
        try {
            return dht.put(now) > 0;
        } catch (IOException e) {
            return false; // nobody is there yet
        }
    }

    private synchronized SignedItem await() throws InterruptedException {
        while (item == null) {
            wait();
        }
        return item;
    }

    /// Until it is time, or there is a newer one.
    private synchronized void rest(SignedItem shown, Duration rest) throws InterruptedException {
        long end = System.nanoTime() + rest.toNanos();
        for (long left = rest.toMillis();
                left > 0 && shown.equals(item);
                left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
