package v2v.torrent;

import bt.data.ChunkDescriptor;
import bt.data.ChunkVerifier;
import bt.data.LocalBitfield;

import java.util.List;

/// Marks every piece as good without reading it: [SeedTrust] has answered for the content before bt
/// sees it, and bt never writes.
final class Trusting implements ChunkVerifier {
    @Override
    public boolean verify(List<ChunkDescriptor> chunks, LocalBitfield bitfield) {
        for (int piece = 0; piece < chunks.size(); piece++) {
            bitfield.markLocalPieceVerified(piece);
        }
        return true;
    }

    @Override
    public boolean verify(ChunkDescriptor chunk) {
        return true;
    }

    @Override
    public boolean verifyIfPresent(ChunkDescriptor chunk) {
        return true;
    }
}
