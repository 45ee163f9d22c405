package v2v.torrent.fetch;

import bt.data.Storage;
import bt.data.StorageUnit;
import bt.metainfo.Torrent;
import bt.metainfo.TorrentFile;
import bt.net.buffer.ByteBufferView;

import v2v.torrent.Metainfo.Entry;

import java.nio.ByteBuffer;

/// What bt takes for the disk. It writes nothing: bt 1.10 loses the last byte of a block where one
/// file ends a byte before it, so blocks go to the [Draft] on their way to here ([Watched]).
final class DraftStorage implements Storage {
    private final Draft draft;

    DraftStorage(Draft draft) {
        this.draft = draft;
    }

    @Override
    public StorageUnit getUnit(Torrent torrent, TorrentFile file) {
        WantedTorrent.WantedFile wanted = (WantedTorrent.WantedFile) file;
        return new Unit(draft, wanted.entry, wanted.index);
    }

    @Override
    public void flush() {}

    /// One file or pad.
    static final class Unit implements StorageUnit {
        private final Draft draft;
        private final Entry entry;
        private final int index;

        Unit(Draft draft, Entry entry, int index) {
            this.draft = draft;
            this.entry = entry;
            this.index = index;
        }

        /// Which piece holds this byte.
        int piece(long offset) {
            return draft.pieces().at(draft.pieces().start(entry, index) + offset);
        }

        /// Nobody reads here: bt gives nothing away while it fetches.
        @Override
        public int readBlock(ByteBuffer buffer, long offset) {
            throw new UnsupportedOperationException("a draft is given to nobody");
        }

        /// Taken already, by [Watched].
        @Override
        public int writeBlock(ByteBuffer buffer, long offset) {
            int length = buffer.remaining();
            buffer.position(buffer.limit());
            return length;
        }

        @Override
        public int writeBlock(ByteBufferView view, long offset) {
            int length = view.remaining();
            view.position(view.limit());
            return length;
        }

        /// The draft has made empty files.
        @Override
        public boolean createEmpty() {
            return true;
        }

        @Override
        public long capacity() {
            return entry.bytes();
        }

        @Override
        public long size() {
            return entry.bytes();
        }

        @Override
        public void close() {}
    }
}
