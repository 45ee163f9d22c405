package v2v.media;

import v2v.item.Progress;

import java.time.Duration;

/// Tells [Progress] how far a run is, four times a second at most.
final class Speedometer {
    private static final long QUIET_NANOS = 250_000_000;

    private final Progress progress;
    private final String what;
    private final long began = System.nanoTime();
    private long told;

    Speedometer(Progress progress, String what) {
        this.progress = progress;
        this.what = what;
    }

    void at(Duration done, Duration all) {
        long now = System.nanoTime();
        if (told != 0 && now - told < QUIET_NANOS) {
            return;
        }
        told = now;
        double fraction = all.isPositive() ? Math.min(1, ratio(done, all.toNanos())) : -1;
        progress.at(what, fraction, ratio(done, Math.max(1, now - began)));
    }

    void done() {
        progress.at(what, 1, 0);
    }

    private static double ratio(Duration done, long nanos) {
        return (double) done.toNanos() / nanos;
    }
}
