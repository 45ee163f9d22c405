package v2v.torrent.fetch;

import bt.data.ChunkDescriptor;
import bt.data.ChunkVerifier;
import bt.data.LocalBitfield;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What is good, says the [Draft], by every hash that the torrent has; bt knows SHA-1 only.
final class DraftVerifier implements ChunkVerifier {
    private final Draft draft;

    DraftVerifier(Draft draft) {
        this.draft = draft;
    }

    /// Tells bt what is there, and from here on what other sources bring.
    @Override
    public boolean verify(List<ChunkDescriptor> chunks, LocalBitfield bitfield) {
        draft.onGood(bitfield::markLocalPieceVerified);
        return bitfield.getPiecesRemaining() == 0;
    }

    @Override
    public boolean verify(ChunkDescriptor chunk) {
        AtomicInteger piece = new AtomicInteger();
        chunk.getData()
                .visitUnits((unit, from, to) -> {
                    piece.set(((DraftStorage.Unit) unit).piece(from));
                    return false;
                });
        try {
            return draft.check(piece.get());
        } catch (IOException e) {
            draft.broken(e);
            return false;
        }
    }

    @Override
    public boolean verifyIfPresent(ChunkDescriptor chunk) {
        return verify(chunk);
    }
}
