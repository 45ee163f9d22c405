package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;

import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.List;

/// Plain SHA-256 of each file, which can only be computed from front to back: the threads hash
/// their runs' pieces in any order, and then come here one after another, with the bytes still in
/// memory.
final class FlatDigests {
    private final Layout layout;
    private final Known known;
    private final List<@Nullable Digest> digests;
    private final MessageDigest sha256 = MerkleTree.digest("SHA-256");
    private long turn;
    private boolean broken;

    FlatDigests(Layout layout, Known known) {
        this.layout = layout;
        this.known = known;
        this.digests = known.flat();
    }

    List<@Nullable Digest> digests() {
        return digests;
    }

    /// Takes run number `run`, which begins at byte `from` of the line, when all before it are
    /// done.
    synchronized void add(long run, long from, byte[] data, int length)
            throws InterruptedIOException {
        awaitTurn(run);
        int at = 0;
        for (int span = layout.spanAt(from); at < length; span++) {
            at += feed(layout.spans().get(span), from + at, data, at, length - at);
        }
        turn++;
        notifyAll();
    }

    private int feed(Layout.Span span, long position, byte[] data, int at, int most) {
        int count = (int) Math.min(most, span.end() - position);
        if (span.file() != null && !known.entry(span.entry())) {
            sha256.update(data, at, count);
            if (position + count == span.end()) {
                digests.set(span.entry(), Digest.of(sha256.digest()));
            }
        }
        return count;
    }

    private synchronized void awaitTurn(long run) throws InterruptedIOException {
        try {
            while (turn != run && !broken) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PieceHasher.interrupted();
        }
        if (broken) {
            throw PieceHasher.interrupted();
        }
    }

    /// A thread that ends early must not leave the others waiting for its turn.
    synchronized void fail() {
        broken = true;
        notifyAll();
    }
}
