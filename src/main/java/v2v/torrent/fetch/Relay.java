package v2v.torrent.fetch;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.ObjIntConsumer;

/// The way from bt to one peer: a port on this machine's loopback behind which that peer is.
///
/// bt can neither be slowed down nor told to leave a peer alone. Here what comes is held to the
/// [Pace], and a peer that gave wrong bytes is hung up on for good.
final class Relay implements Closeable {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ACCEPT_MILLIS = 15_000;
    private static final int SILENCE_MILLIS = 180_000;
    private static final int BUFFER = 64 << 10;

    /// Calls that come to nothing before a peer is left alone.
    private static final int ATTEMPTS = 3;

    private static final long PAUSE_MILLIS = 1_000;

    private final String name;
    private final InetSocketAddress peer;
    private final Pace pace;
    private final ObjIntConsumer<Relay> ready;
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile @Nullable String fault;
    private volatile @Nullable Closeable there;
    private volatile @Nullable Closeable here;
    private volatile boolean gave;

    /// Calls the peer from now on.
    ///
    /// @param ready told the port when the peer has answered
    Relay(InetSocketAddress peer, Pace pace, ObjIntConsumer<Relay> ready) {
        this.peer = peer;
        this.name = peer.getHostString() + ":" + peer.getPort();
        this.pace = pace;
        this.ready = ready;
        Thread.ofVirtual().name("fetch-relay").start(this::run);
    }

    String name() {
        return name;
    }

    /// Why nothing comes any more; null while something may.
    @Nullable String fault() {
        return ended ? String.valueOf(fault) : null;
    }

    private void run() {
        int failures = 0;
        while (!closed && failures < ATTEMPTS) {
            gave = false;
            try {
                call();
                because("hung up");
            } catch (IOException e) {
                because(String.valueOf(e.getMessage()));
            }
            failures = gave ? 0 : failures + 1;
            if (!closed && failures < ATTEMPTS) {
                pause(failures == 0 ? PAUSE_MILLIS : PAUSE_MILLIS << (failures - 1));
            }
        }
        ended = true;
    }

    /// Unless we hung up, which has its own reason.
    private void because(String why) {
        if (!closed) {
            fault = why;
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call() throws IOException {
        try (Socket out = new Socket()) {
            there = out;
            out.connect(
                    peer.isUnresolved()
                            ? new InetSocketAddress(peer.getHostString(), peer.getPort())
                            : peer,
                    CONNECT_MILLIS);
            out.setSoTimeout(SILENCE_MILLIS);
            try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                here = door;
                door.setSoTimeout(ACCEPT_MILLIS);
                ready.accept(this, door.getLocalPort());
                try (Socket in = door.accept()) {
                    here = in;
                    join(in, out);
                }
            }
        }
    }

    /// Until one of them hangs up.
    private void join(Socket bt, Socket peer) throws IOException {
        Thread.ofVirtual()
                .name("fetch-relay-asks")
                .start(() -> {
                    try {
                        pump(bt.getInputStream(), peer.getOutputStream(), false);
                        peer.close();
                    } catch (IOException e) {
                        because(String.valueOf(e.getMessage()));
                    }
                });
        try {
            pump(peer.getInputStream(), bt.getOutputStream(), true);
        } finally {
            bt.close(); // ends the other direction too
        }
    }

    private void pump(InputStream from, OutputStream to, boolean held) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int got = from.read(buffer); got >= 0 && !closed; got = from.read(buffer)) {
            to.write(buffer, 0, got);
            if (held) {
                pace.take(got);
            }
        }
    }

    /// Something that was asked for came: the peer is worth calling again.
    void gave() {
        gave = true;
    }

    /// Hangs up, and does not call again.
    void close(String why) {
        closed = true;
        fault = why;
        ended = true;
        try {
            close();
        } catch (IOException e) {
            fault = why + "; " + e.getMessage();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        Closeable one = there;
        Closeable other = here;
        if (one != null) {
            one.close();
        }
        if (other != null) {
            other.close();
        }
    }
}
