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
import java.util.random.RandomGenerator;

/// The peers of one release.
final class Swarm {
    /// Who comes above that takes the place of whoever has been silent the longest.
    private static final int MOST = 2_000;

    /// BEP 7: one peer may announce from an IPv4 and an IPv6 address.
    private record Key(InetAddress address, int port) {}

    private static final class Peer {
        private final Set<String> names = new HashSet<>();
        private String id = "";
        private long left;
        private long downloaded;
        private long seen;
    }

    /// In the order of their last announce.
    private final Map<Key, Peer> peers = new LinkedHashMap<>(16, 0.75f, true);

    private long completed;
    private long taken;

    /// What is to be known of it.
    ///
    /// @param seeds that hold all of it
    /// @param peers that do not yet
    /// @param completed how often it was fetched to its end
    /// @param taken bytes that peers say they took
    record Numbers(int seeds, int peers, long completed, long taken) {}

    synchronized Numbers numbers() {
        // the same peer may be here with two addresses
        Set<String> seeds = new HashSet<>();
        Set<String> others = new HashSet<>();
        peers.values().forEach(peer -> (peer.left == 0 ? seeds : others).add(peer.id));
        return new Numbers(seeds.size(), others.size(), completed, taken);
    }

    /// What was counted before this start.
    synchronized void remember(long completedBefore, long takenBefore) {
        completed += completedBefore;
        taken += takenBefore;
    }

    synchronized void announce(Announcement said, long now) {
        Key key = new Key(said.address(), said.port());
        count(said);
        Peer peer = peers.computeIfAbsent(key, _ -> new Peer());
        peer.id = said.peerId();
        peer.left = said.left();
        peer.downloaded = said.downloaded();
        peer.seen = now;
        peer.names.add(said.hash());
        if (said.event() == Event.STOPPED) {
            peer.names.remove(said.hash());
            if (peer.names.isEmpty()) {
                peers.remove(key);
            }
        }
        if (peers.size() > MOST) {
            peers.remove(peers.keySet().iterator().next());
        }
    }

    /// Once, also when it comes under two names or from two addresses.
    private void count(Announcement said) {
        List<Peer> before =
                peers.values().stream().filter(peer -> peer.id.equals(said.peerId())).toList();
        boolean completes = said.event() == Event.COMPLETED && said.left() == 0;
        if (!before.isEmpty() || completes) { // else it is what it took in an earlier life
            long counted = before.stream().mapToLong(peer -> peer.downloaded).max().orElse(0);
            taken += Math.max(0, said.downloaded() - counted);
        }
        if (completes && before.stream().noneMatch(peer -> peer.left == 0)) {
            completed++;
        }
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
