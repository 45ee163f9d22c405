package v2v.cli;

import v2v.ledger.Keeping;
import v2v.web.Web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the web server is told of releases that others keep: by name, from memory, for every
/// visitor; and how many of them visitors may have brought back.
final class Elsewhere implements Web.Away {
    /// Somebody who walks through everything has so many brought back an hour, and not more.
    static final int AN_HOUR = 4;

    private static final Duration HOUR = Duration.ofHours(1);

    private final Keeping ledger;
    private final InstantSource clock;
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private final Deque<Long> orders = new ArrayDeque<>();

    /// Knows those that the ledger says are away.
    Elsewhere(Keeping ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
        ledger.away().forEach(row -> away.add(row.subject().folder()));
    }

    /// @param folder relative to the library, as in the ledger
    void add(String folder) {
        away.add(folder);
    }

    void remove(String folder) {
        away.remove(folder);
    }

    /// Folders, relative to the library.
    List<String> all() {
        return List.copyOf(away);
    }

    @Override
    public boolean holds(String folder, String file) {
        return Essence.is(file) && away.contains("releases/" + folder);
    }

    @Override
    public synchronized boolean order(String folder) {
        String path = "releases/" + folder;
        boolean wanted = ledger.row(path).filter(row -> row.wanted() != null).isPresent();
        long now = clock.millis();
        while (!orders.isEmpty() && now - orders.getFirst() > HOUR.toMillis()) {
            orders.removeFirst();
        }
        if (!wanted && orders.size() < AN_HOUR && ledger.want(path, "asked for on the web")) {
            orders.addLast(now);
            return true;
        }
        return wanted;
    }
}
