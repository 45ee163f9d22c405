package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Layout.Span;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/// One thread's share of the hashing, with its own digests, buffer and open file.
final class PieceWorker implements Closeable {
    /// They stay in the core's cache while SHA-1 and SHA-256 go over them. Fewer at a time, a
    /// channel with a direct buffer and mapped memory measured no cheaper: bytes must get into the
    /// heap.
    private static final int READ = 256 << 10;

    private static final byte[] NO_BLOCK = new byte[MerkleTree.HASH];

    private final PieceHasher all;
    private final Layout layout;
    private final boolean flat;
    private final MessageDigest sha1 = MerkleTree.digest("SHA-1");
    private final MerkleTree tree = new MerkleTree();
    private final byte[] buffer;
    private final byte[] leaves;
    private int leafCount;
    private int openEntry;
    private @Nullable RandomAccessFile file;

    PieceWorker(PieceHasher all) {
        this.all = all;
        this.layout = all.layout;
        this.flat = all.want.contains(Want.FLAT);
        this.buffer = new byte[flat ? all.runLength() : READ];
        int blocks = Math.max(1, layout.pieceLength() / MerkleTree.BLOCK);
        this.leaves = new byte[blocks * MerkleTree.HASH];
    }

    /// Hashes runs until there are none left.
    boolean work() throws IOException {
        long run = all.takeRun();
        while (run * all.runLength() < layout.bytes()) {
            hash(run);
            run = all.takeRun();
        }
        return true;
    }

    private void hash(long run) throws IOException {
        long from = run * all.runLength();
        int length = (int) Math.min(all.runLength(), layout.bytes() - from);
        int done = 0;
        int index = layout.spanAt(from);
        while (done < length) {
            int unknown = unknown(from + done, length - done);
            if (unknown == 0) {
                done += Math.min(layout.pieceLength(), length - done);
                index = layout.spanAt(from + done);
                continue;
            }
            Span span = layout.spans().get(index);
            int count = (int) Math.min(Math.min(READ, unknown), span.end() - from - done);
            int at = flat ? done : 0;
            read(span, from + done, at, count);
            cutPieces(from + done, at, count);
            growTree(span, from + done - span.from(), at, count);
            done += count;
            if (from + done == span.end()) {
                index++;
            }
        }
        if (flat) {
            all.flat.add(run, from, buffer, length);
        }
        all.count(length);
    }

    /// How many bytes from here on belong to pieces that are not known. Where a piece is known,
    /// this is asked at its beginning.
    private int unknown(long position, int most) {
        int known = all.known.nextPiece((int) (position / layout.pieceLength()));
        long next = known < 0 ? Long.MAX_VALUE : (long) known * layout.pieceLength();
        return (int) Math.min(most, Math.max(0, next - position));
    }

    private void read(Span span, long position, int at, int count) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw PieceHasher.interrupted();
        }
        if (span.file() == null) {
            Arrays.fill(buffer, at, at + count, (byte) 0);
            return;
        }
        RandomAccessFile in = open(span);
        long offset = position - span.from();
        if (in.getFilePointer() != offset) {
            in.seek(offset);
        }
        int done = 0;
        while (done < count) {
            int got = in.read(buffer, at + done, count - done);
            if (got < 0) {
                throw new IOException(span.file() + " became shorter while it was read");
            }
            done += got;
        }
        all.bytesRead.addAndGet(count);
    }

    private RandomAccessFile open(Span span) throws IOException {
        RandomAccessFile open = file;
        if (open == null || openEntry != span.entry()) {
            close();
            open = new RandomAccessFile(Objects.requireNonNull(span.file()).toFile(), "r");
            file = open;
            openEntry = span.entry();
        }
        return open;
    }

    private void cutPieces(long position, int at, int count) {
        int length = layout.pieceLength();
        int done = 0;
        while (done < count && all.pieces.length > 0) {
            long begun = (position + done) % length;
            int part = (int) Math.min(count - done, length - begun);
            sha1.update(buffer, at + done, part);
            done += part;
            if (begun + part == length || position + done == layout.bytes()) {
                long piece = (position + done - 1) / length;
                finish((int) piece * Hashes.SHA1);
            }
        }
    }

    private void finish(int to) {
        try {
            sha1.digest(all.pieces, to, Hashes.SHA1);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs begin at pieces and files of a hybrid too, so `inFile` is always the start of a block.
    private void growTree(Span span, long inFile, int at, int count) {
        byte[] layer = all.layers[span.entry()];
        if (layer == null) {
            return;
        }
        for (int done = 0; done < count; done += MerkleTree.BLOCK) {
            int block = Math.min(MerkleTree.BLOCK, count - done);
            tree.leaf(buffer, at + done, block, leaves, leafCount * MerkleTree.HASH);
            leafCount++;
            long end = inFile + done + block;
            if (end % layout.pieceLength() == 0 || end == span.length()) {
                fold(layer, (end - 1) / layout.pieceLength(), span);
            }
        }
    }

    /// BEP 52: a file of one piece is padded to the next power of two only, not to a whole piece.
    private void fold(byte[] layer, long piece, Span span) {
        boolean small = span.length() <= layout.pieceLength();
        int width =
                small ? MerkleTree.powerOfTwo(leafCount) : layout.pieceLength() / MerkleTree.BLOCK;
        tree.fold(leaves, leafCount, width, NO_BLOCK);
        System.arraycopy(leaves, 0, layer, (int) piece * MerkleTree.HASH, MerkleTree.HASH);
        leafCount = 0;
    }

    @Override
    public void close() throws IOException {
        RandomAccessFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
