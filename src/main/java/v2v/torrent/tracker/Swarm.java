package v2v.torrent.tracker;

import v2v.torrent.tracker.Announcement.Event;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// The peers of one release.
///
/// No place of the network can fill it or count for many: a site, which is an IPv4 address or the
/// /64 of an IPv6 one, has a few entries, is one seed at most, and takes no more than these few
/// could have taken.
final class Swarm {
    /// Who comes above that takes the place of whoever has been silent the longest.
    private static final int MOST = 2_000;

    /// Peers behind one address; with the next one the oldest of them goes.
    private static final int MOST_OF_SITE = 10;

    /// Sites whose claims are remembered; of more, the ones that were silent the longest may claim
    /// anew.
    private static final int SITES = 4_000;

    /// Entries that may call themselves the origin.
    private static final int ORIGINS = 4;

    /// BEP 7: one peer may announce from an IPv4 and an IPv6 address.
    private record Key(InetAddress address, int port) {
        Long site() {
            return Throttle.site(address);
        }
    }

    private static final class Peer {
        private final Set<String> names = new HashSet<>();
        private String id = "";
        private boolean origin;
        private long left;
        private long downloaded;
        private long seen;
    }

    /// What was counted of a site; outlives its peers for a while, or who says good-bye and comes
    /// again would count each time.
    private static final class Claims {
        private long taken;
        private int completed;
        private long seen;
    }

    /// In the order of their last announce.
    private final Map<Key, Peer> peers = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Long, Claims> sites =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Claims> eldest) {
                    return size() > SITES;
                }
            };

    private final LongSupplier content;
    private long bytes = -1;
    private long completed;
    private long taken;

    /// @param content bytes of the release; asked once, when a peer says that it took some
    Swarm(LongSupplier content) {
        this.content = content;
    }

    /// What is to be known of it.
    ///
    /// @param seeds that hold all of it
    /// @param peers that do not yet
    /// @param completed how often it was fetched to its end
    /// @param taken bytes that peers say they took
    record Numbers(int seeds, int peers, long completed, long taken) {}

    synchronized Numbers numbers() {
        // the same peer may be here with two addresses, and many at one address may be the same
        Set<String> seeds = new HashSet<>();
        Set<Long> houses = new HashSet<>();
        Set<String> others = new HashSet<>();
        peers.forEach((key, peer) -> {
            (peer.left == 0 ? seeds : others).add(peer.id);
            if (peer.left == 0) {
                houses.add(key.site());
            }
        });
        int whole = Math.min(seeds.size(), houses.size());
        return new Numbers(whole, others.size(), completed, taken);
    }

    /// What was counted before this start.
    synchronized void remember(long completedBefore, long takenBefore) {
        completed += completedBefore;
        taken += takenBefore;
    }

    /// @param origin the peer id of this node, which keeps its place; "" when it is none
    synchronized void announce(Announcement said, String origin, long now) {
        Key key = new Key(said.address(), said.port());
        count(said, key.site(), now);
        if (said.event() == Event.STOPPED) {
            stopped(key, said.hash());
            return;
        }
        Peer peer = peers.get(key);
        if (peer == null) {
            makeRoom(key.site());
            peer = new Peer();
            peers.put(key, peer);
        }
        peer.id = said.peerId();
        peer.origin = peer.id.equals(origin) && (peer.origin || few());
        peer.left = said.left();
        peer.downloaded = said.downloaded();
        peer.seen = now;
        peer.names.add(said.hash());
    }

    /// Who knows the origin's peer id can claim to be it: so few keep their place by it, and the
    /// origin comes first.
    private boolean few() {
        return peers.values().stream().filter(peer -> peer.origin).count() < ORIGINS;
    }

    private void stopped(Key key, String name) {
        Peer peer = peers.get(key);
        if (peer != null) {
            peer.names.remove(name);
            if (peer.names.isEmpty()) {
                peers.remove(key);
            }
        }
    }

    private void makeRoom(Long site) {
        if (peers.keySet().stream().filter(at(site)).count() >= MOST_OF_SITE) {
            removeEldest(at(site));
        } else if (peers.size() >= MOST) {
            removeEldest(_ -> true);
        }
    }

    private static Predicate<Key> at(Long site) {
        return key -> key.site().equals(site);
    }

    private void removeEldest(Predicate<Key> among) {
        peers.entrySet().stream()
                .filter(entry -> among.test(entry.getKey()) && !entry.getValue().origin)
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(peers::remove);
    }

    /// Once, also when it comes under two names or from two addresses.
    private void count(Announcement said, Long site, long now) {
        List<Peer> before =
                peers.values().stream().filter(peer -> peer.id.equals(said.peerId())).toList();
        boolean completes = said.event() == Event.COMPLETED && said.left() == 0;
        Claims claims = sites.computeIfAbsent(site, _ -> new Claims());
        claims.seen = now;
        // else it is what it took in an earlier life
        if (said.downloaded() > 0 && (!before.isEmpty() || completes)) {
            long counted = before.stream().mapToLong(peer -> peer.downloaded).max().orElse(0);
            long more = Math.min(said.downloaded(), bytes()) - Math.max(0, counted);
            long least = Math.clamp(more, 0, Math.max(0, MOST_OF_SITE * bytes() - claims.taken));
            claims.taken += least;
            taken += least;
        }
        boolean anew = completes && before.stream().noneMatch(peer -> peer.left == 0);
        if (anew && claims.completed < MOST_OF_SITE) {
            claims.completed++;
            completed++;
        }
    }

    private long bytes() {
        if (bytes < 0) {
            bytes = content.getAsLong();
        }
        return bytes;
    }

    /// Where those are who say that they hold all of it.
    synchronized List<InetSocketAddress> seeds() {
        return peers.entrySet().stream()
                .filter(peer -> peer.getValue().left == 0)
                .map(peer -> new InetSocketAddress(peer.getKey().address(), peer.getKey().port()))
                .toList();
    }

    synchronized void forget(long before) {
        peers.values().removeIf(peer -> peer.seen < before);
        sites.values().removeIf(site -> site.seen < before);
    }

    /// Others for this one: a seed is told only of those who lack something.
    synchronized List<InetSocketAddress> others(
            Announcement said, int most, RandomGenerator random) {
        List<InetSocketAddress> others = new ArrayList<>();
        peers.forEach((key, peer) -> {
            boolean same = peer.id.equals(said.peerId());
            boolean useful = said.left() > 0 || peer.left > 0;
            boolean reachable =
                    key.address() instanceof Inet4Address == said.address() instanceof Inet4Address;
            if (!same && useful && reachable && peer.names.contains(said.hash())) {
                others.add(new InetSocketAddress(key.address(), key.port()));
            }
        });
        Collections.shuffle(others, random);
        return others.subList(0, Math.min(most, others.size()));
    }
}
