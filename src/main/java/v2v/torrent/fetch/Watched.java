package v2v.torrent.fetch;

import bt.metainfo.TorrentId;
import bt.net.Peer;
import bt.net.buffer.BufferedData;
import bt.torrent.data.BlockRead;
import bt.torrent.data.BlockWrite;
import bt.torrent.data.DataWorker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Blocks on their way into bt: they are put into the [Draft] here, and who gave them is
/// remembered, since bt 1.10 would ask a peer that gave a bad piece again for ever.
final class Watched implements DataWorker {
    private final DataWorker worker;
    private final Draft draft;
    private final Witness witness;
    private final Map<Integer, Set<Integer>> givers = new HashMap<>();

    /// Who is told.
    interface Witness {
        /// A block came from the peer that bt knows by this port.
        void came(int port, int piece, int bytes);

        /// A piece was right or wrong, and the peers behind these ports gave it.
        void judged(Set<Integer> ports, boolean good);
    }

    Watched(DataWorker worker, Draft draft, Witness witness) {
        this.worker = worker;
        this.draft = draft;
        this.witness = witness;
    }

    @Override
    public CompletableFuture<BlockRead> addBlockRequest(
            TorrentId torrent, Peer peer, int piece, int offset, int length) {
        return worker.addBlockRequest(torrent, peer, piece, offset, length);
    }

    @Override
    public CompletableFuture<BlockWrite> addBlock(
            TorrentId torrent, Peer peer, int piece, int offset, BufferedData buffer) {
        witness.came(peer.getPort(), piece, buffer.length());
        synchronized (givers) {
            givers.computeIfAbsent(piece, _ -> new HashSet<>()).add(peer.getPort());
        }
        // not by its transferTo, which copies the wrong way round
        byte[] block = new byte[buffer.length()];
        buffer.buffer().duplicate().get(block);
        draft.receive(piece, offset, block);
        CompletableFuture<BlockWrite> written =
                worker.addBlock(torrent, peer, piece, offset, buffer);
        var _ =
                written.thenAccept(done ->
                        done.getVerificationFuture()
                                .ifPresent(verdict -> {
                                    var _ = verdict.thenAccept(good -> judged(piece, good));
                                }));
        return written;
    }

    private void judged(int piece, boolean good) {
        Set<Integer> ports;
        synchronized (givers) {
            ports = givers.remove(piece);
        }
        if (ports != null) {
            witness.judged(ports, good);
        }
    }
}
