package v2v.torrent.fetch;

import bt.torrent.PieceStatistics;
import bt.torrent.selector.PieceSelector;
import bt.torrent.selector.RarestFirstSelector;

import java.util.BitSet;
import java.util.PrimitiveIterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// Rarest first, and nothing that is being fetched already: bt would ask several peers for the last
/// pieces at once.
final class Choice implements PieceSelector {
    private final PieceSelector rarest = RarestFirstSelector.randomizedRarest();
    private final Claims claims;

    Choice(Claims claims) {
        this.claims = claims;
    }

    @Override
    public void initSelector(int pieces) {
        rarest.initSelector(pieces);
    }

    @Override
    public IntStream getNextPieces(BitSet wanted, PieceStatistics statistics) {
        return StreamSupport.intStream(
                new Untaken(rarest.getNextPieces(wanted, statistics).iterator()), false);
    }

    /// Takes a piece in the moment in which it is asked for, and none ahead: what is taken and not
    /// used would be fetched by nobody for a while.
    private final class Untaken extends Spliterators.AbstractIntSpliterator {
        private final PrimitiveIterator.OfInt pieces;

        Untaken(PrimitiveIterator.OfInt pieces) {
            super(Long.MAX_VALUE, Spliterator.ORDERED);
            this.pieces = pieces;
        }

        @Override
        public boolean tryAdvance(IntConsumer asked) {
            while (pieces.hasNext()) {
                int piece = pieces.nextInt();
                if (claims.take(piece)) {
                    asked.accept(piece);
                    return true;
                }
            }
            return false;
        }

        /// Near the end bt asks for all at once, and uses as many as it has room for: at least one.
        @Override
        public void forEachRemaining(IntConsumer asked) {
            tryAdvance(asked);
        }
    }
}
