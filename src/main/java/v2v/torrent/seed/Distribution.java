package v2v.torrent.seed;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Offer;
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

    /// Takes them over: they end with it.
    ///
    /// @param udp null when the tracker answers over HTTP only
    public Distribution(
            Seeder seeder, Tracker tracker, @Nullable UdpTracker udp, SwarmWatch watch) {
        this.seeder = seeder;
        this.tracker = tracker;
        this.udp = udp;
        this.watch = watch;
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
        watch.close();
        try {
            if (udp != null) {
                udp.close();
            }
        } finally {
            seeder.close();
        }
    }
}
