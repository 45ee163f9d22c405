package v2v.torrent.peer;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// A peer that does as it is told, byte by byte.
final class RawPeer implements Closeable {
    static final byte[] PROTOCOL =
            "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);

    private final Socket socket = new Socket();
    private final DataInputStream in;

    /// One message, or the end.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Said(int kind, byte[] body) {
        static final Said HUNG_UP = new Said(-1, new byte[0]);

        int number(int at) {
            return ByteBuffer.wrap(body).getInt(at);
        }
    }

    RawPeer(int port) throws IOException {
        this(port, "127.0.0.1");
    }

    /// @param from one of the addresses of the loopback
    RawPeer(int port, String from) throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /// As one who knows BEP 6 and 10.
    RawPeer hello(String hash) throws IOException {
        return hello(hash, 0x100004);
    }

    RawPeer hello(String hash, long flags) throws IOException {
        send(
                ByteBuffer.allocate(68)
                        .put(PROTOCOL)
                        .putLong(flags)
                        .put(HexFormat.of().parseHex(hash.substring(0, 40)))
                        .put("-RAW000-0123456789ab".getBytes(StandardCharsets.US_ASCII))
                        .array());
        return this;
    }

    /// The 68 bytes of the other side; fewer when it hangs up.
    byte[] helloBack() throws IOException {
        try {
            return in.readNBytes(68);
        } catch (SocketException reset) {
            return new byte[0]; // it hung up before it had read all
        }
    }

    void send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void message(int kind, int... numbers) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(5 + 4 * numbers.length);
        message.putInt(1 + 4 * numbers.length).put((byte) kind);
        Arrays.stream(numbers).forEach(message::putInt);
        send(message.array());
    }

    void message(int kind, byte[] body) throws IOException {
        send(
                ByteBuffer.allocate(5 + body.length)
                        .putInt(1 + body.length)
                        .put((byte) kind)
                        .put(body)
                        .array());
    }

    /// The next message, keep-alives left out.
    Said next() throws IOException {
        try {
            int length = 0;
            while (length == 0) {
                length = in.readInt();
            }
            byte[] all = in.readNBytes(length);
            return new Said(all[0], Arrays.copyOfRange(all, 1, all.length));
        } catch (EOFException | java.net.SocketException e) {
            return Said.HUNG_UP;
        }
    }

    /// The next message of this kind.
    Said await(int kind) throws IOException {
        Said said = next();
        while (said.kind() != kind && said.kind() != -1) {
            said = next();
        }
        return said;
    }

    /// Whether the other side has hung up within the time.
    boolean hungUp(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            while (in.read() >= 0) {
                // what it still says
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (java.net.SocketException e) {
            return true;
        } finally {
            socket.setSoTimeout(20_000);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
