package v2v.torrent.dht;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Who said that he has what (BEP 5), for half an hour. Bounded whatever comes: in all, for one
/// hash, and for one address.
final class PeerStore {
    static final int MOST_HASHES = 20_000;
    static final int MOST_PEERS = 50_000;
    static final int MOST_OF_HASH = 200;

    /// A publisher in a small network of its own needs many, a stranger on the internet few.
    static final int MOST_OF_ADDRESS = 2_500;

    /// Peers of one address in one hash: several clients can share an address.
    static final int MOST_PORTS = 8;

    private static final long LIFE = 30 * 60_000;

    private final InstantSource clock;

    /// The peers of a hash, those that were heard of longest ago first; until when each is kept.
    private final Map<Id, SequencedMap<InetSocketAddress, Long>> hashes = new HashMap<>();

    private final Map<InetAddress, Integer> addresses = new HashMap<>();
    private int count;

    PeerStore(InstantSource clock) {
        this.clock = clock;
    }

    /// Keeps it for half an hour from now.
    ///
    /// @return false when there is no room for it
    synchronized boolean add(Id hash, InetSocketAddress peer) {
        SequencedMap<InetSocketAddress, Long> swarm = hashes.get(hash);
        if (swarm != null && swarm.remove(peer) != null) {
            swarm.put(peer, clock.millis() + LIFE);
            return true;
        }
        if (swarm != null) {
            makeRoom(swarm, peer.getAddress());
        }
        if (addresses.getOrDefault(peer.getAddress(), 0) >= MOST_OF_ADDRESS
                || count >= MOST_PEERS
                || (swarm == null && hashes.size() >= MOST_HASHES)) {
            return false;
        }
        hashes.computeIfAbsent(hash, _ -> new LinkedHashMap<>(2)).put(peer, clock.millis() + LIFE);
        addresses.merge(peer.getAddress(), 1, Integer::sum);
        count++;
        return true;
    }

    /// The newest are the likeliest to be there still.
    private void makeRoom(SequencedMap<InetSocketAddress, Long> swarm, InetAddress address) {
        List<InetSocketAddress> same =
                swarm.keySet().stream().filter(p -> p.getAddress().equals(address)).toList();
        if (same.size() >= MOST_PORTS) {
            swarm.remove(same.getFirst());
            left(same.getFirst());
        } else if (swarm.size() >= MOST_OF_HASH) {
            Map.Entry<InetSocketAddress, Long> oldest = swarm.pollFirstEntry();
            if (oldest != null) {
                left(oldest.getKey());
            }
        }
    }

    private void left(InetSocketAddress peer) {
        count--;
        addresses.computeIfPresent(peer.getAddress(), (_, n) -> n == 1 ? null : n - 1);
    }

    /// Some of those that have it, at random.
    ///
    /// @param asker how near he is who will hear of them
    synchronized List<InetSocketAddress> peers(Id hash, int most, Scope asker) {
        SequencedMap<InetSocketAddress, Long> swarm = hashes.get(hash);
        if (swarm == null) {
            return List.of();
        }
        long now = clock.millis();
        List<InetSocketAddress> peers = new ArrayList<>();
        swarm.forEach((peer, until) -> {
            if (until > now && asker.knows(Scope.of(peer))) {
                peers.add(peer);
            }
        });
        Collections.shuffle(peers);
        return List.copyOf(peers.subList(0, Math.min(most, peers.size())));
    }

    /// Forgets what was not said again.
    synchronized void expire() {
        long now = clock.millis();
        Iterator<SequencedMap<InetSocketAddress, Long>> each = hashes.values().iterator();
        while (each.hasNext()) {
            SequencedMap<InetSocketAddress, Long> swarm = each.next();
            while (!swarm.isEmpty() && swarm.firstEntry().getValue() <= now) {
                left(swarm.pollFirstEntry().getKey());
            }
            if (swarm.isEmpty()) {
                each.remove();
            }
        }
    }

    synchronized int size() {
        return count;
    }
}
