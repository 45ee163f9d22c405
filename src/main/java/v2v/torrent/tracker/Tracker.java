package v2v.torrent.tracker;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.torrent.Metainfo;
import v2v.torrent.Offer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// Who shares what, as far as peers say.
public final class Tracker {
    /// How often peers are asked to come back; they may not come sooner than the least.
    static final Duration INTERVAL = Duration.ofMinutes(30);

    static final Duration LEAST_INTERVAL = Duration.ofMinutes(5);

    /// Hexadecimal digits of the 20 bytes that stand on the wire.
    private static final int NAME = 40;

    /// The most that are listed in one answer.
    private static final int MOST_LISTED = 100;

    /// Requests a second of one address, and how many may come at once.
    private static final int PER_SECOND = 10;

    private static final int BURST = 200;

    private final InstantSource clock;
    private final Map<String, Counted> before;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Map<String, Entry> swarms = new ConcurrentHashMap<>();
    private final Throttle throttle;
    private final ToLongFunction<Offer> size;
    private volatile String origin = "";

    /// Asked, and not answered as asked.
    public final LongAdder unknown = new LongAdder();

    public final LongAdder tooMany = new LongAdder();
    public final LongAdder malformed = new LongAdder();

    private record Entry(String release, Swarm swarm) {}

    /// Sums over the whole life of a release.
    ///
    /// @param completed how often it was fetched to its end
    /// @param taken bytes that peers say they took
    public record Counted(long completed, long taken) {
        public static final Counted NOTHING = new Counted(0, 0);
    }

    /// One release now.
    ///
    /// @param seeds that hold all of it
    /// @param peers that do not yet
    public record Share(String release, int seeds, int peers, long completed, long taken) {}

    /// What a peer gets for its announce.
    record Answer(int seeds, int peers, List<InetSocketAddress> others) {}

    /// Why a peer gets nothing.
    enum Refused {
        UNKNOWN_HASH,
        TOO_MANY
    }

    /// Either an answer or why there is none.
    record Reply(@Nullable Answer answer, @Nullable Refused refused) {}

    /// Knows nobody yet.
    ///
    /// @param before what was counted of each release before this start
    public Tracker(InstantSource clock, Map<String, Counted> before) {
        this(clock, before, Tracker::bytes);
    }

    /// @param size bytes of a release: no peer can have taken more
    public Tracker(InstantSource clock, Map<String, Counted> before, ToLongFunction<Offer> size) {
        this.clock = clock;
        this.size = size;
        this.before = Map.copyOf(before);
        this.throttle = new Throttle(PER_SECOND, BURST, clock);
    }

    /// Nothing is counted of a torrent that can not be read.
    private static long bytes(Offer offer) {
        try {
            return Metainfo.read(offer.torrent()).info().bytes();
        } catch (IOException | Refusal e) {
            return 0;
        }
    }

    /// The peer id of the node's own seeder: however many come, it keeps its place.
    ///
    /// @param peerId 20 bytes
    public void origin(byte[] peerId) {
        origin = HexFormat.of().formatHex(peerId);
    }

    /// From now on their peers are introduced to each other.
    public void track(Collection<Offer> offers) {
        for (Offer offer : offers) {
            String release = offer.release();
            Swarm swarm = new Swarm(() -> size.applyAsLong(offer));
            Counted counted = before.getOrDefault(release, Counted.NOTHING);
            swarm.remember(counted.completed(), counted.taken());
            Entry entry = new Entry(release, swarm);
            if (offer.infohash() != null) {
                swarms.putIfAbsent(name(offer.infohash()), entry);
            }
            if (offer.infohashV2() != null) {
                swarms.putIfAbsent(name(offer.infohashV2()), entry);
            }
        }
    }

    /// No longer.
    public void drop(Offer offer) {
        if (offer.infohash() != null) {
            swarms.remove(name(offer.infohash()));
        }
        if (offer.infohashV2() != null) {
            swarms.remove(name(offer.infohashV2()));
        }
    }

    private static String name(String hash) {
        return hash.substring(0, NAME);
    }

    Reply announce(Announcement said) {
        if (!throttle.allows(said.address())) {
            tooMany.increment();
            return new Reply(null, Refused.TOO_MANY);
        }
        Entry entry = swarms.get(said.hash());
        if (entry == null) {
            unknown.increment();
            return new Reply(null, Refused.UNKNOWN_HASH);
        }
        Swarm swarm = entry.swarm();
        swarm.announce(said, origin, clock.millis());
        Swarm.Numbers numbers = swarm.numbers();
        int most =
                said.event() == Announcement.Event.STOPPED
                        ? 0
                        : Math.clamp(said.wanted(), 0, MOST_LISTED);
        return new Reply(
                new Answer(numbers.seeds(), numbers.peers(), swarm.others(said, most, random)),
                null);
    }

    /// Of one name; null when it is not ours.
    @Nullable Share scrape(String hash) {
        Entry entry = swarms.get(hash);
        if (entry == null) {
            unknown.increment();
            return null;
        }
        return share(entry);
    }

    boolean allows(InetAddress from) {
        boolean allowed = throttle.allows(from);
        if (!allowed) {
            tooMany.increment();
        }
        return allowed;
    }

    private static Share share(Entry entry) {
        Swarm.Numbers now = entry.swarm().numbers();
        return new Share(entry.release(), now.seeds(), now.peers(), now.completed(), now.taken());
    }

    /// All releases.
    public List<Share> shares() {
        return swarms.values().stream().distinct().map(Tracker::share).toList();
    }

    /// Where those are who say that they hold all of a release; nobody when it is none of ours.
    ///
    /// @param hash hexadecimal, v1 or v2
    public List<InetSocketAddress> seeds(String hash) {
        Entry entry = swarms.get(name(hash));
        return entry == null ? List.of() : entry.swarm().seeds();
    }

    /// Forgets who has not come back; once a minute or so.
    public void tidy() {
        long longAgo = clock.millis() - 2 * INTERVAL.toMillis();
        swarms.values().forEach(entry -> entry.swarm().forget(longAgo));
    }
}
