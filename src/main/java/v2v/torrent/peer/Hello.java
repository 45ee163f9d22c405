package v2v.torrent.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The 68 bytes that open a conversation (BEP 3).
///
/// @param reserved 8 bytes of flags
/// @param hash 20 bytes
/// @param peer 20 bytes
record Hello(Flags reserved, ByteBuffer hash, ByteBuffer peer) {
    static final int BYTES = 68;

    /// The first byte, by which it is told from an encrypted handshake.
    static final int START = 19;

    private static final byte[] PROTOCOL =
            "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);

    private static final long EXTENDED = 0x10L << 16;
    private static final long FAST = 0x04;
    private static final long V2 = 0x10;
    private static final long DHT = 0x01;

    /// @param bits the 8 bytes as one number
    record Flags(long bits) {
        /// BEP 10.
        boolean extended() {
            return (bits & EXTENDED) != 0;
        }

        /// BEP 6.
        boolean fast() {
            return (bits & FAST) != 0;
        }

        /// BEP 5.
        boolean dht() {
            return (bits & DHT) != 0;
        }

        /// BEP 52: this peer could go on with the v2 hash of a hybrid.
        boolean v2() {
            return (bits & V2) != 0;
        }
    }

    static boolean isOne(ByteBuffer in) {
        return Arrays.equals(Bytes.part(in, 0, PROTOCOL.length), PROTOCOL);
    }

    /// Of the first 68 bytes.
    static Hello read(ByteBuffer in) {
        return new Hello(
                new Flags(in.getLong(PROTOCOL.length)),
                ByteBuffer.wrap(Bytes.part(in, 28, 48)),
                ByteBuffer.wrap(Bytes.part(in, 48, BYTES)));
    }

    /// Ours.
    ///
    /// @param v2 whether we could go on with the v2 hash of a hybrid
    /// @param dht whether we are a node of the DHT
    static ByteBuffer ours(byte[] hash, byte[] peer, boolean v2, boolean dht) {
        return ByteBuffer.allocate(BYTES)
                .put(PROTOCOL)
                .putLong(EXTENDED | FAST | (v2 ? V2 : 0) | (dht ? DHT : 0))
                .put(hash)
                .put(peer)
                .flip();
    }
}
