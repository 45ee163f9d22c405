package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Offer;
import v2v.torrent.Site;
import v2v.torrent.peer.Counters.Event;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Seeds by itself: an upload-only peer for a whole archive.
public final class PeerSeeder implements Closeable {
    /// The watch looks this often, milliseconds.
    private static final long LOOK = 500;

    private static final int BACKLOG = 512;

    private final Station station;
    private final ServerSocketChannel door;
    private final Map<Conversation, Site> conversations = new ConcurrentHashMap<>();
    private final Map<Site, Integer> sites = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// Listens from now on.
    ///
    /// @param changed told, with a sentence, of each torrent that is taken out of service
    /// @throws IOException when another program has the port
    public PeerSeeder(PeerSettings settings, InstantSource clock, BiConsumer<Offer, String> changed)
            throws IOException {
        station =
                new Station(
                        settings,
                        peerId(settings.version()),
                        clock,
                        (row, why) -> changed.accept(row.offer, why));
        door = ServerSocketChannel.open();
        door.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            door.bind(new InetSocketAddress(settings.address(), settings.port()), BACKLOG);
        } catch (BindException e) {
            close();
            throw new IOException(
                    "Can not seed: port %d of %s is taken (seed.port, seed.address)."
                            .formatted(settings.port(), settings.address().getHostAddress()),
                    e);
        }
        station.port(door.socket().getLocalPort());
        Thread.ofVirtual().name("seed-door").start(this::letIn);
        Thread.ofPlatform().daemon().name("seed-watch").start(this::watch);
    }

    /// BEP 20: two letters and a version, then noise.
    ///
    /// @param name and version of the program
    private static byte[] peerId(String name) {
        String version = name.substring(name.lastIndexOf(' ') + 1);
        String digits = (version.replaceAll("[^0-9]", "") + "0000").substring(0, 4);
        byte[] noise = new byte[6];
        new SecureRandom().nextBytes(noise);
        String id = "-VV" + digits + "-" + HexFormat.of().formatHex(noise);
        return id.getBytes(StandardCharsets.US_ASCII);
    }

    /// The port that is really open.
    public int port() {
        return station.port();
    }

    /// Offers these too, at once and without reading any of their files.
    public synchronized void seed(Collection<Offer> offers) {
        station.stock(station.stock().plus(offers));
    }

    /// Offers it no more, and hangs up on its peers.
    ///
    /// @param infohash v1 or v2, hexadecimal
    public synchronized void stop(String infohash) {
        byte[] name = name(infohash);
        Offered row = station.stock().named(name);
        if (row != null) {
            row.fault = "it was taken back";
            station.stock(station.stock().minus(name));
            hangUpOn(row);
        }
    }

    private void hangUpOn(Offered row) {
        conversations.keySet().stream().filter(c -> c.about(row)).forEach(PeerSeeder::hangUp);
    }

    private static byte[] name(String infohash) {
        return HexFormat.of().parseHex(infohash.substring(0, 2 * HashIndex.KEY));
    }

    /// Takes it out of service, as if a peer had met the fault.
    public void withdraw(String infohash, String why) {
        Offered row = station.stock().named(name(infohash));
        if (row != null) {
            station.withdraw(row, why);
            hangUpOn(row);
        }
    }

    /// Puts it back into service: somebody has read all of it, and it is as its torrent says.
    public synchronized void renew(Offer offer) {
        station.stock(station.stock().renewed(offer));
    }

    /// Everything that is offered or waits for its files to be mended.
    public List<Offer> offers() {
        return rows().map(row -> row.offer).toList();
    }

    /// What is out of service for a fault of its files.
    public List<Offer> withdrawn() {
        return rows().filter(row -> row.fault != null).map(row -> row.offer).toList();
    }

    /// Bytes given of each since the start, by v1 info-hash or else v2; those that gave some.
    public Map<String, Long> given() {
        return rows().filter(row -> row.given.get() > 0)
                .collect(Collectors.toMap(row -> row.offer.release(), row -> row.given.get()));
    }

    private Stream<Offered> rows() {
        return station.stock().rows().stream().flatMap(Stream::ofNullable);
    }

    /// What is offered under a name, and how much of it was given; null when nothing is.
    ///
    /// @param hash 20 bytes
    public @Nullable Served served(byte[] hash) {
        Offered row = station.stock().named(hash);
        return row == null || row.fault != null ? null : new Served(row.offer, row.given.get());
    }

    /// What one name stands for.
    ///
    /// @param given bytes since the start
    public record Served(Offer offer, long given) {}

    /// How we call ourselves to peers and trackers (BEP 20).
    public byte[] peerId() {
        return station.peerId.clone();
    }

    public int seeding() {
        return station.stock().size();
    }

    public Counters counters() {
        return station.counters;
    }

    /// Peers that are connected now.
    public int peers() {
        return conversations.size();
    }

    /// Calls a peer about one of the torrents; does nothing when there is no room for it.
    public void call(String infohash, InetSocketAddress peer) {
        Offered row = station.stock().named(name(infohash));
        if (row == null || row.fault != null || !enter(Site.of(peer.getAddress()))) {
            return;
        }
        Thread.ofVirtual()
                .start(() -> {
                    Site site = Site.of(peer.getAddress());
                    try {
                        SocketChannel channel = SocketChannel.open();
                        try {
                            channel.socket().connect(peer, 10_000);
                            talk(new Conversation(station, new Line(channel), row), site);
                        } finally {
                            channel.close();
                        }
                    } catch (IOException e) {
                        // it is not there, or not for us
                    } finally {
                        leave(site);
                    }
                });
    }

    private void letIn() {
        while (!closed) {
            try {
                SocketChannel channel = door.accept();
                Site site = Site.of(channel.socket().getInetAddress());
                if (!enter(site)) {
                    station.counters.add(Event.CROWDED);
                    channel.close();
                    continue;
                }
                station.counters.add(Event.ACCEPTED);
                Thread.ofVirtual().start(() -> host(channel, site));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                pause(); // out of descriptors, most likely: some will be given back
            }
        }
    }

    private void host(SocketChannel channel, Site site) {
        try (channel) {
            talk(new Conversation(station, new Line(channel), null), site);
        } catch (IOException e) {
            // gone before it began
        } finally {
            leave(site);
        }
    }

    private void talk(Conversation conversation, Site site) {
        conversations.put(conversation, site);
        try {
            conversation.run();
        } finally {
            conversations.remove(conversation);
        }
    }

    private synchronized boolean enter(Site site) {
        int all = sites.values().stream().mapToInt(Integer::intValue).sum();
        int here = sites.getOrDefault(site, 0);
        if (closed
                || all >= station.settings.connections()
                || here >= station.settings.connectionsPerAddress()) {
            return false;
        }
        sites.put(site, here + 1);
        return true;
    }

    private synchronized void leave(Site site) {
        sites.computeIfPresent(site, (key, count) -> count == 1 ? null : count - 1);
    }

    private void watch() {
        while (!closed) {
            pause();
            long now = System.nanoTime();
            boolean scarce = station.buffers.scarce();
            for (Conversation conversation : conversations.keySet()) {
                Event overdue = conversation.line().overdue(now);
                if (overdue == null && scarce && conversation.stalled(now) > 1_000_000_000L) {
                    overdue = Event.STALLED;
                }
                if (overdue != null) {
                    station.counters.add(overdue);
                    hangUp(conversation);
                }
            }
            station.slots.tick(now);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hangUp(Conversation conversation) {
        try {
            conversation.line().close();
        } catch (IOException e) {
            // it is gone all the same
        }
    }

    /// Hangs up on everybody.
    @Override
    public void close() {
        closed = true;
        try {
            door.close();
        } catch (IOException e) {
            // nobody comes in any more all the same
        }
        conversations.keySet().forEach(PeerSeeder::hangUp);
        station.close();
    }
}
