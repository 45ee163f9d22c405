package v2v.torrent;

import bt.Bt;
import bt.net.IPeerConnectionPool;
import bt.net.PeerConnection;
import bt.protocol.crypto.EncryptionPolicy;
import bt.runtime.BtClient;
import bt.runtime.BtRuntime;
import bt.runtime.Config;
import bt.torrent.TorrentDescriptor;
import bt.torrent.TorrentRegistry;

import v2v.item.Refusal;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Seeds inside this process with bt 1.10, over TCP, without encryption, in the v1 swarm (a hybrid
/// is in both; bt speaks no BEP 52).
public final class BtSeeder implements Seeder {
    private static final Duration CLOSING = Duration.ofMillis(1500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SeedSettings settings;
    private final ExecutorService torrents = Executors.newVirtualThreadPerTaskExecutor();
    private final BtRuntime runtime;
    private final Map<String, Offer> offers = new ConcurrentHashMap<>();

    private record Offer(BtClient client, String name, ReleaseStorage storage) {}

    /// Listens for peers from now on.
    ///
    /// @throws IOException when another program has the port
    public BtSeeder(SeedSettings settings) throws IOException {
        requireFree(settings);
        this.settings = settings;
        this.runtime =
                BtRuntime.builder(config(settings))
                        .module(new BtModule(torrents))
                        .disableAutomaticShutdown()
                        .disableLocalServiceDiscovery()
                        .build();
        runtime.startup();
    }

    /// bt only logs that it could not bind, and then listens to nobody.
    private static void requireFree(SeedSettings settings) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.address(), settings.port()));
        } catch (BindException e) {
            throw new IOException(
                    "Can not seed: port %d of %s is taken (seed.port, seed.address)."
                            .formatted(settings.port(), settings.address().getHostAddress()),
                    e);
        }
    }

    private static Config config(SeedSettings settings) {
        Config config = new Config();
        config.setAcceptorAddress(settings.address());
        config.setAcceptorPort(settings.port());
        if (settings.address().isAnyLocalAddress()) {
            // bt sends it to trackers as "ip": 0.0.0.0 would be believed by some (BEP 3)
            config.setPeerAddress(new Config().getAcceptorAddress());
        }
        // MSE in bt 1.10 reads the handshake wrongly now and then: 5 of 8 downloads hung. Clients
        // that insist on encryption can not connect; all others fall back.
        config.setMseDisabled(true);
        config.setEncryptionPolicy(EncryptionPolicy.REQUIRE_PLAINTEXT);
        config.setTrackerTimeout(Duration.ofSeconds(10));
        config.setShutdownHookTimeout(CLOSING.dividedBy(2));
        return config;
    }

    @Override
    public synchronized void seed(Path torrentFile, Path content) throws IOException {
        Metainfo metainfo = Metainfo.read(torrentFile);
        String infohash = metainfo.info().hash().v1();
        if (infohash == null) {
            throw new Refusal(
                    Refusal.Code.TORRENT_INVALID,
                    torrentFile.toString(),
                    "this is a v2-only torrent, which this seeder can not speak",
                    "make it again as hybrid, or seed it with another client");
        }
        if (offers.containsKey(infohash)) {
            return;
        }
        SeedTrust.require(metainfo, torrentFile, content);
        ReleaseStorage storage = new ReleaseStorage(metainfo.info(), content);
        BtClient client =
                Bt.client(runtime)
                        .storage(storage)
                        .torrent(() -> new SharedTorrent(metainfo, settings.announce()))
                        .build();
        offers.put(infohash, new Offer(client, metainfo.info().name(), storage));
        // without a listener: bt keeps one more thread a torrent for it
        var _ = client.startAsync();
        if (!within(PATIENCE, () -> active(infohash))) {
            client.stop();
            offers.remove(infohash);
            throw new IOException("bt did not take up the torrent " + torrentFile);
        }
    }

    /// bt ends a failed start like a finished one, so only what it lists as active counts.
    private boolean active(String infohash) {
        return descriptor(infohash).map(TorrentDescriptor::isActive).orElse(false);
    }

    private Optional<TorrentDescriptor> descriptor(String infohash) {
        return runtime.service(TorrentRegistry.class).getDescriptor(SharedTorrent.id(infohash));
    }

    private static boolean within(Duration most, BooleanSupplier done) {
        long end = System.nanoTime() + most.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(2_000_000);
        }
        return done.getAsBoolean();
    }

    @Override
    public int seeding() {
        return offers.size();
    }

    @Override
    public List<Share> shares() {
        List<Share> shares = new ArrayList<>();
        offers.forEach((infohash, offer) ->
                shares.add(
                        new Share(
                                infohash, offer.name(), peers(infohash), offer.storage().given())));
        return List.copyOf(shares);
    }

    private int peers(String infohash) {
        return descriptor(infohash)
                .flatMap(TorrentDescriptor::getSessionState)
                .map(state -> state.getConnectedPeers().size())
                .orElse(0);
    }

    @Override
    public synchronized void stop(String infohash) {
        Offer offer = offers.remove(infohash);
        if (offer != null) {
            offer.client().stop();
            hangUp(infohash);
            // bt looks once a second; until then it would refuse the same torrent again
            within(PATIENCE, () -> descriptor(infohash).isEmpty());
            hangUp(infohash);
        }
    }

    /// bt leaves the peers of a torrent that it no longer serves connected: they would wait for
    /// something that never comes.
    private void hangUp(String infohash) {
        runtime.service(IPeerConnectionPool.class)
                .visitConnections(SharedTorrent.id(infohash), PeerConnection::closeQuietly);
    }

    /// bt says good-bye to its trackers when its threads are interrupted; a silent one is not
    /// waited for.
    @Override
    public void close() {
        offers.clear();
        Thread end =
                Thread.ofPlatform()
                        .daemon()
                        .name("seeder-end")
                        .start(() -> {
                            runtime.shutdown();
                            torrents.close();
                        });
        try {
            end.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
