package v2v.torrent;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// SHA-256 hash trees over 16 KiB blocks (BEP 52): one instance a thread, nothing allocated on the
/// way up.
public final class MerkleTree {
    /// A leaf's block, bytes.
    static final int BLOCK = 16 << 10;

    /// One hash, bytes.
    static final int HASH = 32;

    /// The least that takes the digests' path for whole blocks.
    private static final int WARM_UP_BLOCK = 64;

    private static final int WARM_UP_ROUNDS = 20;

    private final MessageDigest sha256 = digest("SHA-256");

    /// The JDK promises SHA-1 and SHA-256 on every platform.
    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs both digests over a few tiny blocks. The JVM swaps in the processor's SHA instructions
    /// between two calls only, and the first real call is a whole read long: it would go through
    /// plain bytecode. Both classes must be loaded before, or the compiled code leaves out one.
    static void warmUp() {
        MessageDigest sha1 = digest("SHA-1");
        MessageDigest sha256 = digest("SHA-256");
        byte[] block = new byte[WARM_UP_BLOCK];
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            block[0] ^= sha1.digest(block)[0];
            block[0] ^= sha256.digest(block)[0];
        }
    }

    /// Writes the hash of one block of data to `out` at `to`.
    void leaf(byte[] data, int from, int length, byte[] out, int to) {
        sha256.update(data, from, length);
        finish(out, to);
    }

    /// Folds `count` hashes at the start of `level` in place, so that their root stands first: the
    /// rest of the row up to `width` is filled with `pad`.
    ///
    /// @param width a power of two; `level` holds at least `width` hashes
    /// @param pad the hash that stands for "no data" at this height
    void fold(byte[] level, int count, int width, byte[] pad) {
        for (int i = count; i < width; i++) {
            System.arraycopy(pad, 0, level, i * HASH, HASH);
        }
        for (int row = width; row > 1; row /= 2) {
            fold(level, row);
        }
    }

    /// One step up: the first half of `level` becomes the hashes of its pairs.
    ///
    /// @param count hashes in `level` that count, an even number
    public void fold(byte[] level, int count) {
        for (int pair = 0; pair < count / 2; pair++) {
            sha256.update(level, pair * 2 * HASH, 2 * HASH);
            finish(level, pair * HASH);
        }
    }

    /// A piece layer, made as wide as its tree by what stands for pieces that are not there.
    public byte[] padded(byte[] layer, int width, int pieceLength) {
        byte[] level = Arrays.copyOf(layer, width * HASH);
        byte[] pad = zeroPiece(pieceLength);
        for (int i = layer.length / HASH; i < width; i++) {
            System.arraycopy(pad, 0, level, i * HASH, HASH);
        }
        return level;
    }

    /// The root above one hash a piece, for a file of more than one piece.
    byte[] fileRoot(byte[] layer, int pieceLength) {
        int count = layer.length / HASH;
        int width = powerOfTwo(count);
        byte[] level = Arrays.copyOf(layer, width * HASH);
        fold(level, count, width, zeroPiece(pieceLength));
        return Arrays.copyOf(level, HASH);
    }

    /// The root over one piece's worth of absent blocks: 32 zero bytes a leaf.
    private byte[] zeroPiece(int pieceLength) {
        byte[] hash = new byte[HASH];
        for (int width = pieceLength / BLOCK; width > 1; width /= 2) {
            sha256.update(hash);
            sha256.update(hash);
            finish(hash, 0);
        }
        return hash;
    }

    private void finish(byte[] out, int to) {
        try {
            sha256.digest(out, to, HASH);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The smallest power of two that is not below `count` (at least 1).
    public static int powerOfTwo(int count) {
        return count <= 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
    }
}
