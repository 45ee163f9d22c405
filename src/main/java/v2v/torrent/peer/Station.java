package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.torrent.peer.Counters.Event;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// What all conversations have in common.
final class Station implements AutoCloseable {
    final PeerSettings settings;
    final Counters counters = new Counters();
    final Slots slots;
    final Buffers buffers;
    final Disk disk = new Disk();
    final Rates rates;
    final byte[] peerId;

    /// Key exchanges: half a millisecond of a core each.
    final Allowance keys = new Allowance(100);

    /// Hash requests: a millisecond or two for a long film.
    final Allowance hashes = new Allowance(200);

    private final InstantSource clock;
    private final BiConsumer<Offered, String> changed;
    private final Map<Offered, Sharing> sharings = new ConcurrentHashMap<>();
    private volatile int port;
    private volatile Stock stock = Stock.EMPTY;

    /// @param changed told of a torrent that is taken out of service, and why; `""` when only a
    ///   reading of all its bytes can tell whether it must be
    Station(
            PeerSettings settings,
            byte[] peerId,
            InstantSource clock,
            BiConsumer<Offered, String> changed) {
        this.settings = settings;
        this.slots = new Slots(settings.slots());
        // twice: some are held by peers that do not read, until these are cut off
        this.buffers = new Buffers(2 * settings.slots());
        this.rates = new Rates(settings.rate(), clock);
        this.peerId = peerId.clone();
        this.clock = clock;
        this.changed = changed;
    }

    Stock stock() {
        return stock;
    }

    int port() {
        return port;
    }

    void port(int now) {
        port = now;
    }

    void stock(Stock now) {
        stock = now;
    }

    /// The torrent, ready to be served; null when it may not be. Give it back with [#release].
    @Nullable Sharing use(Offered row) throws IOException {
        try {
            // loading goes on inside, so that a hundred peers at once read one .torrent once
            Sharing sharing =
                    sharings.compute(
                            row,
                            (key, known) -> {
                                Sharing now = known != null ? known : open(key);
                                if (now != null) {
                                    now.use();
                                }
                                return now;
                            });
            return row.fault == null ? sharing : null;
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private @Nullable Sharing open(Offered row) {
        if (row.fault != null) {
            return null;
        }
        try {
            return Sharing.open(row, new Rates(settings.torrentRate(), clock));
        } catch (Refusal e) {
            withdraw(row, e.getMessage());
        } catch (Sharing.Unsure e) {
            withdraw(row, "");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return null;
    }

    void release(Sharing sharing) {
        sharings.computeIfPresent(sharing.row, (row, now) -> now.release() ? null : now);
    }

    /// Its bytes would poison the swarm: no peer gets them any more.
    void withdraw(Offered row, @Nullable String why) {
        String reason = String.valueOf(why);
        if (row.fault == null) {
            row.fault = reason;
            counters.add(Event.CHANGED);
            changed.accept(row, reason);
        }
    }

    @Override
    public void close() {
        disk.close();
    }
}
