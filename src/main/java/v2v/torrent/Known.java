package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// What is known of a content before it is read: nothing, or what an [Earlier] torrent of the same
/// files says. A piece that is known is not read; a file whose tree and digest are known is read
/// where a piece of it is not.
final class Known {
    private final BitSet pieces = new BitSet();
    private final byte[] sha1;
    private final List<Hashes.@Nullable Tree> trees;
    private final List<@Nullable Digest> flat;
    private final BitSet entries = new BitSet();

    private Known(int entries, int pieces) {
        this.sha1 = new byte[pieces * Hashes.SHA1];
        this.trees =
                new ArrayList<Hashes.@Nullable Tree>(
                        Collections.<Hashes.@Nullable Tree>nCopies(entries, null));
        this.flat =
                new ArrayList<@Nullable Digest>(
                        Collections.<@Nullable Digest>nCopies(entries, null));
    }

    /// Nothing is known yet.
    static Known nothing(Layout layout, int entries, Set<Want> want) {
        int pieces = want.contains(Want.PIECES) ? Math.toIntExact(layout.pieces()) : 0;
        return new Known(entries, pieces);
    }

    /// All of a file that does not depend on where it lies in the line.
    void file(int entry, Hashes.@Nullable Tree tree, @Nullable Digest digest) {
        trees.set(entry, tree);
        flat.set(entry, digest);
        entries.set(entry);
    }

    /// A piece whose files are all known; with its SHA-1 where that is wanted.
    void piece(int index, byte[] hash) {
        pieces.set(index);
        if (sha1.length > 0) {
            System.arraycopy(hash, 0, sha1, index * Hashes.SHA1, Hashes.SHA1);
        }
    }

    boolean entry(int index) {
        return entries.get(index);
    }

    /// Where the next piece begins that is known, at or behind `piece`; -1 for none.
    int nextPiece(int piece) {
        return pieces.nextSetBit(piece);
    }

    byte[] sha1() {
        return sha1.clone();
    }

    List<Hashes.@Nullable Tree> trees() {
        return new ArrayList<>(trees);
    }

    List<@Nullable Digest> flat() {
        return new ArrayList<>(flat);
    }
}
