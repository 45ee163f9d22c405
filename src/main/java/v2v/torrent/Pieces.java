package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.torrent.Metainfo.Entry;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The pieces of a torrent one by one: which bytes of which files each holds, and whether bytes are
/// those that it names. [TorrentCheck] reads all of a content in one go; this is for whoever gets
/// it in parts.
///
/// Used by any number of threads.
public final class Pieces {
    private static final byte[] NO_LEAF = new byte[MerkleTree.HASH];

    private final Metainfo metainfo;
    private final Metainfo.InfoDict info;
    private final long[] starts;
    private final Layout layout;

    /// What bytes are, against the hashes of their piece.
    public enum Verdict {
        GOOD,
        BAD,
        /// They are what one of the two hashes says and not what the other says: no bytes will ever
        /// please both.
        CONTRADICTED
    }

    /// The part of a piece that lies in one file, or in a pad.
    ///
    /// @param entry index of the torrent's entry
    /// @param from first byte in that entry
    /// @param at the same byte in the line of all entries
    public record Part(int entry, long from, int length, long at) {}

    /// Where bytes come from.
    public interface Reading {
        /// Reads `length` bytes of an entry to the start of `into`; pads are not asked for.
        ///
        /// @return false when they are not there
        boolean read(int entry, long from, byte[] into, int length) throws IOException;
    }

    public Pieces(Metainfo metainfo) {
        this.metainfo = metainfo;
        this.info = metainfo.info();
        List<@Nullable Path> nowhere = new ArrayList<>();
        this.starts = new long[info.entries().size()];
        long at = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            at += info.entries().get(i).bytes();
            nowhere.add(null);
        }
        this.layout = Layout.of(info.pieceLength(), info.entries(), nowhere);
    }

    public int count() {
        return Math.toIntExact(layout.pieces());
    }

    /// Bytes of a piece, pads counted.
    public int length(int piece) {
        return (int) Math.min(info.pieceLength(), layout.bytes() - start(piece));
    }

    private long start(int piece) {
        return (long) piece * info.pieceLength();
    }

    /// Which piece holds this byte of the line of all entries.
    public int at(long position) {
        return Math.toIntExact(position / info.pieceLength());
    }

    /// Where an entry begins in the line of all entries.
    public long start(Entry entry, int index) {
        return entry.bytes() == 0 ? 0 : starts[index];
    }

    /// Bytes of files in a piece, pads not counted.
    public int content(int piece) {
        int bytes = 0;
        for (Part part : parts(piece)) {
            bytes += info.entries().get(part.entry()).pad() ? 0 : part.length();
        }
        return bytes;
    }

    /// What a piece consists of, in order.
    public List<Part> parts(int piece) {
        long from = start(piece);
        long end = from + length(piece);
        List<Part> parts = new ArrayList<>();
        for (int i = layout.spanAt(from); i < layout.spans().size() && from < end; i++) {
            Layout.Span span = layout.spans().get(i);
            int length = (int) (Math.min(span.end(), end) - from);
            parts.add(new Part(span.entry(), from - span.from(), length, from));
            from += length;
        }
        return parts;
    }

    /// Compares.
    public Verdict check(int piece, Reading reading) throws IOException {
        boolean v1 = info.pieces().length() > 0;
        boolean v2 = info.hash().v2() != null;
        MessageDigest sha1 = MerkleTree.digest("SHA-1");
        byte[] block = new byte[MerkleTree.BLOCK];
        boolean right = true;
        for (Part part : parts(piece)) {
            boolean pad = info.entries().get(part.entry()).pad();
            Leaves leaves = v2 && !pad ? new Leaves(part) : null;
            for (int done = 0; done < part.length(); done += MerkleTree.BLOCK) {
                int length = Math.min(MerkleTree.BLOCK, part.length() - done);
                if (pad) {
                    Arrays.fill(block, (byte) 0);
                } else if (!reading.read(part.entry(), part.from() + done, block, length)) {
                    return Verdict.BAD;
                }
                if (v1) {
                    sha1.update(block, 0, length);
                }
                if (leaves != null) {
                    leaves.add(block, length);
                }
            }
            right &= leaves == null || leaves.right();
        }
        boolean first = !v1 || Arrays.equals(sha1.digest(), sha1(piece));
        if (v1 && v2 && first != right) {
            return Verdict.CONTRADICTED;
        }
        return first && right ? Verdict.GOOD : Verdict.BAD;
    }

    private byte[] sha1(int piece) {
        return info.pieces().slice(piece * Hashes.SHA1, (piece + 1) * Hashes.SHA1);
    }

    /// The tree over the blocks of one piece (BEP 52: in one piece lies one file).
    private final class Leaves {
        private final MerkleTree tree = new MerkleTree();
        private final Part part;
        private final byte[] level;
        private final int width;
        private int count;

        Leaves(Part part) {
            this.part = part;
            boolean small = entry().bytes() <= info.pieceLength();
            width =
                    small
                            ? MerkleTree.powerOfTwo(Math.ceilDiv(part.length(), MerkleTree.BLOCK))
                            : info.pieceLength() / MerkleTree.BLOCK;
            level = new byte[width * MerkleTree.HASH];
        }

        private Entry entry() {
            return info.entries().get(part.entry());
        }

        void add(byte[] block, int length) {
            tree.leaf(block, 0, length, level, count++ * MerkleTree.HASH);
        }

        boolean right() {
            tree.fold(level, count, width, NO_LEAF);
            byte[] top = Arrays.copyOf(level, MerkleTree.HASH);
            Digest root = entry().root();
            Bencode.Text layer = root == null ? null : metainfo.pieceLayers().get(root);
            if (layer == null) {
                return Digest.of(top).equals(root);
            }
            int at = (int) (part.from() / info.pieceLength()) * MerkleTree.HASH;
            return Arrays.equals(top, layer.slice(at, at + MerkleTree.HASH));
        }
    }
}
