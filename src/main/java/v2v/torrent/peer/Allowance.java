package v2v.torrent.peer;

import v2v.torrent.Site;

import java.util.HashMap;
import java.util.Map;

/// So many of something a second, and no more; of these a quarter for each place of the network, so
/// that none uses up what all have.
final class Allowance {
    private static final int SHARE = 4;

    private static final long SECOND = 1_000_000_000L;

    private final int most;
    private long began = System.nanoTime();
    private int used;
    private final Map<Site, Integer> each = new HashMap<>();

    Allowance(int most) {
        this.most = most;
    }

    synchronized boolean allow(Site site) {
        long now = System.nanoTime();
        if (now - began >= SECOND) {
            began = now;
            used = 0;
            each.clear();
        }
        if (used >= most || each.getOrDefault(site, 0) >= most / SHARE) {
            return false;
        }
        used++;
        each.merge(site, 1, Integer::sum);
        return true;
    }
}
