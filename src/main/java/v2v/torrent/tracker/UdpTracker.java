package v2v.torrent.tracker;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The tracker over UDP (BEP 15). It keeps nothing of who says hello: the connection id is a keyed
/// hash of address and time, so a forged sender gets one short answer and costs no memory.
public final class UdpTracker implements Closeable {
    private static final long PROTOCOL = 0x41727101980L;
    private static final int CONNECT = 0;
    private static final int ANNOUNCE = 1;
    private static final int SCRAPE = 2;
    private static final int ERROR = 3;
    private static final int ANNOUNCE_BYTES = 98;
    private static final int NAME = 20;
    private static final int MOST_SCRAPED = 74;

    /// A connection id is good for one to two of these, milliseconds.
    private static final long EPOCH = 60_000;

    private final Tracker tracker;
    private final InstantSource clock;
    private final DatagramChannel channel;
    private final byte[] secret = new byte[32];

    /// Answers from now on.
    ///
    /// @throws IOException when another program has the port
    public UdpTracker(Tracker tracker, InetAddress address, int port, InstantSource clock)
            throws IOException {
        this.tracker = tracker;
        this.clock = clock;
        new SecureRandom().nextBytes(secret);
        channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(address, port));
        Thread.ofPlatform().daemon().name("tracker-udp").start(this::answer);
    }

    public int port() {
        return channel.socket().getLocalPort();
    }

    private void answer() {
        ByteBuffer in = ByteBuffer.allocate(2048);
        while (channel.isOpen()) {
            try {
                SocketAddress from = channel.receive(in.clear());
                if (from instanceof InetSocketAddress peer) {
                    ByteBuffer out = answer(in.flip(), peer);
                    if (out != null) {
                        channel.send(out, peer);
                    }
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                tracker.malformed.increment(); // an answer that could not be sent: nobody's loss
            }
        }
    }

    /// The answer to one datagram; null when it deserves none.
    @Nullable ByteBuffer answer(ByteBuffer in, InetSocketAddress peer) {
        if (in.remaining() < 16) {
            tracker.malformed.increment();
            return null;
        }
        long connection = in.getLong();
        int action = in.getInt();
        int transaction = in.getInt();
        if (action == CONNECT) {
            return connection == PROTOCOL ? hello(transaction, peer) : null;
        }
        if (!known(connection, peer)) {
            return null; // forged, or too old: the peer says hello again
        }
        return switch (action) {
            case ANNOUNCE ->
                    in.remaining() >= ANNOUNCE_BYTES - 16
                            ? announced(in, transaction, peer)
                            : failure(transaction, "this is no announce of a peer");
            case SCRAPE -> scraped(in, transaction, peer);
            default -> failure(transaction, "no such action");
        };
    }

    private @Nullable ByteBuffer hello(int transaction, InetSocketAddress peer) {
        return tracker.allows(peer.getAddress())
                ? ByteBuffer.allocate(16)
                        .putInt(CONNECT)
                        .putInt(transaction)
                        .putLong(id(peer, clock.millis() / EPOCH))
                        .flip()
                : null;
    }

    private boolean known(long connection, InetSocketAddress peer) {
        long epoch = clock.millis() / EPOCH;
        boolean known = connection == id(peer, epoch) || connection == id(peer, epoch - 1);
        if (!known) {
            tracker.malformed.increment();
        }
        return known;
    }

    private long id(InetSocketAddress peer, long epoch) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(peer.getAddress().getAddress());
            mac.update(ByteBuffer.allocate(12).putLong(epoch).putInt(peer.getPort()).flip());
            return ByteBuffer.wrap(mac.doFinal()).getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private ByteBuffer announced(ByteBuffer in, int transaction, InetSocketAddress peer) {
        String hash = hex(in);
        String id = hex(in);
        long downloaded = in.getLong();
        long left = in.getLong();
        long uploaded = in.getLong();
        int event = in.getInt();
        in.getInt(); // an address of its own choice is not believed
        in.getInt(); // key
        int wanted = in.getInt();
        int port = in.getShort() & 0xFFFF;
        if (event < 0 || event > 3 || port == 0 || left < 0) {
            tracker.malformed.increment();
            return failure(transaction, "this is no announce of a peer");
        }
        Tracker.Reply reply =
                tracker.announce(
                        new Announcement(
                                hash,
                                id,
                                peer.getAddress(),
                                port,
                                Math.max(0, uploaded),
                                Math.max(0, downloaded),
                                left,
                                Announcement.Event.BY_NUMBER.get(event),
                                wanted < 0 ? 50 : wanted));
        Tracker.Answer answer = reply.answer();
        if (answer == null) {
            return failure(
                    transaction,
                    reply.refused() == Tracker.Refused.TOO_MANY
                            ? "too many requests: come back later"
                            : "this tracker knows only the releases of its own library");
        }
        return listed(answer, transaction, peer.getAddress() instanceof Inet4Address);
    }

    private static ByteBuffer listed(Tracker.Answer answer, int transaction, boolean four) {
        byte[] others = HttpAsked.compact(answer.others(), four);
        return ByteBuffer.allocate(20 + others.length)
                .putInt(ANNOUNCE)
                .putInt(transaction)
                .putInt((int) Tracker.INTERVAL.toSeconds())
                .putInt(answer.peers())
                .putInt(answer.seeds())
                .put(others)
                .flip();
    }

    private ByteBuffer scraped(ByteBuffer in, int transaction, InetSocketAddress peer) {
        int count = in.remaining() / NAME;
        if (count == 0 || count > MOST_SCRAPED || !tracker.allows(peer.getAddress())) {
            return failure(transaction, "name one info-hash, and not more than " + MOST_SCRAPED);
        }
        ByteBuffer out = ByteBuffer.allocate(8 + 12 * count).putInt(SCRAPE).putInt(transaction);
        for (int i = 0; i < count; i++) {
            Tracker.Share share = tracker.scrape(hex(in));
            List<Integer> numbers =
                    share == null
                            ? List.of(0, 0, 0)
                            : List.of(
                                    share.seeds(),
                                    (int) Math.min(share.completed(), Integer.MAX_VALUE),
                                    share.peers());
            numbers.forEach(out::putInt);
        }
        return out.flip();
    }

    private static ByteBuffer failure(int transaction, String why) {
        byte[] text = why.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length)
                .putInt(ERROR)
                .putInt(transaction)
                .put(text)
                .flip();
    }

    private static String hex(ByteBuffer in) {
        byte[] bytes = new byte[NAME];
        in.get(bytes);
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, NAME));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
