package v2v.torrent.fetch;

import v2v.item.Digest;
import v2v.item.Refusal;
import v2v.torrent.Bencode;
import v2v.torrent.BencodeReader;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// One peer that is asked what a torrent is: its info dictionary (BEP 9) and, for v2, the hashes of
/// its pieces, which do not stand in there (BEP 52). Nothing that it says is believed here.
final class MetadataPeer implements Closeable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int SILENCE_MILLIS = 10_000;
    private static final int BLOCK = 16 << 10;
    private static final int MOST_BYTES = 32 << 20;
    private static final int LONGEST_MESSAGE = 4 << 20;

    /// Messages that are no answer, until a peer is left alone.
    private static final int CHATTER = 10_000;

    private static final int HASH = 32;
    private static final int HEADER = 48;

    /// The most hashes that BEP 52 clients give at once.
    private static final int MOST_HASHES = 512;

    private static final int EXTENDED = 20;
    private static final int HASH_REQUEST = 21;
    private static final int HASHES = 22;
    private static final int HASH_REJECT = 23;
    private static final byte METADATA = 1;
    private static final byte[] PROTOCOL =
            "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);
    private static final long SPEAKS_EXTENDED = 0x10L << 16;
    private static final int HELLO = 68;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;
    private int theirs;
    private int size;

    /// Calls it.
    ///
    /// @param infohash hexadecimal; of a SHA-256 the first 20 bytes go over the wire
    MetadataPeer(InetSocketAddress peer, String infohash, byte[] peerId) throws IOException {
        try {
            socket.connect(
                    new InetSocketAddress(peer.getHostString(), peer.getPort()), CONNECT_MILLIS);
            socket.setSoTimeout(SILENCE_MILLIS);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
            hello(HexFormat.of().parseHex(infohash.substring(0, 40)), peerId);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void hello(byte[] hash, byte[] peerId) throws IOException {
        out.write(
                ByteBuffer.allocate(HELLO)
                        .put(PROTOCOL)
                        .putLong(SPEAKS_EXTENDED)
                        .put(hash)
                        .put(peerId)
                        .array());
        Bencode words =
                new Bencode.Draft()
                        .put(
                                "m",
                                new Bencode.Draft()
                                        .put("ut_metadata", Bencode.whole(METADATA))
                                        .dict())
                        .dict();
        extended(0, words.encoded());
        byte[] answer = new byte[HELLO];
        in.readFully(answer);
        int at = PROTOCOL.length + Long.BYTES;
        if (!Arrays.equals(answer, 0, PROTOCOL.length, PROTOCOL, 0, PROTOCOL.length)
                || !Arrays.equals(answer, at, at + hash.length, hash, 0, hash.length)) {
            throw new IOException("does not have it");
        }
    }

    private void extended(int kind, byte[] words) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(6 + words.length);
        message.putInt(2 + words.length).put((byte) EXTENDED).put((byte) kind).put(words);
        out.write(message.array());
        out.flush();
    }

    /// The info dictionary, as it spells it.
    byte[] info() throws IOException {
        while (size == 0) {
            byte[] message = await(EXTENDED);
            if (message.length > 2 && message[1] == 0) {
                introduced(message);
            }
        }
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        for (int block = 0; info.size() < size; block++) {
            int length = Math.min(BLOCK, size - info.size());
            info.writeBytes(block(block, length));
        }
        return info.toByteArray();
    }

    private void introduced(byte[] message) throws IOException {
        Bencode.Dict words = dict(Arrays.copyOfRange(message, 2, message.length));
        if (words.entries().get(Bencode.text("m")) instanceof Bencode.Dict kinds) {
            theirs = number(kinds, "ut_metadata");
        }
        size = number(words, "metadata_size");
        if (theirs < 1 || theirs > 255 || size < 1 || size > MOST_BYTES) {
            throw new IOException("does not tell what is in it");
        }
    }

    private byte[] block(int block, int length) throws IOException {
        Bencode asked =
                new Bencode.Draft()
                        .put("msg_type", Bencode.whole(0))
                        .put("piece", Bencode.whole(block))
                        .dict();
        extended(theirs, asked.encoded());
        while (true) {
            byte[] message = await(EXTENDED);
            if (message[1] != METADATA || message.length < 2 + length) {
                if (message[1] == METADATA) {
                    throw new IOException("refuses to tell what is in it");
                }
                continue;
            }
            int head = message.length - length;
            Bencode.Dict words = dict(Arrays.copyOfRange(message, 2, head));
            if (number(words, "piece") == block) {
                return Arrays.copyOfRange(message, head, message.length);
            }
        }
    }

    /// One hash a piece of a file.
    ///
    /// @param height of a piece over its blocks, in steps of the tree
    /// @param width of the tree at that height, a power of two
    /// @param count hashes that stand for pieces of the file; the others are fillers
    byte[] layer(Digest root, int height, int width, int count) throws IOException {
        ByteArrayOutputStream layer = new ByteArrayOutputStream();
        int step = Math.clamp(width, 2, MOST_HASHES);
        for (int at = 0; at < count; at += step) {
            ByteBuffer asked = ByteBuffer.allocate(5 + HEADER);
            asked.putInt(1 + HEADER).put((byte) HASH_REQUEST);
            asked.put(HexFormat.of().parseHex(root.hex()));
            asked.putInt(height).putInt(at).putInt(step).putInt(0);
            out.write(asked.array());
            out.flush();
            byte[] answer = await(HASHES);
            if (!Arrays.equals(answer, 1, 1 + HEADER, asked.array(), 5, 5 + HEADER)
                    || answer.length < 1 + HEADER + step * HASH) {
                throw new IOException("gives other hashes than were asked for");
            }
            layer.write(answer, 1 + HEADER, Math.min(step, count - at) * HASH);
        }
        return layer.toByteArray();
    }

    /// The next message of a kind, others are passed over.
    private byte[] await(int kind) throws IOException {
        for (int i = 0; i < CHATTER; i++) {
            int length = in.readInt();
            if (length < 0 || length > LONGEST_MESSAGE) {
                throw new IOException("speaks no BitTorrent");
            }
            byte[] message = new byte[length];
            in.readFully(message);
            if (length > 1 && message[0] == kind) {
                return message;
            }
            if (length > 0 && message[0] == HASH_REJECT && kind == HASHES) {
                throw new IOException("refuses the hashes of its pieces");
            }
        }
        throw new IOException("speaks of other things");
    }

    private static int number(Bencode.Dict dict, String key) {
        return dict.entries().get(Bencode.text(key)) instanceof Bencode.Whole(long value)
                ? Math.clamp(value, -1, Integer.MAX_VALUE)
                : -1;
    }

    private static Bencode.Dict dict(byte[] bytes) throws IOException {
        try {
            if (BencodeReader.read(bytes, "a peer") instanceof Bencode.Dict dict) {
                return dict;
            }
        } catch (Refusal e) {
            throw new IOException("speaks no bencoding", e);
        }
        throw new IOException("speaks no bencoding");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
