package v2v.torrent.peer;

import java.util.BitSet;
import java.util.function.LongSupplier;

/// What of a torrent has gone out already, so that nothing goes out twice before all has gone out
/// once (after BEP 16): peers are told of pieces one by one, each of others, and carry them to each
/// other.
///
/// Nobody waits for it: a peer that is alone is soon told of everything, one that takes all that it
/// was told of is told of more at once, and one that does not come on is told of everything.
///
/// 20 clients of libtorrent at once take 1.00 copies from us so, and 2.2 without, and have all in
/// half the time.
final class Spread {
    /// A piece that was promised to somebody who then did not take it is anybody's again.
    private static final long PROMISED = 20_000_000_000L;

    /// So long a peer may get nothing, from us or from others. With half a second, twenty clients
    /// took 1.4 copies and not 1.0: clients choose anew whom to give to every ten seconds or so.
    private static final long PATIENCE = 3_000_000_000L;

    /// So long nobody else must have come before a peer is taken to be alone: those who come at
    /// once, for what is new, come within less.
    private static final long ALONE = 200_000_000L;

    /// Bytes that one peer is told of ahead at first, and pieces at least.
    private static final int AHEAD = 256 << 10;

    private static final int LEAST = 2;

    /// Bytes that the fastest is told of ahead: more than any line holds.
    private static final int MOST = 32 << 20;

    private final LongSupplier clock;
    private final int pieces;
    private final int ahead;
    private final int most;
    private final BitSet out = new BitSet();
    private final long[] promised;
    private int from;
    private int parts;
    private long crowded;

    Spread(int pieces, int pieceLength) {
        this(pieces, pieceLength, System::nanoTime);
    }

    /// @param clock nanoseconds from some moment on
    Spread(int pieces, int pieceLength, LongSupplier clock) {
        this.clock = clock;
        this.pieces = pieces;
        this.ahead = Math.max(LEAST, AHEAD / pieceLength);
        this.most = Math.max(LEAST, MOST / pieceLength);
        this.promised = new long[pieces];
    }

    /// Whether somebody else has had every piece.
    synchronized boolean done() {
        return out.cardinality() == pieces;
    }

    private synchronized void come() {
        parts++;
        crowded = clock.getAsLong();
    }

    private synchronized void gone() {
        crowded = clock.getAsLong();
        parts--;
    }

    private synchronized boolean lonely(long now) {
        return parts == 1 && now - crowded > ALONE;
    }

    private synchronized void has(int piece) {
        out.set(piece);
    }

    private synchronized void has(BitSet them) {
        out.or(them);
    }

    /// A piece that nobody else has, nor is to get; -1 when there is none for this peer.
    private synchronized int next(BitSet has, BitSet told, long now) {
        for (int i = 0; i < pieces; i++) {
            int piece = (from + i) % pieces;
            boolean free = promised[piece] == 0 || now - promised[piece] > PROMISED;
            if (free && !out.get(piece) && !has.get(piece) && !told.get(piece)) {
                promised[piece] = now;
                from = piece + 1;
                return piece;
            }
        }
        return -1;
    }

    /// One peer's part in it.
    final class Part {
        private final BitSet has = new BitSet();
        private final BitSet told = new BitSet();
        private long moved = clock.getAsLong();
        private int window = ahead;

        Part() {
            come();
        }

        /// The peer is there no more.
        void leave() {
            gone();
        }

        /// The peer has got this piece, from us or from others.
        ///
        /// @return false when there is no such piece
        boolean got(int piece) {
            if (piece < 0 || piece >= pieces) {
                return false;
            }
            moved = clock.getAsLong();
            has.set(piece);
            Spread.this.has(piece);
            return true;
        }

        /// What the peer had when it came, most significant bit first.
        void had(byte[] bits) {
            BitSet all = new BitSet();
            for (int piece = 0; piece < Math.min(pieces, bits.length * 8); piece++) {
                if ((bits[piece / 8] & (0x80 >> (piece % 8))) != 0) {
                    all.set(piece);
                }
            }
            has.or(all);
            Spread.this.has(all);
        }

        /// The pieces that this peer is to be told of now.
        int[] news() {
            long now = clock.getAsLong();
            BitSet before = (BitSet) told.clone();
            BitSet open = (BitSet) told.clone();
            open.andNot(has);
            if (open.isEmpty() && !told.isEmpty()) {
                window = Math.min(2 * window, most); // it has waited for us
            }
            // who was told of something may have to wait for a slot
            if (lonely(now) || now - moved > (open.isEmpty() ? PATIENCE : PROMISED)) {
                told.set(0, pieces);
                told.andNot(has);
            }
            promise(open.cardinality(), now);
            BitSet news = (BitSet) told.clone();
            news.andNot(before);
            if (!news.isEmpty()) {
                moved = now;
            }
            return news.stream().toArray();
        }

        private void promise(int open, long now) {
            for (int i = open; i < window && told.cardinality() < pieces; i++) {
                int piece = next(has, told, now);
                if (piece < 0) {
                    return;
                }
                told.set(piece);
            }
        }

        /// Whether there is nothing more to tell.
        boolean toldAll() {
            BitSet all = (BitSet) told.clone();
            all.or(has);
            return all.cardinality() == pieces;
        }
    }
}
