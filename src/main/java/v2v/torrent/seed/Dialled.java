package v2v.torrent.seed;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whom we called of late: a tracker names the same peers again and again.
final class Dialled {
    /// Nobody is called more often about one release.
    private static final Duration PAUSE = Duration.ofMinutes(10);

    /// Of one answer of a tracker.
    private static final int MOST = 20;

    private static final int REMEMBERED = 20_000;

    private record Call(String name, InetSocketAddress peer) {}

    private final InstantSource clock;
    private final Map<Call, Instant> calls =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Call, Instant> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Dialled(InstantSource clock) {
        this.clock = clock;
    }

    /// Whom to call now.
    synchronized List<InetSocketAddress> due(String name, List<InetSocketAddress> peers) {
        Instant now = clock.instant();
        List<InetSocketAddress> due = new ArrayList<>();
        for (InetSocketAddress peer : peers) {
            Call call = new Call(name, peer);
            Instant before = calls.get(call);
            if (due.size() < MOST && (before == null || before.plus(PAUSE).isBefore(now))) {
                calls.remove(call); // so that it is the youngest again
                calls.put(call, now);
                due.add(peer);
            }
        }
        return due;
    }
}
