package v2v.torrent.seed;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.announce.Announcer;
import v2v.torrent.peer.Counters;
import v2v.torrent.peer.PeerSeeder;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/// Seeds inside this process: an upload side of our own, announced at an even pace, with a patrol
/// that looks after the files.
public final class NodeSeeder implements Seeder {
    /// So many are announced at once; of more, each has its turn within the trackers' interval.
    private static final int SOON = 200;

    /// The bytes of a name on the wire, in hexadecimal digits.
    private static final int NAME = 40;

    private final Notes notes;
    private final PeerSeeder peers;
    private final Patrol patrol;
    private final @Nullable Announcer announcer;
    private final Dialled dialled;
    private final Set<String> deaf = ConcurrentHashMap.newKeySet();

    /// Listens for peers from now on.
    ///
    /// @throws IOException when another program has the port
    public NodeSeeder(SeedSettings settings, InstantSource clock, Notes notes) throws IOException {
        this.notes = notes;
        BlockingQueue<Patrol.Change> changes = new LinkedBlockingQueue<>();
        this.peers =
                new PeerSeeder(
                        settings.peers(),
                        clock,
                        (offer, why) -> changes.add(new Patrol.Change(offer, why)));
        this.patrol = new Patrol(peers, changes, notes);
        this.dialled = new Dialled(clock);
        this.announcer = settings.announce() ? new Announcer(new Voice()) : null;
    }

    @Override
    public void seed(Collection<Offer> offers) {
        peers.seed(offers);
        patrol.look(offers);
        if (announcer != null) {
            announcer.announce(
                    offers.stream().flatMap(NodeSeeder::names).toList(), offers.size() <= SOON);
        }
    }

    private static Stream<byte[]> names(Offer offer) {
        return Stream.of(offer.infohash(), offer.infohashV2())
                .flatMap(Stream::ofNullable)
                .map(hash -> HexFormat.of().parseHex(hash.substring(0, NAME)));
    }

    @Override
    public void stop(Offer offer) {
        peers.stop(offer.release());
        if (announcer != null) {
            announcer.leave(names(offer).toList());
        }
    }

    @Override
    public int seeding() {
        return peers.seeding();
    }

    @Override
    public List<Share> shares() {
        return peers.given().entrySet().stream()
                .map(given -> new Share(given.getKey(), given.getValue()))
                .toList();
    }

    /// The port that is really open.
    public int port() {
        return peers.port();
    }

    /// By which it calls itself, 20 bytes.
    public byte[] peerId() {
        return peers.peerId();
    }

    /// How often what happened with peers.
    public Map<Counters.Event, Long> counters() {
        return peers.counters().all();
    }

    /// What the announcer asks, and what it hears.
    private final class Voice implements Announcer.Subject {
        @Override
        public byte[] peerId() {
            return peers.peerId();
        }

        @Override
        public int port() {
            return peers.port();
        }

        @Override
        public List<String> trackers(byte[] hash) throws IOException {
            PeerSeeder.Served served = peers.served(hash);
            return served == null
                    ? List.of()
                    : Metainfo.read(served.offer().torrent()).trackers().stream()
                            .flatMap(List::stream)
                            .toList();
        }

        @Override
        public long uploaded(byte[] hash) {
            PeerSeeder.Served served = peers.served(hash);
            return served == null ? -1 : served.given();
        }

        @Override
        public void heard(
                byte[] hash, String tracker, int leechers, List<InetSocketAddress> others) {
            deaf.remove(tracker);
            if (leechers > 0) { // some of them may not be able to reach us
                String name = HexFormat.of().formatHex(hash);
                dialled.due(name, others).forEach(peer -> peers.call(name, peer));
            }
        }

        @Override
        public void failed(String tracker, String why) {
            if (deaf.add(tracker)) {
                notes.deaf(tracker, why);
            }
        }
    }

    @Override
    public void close() {
        if (announcer != null) {
            announcer.close();
        }
        patrol.close();
        peers.close();
    }
}
