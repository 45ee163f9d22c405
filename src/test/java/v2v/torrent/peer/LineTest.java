package v2v.torrent.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import v2v.torrent.peer.Counters.Event;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/// How long a peer may take to read.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LineTest {
    private SocketChannel peer;
    private SocketChannel ours;
    private Line line;

    @BeforeEach
    void connect() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(here, 0));
            peer = SocketChannel.open();
            peer.setOption(StandardSocketOptions.SO_RCVBUF, 64 << 10);
            peer.connect(door.getLocalAddress());
            ours = door.accept();
            line = new Line(ours);
        }
    }

    @AfterEach
    void close() throws IOException {
        line.close();
        peer.close();
    }

    private void read(int bytes) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(bytes);
        while (into.hasRemaining()) {
            peer.read(into);
        }
    }

    /// Writes so much, whoever reads it, and waits until that stands still.
    private void write(int bytes) throws Exception {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        line.write(ByteBuffer.allocateDirect(bytes));
                    } catch (IOException e) {
                        // the test is over
                    }
                });
        for (int i = 0; i < 500 && stalled() < 300; i++) {
            Thread.sleep(10);
        }
        assertTrue(stalled() >= 300);
    }

    private long stalled() {
        return TimeUnit.NANOSECONDS.toMillis(line.stalled(System.nanoTime()));
    }

    /// The moment of its last progress, milliseconds.
    private long since() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) - stalled();
    }

    @Test
    void whoReadsALittleHasMadeProgress() throws Exception {
        write(4 << 20);
        long before = since();
        read(160 << 10); // half a minute at 5 kB/s
        for (int i = 0; i < 300 && since() - before < 100; i++) {
            Thread.sleep(10);
        }
        assertTrue(since() - before >= 100, "it stands still as before");
    }

    @Test
    void whoReadsNothingIsHungUpOnAfterAMinute() throws Exception {
        write(4 << 20);
        long now = System.nanoTime();
        assertNull(line.overdue(now + TimeUnit.SECONDS.toNanos(50)));
        assertEquals(Event.STALLED, line.overdue(now + TimeUnit.SECONDS.toNanos(61)));
    }

    @Test
    void whoReadsFastGetsALargerBuffer() throws Exception {
        int before = ours.getOption(StandardSocketOptions.SO_SNDBUF);
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        read(8 << 20);
                    } catch (IOException e) {
                        // the test is over
                    }
                });
        for (int i = 0; i < 32; i++) {
            line.write(ByteBuffer.allocate(256 << 10));
        }
        int after = ours.getOption(StandardSocketOptions.SO_SNDBUF);
        assertTrue(after >= 4 * before, before + " became " + after);
    }
}
