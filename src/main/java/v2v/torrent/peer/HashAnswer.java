package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.torrent.MerkleTree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Answers to `hash request` (BEP 52): hashes of the piece layer, with the uncles that prove them.
/// Hashes of single blocks lie nowhere; those are refused, as the BEP allows.
final class HashAnswer {
    /// Root, base layer, index, length, proof layers.
    static final int REQUEST = 48;

    /// The most that one request may ask for.
    private static final int MOST = 512;

    private static final int HASH = 32;

    private HashAnswer() {}

    /// What follows the request's own 48 bytes in the answer.
    ///
    /// @return null when it is refused
    static byte @Nullable [] of(Sharing sharing, ByteBuffer request) throws IOException {
        byte[] root = new byte[HASH];
        request.get(root);
        int base = request.getInt();
        int index = request.getInt();
        int length = request.getInt();
        int proof = request.getInt();
        Sharing.Layer layer = sharing.layer(Digest.of(root));
        boolean power = length >= 2 && length <= MOST && Integer.bitCount(length) == 1;
        if (layer == null || base != sharing.pieceLayer() || !power) {
            return null;
        }
        int width = MerkleTree.powerOfTwo(layer.count());
        boolean inside = index >= 0 && index % length == 0 && (long) index + length <= width;
        if (!inside || proof < 0 || proof > Integer.SIZE) {
            return null;
        }
        byte[] level = sharing.torrent(layer.at(), layer.count() * HASH);
        return climb(level, width, sharing.pieceLength, index, length, proof);
    }

    /// Goes up the tree and takes a sibling at each height that the asked hashes do not reach, up
    /// to the last of the proof layers: the first of these lies one above the asked hashes.
    private static byte[] climb(
            byte[] leaves, int width, int pieceLength, int index, int length, int proof) {
        MerkleTree tree = new MerkleTree();
        byte[] level = tree.padded(leaves, width, pieceLength);
        ByteBuffer answer = ByteBuffer.allocate((length + Integer.SIZE) * HASH);
        answer.put(level, index * HASH, length * HASH);
        int reached = Integer.numberOfTrailingZeros(length);
        int count = width;
        int at = index;
        for (int height = 0; height <= proof && count > 1; height++) {
            if (height >= reached) {
                answer.put(level, (at ^ 1) * HASH, HASH);
            }
            tree.fold(level, count);
            count /= 2;
            at /= 2;
        }
        return Arrays.copyOf(answer.array(), answer.position());
    }
}
