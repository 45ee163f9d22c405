package v2v.torrent.census;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/// One call to a peer that is said to hold everything (BEP 3, and BEP 6 where it speaks it). What
/// it says is only the reason to ask it.
final class SeedCall implements Closeable {
    private static final int CONNECT_MILLIS = 5_000;

    /// For all answers together.
    private static final Duration ANSWERS = Duration.ofSeconds(60);

    /// Blocks that are asked for before the first has come.
    private static final int AHEAD = 8;

    private static final int LONGEST_MESSAGE = 4 << 20;

    /// Messages that are no answer, until a peer is left alone.
    private static final int CHATTER = 10_000;

    private static final int CHOKE = 0;
    private static final int UNCHOKE = 1;
    private static final int INTERESTED = 2;
    private static final int HAVE = 4;
    private static final int BITFIELD = 5;
    private static final int REQUEST = 6;
    private static final int PIECE = 7;
    private static final int HAVE_ALL = 14;
    private static final int HAVE_NONE = 15;
    private static final int REJECT = 16;
    private static final byte[] PROTOCOL =
            "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);
    private static final long SPEAKS_FAST = 0x04;
    private static final int HELLO = 68;
    private static final int NAME = 20;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private final byte[] name;
    private final boolean fast;
    private long deadline;

    /// Blocks that came before their turn.
    private final List<byte[]> early = new ArrayList<>();

    /// A name that nobody has used before, 20 bytes.
    static byte[] newName() {
        byte[] noise = new byte[6];
        new SecureRandom().nextBytes(noise);
        return ("-VV0000-" + HexFormat.of().formatHex(noise)).getBytes(StandardCharsets.US_ASCII);
    }

    /// Calls it.
    ///
    /// @param infohash hexadecimal; of a SHA-256 the first 20 bytes go over the wire (BEP 52)
    /// @param welcome until it has said that it has all, and lets us ask
    /// @throws IOException when it does not answer, or has another torrent
    SeedCall(InetSocketAddress peer, String infohash, Duration welcome) throws IOException {
        try {
            socket.setTcpNoDelay(true); // each message is short, and waits for an answer
            socket.connect(peer, CONNECT_MILLIS);
            deadline = System.nanoTime() + welcome.toNanos();
            in = socket.getInputStream();
            out = socket.getOutputStream();
            byte[] hash = HexFormat.of().parseHex(infohash.substring(0, 2 * NAME));
            ByteBuffer hello = ByteBuffer.allocate(HELLO).put(PROTOCOL).putLong(SPEAKS_FAST);
            out.write(hello.put(hash).put(newName()).array());
            byte[] answer = fully(HELLO);
            int at = PROTOCOL.length + Long.BYTES;
            if (!Arrays.equals(answer, 0, PROTOCOL.length, PROTOCOL, 0, PROTOCOL.length)
                    || !Arrays.equals(answer, at, at + NAME, hash, 0, NAME)) {
                throw new IOException("does not have it");
            }
            fast = (answer[at - 1] & SPEAKS_FAST) != 0;
            name = Arrays.copyOfRange(answer, at + NAME, HELLO);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// What it calls itself, 20 bytes.
    byte[] name() {
        return name.clone();
    }

    /// Whether it says that it has everything, and can show it.
    ///
    /// @param pieces of the torrent
    boolean proves(Proof proof, int pieces) throws IOException {
        if (fast) {
            send(HAVE_NONE);
        }
        send(INTERESTED);
        if (!welcomes(pieces)) {
            return false;
        }
        deadline = System.nanoTime() + ANSWERS.toNanos();
        List<byte[]> blocks = new ArrayList<>();
        int asked = 0;
        for (int i = 0; i < proof.asks().size(); i++) {
            while (asked < Math.min(proof.asks().size(), i + AHEAD)) {
                ask(proof.asks().get(asked++));
            }
            blocks.add(answer(proof.asks().get(i)));
        }
        return proof.answer().right(blocks);
    }

    private boolean welcomes(int pieces) throws IOException {
        BitSet has = new BitSet();
        boolean welcome = false;
        for (int i = 0; i < CHATTER && !(welcome && has.cardinality() == pieces); i++) {
            byte[] message = message();
            if (message.length == 0) {
                continue;
            }
            switch (message[0]) {
                case CHOKE -> welcome = false;
                case UNCHOKE -> welcome = true;
                case HAVE_ALL -> has.set(0, pieces);
                case BITFIELD -> has = field(message, pieces);
                case HAVE -> {
                    int piece = message.length == 5 ? ByteBuffer.wrap(message).getInt(1) : -1;
                    if (piece >= 0 && piece < pieces) {
                        has.set(piece);
                    }
                }
                default -> {}
            }
        }
        return welcome && has.cardinality() == pieces;
    }

    private static BitSet field(byte[] message, int pieces) {
        BitSet has = new BitSet();
        for (int i = 0; i < pieces && 1 + i / 8 < message.length; i++) {
            has.set(i, (message[1 + i / 8] >> (7 - i % 8) & 1) == 1);
        }
        return has;
    }

    private byte[] answer(Proof.Ask ask) throws IOException {
        for (byte[] message : List.copyOf(early)) {
            if (answers(message, ask)) {
                early.remove(message);
                return Arrays.copyOfRange(message, 9, message.length);
            }
        }
        for (int i = 0; i < CHATTER; i++) {
            byte[] message = message();
            int kind = message.length == 0 ? -1 : message[0];
            if (kind == CHOKE || kind == REJECT) {
                throw new IOException("does not give it");
            }
            if (kind == PIECE && answers(message, ask)) {
                return Arrays.copyOfRange(message, 9, message.length);
            }
            if (kind == PIECE && early.size() < AHEAD) {
                early.add(message);
            }
        }
        throw new IOException("speaks of other things");
    }

    private static boolean answers(byte[] message, Proof.Ask ask) {
        ByteBuffer words = ByteBuffer.wrap(message);
        return message.length == 9 + ask.length()
                && words.getInt(1) == ask.piece()
                && words.getInt(5) == ask.begin();
    }

    private void send(int kind) throws IOException {
        out.write(ByteBuffer.allocate(5).putInt(1).put((byte) kind).array());
    }

    private void ask(Proof.Ask ask) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(17).putInt(13).put((byte) REQUEST);
        out.write(message.putInt(ask.piece()).putInt(ask.begin()).putInt(ask.length()).array());
    }

    private byte[] message() throws IOException {
        int length = ByteBuffer.wrap(fully(Integer.BYTES)).getInt();
        if (length < 0 || length > LONGEST_MESSAGE) {
            throw new IOException("speaks no BitTorrent");
        }
        return fully(length);
    }

    /// A peer that sends a byte now and then must not hold us longer than one that is silent.
    private byte[] fully(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; ) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("is too slow");
            }
            socket.setSoTimeout((int) left);
            int read = in.read(bytes, at, length - at);
            if (read < 0) {
                throw new IOException("hangs up");
            }
            at += read;
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
