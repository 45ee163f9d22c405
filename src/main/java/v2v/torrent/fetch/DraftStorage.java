package v2v.torrent.fetch;

import bt.data.Storage;
import bt.data.StorageUnit;
import bt.metainfo.Torrent;
import bt.metainfo.TorrentFile;
import bt.net.buffer.ByteBufferView;

import v2v.torrent.Metainfo.Entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Where bt puts what peers give: our [Draft], which has the last word. Pads (BEP 47) are zeros
/// that lie nowhere.
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

        @Override
        public int readBlock(ByteBuffer buffer, long offset) {
            int length = (int) Math.min(buffer.remaining(), entry.bytes() - offset);
            byte[] bytes = new byte[length];
            try {
                if (!entry.pad() && !draft.read(index, offset, bytes, length)) {
                    return 0;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            buffer.put(bytes);
            return length;
        }

        @Override
        public int writeBlock(ByteBuffer buffer, long offset) {
            int length = buffer.remaining();
            try {
                draft.write(index, offset, buffer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return length;
        }

        @Override
        public int writeBlock(ByteBufferView view, long offset) {
            ByteBuffer copy = ByteBuffer.allocate(view.remaining());
            view.transferTo(copy);
            return writeBlock(copy.flip(), offset);
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
