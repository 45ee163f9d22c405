package v2v.media;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// All that one run has started: the processes of its session, whoever their parent is by now, and
/// those that left the session but still carry the run's mark.
///
/// @param session the number of the child, which began it
record Brood(long session, Mark mark) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long BREATH_NANOS = 5_000_000;

    List<Proc> living() throws IOException {
        return Proc.ours().stream().filter(this::holds).toList();
    }

    private boolean holds(Proc process) {
        // the child itself by its number: it may not have come to begin its session
        return process.pid() == session
                || process.session() == session
                || process.variable(Mark.RUN).equals(mark.name());
    }

    /// Asks all of them to end; a process may write its file's end first.
    void ask() throws IOException {
        living().forEach(Proc::ask);
    }

    /// Ends all of them. Asked again until nobody answers: one may have forked while we counted.
    void kill() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Proc> left = living();
        while (!left.isEmpty()) {
            left.forEach(Proc::kill);
            if (System.nanoTime() > end) {
                return; // in the kernel's hands: it dies when its disk answers
            }
            LockSupport.parkNanos(BREATH_NANOS);
            left = living();
        }
    }
}
