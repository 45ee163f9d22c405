package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.torrent.peer.Counters.Event;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
    final PeerSeeder.News news;
    private final Map<Offered, Sharing> sharings = new ConcurrentHashMap<>();
    private volatile int port;

    /// UDP, where peers find a node of the DHT (BEP 5); 0 where there is none.
    private volatile int dhtPort;

    private volatile Stock stock = Stock.EMPTY;

    Station(PeerSettings settings, byte[] peerId, InstantSource clock, PeerSeeder.News news) {
        this.settings = settings;
        this.slots = new Slots(settings.slots());
        // twice: some are held by peers that do not read, until these are cut off
        this.buffers = new Buffers(2 * settings.slots());
        this.rates = new Rates(settings.rate(), clock);
        this.peerId = peerId.clone();
        this.clock = clock;
        this.news = news;
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

    int dhtPort() {
        return dhtPort;
    }

    void dhtPort(int now) {
        dhtPort = now;
    }

    void stock(Stock now) {
        stock = now;
    }

    /// The torrent, ready to be served; null when it may not be. Give it back with [#release].
    @Nullable Sharing use(Offered row) {
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
            unreadable(row, new ReadFault(row.torrent, e));
        }
        return null;
    }

    /// One of its files, or the .torrent itself, can not be read.
    void unreadable(Offered row, ReadFault fault) {
        counters.add(Event.READ_FAILED);
        String what = String.valueOf(fault.getMessage());
        if (fault.starved()) {
            news.starved(what);
        } else {
            withdraw(row, what + ", so its torrent is not seeded");
        }
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
            news.changed(row.offer, reason);
        }
    }

    @Override
    public void close() {
        disk.close();
    }
}
