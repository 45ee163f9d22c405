package v2v.torrent;

import bt.data.Storage;
import bt.data.StorageUnit;
import bt.metainfo.Torrent;
import bt.metainfo.TorrentFile;
import bt.net.buffer.ByteBufferView;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.LongAdder;

/// A release folder for bt to read from; it can not write, create or truncate anything there. Pads
/// (BEP 47) are zeros that lie nowhere.
final class ReleaseStorage implements Storage {
    private final Metainfo.InfoDict info;
    private final Path content;
    private final LongAdder given = new LongAdder();

    ReleaseStorage(Metainfo.InfoDict info, Path content) {
        this.info = info;
        this.content = content;
    }

    @Override
    public StorageUnit getUnit(Torrent torrent, TorrentFile file) {
        Metainfo.Entry entry = ((SharedTorrent.SharedFile) file).entry;
        return entry.pad()
                ? new Zeros(entry.bytes(), given)
                : new ReadOnly(TorrentCheck.place(info, content, entry), entry.bytes(), given);
    }

    /// Bytes that were read for peers: nothing else reads here, since what we made is trusted.
    /// (bt's own count forgets a peer that came and went between two looks.)
    long given() {
        return given.sum();
    }

    @Override
    public void flush() {}

    /// What both kinds share: a known size, and no way to write.
    private abstract static sealed class Unit implements StorageUnit permits ReadOnly, Zeros {
        final long bytes;
        private final LongAdder given;

        Unit(long bytes, LongAdder given) {
            this.bytes = bytes;
            this.given = given;
        }

        int give(int count) {
            given.add(Math.max(0, count));
            return count;
        }

        @Override
        public int writeBlock(ByteBuffer buffer, long offset) {
            throw new UnsupportedOperationException("a release folder is only read");
        }

        @Override
        public int writeBlock(ByteBufferView buffer, long offset) {
            throw new UnsupportedOperationException("a release folder is only read");
        }

        /// bt asks this for empty files, which are there.
        @Override
        public boolean createEmpty() {
            return true;
        }

        @Override
        public long capacity() {
            return bytes;
        }

        @Override
        public long size() {
            return bytes;
        }
    }

    private static final class Zeros extends Unit {
        Zeros(long bytes, LongAdder given) {
            super(bytes, given);
        }

        @Override
        public int readBlock(ByteBuffer buffer, long offset) {
            int count = (int) Math.min(buffer.remaining(), bytes - offset);
            buffer.put(new byte[count]);
            return give(count);
        }

        @Override
        public void close() {}
    }

    /// Opened by the first request: thousands of torrents must not hold thousands of files open.
    private static final class ReadOnly extends Unit {
        private final Path file;
        private @Nullable FileChannel channel;

        ReadOnly(Path file, long bytes, LongAdder given) {
            super(bytes, given);
            this.file = file;
        }

        @Override
        public int readBlock(ByteBuffer buffer, long offset) {
            try {
                return give(channel().read(buffer, offset));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private synchronized FileChannel channel() throws IOException {
            FileChannel open = channel;
            if (open == null || !open.isOpen()) {
                open = FileChannel.open(file, StandardOpenOption.READ);
                channel = open;
            }
            return open;
        }

        @Override
        public synchronized void close() throws IOException {
            FileChannel open = channel;
            channel = null;
            if (open != null) {
                open.close();
            }
        }
    }
}
