package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.torrent.peer.Counters.Event;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A TCP connection on which nothing waits for ever: each wait has a last moment, and [Watch] hangs
/// up when it has passed. Used by one thread, and by that watch.
final class Line implements Closeable {
    /// What the kernel may keep of what a peer has not taken yet; it takes twice that. A write that
    /// waits goes on when a third of it is free: on a slow line that must not last long.
    private static final int SEND_BUFFER = 64 << 10;

    /// For peers that are fast enough to empty it several times a second.
    private static final int LARGEST_SEND_BUFFER = 512 << 10;

    private static final long FAST = 4;
    private static final long SECOND = 1_000_000_000L;

    /// A phone takes 5 kB/s through a tunnel, in gulps: that is slow, not gone.
    private static final Duration STALL = Duration.ofSeconds(60);

    private static final long NEVER = Long.MAX_VALUE;

    private final SocketChannel channel;
    private final InetSocketAddress peer;
    private @Nullable Rc4 heard;
    private @Nullable Rc4 spoken;
    private volatile long deadline = NEVER;
    private volatile Event blame = Event.IDLE;
    private volatile long writing = NEVER;
    private boolean patient = true;
    private int sendBuffer = SEND_BUFFER;
    private long taken;
    private long since = System.nanoTime();

    Line(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
        if (!(channel.getRemoteAddress() instanceof InetSocketAddress address)) {
            throw new EOFException("the peer is gone already");
        }
        this.peer = address;
    }

    InetSocketAddress peer() {
        return peer;
    }

    /// From here on both directions are encrypted.
    void encrypt(Rc4 hear, Rc4 speak) {
        this.heard = hear;
        this.spoken = speak;
    }

    /// From here on neither is.
    void plain() {
        heard = null;
        spoken = null;
    }

    /// What happens next must be over by then.
    void expect(Duration most, Event otherwise) {
        blame = otherwise;
        deadline = System.nanoTime() + most.toNanos();
    }

    void expectNothing() {
        deadline = NEVER;
    }

    /// Whom to count it under when the last moment has passed; null while it has not.
    @Nullable Event overdue(long now) {
        long since = writing;
        if (since != NEVER && now - since > STALL.toNanos()) {
            return Event.STALLED;
        }
        long last = deadline;
        return last != NEVER && now - last > 0 ? blame : null;
    }

    /// How long a write has made no progress, nanoseconds; 0 when none is waiting.
    long stalled(long now) {
        long since = writing;
        return since == NEVER ? 0 : now - since;
    }

    /// Reads what is there, waiting for the first byte.
    ///
    /// @return how many bytes came; 0 when none did in time
    /// @throws EOFException when the peer has hung up
    int read(ByteBuffer into, int millis) throws IOException {
        settle(true);
        channel.socket().setSoTimeout(millis);
        try {
            int got =
                    channel.socket()
                            .getInputStream()
                            .read(
                                    into.array(),
                                    into.arrayOffset() + into.position(),
                                    into.remaining());
            return taken(into, got, true);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    /// Reads what is there already.
    int poll(ByteBuffer into) throws IOException {
        settle(false);
        return taken(into, channel.read(into), false);
    }

    private int taken(ByteBuffer into, int got, boolean move) throws EOFException {
        if (got < 0) {
            throw new EOFException("the peer hung up");
        }
        if (move) {
            into.position(into.position() + got);
        }
        Rc4 cipher = heard;
        if (cipher != null) {
            cipher.apply(into, into.position() - got, got);
        }
        return got;
    }

    /// Until `into` has this many bytes.
    ///
    /// @throws EOFException when the peer hangs up before
    void fill(ByteBuffer into, int bytes) throws IOException {
        while (into.position() < bytes) {
            read(into, 1000);
        }
    }

    /// All of it; each part that the peer takes is progress.
    void write(ByteBuffer bytes) throws IOException {
        Rc4 cipher = spoken;
        if (cipher != null) {
            cipher.apply(bytes, bytes.position(), bytes.remaining());
        }
        settle(true);
        try {
            while (bytes.hasRemaining()) {
                writing = System.nanoTime();
                taken += channel.write(bytes);
            }
        } finally {
            writing = NEVER;
        }
        widen();
    }

    /// Whoever takes some buffers full within a second gets one that is twice as large.
    private void widen() throws IOException {
        if (sendBuffer < LARGEST_SEND_BUFFER && taken >= FAST * sendBuffer) {
            long now = System.nanoTime();
            if (now - since < SECOND) {
                sendBuffer *= 2;
                channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
            }
            taken = 0;
            since = now;
        }
    }

    /// The mode is a flag for a virtual thread's channel, not a call to the kernel.
    private void settle(boolean blocking) throws IOException {
        if (patient != blocking) {
            channel.configureBlocking(blocking);
            patient = blocking;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
