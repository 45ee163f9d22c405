package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Site;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who may be given something now.
///
/// A slot goes to whoever's address holds the fewest, then to a torrent that holds none, then to
/// who has waited longest; every second grant goes to the newest instead (the "optimistic" one), so
/// that a newcomer has something to pass on soon. When others wait, a turn ends after a while. An
/// address can not take the last quarter, and who does not read for a while gives its slot to one
/// that waits.
final class Slots {
    /// A turn while others wait.
    private static final Duration TURN = Duration.ofSeconds(15);

    /// An address with more slots than another that waits gives one up after this.
    private static final Duration LEAST_TURN = Duration.ofSeconds(2);

    /// A write that makes no progress for so long is no use of a slot, when others wait. Slow lines
    /// are still for some seconds between two gulps.
    private static final Duration STALL = Duration.ofSeconds(10);

    /// Slots that any address may have, however many it holds already.
    private static final int FEW = 4;

    private final int most;
    private final Map<Seeker, Long> holders = new HashMap<>();

    /// In the order in which they came; whether they had a turn before.
    private final Map<Seeker, Boolean> waiting = new LinkedHashMap<>();

    private final Map<Site, Integer> held = new HashMap<>();
    private long grants;

    Slots(int most) {
        this.most = most;
    }

    /// Who wants to be given something.
    interface Seeker {
        /// Counted together: an IPv4 address, or the /64 of an IPv6 one.
        Site site();

        /// Counted together: what it is about.
        Object torrent();

        /// How long its write has made no progress, nanoseconds.
        long stalled(long now);
    }

    /// Gets in line, and a slot at once when one is free.
    synchronized void ask(Seeker seeker) {
        if (!holders.containsKey(seeker) && waiting.putIfAbsent(seeker, false) == null) {
            fill();
        }
    }

    synchronized boolean holds(Seeker seeker) {
        return holders.containsKey(seeker);
    }

    /// Wants nothing more.
    synchronized void leave(Seeker seeker) {
        waiting.remove(seeker);
        take(seeker);
        fill();
    }

    /// Once a second.
    synchronized void tick(long now) {
        if (!waiting.isEmpty()) {
            List.copyOf(holders.keySet()).stream()
                    .filter(seeker -> seeker.stalled(now) > STALL.toNanos())
                    .forEach(this::take); // gets in line again when it has read
            fill();
            holders.entrySet().stream()
                    .filter(holder -> now - holder.getValue() > TURN.toNanos())
                    .map(Map.Entry::getKey)
                    .limit(waiting.size())
                    .toList()
                    .forEach(this::rotate);
            level(now);
        }
        fill();
    }

    synchronized int holding() {
        return holders.size();
    }

    private void rotate(Seeker seeker) {
        take(seeker);
        waiting.put(seeker, true);
    }

    /// Whoever holds the most gives to one that has two less.
    private void level(long now) {
        int least = waiting.keySet().stream().mapToInt(this::share).min().orElse(0);
        holders.entrySet().stream()
                .filter(holder -> share(holder.getKey()) > least + 1)
                .filter(holder -> now - holder.getValue() > LEAST_TURN.toNanos())
                .map(Map.Entry::getKey)
                .max(Comparator.comparingInt(this::share))
                .ifPresent(this::rotate);
    }

    private void fill() {
        while (holders.size() < most) {
            Seeker next = next();
            if (next == null) {
                return;
            }
            waiting.remove(next);
            holders.put(next, System.nanoTime());
            held.merge(next.site(), 1, Integer::sum);
            grants++;
        }
    }

    private @Nullable Seeker next() {
        Set<Object> served = new LinkedHashSet<>();
        holders.keySet().forEach(holder -> served.add(holder.torrent()));
        boolean newest = grants % 2 == 1;
        Seeker best = null;
        int least = Integer.MAX_VALUE;
        for (Map.Entry<Seeker, Boolean> entry : waiting.entrySet()) {
            Seeker seeker = entry.getKey();
            int share = share(seeker);
            if (share >= FEW && holders.size() >= most - most / 4) {
                continue;
            }
            int rank = 2 * share + (served.contains(seeker.torrent()) ? 1 : 0);
            if (rank < least || (newest && rank == least && !entry.getValue())) {
                best = seeker;
                least = rank;
            }
        }
        return best;
    }

    private int share(Seeker seeker) {
        return held.getOrDefault(seeker.site(), 0);
    }

    private void take(Seeker seeker) {
        if (holders.remove(seeker) != null) {
            held.computeIfPresent(seeker.site(), (site, count) -> count == 1 ? null : count - 1);
        }
    }
}
