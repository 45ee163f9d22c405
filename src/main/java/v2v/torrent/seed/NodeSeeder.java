package v2v.torrent.seed;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.announce.Announcer;
import v2v.torrent.announce.Rounds;
import v2v.torrent.dht.Announced;
import v2v.torrent.dht.Dht;
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
    private final @Nullable Rounds rounds;
    private final Dialled dialled;
    private final Set<String> deaf = ConcurrentHashMap.newKeySet();

    /// Without a DHT.
    public NodeSeeder(SeedSettings settings, InstantSource clock, Notes notes) throws IOException {
        this(settings, null, clock, notes);
    }

    /// Listens for peers from now on.
    ///
    /// @param dht told of everything too; not closed here; null for none
    /// @throws IOException when another program has the port
    public NodeSeeder(SeedSettings settings, @Nullable Dht dht, InstantSource clock, Notes notes)
            throws IOException {
        this.notes = notes;
        BlockingQueue<Patrol.Change> changes = new LinkedBlockingQueue<>();
        this.peers = new PeerSeeder(settings.peers(), clock, new Changes(changes, notes));
        if (dht != null) {
            peers.dht(dht.port());
        }
        this.dialled = new Dialled(clock);
        Voice voice = new Voice();
        this.announcer = settings.announce() ? new Announcer(voice) : null;
        this.rounds = dht != null && settings.announce() ? new Rounds(new Rumour(dht)) : null;
        this.patrol = new Patrol(peers, changes, voice, notes);
    }

    /// Passes on what the upload side finds: what is wrong with a release to the patrol, that there
    /// are no more descriptors to the operator, once a while.
    private static final class Changes implements PeerSeeder.News {
        private static final long WHILE = 60_000_000_000L;

        private final BlockingQueue<Patrol.Change> changes;
        private final Notes notes;
        private long told = System.nanoTime() - WHILE;

        Changes(BlockingQueue<Patrol.Change> changes, Notes notes) {
            this.changes = changes;
            this.notes = notes;
        }

        @Override
        public void changed(Offer offer, String why) {
            changes.add(new Patrol.Change(offer, why));
        }

        @Override
        public synchronized void starved(String why) {
            long now = System.nanoTime();
            if (now - told >= WHILE) {
                told = now;
                notes.starved(why);
            }
        }
    }

    @Override
    public void seed(Collection<Offer> offers) {
        peers.seed(offers);
        patrol.look(offers);
        announce(offers);
    }

    private void announce(Collection<Offer> offers) {
        List<byte[]> names = offers.stream().flatMap(NodeSeeder::names).toList();
        boolean areNew = offers.size() <= SOON;
        if (announcer != null) {
            announcer.announce(names, areNew);
        }
        if (rounds != null) {
            rounds.add(names, areNew);
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
        silence(offer);
    }

    private void silence(Offer offer) {
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

    /// How it calls itself to peers and trackers, 20 bytes.
    public byte[] peerId() {
        return peers.peerId();
    }

    /// How often what happened with peers.
    public Map<Counters.Event, Long> counters() {
        return peers.counters().all();
    }

    /// Bytes given of what has this name; -1 when it is offered no more.
    private long given(byte[] hash) {
        PeerSeeder.Served served = peers.served(hash);
        return served == null ? -1 : served.given();
    }

    /// Some of them may not be able to reach us.
    private void call(byte[] hash, List<InetSocketAddress> others) {
        String name = HexFormat.of().formatHex(hash);
        dialled.due(name, others).forEach(peer -> peers.call(name, peer));
    }

    /// What goes round in the DHT.
    private final class Rumour implements Rounds.Subject {
        private final Dht dht;

        private Rumour(Dht dht) {
            this.dht = dht;
        }

        @Override
        public void tell(byte[] hash) throws IOException {
            Announced announced = dht.announce(hash, peers.port(), true);
            call(hash, announced.peers());
        }

        @Override
        public long given(byte[] hash) {
            return NodeSeeder.this.given(hash);
        }
    }

    /// What the announcer asks, and what it hears.
    private final class Voice implements Announcer.Subject, Patrol.Trackers {
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
            return given(hash);
        }

        @Override
        public void heard(
                byte[] hash, String tracker, int leechers, List<InetSocketAddress> others) {
            deaf.remove(tracker);
            if (leechers > 0) {
                call(hash, others);
            }
        }

        @Override
        public void gone(Offer offer) {
            silence(offer);
        }

        @Override
        public void back(Offer offer) {
            announce(List.of(offer));
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
        if (rounds != null) {
            rounds.close();
        }
        if (announcer != null) {
            announcer.close();
        }
        patrol.close();
        peers.close();
    }
}
