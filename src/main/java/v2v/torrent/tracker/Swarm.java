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
        Peer peer = peers.get(key);
        boolean known = peer != null && peer.id.equals(said.peerId());
        if (peer == null) {
            peer = new Peer();
            peers.put(key, peer);
        }
        count(said, peer, known);
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

    /// Once, also when it comes under two names or two addresses: by what it had taken before.
    private void count(Announcement said, Peer peer, boolean known) {
        long before = known ? peer.downloaded : elsewhere(said);
        if (before >= 0) {
            taken += Math.max(0, said.downloaded() - before);
        } else if (said.event() == Event.COMPLETED) {
            taken += said.downloaded(); // all of it in one go, between two announces
        }
        boolean lacked = known ? peer.left > 0 : before < 0;
        if (said.event() == Event.COMPLETED && lacked && said.left() == 0) {
            completed++;
        }
    }

    /// What this peer said at another of its addresses; -1 when it is new.
    private long elsewhere(Announcement said) {
        return peers.values().stream()
                .filter(other -> other.id.equals(said.peerId()))
                .mapToLong(other -> other.downloaded)
                .max()
                .orElse(-1);
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
