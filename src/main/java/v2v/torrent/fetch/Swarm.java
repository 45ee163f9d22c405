package v2v.torrent.fetch;

import bt.Bt;
import bt.net.InetPeer;
import bt.peer.IPeerRegistry;
import bt.protocol.crypto.EncryptionPolicy;
import bt.runtime.BtClient;
import bt.runtime.BtRuntime;
import bt.runtime.Config;
import bt.torrent.TorrentDescriptor;
import bt.torrent.TorrentRegistry;

import v2v.torrent.Metainfo;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// One torrent's swarm, fetched from by bt (v1). bt itself sees the loopback only: each peer is
/// behind a [Relay].
final class Swarm implements Closeable, Watched.Witness {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    /// Pieces that one peer is asked for at a time: of small ones more, or it would wait for us.
    private static final int AHEAD = 1 << 20;

    private static final int LEAST_AHEAD = 3;
    private static final int MOST_AHEAD = 64;

    /// A piece that several peers gave parts of may be the fault of any of them.
    private static final int STRIKES = 3;

    private final Draft draft;
    private final Claims claims;
    private final FetchSettings settings;
    private final Pace pace;
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final BtRuntime runtime;
    private final BtClient client;
    private final Map<String, Relay> relays = new ConcurrentHashMap<>();
    private final Map<Integer, Relay> ports = new ConcurrentHashMap<>();
    private final Map<String, Integer> strikes = new ConcurrentHashMap<>();
    private final AtomicLong received = new AtomicLong();
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();

    /// Joins, without knowing anybody yet.
    Swarm(Draft draft, Claims claims, FetchSettings settings, Pace pace) throws IOException {
        this.draft = draft;
        this.claims = claims;
        this.settings = settings;
        this.pace = pace;
        Metainfo metainfo = draft.metainfo();
        runtime =
                BtRuntime.builder(config())
                        .module(new FetchModule(draft, this, tasks))
                        .disableAutomaticShutdown()
                        .disableLocalServiceDiscovery()
                        .disablePeerExchange()
                        .build();
        runtime.startup();
        client =
                Bt.client(runtime)
                        .storage(new DraftStorage(draft))
                        .torrent(() -> new WantedTorrent(metainfo))
                        .selector(new Choice(claims))
                        .build();
        var _ = client.startAsync();
        awaitActive();
    }

    private Config config() {
        Config config = new Config();
        config.setAcceptorAddress(InetAddress.getLoopbackAddress());
        config.setAcceptorPort(0);
        // MSE in bt 1.10 reads the handshake wrongly now and then: 5 of 8 downloads hung
        config.setMseDisabled(true);
        config.setEncryptionPolicy(EncryptionPolicy.REQUIRE_PLAINTEXT);
        config.setShutdownHookTimeout(CLOSING);
        config.setMaxPieceReceivingTime(WAIT);
        int pieces = AHEAD / draft.metainfo().info().pieceLength();
        config.setMaxSimultaneouslyAssignedPieces(Math.clamp(pieces, LEAST_AHEAD, MOST_AHEAD));
        config.setTimeoutedAssignmentPeerBanDuration(Duration.ofSeconds(1));
        config.setUnreachablePeerBanDuration(Duration.ofSeconds(1));
        return config;
    }

    private void awaitActive() throws IOException {
        TorrentRegistry torrents = runtime.service(TorrentRegistry.class);
        long end = System.nanoTime() + START.toNanos();
        while (!torrents.getDescriptor(id()).map(TorrentDescriptor::isActive).orElse(false)) {
            if (System.nanoTime() - end > 0) {
                close();
                throw new IOException(
                        "bt did not take up the torrent " + draft.metainfo().info().name());
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    private bt.metainfo.TorrentId id() {
        return WantedTorrent.id(Objects.requireNonNull(draft.metainfo().info().hash().v1()));
    }

    /// Asks this one too; the same one once, and no more than the operator allows.
    void add(InetSocketAddress peer) {
        String name = peer.getHostString() + ":" + peer.getPort();
        if (live() < settings.peers()) {
            relays.computeIfAbsent(name, _ -> new Relay(peer, pace, this::call));
        }
    }

    private void call(Relay relay, int port) {
        ports.put(port, relay);
        runtime.service(IPeerRegistry.class)
                .addPeer(id(), InetPeer.build(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public void came(int port, int piece, int bytes) {
        received.addAndGet(bytes);
        claims.renew(piece);
        Relay relay = ports.get(port);
        if (relay != null) {
            relay.gave();
        }
    }

    @Override
    public void judged(Set<Integer> from, boolean good) {
        int blame = good ? -1 : from.size() == 1 ? STRIKES : 1;
        for (Integer port : from) {
            Relay relay = ports.get(port);
            if (relay == null) {
                continue;
            }
            int count = strikes.merge(relay.name(), blame, (old, more) -> Math.max(0, old + more));
            if (count >= STRIKES) {
                dropped.add(relay.name());
                relay.close("gives wrong bytes");
            }
        }
    }

    /// Peers from whom something may still come.
    int live() {
        return (int) relays.values().stream().filter(r -> r.fault() == null).count();
    }

    /// Bytes of blocks that came, pads and wrong ones counted.
    long received() {
        return received.get();
    }

    int dropped() {
        return dropped.size();
    }

    /// Who was asked, and what became of it.
    List<String> tried() {
        List<String> tried = new ArrayList<>();
        relays.values()
                .forEach(relay ->
                        tried.add(
                                "peer "
                                        + relay.name()
                                        + (relay.fault() == null
                                                ? ""
                                                : " (" + relay.fault() + ")")));
        return tried;
    }

    @Override
    public void close() {
        for (Relay relay : relays.values()) {
            relay.close("no longer needed");
        }
        client.stop();
        runtime.shutdown();
        tasks.shutdownNow();
    }
}
