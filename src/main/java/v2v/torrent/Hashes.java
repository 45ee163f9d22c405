package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;

import java.util.List;

/// What one reading of the content gave.
///
/// @param pieces SHA-1 of every piece, 20 bytes each; empty when not asked for
/// @param trees one an entry of the torrent; null for pads and empty files
/// @param flat SHA-256 of every file, one an entry; null when not asked for, and for pads
/// @param read bytes that were read from files for it
record Hashes(
        Bencode.Text pieces, List<@Nullable Tree> trees, List<@Nullable Digest> flat, long read) {
    static final int SHA1 = 20;

    /// The merkle tree of one file, down to its pieces (BEP 52).
    ///
    /// @param layer one hash a piece
    record Tree(Digest root, Bencode.Text layer) {}

    byte[] piece(int index) {
        return pieces.slice(index * SHA1, (index + 1) * SHA1);
    }
}
