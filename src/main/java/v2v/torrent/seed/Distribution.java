package v2v.torrent.seed;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Offer;
import v2v.torrent.dht.Beacon;
import v2v.torrent.dht.Dht;
import v2v.torrent.dht.SignedItem;
import v2v.torrent.tracker.Tracker;
import v2v.torrent.tracker.UdpTracker;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/// All by which a node carries releases to peers: a seeder that gives, a tracker that introduces
/// them to each other, and the watch that counts.
public final class Distribution implements Closeable {
    private final Seeder seeder;
    private final Tracker tracker;
    private final @Nullable UdpTracker udp;
    private final SwarmWatch watch;
    private final @Nullable Dht dht;
    private final @Nullable Beacon beacon;

    /// Takes them over: they end with it.
    ///
    /// @param udp null when the tracker answers over HTTP only
    /// @param dht null when this node is in none
    public Distribution(
            Seeder seeder,
            Tracker tracker,
            @Nullable UdpTracker udp,
            SwarmWatch watch,
            @Nullable Dht dht) {
        this.seeder = seeder;
        this.tracker = tracker;
        this.udp = udp;
        this.watch = watch;
        this.dht = dht;
        this.beacon = dht == null ? null : new Beacon(dht);
    }

    /// Keeps in the DHT what a publisher has signed, if it is newer than what is kept.
    public void point(SignedItem item) {
        if (beacon != null) {
            beacon.show(item);
        }
    }

    /// The DHT that this node is in; null when it is in none.
    public @Nullable Dht dht() {
        return dht;
    }

    /// Carries these too. The tracker first: the seeder's announce may come at once.
    public void add(Collection<Offer> offers) {
        tracker.track(offers);
        seeder.seed(offers);
    }

    /// Carries it no more.
    public void drop(Offer offer) {
        seeder.stop(offer);
        tracker.drop(offer);
    }

    /// Gives it no more, for our own copy is away, or about to go. Its peers are introduced to each
    /// other on and on: they are those who keep it.
    public void rest(Offer offer) {
        tracker.track(List.of(offer));
        seeder.stop(offer);
    }

    @Override
    public void close() throws IOException {
        if (beacon != null) {
            beacon.close();
        }
        if (dht != null) {
            dht.close();
        }
        try {
            watch.close();
        } finally {
            try {
                if (udp != null) {
                    udp.close();
                }
            } finally {
                seeder.close();
            }
        }
    }
}
