package v2v.torrent.fetch;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.torrent.Metainfo;
import v2v.torrent.announce.Inquiry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Asks everybody for what a [Draft] still misses: peers at once, web seeds when peers are slow or
/// not there, since their bytes are paid by the publisher.
final class Gathering {
    private static final long LOOK_MILLIS = 100;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final long AGAIN_NANOS = Duration.ofMinutes(5).toNanos();
    private static final long SECOND = 1_000_000_000L;
    private static final String DHT = "the DHT";

    /// So many times `fetch.stall` bytes may come without making one piece.
    private static final long BARREN = 10;

    private final Draft draft;
    private final FetchSettings settings;
    private final Pace pace;
    private final Sources sources;
    private final @Nullable Trackerless network;
    private final LongConsumer progress;
    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final BooleanSupplier enough;
    private final AtomicInteger asking = new AtomicInteger();
    private final List<WebSeed> web = new ArrayList<>();
    private @Nullable Swarm swarm;
    private Runnable askAll = () -> {};
    private volatile boolean help;
    private long fromPeers;
    private long fromWeb;
    private int dropped;
    private List<String> tried = List.of();

    Gathering(
            Draft draft,
            FetchSettings settings,
            Pace pace,
            Sources sources,
            @Nullable Trackerless network,
            LongConsumer progress,
            BooleanSupplier enough) {
        this.draft = draft;
        this.settings = settings;
        this.pace = pace;
        this.sources = sources;
        this.network = network;
        this.progress = progress;
        this.enough = enough;
    }

    Fetched fetched() {
        return new Fetched(
                draft.content(),
                fromPeers,
                fromWeb,
                draft.keptBytes(),
                draft.wrongBytes(),
                dropped);
    }

    /// Returns when nothing is missing.
    void run() throws IOException, InterruptedException {
        Metainfo.Infohash hash = draft.metainfo().info().hash();
        if (hash.v1() == null && sources.webSeeds().isEmpty()) {
            throw new Refusal(
                    Refusal.Code.TORRENT_INVALID,
                    draft.metainfo().info().name(),
                    "this is a v2-only torrent, which is fetched from web seeds only, and none is"
                            + " named",
                    "name a web server that holds its files, or a copy of it");
        }
        Claims claims = new Claims(draft);
        boolean nobody =
                sources.peers().isEmpty() && sources.trackers().isEmpty() && network == null;
        String v1 = nobody ? null : hash.v1();
        try (HttpClient http = client();
                Swarm joined = v1 == null ? null : new Swarm(draft, claims, settings, pace);
                Inquiry inquiry = v1 == null ? null : inquiry(v1)) {
            swarm = joined;
            if (joined != null && inquiry != null) {
                sources.peers().forEach(peer -> joined.add(address(peer)));
                askAll =
                        () -> {
                            sources.trackers()
                                    .forEach(tracker ->
                                            ask(
                                                    joined,
                                                    tracker,
                                                    () -> inquiry.ask(tracker, left())));
                            if (network != null) {
                                byte[] name = HexFormat.of().parseHex(v1);
                                ask(joined, DHT, () -> network.peers(name));
                            }
                        };
                askAll.run();
            }
            sources.webSeeds()
                    .forEach(url ->
                            web.add(new WebSeed(url, http, draft, claims, pace, () -> help)));
            try {
                await();
                if (inquiry != null) {
                    tellDone(inquiry);
                }
            } finally {
                count();
                http.shutdownNow();
            }
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    private Inquiry inquiry(String v1) {
        byte[] noise = new byte[6];
        new SecureRandom().nextBytes(noise);
        String id = "-VV0000-" + HexFormat.of().formatHex(noise);
        return new Inquiry(v1, id.getBytes(StandardCharsets.US_ASCII), settings.port());
    }

    /// `host:port`, looked up when it is called.
    static InetSocketAddress address(String peer) {
        int colon = peer.lastIndexOf(':');
        String host = peer.substring(0, colon).replaceAll("[\\[\\]]", "");
        return InetSocketAddress.createUnresolved(
                host, Integer.parseInt(peer.substring(colon + 1)));
    }

    /// Somebody who knows peers.
    private interface Knows {
        List<InetSocketAddress> peers() throws IOException;
    }

    private void ask(Swarm swarm, String whom, Knows knows) {
        asking.incrementAndGet();
        Thread.ofVirtual()
                .name("fetch-tracker")
                .start(() -> {
                    try {
                        List<InetSocketAddress> others = knows.peers();
                        others.stream().filter(peer -> !ours(peer)).forEach(swarm::add);
                        known.put(whom, others.size() + " peers");
                    } catch (IOException e) {
                        String why = e.getMessage();
                        known.put(whom, why == null ? "does not answer" : why);
                    } finally {
                        asking.decrementAndGet();
                    }
                });
    }

    /// At least one byte: who has all is told of nobody.
    private long left() {
        return Math.max(1, draft.metainfo().info().bytes() - draft.goodBytes());
    }

    /// The tracker names this machine too, where the damaged copy is offered.
    private boolean ours(InetSocketAddress peer) {
        InetAddress address = peer.getAddress();
        try {
            return peer.getPort() == settings.port()
                    && address != null
                    && NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private void await() throws IOException, InterruptedException {
        long began = System.nanoTime();
        long looked = began;
        long asked = began;
        long before = 0;
        while (!draft.await(LOOK_MILLIS)) {
            long now = System.nanoTime();
            progress.accept(draft.goodBytes());
            web.forEach(WebSeed::watch);
            Swarm peers = swarm;
            boolean alone = peers == null || (peers.live() == 0 && asking.get() == 0);
            if (alone || peers == null) {
                help = true;
            } else if (now - looked > settings.patience().toNanos()) {
                long brought = peers.received() - before;
                help = brought < settings.slow() * (now - looked) / SECOND;
                before = peers.received();
                looked = now;
            }
            if (now - asked > AGAIN_NANOS) {
                asked = now;
                askAll.run();
            }
            if (alone && web.stream().noneMatch(WebSeed::live)) {
                throw outage("nobody is left to ask");
            }
            requireProgress(began, now);
        }
        progress.accept(draft.goodBytes());
    }

    private void requireProgress(long began, long now) throws IOException {
        long stall = settings.stall().toNanos();
        if (now - Math.max(draft.moved(), began) > stall) {
            throw outage("nothing came for " + settings.stall().toSeconds() + " s");
        }
        long barren = Math.max(BARREN * stall, piecesNanos());
        if (now - Math.max(draft.proven(), began) > barren) {
            throw outage("no piece became whole for " + barren / SECOND + " s");
        }
        if (now - began > stall && enough.getAsBoolean()) {
            throw new Unfinished(
                    "%d of %d pieces are missing, and are left for the next time"
                            .formatted(draft.missing(), draft.pieces().count()));
        }
    }

    /// How long it may take until the first of many pieces is whole: each peer may be within
    /// another one, and all together be as slow as an operator calls slow.
    private long piecesNanos() {
        long bytes = (long) draft.metainfo().info().pieceLength() * settings.peers();
        return settings.slow() == 0 ? 0 : bytes * SECOND / settings.slow();
    }

    private IOException outage(String why) {
        count();
        return new IOException(
                "%s could not be fetched, %s: %d of %d pieces are missing; asked: %s"
                        .formatted(
                                draft.metainfo().info().name(),
                                why,
                                draft.missing(),
                                draft.pieces().count(),
                                tried.isEmpty() ? "nobody" : String.join(", ", tried)));
    }

    private void tellDone(Inquiry inquiry) {
        if (draft.keptBytes() > 0) {
            return; // a repair is no new copy
        }
        for (String tracker : sources.trackers()) {
            try {
                inquiry.ask(tracker, 0);
            } catch (IOException e) {
                known.put(tracker, String.valueOf(e.getMessage()));
            }
        }
    }

    /// Takes down what the sources did, and hangs up.
    private void count() {
        List<String> all = new ArrayList<>();
        Swarm peers = swarm;
        if (peers != null) {
            fromPeers += peers.received();
            dropped += peers.dropped();
            all.addAll(peers.tried());
            swarm = null;
        }
        known.forEach((whom, answer) ->
                all.add((whom.equals(DHT) ? "" : "tracker ") + whom + " (" + answer + ")"));
        for (WebSeed seed : web) {
            fromWeb += seed.received();
            dropped += seed.lied() ? 1 : 0;
            all.add(seed.tried());
            try {
                seed.close();
            } catch (IOException e) {
                all.add(String.valueOf(e.getMessage()));
            }
        }
        web.clear();
        tried = all.isEmpty() ? tried : List.copyOf(all);
    }
}
