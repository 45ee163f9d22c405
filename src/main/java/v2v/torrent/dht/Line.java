package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;
import v2v.torrent.dht.Counters.Event;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/// The socket, the one thread that hears, and our questions that are under way. A [DatagramSocket],
/// because a channel is closed when a thread that sends is interrupted.
final class Line implements Closeable {
    private static final int MOST_BYTES = 2048;
    private static final int TRANSACTION = 4;

    private final DhtSettings settings;
    private final Identity self;
    private final Counters counters;
    private final Pace pace;
    private final DatagramSocket socket;
    private final Patience patience = new Patience();
    private final SecureRandom random = new SecureRandom();
    private final Map<Bencode.Text, Call> calls = new ConcurrentHashMap<>();

    /// Who is told what arrives, one after another.
    interface Ear {
        void heard(byte[] datagram, InetSocketAddress from);
    }

    /// Opens the port.
    Line(DhtSettings settings, Identity self, Counters counters) throws IOException {
        this.settings = settings;
        this.self = self;
        this.counters = counters;
        this.pace = new Pace(settings.packetsPerSecond(), settings.packetsPerSecond() / 4 + 4);
        if (!(settings.address() instanceof Inet4Address)) {
            throw new IOException(
                    "Can not open the DHT: it speaks IPv4 only, and %s is none (seed.address)."
                            .formatted(settings.address().getHostAddress()));
        }
        try {
            socket = new DatagramSocket(new InetSocketAddress(settings.address(), settings.port()));
        } catch (BindException e) {
            throw new IOException(
                    "Can not open the DHT: UDP port %d of %s is taken (dht.port)."
                            .formatted(settings.port(), settings.address().getHostAddress()),
                    e);
        }
    }

    void start(Ear ear) {
        Thread.ofPlatform().daemon().name("dht").start(() -> listen(ear));
    }

    private void listen(Ear ear) {
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        while (!socket.isClosed()) {
            try {
                packet.setLength(MOST_BYTES);
                socket.receive(packet);
                if (packet.getSocketAddress() instanceof InetSocketAddress from) {
                    ear.heard(Arrays.copyOf(packet.getData(), packet.getLength()), from);
                }
            } catch (IOException e) {
                counters.add(Event.GARBAGE); // closed, or a packet that was none
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    boolean closed() {
        return socket.isClosed();
    }

    Id self() {
        return self.id();
    }

    /// How long an answer is waited for now, nanoseconds.
    long patience() {
        return patience.nanos();
    }

    /// Asks, when there is room for it in what we send a second.
    ///
    /// @param deadline of [System#nanoTime]
    /// @return null when there is none before then
    @Nullable Call ask(
            InetSocketAddress to, Ask ask, BlockingQueue<Call.Heard> answers, long deadline)
            throws InterruptedException {
        if (closed() || !pace.before(deadline)) {
            return null;
        }
        byte[] name = new byte[TRANSACTION];
        random.nextBytes(name);
        Call call = new Call(Bencode.bytes(name), to, System.nanoTime(), answers);
        calls.put(call.transaction(), call);
        counters.add(Event.ASKED);
        send(new Message.Query(call.transaction(), self.id(), settings.readOnly(), ask), to);
        return call;
    }

    /// Nobody waits for its answer any more.
    void forget(Call call) {
        if (calls.remove(call.transaction(), call)) {
            counters.add(Event.SILENCE);
        }
    }

    /// Hands an answer to whoever asked. It must come from where the question went to.
    ///
    /// @return false when nobody asked
    boolean claim(Message answer, InetSocketAddress from) {
        Call call = calls.get(answer.transaction());
        if (call == null || !call.to().equals(from) || !calls.remove(call.transaction(), call)) {
            counters.add(Event.UNASKED);
            return false;
        }
        patience.took(System.nanoTime() - call.at());
        call.answers().add(new Call.Heard(call, answer));
        return true;
    }

    /// Sends at once; what can not be sent is as good as lost on the way.
    void send(Message message, InetSocketAddress to) {
        byte[] bytes = MessageWriter.bytes(message);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            counters.add(Event.UNSENT);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
