package v2v.pipeline;

import org.jspecify.annotations.Nullable;

import v2v.item.Progress;
import v2v.ledger.Ledger;
import v2v.ledger.LedgerFault;
import v2v.ledger.Task;

/// Carries a room's progress to the row of the task that this thread works on, once a second at
/// most.
///
/// Children of the working thread inherit it, so that a reader of FFmpeg's output may report too.
final class CurrentTask implements Progress {
    private static final long EVERY_NANOS = 1_000_000_000L;

    /// The task that a thread works on.
    ///
    /// @param label that its route asks of a worker; empty for none
    record Order(Task task, String label) {}

    private static final class Working {
        final Task task;
        final String label;
        String what = "";
        long written;

        Working(Task task, String label) {
            this.task = task;
            this.label = label;
        }
    }

    private static final InheritableThreadLocal<@Nullable Working> WORKING =
            new InheritableThreadLocal<>();
    private final Ledger ledger;

    CurrentTask(Ledger ledger) {
        this.ledger = ledger;
    }

    void begin(Task task, String label) {
        WORKING.set(new Working(task, label));
    }

    /// What this thread works on; null when it is none of ours.
    @Nullable Order order() {
        Working now = WORKING.get();
        return now == null ? null : new Order(now.task, now.label);
    }

    void end() {
        WORKING.remove();
    }

    @Override
    public void at(String what, double fraction, double speed) {
        Working now = WORKING.get();
        if (now != null && due(now, what)) {
            try {
                ledger.progress(now.task, what, fraction, speed);
            } catch (LedgerFault e) {
                // a line on a screen is not worth the work it speaks of; the task's end will tell
                now.written = System.nanoTime();
            }
        }
    }

    @Override
    public void kept() {
        Working now = WORKING.get();
        if (now != null) {
            try {
                ledger.kept(now.task);
            } catch (LedgerFault e) {
                // the part is safe on the disk whether this is known or not
                now.written = System.nanoTime();
            }
        }
    }

    private static boolean due(Working now, String what) {
        synchronized (now) {
            long time = System.nanoTime();
            boolean due = !what.equals(now.what) || time - now.written >= EVERY_NANOS;
            if (due) {
                now.what = what;
                now.written = time;
            }
            return due;
        }
    }
}
