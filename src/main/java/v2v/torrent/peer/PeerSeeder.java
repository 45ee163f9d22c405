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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Seeds by itself: an upload-only peer for a whole archive.
public final class PeerSeeder implements Closeable {
    /// The watch looks this often, milliseconds.
    private static final long LOOK = 500;

    private static final int BACKLOG = 512;

    private final Station station;
    private final ServerSocketChannel door;
    private final Crowd crowd;
    private volatile boolean closed;

    /// What its owner should know.
    @FunctionalInterface
    public interface News {
        /// A torrent is taken out of service.
        ///
        /// @param why a sentence; `""` when only a reading of all its bytes can tell whether it
        ///   must be
        void changed(Offer offer, String why);

        /// The program may open no more files.
        default void starved(String why) {}
    }

    /// Listens from now on.
    ///
    /// @throws IOException when another program has the port
    public PeerSeeder(PeerSettings settings, InstantSource clock, News news) throws IOException {
        station = new Station(settings, peerId(settings.version()), clock, news);
        crowd = new Crowd(station);
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

    /// From now on peers are told of a node of the DHT on this machine (BEP 5).
    ///
    /// @param udp its port
    public void dht(int udp) {
        station.dhtPort(udp);
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
            crowd.hangUpOn(row);
        }
    }

    private static byte[] name(String infohash) {
        return HexFormat.of().parseHex(infohash.substring(0, 2 * HashIndex.KEY));
    }

    /// Takes it out of service, as if a peer had met the fault.
    public void withdraw(String infohash, String why) {
        Offered row = station.stock().named(name(infohash));
        if (row != null) {
            station.withdraw(row, why);
            crowd.hangUpOn(row);
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
        return crowd.size();
    }

    /// Calls a peer about one of the torrents; does nothing when there is no room for it.
    ///
    /// @param infohash v1 or v2, hexadecimal: the name under which the peer was heard of
    public void call(String infohash, InetSocketAddress peer) {
        byte[] name = name(infohash);
        Offered row = station.stock().named(name);
        if (row == null || row.fault != null || !crowd.enter(Site.of(peer.getAddress()))) {
            return;
        }
        Thread.ofVirtual()
                .start(() -> {
                    Site site = Site.of(peer.getAddress());
                    try {
                        SocketChannel channel = SocketChannel.open();
                        try {
                            channel.socket().connect(peer, 10_000);
                            Conversation.Call call = new Conversation.Call(row, name);
                            crowd.talk(new Conversation(station, new Line(channel), call), site);
                        } finally {
                            channel.close();
                        }
                    } catch (IOException e) {
                        // it is not there, or not for us
                    } finally {
                        crowd.leave(site);
                    }
                });
    }

    private void letIn() {
        while (!closed) {
            try {
                SocketChannel channel = door.accept();
                Site site = Site.of(channel.socket().getInetAddress());
                if (!crowd.enter(site)) {
                    station.counters.add(Event.CROWDED);
                    channel.close();
                    continue;
                }
                station.counters.add(Event.ACCEPTED);
                Thread.ofVirtual().start(() -> host(channel, site));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // out of descriptors, most likely: some will be given back
                station.news.starved(String.valueOf(e.getMessage()));
                pause();
            }
        }
    }

    private void host(SocketChannel channel, Site site) {
        try (channel) {
            crowd.talk(new Conversation(station, new Line(channel), null), site);
        } catch (IOException e) {
            // gone before it began
        } finally {
            crowd.leave(site);
        }
    }

    private void watch() {
        while (!closed) {
            pause();
            long now = System.nanoTime();
            crowd.look(now);
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

    /// Hangs up on everybody.
    @Override
    public void close() {
        closed = true;
        try {
            door.close();
        } catch (IOException e) {
            // nobody comes in any more all the same
        }
        crowd.close();
        station.close();
    }
}
