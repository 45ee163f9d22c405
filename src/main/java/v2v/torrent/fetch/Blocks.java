package v2v.torrent.fetch;

import bt.net.buffer.BufferedData;
import bt.net.buffer.DelegatingByteBufferView;
import bt.net.pipeline.IBufferedPieceRegistry;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Blocks that have come and that bt has not taken up yet, each copied out of the connection's
/// buffer at once.
///
/// bt 1.10 keeps the block that came first, whoever sent it: what a peer gave before it was hung up
/// on then counted for the next peer that gave the same block, and a good one was blamed for it.
/// Here the last one counts.
final class Blocks implements IBufferedPieceRegistry {
    private final Map<Place, BufferedData> waiting = new ConcurrentHashMap<>();

    private record Place(int piece, int offset) {}

    /// @return false: the connection need not keep the bytes
    @Override
    public boolean addBufferedPiece(int piece, int offset, BufferedData block) {
        byte[] bytes = new byte[block.length()];
        block.buffer().duplicate().get(bytes);
        waiting.put(
                new Place(piece, offset),
                new BufferedData(new DelegatingByteBufferView(ByteBuffer.wrap(bytes))));
        return false;
    }

    @Override
    @SuppressWarnings("NullAway") // null is how bt wants to be told that there is none
    public BufferedData getBufferedPiece(int piece, int offset) {
        return waiting.remove(new Place(piece, offset));
    }
}
