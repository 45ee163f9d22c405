package v2v.media;

import java.time.Duration;

/// When a run last got anywhere.
final class Pulse {
    private volatile long last = System.nanoTime();

    void beat(boolean advanced) {
        if (advanced) {
            last = System.nanoTime();
        }
    }

    Duration still() {
        return Duration.ofNanos(System.nanoTime() - last);
    }
}
