package v2v.torrent.dht;

/// So many packets a second, with some at once after a pause.
final class Pace {
    private static final long SECOND = 1_000_000_000;

    private final long interval;
    private final long saved;
    private long next;

    /// @param perSecond at least 1
    /// @param burst how many may go at once
    Pace(int perSecond, int burst) {
        interval = SECOND / perSecond;
        saved = interval * burst;
        next = System.nanoTime() - saved;
    }

    /// Takes a turn if there is one.
    synchronized boolean now() {
        long now = System.nanoTime();
        if (turn(now) - now > 0) {
            return false;
        }
        next += interval;
        return true;
    }

    /// Takes the next turn and waits for it.
    ///
    /// @param deadline of [System#nanoTime]
    /// @return false, at once, when it would come too late
    boolean before(long deadline) throws InterruptedException {
        long turn;
        long now = System.nanoTime();
        synchronized (this) {
            turn = turn(now);
            if (turn - deadline > 0) {
                return false;
            }
            next += interval;
        }
        if (turn - now > 0) {
            Thread.sleep((turn - now) / 1_000_000, (int) ((turn - now) % 1_000_000));
        }
        return true;
    }

    private long turn(long now) {
        if (next - (now - saved) < 0) {
            next = now - saved;
        }
        return next;
    }
}
