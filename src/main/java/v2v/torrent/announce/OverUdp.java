package v2v.torrent.announce;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// A tracker over UDP (BEP 15): one connection id for all announces of its minute. One announce at
/// a time.
final class OverUdp implements TrackerClient {
    private static final long PROTOCOL = 0x41727101980L;
    private static final int CONNECT = 0;
    private static final int ANNOUNCE = 1;
    private static final int ERROR = 3;
    private static final long MINUTE = 60_000_000_000L;

    /// BEP 15 waits 15 seconds, then twice as long; a tracker that is silent for that long is left
    /// alone as a whole, so the rest of its steps are not waited for here.
    private static final int[] PATIENCE_MILLIS = {5_000, 10_000};

    private final String host;
    private final int port;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final int key = random.nextInt();
    private final DatagramSocket socket;
    private long connection;
    private long since;
    private boolean connected;

    OverUdp(String host, int port) throws SocketException {
        this.host = host;
        this.port = port;
        this.socket = new DatagramSocket();
    }

    /// What a stranger's torrent calls the address of its tracker.
    ///
    /// @throws IOException when it can be none
    static URI address(String tracker) throws IOException {
        try {
            URI uri = new URI(tracker);
            if (uri.getPort() > 65535) {
                throw new IOException(tracker + " has a port that can not be");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IOException(tracker + " is no address", e);
        }
    }

    @Override
    public synchronized Heard announce(Told told) throws IOException {
        InetSocketAddress tracker = new InetSocketAddress(host, port);
        if (tracker.isUnresolved()) {
            throw new IOException("udp://" + host + " has no address");
        }
        for (int patience : PATIENCE_MILLIS) {
            try {
                if (!connected || System.nanoTime() - since > MINUTE) {
                    connect(tracker, patience);
                }
                return heard(
                        ask(tracker, announcement(told), ANNOUNCE, patience),
                        tracker.getAddress() instanceof Inet4Address);
            } catch (SocketTimeoutException e) {
                connected = false; // it may have restarted: say hello again
            }
        }
        throw new IOException("udp://" + host + ":" + port + " does not answer");
    }

    private void connect(InetSocketAddress tracker, int patience) throws IOException {
        ByteBuffer hello = ByteBuffer.allocate(16).putLong(PROTOCOL).putInt(CONNECT);
        ByteBuffer answer = ask(tracker, hello, CONNECT, patience);
        if (answer.remaining() < 8) {
            throw new IOException("udp://" + host + " answers too little");
        }
        connection = answer.getLong();
        since = System.nanoTime();
        connected = true;
    }

    private ByteBuffer announcement(Told told) {
        return ByteBuffer.allocate(98)
                .putLong(connection)
                .putInt(ANNOUNCE)
                .putInt(0) // the transaction, put in when it is sent
                .put(told.hash())
                .put(told.peerId())
                .putLong(0)
                .putLong(told.left())
                .putLong(told.uploaded())
                .putInt(told.event().number())
                .putInt(0)
                .putInt(key)
                .putInt(told.wanted())
                .putShort((short) told.port());
    }

    /// What follows action and transaction in the answer to this one question.
    private ByteBuffer ask(InetSocketAddress tracker, ByteBuffer question, int action, int patience)
            throws IOException {
        int transaction = random.nextInt();
        question.putInt(12, transaction);
        byte[] out = new byte[question.capacity()];
        question.get(0, out);
        socket.send(new DatagramPacket(out, out.length, tracker));
        long end = System.nanoTime() + Duration.ofMillis(patience).toNanos();
        byte[] in = new byte[4096];
        while (true) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) left);
            DatagramPacket packet = new DatagramPacket(in, in.length);
            socket.receive(packet);
            ByteBuffer answer = ByteBuffer.wrap(in, 0, packet.getLength());
            if (packet.getLength() < 8 || !packet.getSocketAddress().equals(tracker)) {
                continue;
            }
            int answered = answer.getInt();
            if (answer.getInt() != transaction) {
                continue; // late, or somebody else's
            }
            if (answered == ERROR) {
                connected = false;
                throw new IOException(
                        "udp://" + host + " refuses: " + StandardCharsets.UTF_8.decode(answer));
            }
            if (answered == action) {
                return answer;
            }
        }
    }

    private Heard heard(ByteBuffer answer, boolean four) throws IOException {
        if (answer.remaining() < 12) {
            throw new IOException("udp://" + host + " answers too little");
        }
        Duration interval = Duration.ofSeconds(Math.max(0, answer.getInt()));
        int peers = Math.max(0, answer.getInt());
        int seeds = Math.max(0, answer.getInt());
        byte[] list = new byte[answer.remaining()];
        answer.get(list);
        return new Heard(interval, seeds, peers, OverHttp.peers(list, four ? 4 : 16));
    }

    @Override
    public void close() {
        socket.close();
    }
}
