package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.Refusal;
import v2v.torrent.Metainfo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A torrent that somebody asks for: what serving it takes, read from its .torrent when the first
/// peer came. Hashes and the info dictionary stay on the disk; where they lie there is kept.
final class Sharing {
    private static final int HASH = 32;
    private static final int BLOCK = 16 << 10;

    /// How long a look at a file's size and time is believed, nanoseconds.
    private static final long BELIEVED = 5_000_000_000L;

    final Offered row;
    final int pieceLength;
    final int pieces;
    final boolean hybrid;
    final boolean isPrivate;
    final int infoLength;
    final Rates rates;
    final Swarm swarm = new Swarm();
    final Spread spread;
    private final long bytes;
    private final long infoAt;
    private final List<Stretch> stretches;
    private final Map<Digest, Layer> layers;
    private int users;

    /// A run of bytes of the torrent.
    ///
    /// @param file where they lie; null for a pad: zeros
    /// @param modified when the file was last changed, as of the start of this sharing
    private record Stretch(long from, long length, @Nullable Path file, FileTime modified) {}

    /// Where the piece layer of a file lies in the .torrent.
    ///
    /// @param count hashes
    record Layer(long at, int count) {}

    private Sharing(
            Offered row, Metainfo metainfo, byte[] file, List<Stretch> stretches, Rates rates) {
        Metainfo.InfoDict info = metainfo.info();
        this.row = row;
        this.rates = rates;
        this.pieceLength = info.pieceLength();
        this.hybrid = info.hash().v1() != null && info.hash().v2() != null;
        this.isPrivate = info.isPrivate();
        this.stretches = stretches;
        byte[] raw = info.raw().encoded();
        this.infoLength = raw.length;
        this.infoAt = Bytes.find(file, raw, 0);
        long line = info.bytes() + info.padBytes();
        // BEP 52 has no short piece at the end of all: it is as long as its file, and libtorrent
        // counts it as a whole one; zeros stand behind it
        this.pieces = Math.toIntExact(Math.ceilDiv(line, pieceLength));
        this.bytes = info.hash().v1() == null ? (long) pieces * pieceLength : line;
        this.layers = layers(metainfo, file);
        this.spread = new Spread(pieces, pieceLength);
    }

    /// Reads the .torrent and looks at every file.
    ///
    /// @throws Refusal when a file is not the one that the .torrent was made of, or may not be
    /// @throws Unsure when only reading all of it would tell
    static Sharing open(Offered row, Rates rates) throws IOException, Unsure {
        byte[] file = Files.readAllBytes(row.torrent);
        Metainfo metainfo = Metainfo.read(file, row.torrent.toString());
        FileTime known = Files.getLastModifiedTime(row.torrent);
        List<Stretch> stretches = new ArrayList<>();
        long at = 0;
        for (Metainfo.Entry entry : metainfo.info().entries()) {
            Path place = entry.pad() ? null : place(row, metainfo, entry);
            FileTime modified = known;
            if (place != null) {
                modified = vouched(place, entry.bytes());
                if (modified.compareTo(known) > 0) {
                    throw new Unsure();
                }
            }
            if (entry.bytes() > 0) {
                stretches.add(new Stretch(at, entry.bytes(), place, modified));
                at += entry.bytes();
            }
        }
        return new Sharing(row, metainfo, file, List.copyOf(stretches), rates);
    }

    /// Whether content is what its torrent says can not be told from sizes and times.
    static final class Unsure extends Exception {
        private static final long serialVersionUID = 1;
    }

    /// Names were checked when the torrent was read; no link on the way leads out of the folder.
    private static Path place(Offered row, Metainfo metainfo, Metainfo.Entry entry)
            throws IOException {
        if (!metainfo.info().folder()) {
            return row.content;
        }
        Path place = row.content;
        for (String part : entry.path()) {
            place = place.resolve(part);
            if (Files.isSymbolicLink(place)) {
                throw changed(place, "is a symbolic link");
            }
        }
        return place;
    }

    private static FileTime vouched(Path file, long bytes) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw changed(file, "is missing");
        }
        BasicFileAttributes facts =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (facts.size() != bytes) {
            throw changed(file, "has " + facts.size() + " bytes instead of " + bytes);
        }
        return facts.lastModifiedTime();
    }

    private static Refusal changed(Path file, String what) {
        return new Refusal(
                Refusal.Code.FILE_CHANGED,
                file.toString(),
                "it " + what + ", so its torrent is not seeded",
                "put the released file back, or run: v2v check --repair");
    }

    private static Map<Digest, Layer> layers(Metainfo metainfo, byte[] file) {
        Map<Digest, Layer> layers = new HashMap<>();
        metainfo.pieceLayers()
                .forEach((root, layer) -> {
                    byte[] bytes = layer.bytes();
                    int from = Bytes.find(file, java.util.HexFormat.of().parseHex(root.hex()), 0);
                    int at = Bytes.find(file, bytes, Math.max(0, from));
                    layers.put(root, new Layer(at, bytes.length / HASH));
                });
        return Map.copyOf(layers);
    }

    synchronized void use() {
        users++;
    }

    /// Whether that was the last.
    synchronized boolean release() {
        return --users == 0;
    }

    /// Bytes of this piece, as this kind of torrent counts them.
    int pieceBytes(int piece) {
        return (int) Math.min(pieceLength, bytes - (long) piece * pieceLength);
    }

    @Nullable Layer layer(Digest root) {
        return layers.get(root);
    }

    /// Bytes of metadata and hashes that one peer may ask for: all of them a few times, and as much
    /// again for the proofs of small parts.
    long most() {
        long hashes = layers.values().stream().mapToLong(Layer::count).sum() * HASH;
        return (64 << 10) + 4L * infoLength + 8 * hashes;
    }

    /// log2 of the blocks in a piece: how BEP 52 calls the piece layer.
    int pieceLayer() {
        return Integer.numberOfTrailingZeros(pieceLength / BLOCK);
    }

    /// A part of the .torrent file.
    byte[] torrent(long at, int length) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(length);
        try (FileChannel in = FileChannel.open(row.torrent, StandardOpenOption.READ)) {
            while (part.hasRemaining()) {
                if (in.read(part, at + part.position()) < 0) {
                    throw changed(row.torrent, "has become shorter");
                }
            }
        } catch (IOException e) {
            throw fault(row.torrent, e);
        }
        return part.array();
    }

    /// That a read failed, or was broken off because the seeder ends.
    private static IOException fault(Path file, IOException e) {
        return e instanceof ClosedChannelException ? e : new ReadFault(file, e);
    }

    /// A part of the info dictionary (BEP 9).
    byte[] info(int at, int length) throws IOException {
        return torrent(infoAt + at, length);
    }

    /// Puts content into a buffer, for one connection: it keeps one file open.
    final class Reader implements AutoCloseable {
        private final Disk disk;
        private @Nullable FileChannel open;
        private int at = -1;
        private long looked;

        Reader(Disk disk) {
            this.disk = disk;
        }

        /// @throws Refusal when a file is no longer the one that is shared
        /// @throws ReadFault when it can not be read
        void read(long position, int length, ByteBuffer into) throws IOException {
            long from = position;
            int left = length;
            int index = stretch(position);
            while (left > 0) {
                Stretch stretch = stretches.get(Math.min(index, stretches.size() - 1));
                long inside = from - stretch.from();
                boolean behind = inside >= stretch.length(); // the zeros at the end of a v2 torrent
                int count = behind ? left : (int) Math.min(left, stretch.length() - inside);
                if (behind || stretch.file() == null) {
                    into.put(new byte[count]);
                } else {
                    try {
                        copy(index, stretch.file(), inside, count, into);
                    } catch (IOException e) {
                        throw fault(stretch.file(), e);
                    }
                }
                left -= count;
                from += count;
                index++;
            }
        }

        private void copy(int index, Path file, long inside, int count, ByteBuffer into)
                throws IOException {
            FileChannel channel = channel(index, file);
            int limit = into.limit();
            into.limit(into.position() + count);
            long from = inside;
            while (into.hasRemaining()) {
                int got = disk.read(channel, into, from);
                if (got < 0) {
                    throw changed(file, "has become shorter");
                }
                from += got;
            }
            into.limit(limit);
        }

        private FileChannel channel(int index, Path file) throws IOException {
            long now = System.nanoTime();
            FileChannel channel = open;
            if (channel == null || at != index || now - looked > BELIEVED) {
                Stretch stretch = stretches.get(index);
                if (!vouched(file, stretch.length()).equals(stretch.modified())) {
                    throw changed(file, "was changed");
                }
                looked = now;
            }
            if (channel == null || at != index) {
                close();
                channel =
                        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                open = channel;
                at = index;
            }
            return channel;
        }

        @Override
        public void close() throws IOException {
            FileChannel channel = open;
            open = null;
            if (channel != null) {
                channel.close();
            }
        }
    }

    private int stretch(long position) {
        int low = 0;
        int high = stretches.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (stretches.get(middle).from() <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
