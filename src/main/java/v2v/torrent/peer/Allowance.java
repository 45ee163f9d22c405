package v2v.torrent.peer;

/// So many of something a second, and no more.
final class Allowance {
    private static final long SECOND = 1_000_000_000L;

    private final int most;
    private long began = System.nanoTime();
    private int used;

    Allowance(int most) {
        this.most = most;
    }

    synchronized boolean allow() {
        long now = System.nanoTime();
        if (now - began >= SECOND) {
            began = now;
            used = 0;
        }
        return used++ < most;
    }
}
