package v2v.torrent.census;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Metainfo;
import v2v.torrent.Pieces;
import v2v.torrent.Site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Counts who else holds a release, one look at a time.
public final class Census {
    /// Peers that are called in one look, and of one site: a liar with many ports must not take the
    /// turns of others.
    private static final int MOST = 100;

    private static final int MOST_OF_A_SITE = 3;

    private static final int AT_ONCE = 8;
    private static final Duration WELCOME = Duration.ofSeconds(20);

    private final Whereabouts whereabouts;
    private final Supplier<byte[]> ourName;
    private final Duration welcome;
    private final SecureRandom random = new SecureRandom();

    /// @param ourName by which our own seeder calls itself, 20 bytes: it may answer at an address
    ///   that we do not know as ours
    public Census(Whereabouts whereabouts, Supplier<byte[]> ourName) {
        this(whereabouts, ourName, WELCOME);
    }

    /// @param welcome until a peer has said that it has all, and lets us ask
    Census(Whereabouts whereabouts, Supplier<byte[]> ourName, Duration welcome) {
        this.whereabouts = whereabouts;
        this.ourName = ourName;
        this.welcome = welcome;
    }

    /// What a look found.
    ///
    /// @param seeds those that have proved that they hold all of it, one of each site; no more than
    ///   were asked for
    public record Look(List<InetSocketAddress> seeds) {
        public Look {
            seeds = List.copyOf(seeds);
        }
    }

    /// Looks, until enough have proved it or everybody was asked: at most some minutes.
    ///
    /// @param content our own copy, whole; null while it is away
    /// @param known who held it before, and is asked too
    /// @param enough more than so many are not counted
    /// @throws IOException when our own copy can not be read
    public Look look(
            Metainfo metainfo,
            @Nullable Path content,
            Collection<InetSocketAddress> known,
            int enough)
            throws IOException, InterruptedException {
        List<InetSocketAddress> named = named(metainfo, known);
        Map<Site, InetSocketAddress> proved = new ConcurrentHashMap<>();
        List<Proof> proofs = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            proofs.add(Proof.of(metainfo, content, random));
        }
        Semaphore lines = new Semaphore(AT_ONCE);
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < named.size(); i++) {
                InetSocketAddress peer = named.get(i);
                Proof proof = proofs.get(i);
                lines.acquire();
                if (proved.size() >= enough) {
                    break;
                }
                calls.execute(() -> {
                    try {
                        Site site = Site.of(peer.getAddress());
                        if (!proved.containsKey(site) && proves(peer, metainfo, proof)) {
                            proved.put(site, peer);
                        }
                    } finally {
                        lines.release();
                    }
                });
            }
        }
        return new Look(proved.values().stream().limit(enough).toList());
    }

    /// Each once, nobody at an address of ours, few of one site, in an order that nobody can
    /// arrange.
    private List<InetSocketAddress> named(Metainfo metainfo, Collection<InetSocketAddress> known)
            throws SocketException {
        Set<InetAddress> ours = ours();
        Map<Site, Integer> sites = new HashMap<>();
        Set<InetSocketAddress> once = new HashSet<>(known);
        once.addAll(whereabouts.of(metainfo));
        List<InetSocketAddress> all = new ArrayList<>(once);
        Collections.shuffle(all, random);
        return all.stream()
                .filter(peer -> peer.getAddress() != null && peer.getPort() > 0)
                .filter(peer -> !ours.contains(peer.getAddress()))
                .filter(peer -> !peer.getAddress().isAnyLocalAddress())
                .filter(peer -> !peer.getAddress().isMulticastAddress())
                .filter(peer ->
                        sites.merge(Site.of(peer.getAddress()), 1, Integer::sum) <= MOST_OF_A_SITE)
                .limit(MOST)
                .toList();
    }

    private static Set<InetAddress> ours() throws SocketException {
        Set<InetAddress> ours = new HashSet<>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .forEach(ours::add);
        return ours;
    }

    private boolean proves(InetSocketAddress peer, Metainfo metainfo, Proof proof) {
        Metainfo.Infohash hash = metainfo.info().hash();
        String name = Objects.requireNonNull(hash.v1() != null ? hash.v1() : hash.v2());
        try (SeedCall call = new SeedCall(peer, name, welcome)) {
            return !Arrays.equals(call.name(), ourName.get())
                    && call.proves(proof, new Pieces(metainfo).count());
        } catch (IOException unproved) {
            return false; // why does not matter: it does not count
        }
    }
}
