package v2v.torrent.seed;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.SeedTrust;
import v2v.torrent.peer.PeerSeeder;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// Looks after the files of what is offered, from one thread that is never in a hurry: whether they
/// are there and of the right size (a stat each), and, where only reading tells, whether their
/// bytes are right. What is found wrong is not offered; what was mended is offered again.
final class Patrol implements Closeable {
    /// Between two releases: a hundred thousand are looked at within some minutes.
    private static final Duration PACE = Duration.ofMillis(2);

    private static final Duration IDLE = Duration.ofMillis(200);

    /// What is out of service is looked at so often.
    private static final Duration MENDED = Duration.ofSeconds(10);

    private final PeerSeeder peers;
    private final BlockingQueue<Change> changes;
    private final Trackers trackers;
    private final Seeder.Notes notes;
    private final Queue<Offer> looks = new ConcurrentLinkedQueue<>();

    /// What is out of service, with the state of its files at which that was found: they are read
    /// again only when it is another.
    private final Map<String, String> out = new HashMap<>();

    private final Thread thread;
    private volatile boolean closed;

    /// What the upload side has taken out of service.
    ///
    /// @param why empty when only reading all of it would tell
    record Change(Offer offer, String why) {}

    /// Whoever keeps trackers informed.
    interface Trackers {
        /// It is out of service: nobody should be sent to us for it.
        void gone(Offer offer);

        /// It is in service again.
        void back(Offer offer);
    }

    Patrol(PeerSeeder peers, BlockingQueue<Change> changes, Trackers trackers, Seeder.Notes notes) {
        this.trackers = trackers;
        this.peers = peers;
        this.changes = changes;
        this.notes = notes;
        this.thread = Thread.ofPlatform().daemon().name("seed-patrol").start(this::walk);
    }

    void look(Collection<Offer> offers) {
        looks.addAll(offers);
    }

    private void walk() {
        try {
            long again = System.nanoTime() + MENDED.toNanos();
            while (!closed) {
                Duration patience = looks.isEmpty() ? IDLE : PACE;
                Change change = changes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (change != null) {
                    heed(change);
                } else if (!looks.isEmpty()) {
                    visit(looks.remove(), false);
                } else if (again - System.nanoTime() < 0) {
                    looks.addAll(peers.withdrawn());
                    again = System.nanoTime() + MENDED.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void heed(Change change) {
        if (change.why().isEmpty()) {
            visit(change.offer(), true);
        } else {
            tell(change.offer(), "", change.why());
        }
    }

    private void visit(Offer offer, boolean read) {
        String state = "";
        try {
            Metainfo metainfo = Metainfo.read(offer.torrent());
            state = SeedTrust.state(metainfo, offer.content());
            @Nullable String before = out.get(offer.release());
            if (state.equals(before)) {
                return; // as wrong as it was
            }
            if (before == null) {
                SeedTrust.require(metainfo, offer.torrent(), offer.content());
            } else { // a disk that failed shows neither in size nor in time
                SeedTrust.prove(metainfo, offer.torrent(), offer.content());
            }
            if (read || before != null) {
                peers.renew(offer);
                trackers.back(offer);
            }
            if (out.remove(offer.release()) != null) {
                notes.restored(offer);
            }
        } catch (IOException | Refusal e) {
            if (!closed) {
                peers.withdraw(offer.release(), String.valueOf(e.getMessage()));
                tell(offer, state, String.valueOf(e.getMessage()));
            }
        }
    }

    private void tell(Offer offer, String state, String why) {
        if (out.put(offer.release(), state) == null) {
            trackers.gone(offer);
            notes.withdrawn(offer, why);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
