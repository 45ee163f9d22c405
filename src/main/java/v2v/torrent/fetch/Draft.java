package v2v.torrent.fetch;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.torrent.Metainfo;
import v2v.torrent.Metainfo.Entry;
import v2v.torrent.Pieces;
import v2v.torrent.Pieces.Part;
import v2v.torrent.TorrentCheck;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/// Content in the making, in a folder of our own: what is known to be good, what is not there yet.
///
/// Bytes are written where they belong as they come; a piece counts when it was read back and is
/// what its hashes say. A good piece is not written again, whoever sends it, so nothing that
/// arrives late can harm it.
final class Draft implements Closeable, Pieces.Reading {
    private final Metainfo metainfo;
    private final Metainfo.InfoDict info;
    private final Path content;
    private final Pieces pieces;
    private final OpenFiles open = new OpenFiles();
    private final BitSet good = new BitSet();
    private final List<IntConsumer> listeners = new ArrayList<>();
    private @Nullable Refusal lie;
    private @Nullable IOException failure;
    private long goodBytes;
    private long keptBytes;
    private long wrongBytes;
    private volatile long moved = System.nanoTime();
    private volatile long proven = System.nanoTime();

    Draft(Metainfo metainfo, Path into) throws IOException {
        this.metainfo = metainfo;
        this.info = metainfo.info();
        this.pieces = new Pieces(metainfo);
        Files.createDirectories(into);
        this.content = into.resolve(info.name());
    }

    Path content() {
        return content;
    }

    Pieces pieces() {
        return pieces;
    }

    Metainfo metainfo() {
        return metainfo;
    }

    private Path place(Path root, int entry) {
        return TorrentCheck.place(info, root, info.entries().get(entry));
    }

    // --- what is here already ---

    /// Looks at what an earlier attempt left, then takes from a perhaps damaged copy what is good
    /// in it: files that are whole as links, single pieces as copies. That copy is only read.
    ///
    /// @param room told before anything is written how much will be, whether it is copied or comes
    synchronized void keep(@Nullable Path have, Room room) throws IOException {
        if (have != null) {
            unlink(have);
        }
        find(content);
        if (have == null) {
            room.require(info.bytes() - goodBytes);
        } else {
            takeFrom(have, room);
        }
        keptBytes = goodBytes;
        createEmpty();
    }

    /// Whoever knows how full the disk is.
    interface Room {
        /// Returns when there is room.
        ///
        /// @param bytes that will be written
        /// @throws NoRoom when they can not be
        void require(long bytes) throws IOException;
    }

    /// A link to the copy is a part of the copy: it must not be written to. It is made again if it
    /// is still good.
    private void unlink(Path have) throws IOException {
        for (int i = 0; i < info.entries().size(); i++) {
            Path mine = place(content, i);
            Path theirs = place(have, i);
            if (isFile(mine) && isFile(theirs) && Files.isSameFile(mine, theirs)) {
                Files.delete(mine);
            }
        }
    }

    private void find(Path root) throws IOException {
        try (OpenFiles files = new OpenFiles()) {
            for (int piece = 0; piece < pieces.count(); piece++) {
                if (there(files, root, piece)) {
                    mark(piece);
                }
            }
        }
    }

    private boolean there(OpenFiles files, Path root, int piece) throws IOException {
        return pieces.check(
                        piece,
                        (entry, from, into, length) ->
                                files.read(place(root, entry), from, into, length))
                == Pieces.Verdict.GOOD;
    }

    private void takeFrom(Path have, Room room) throws IOException {
        BitSet there = new BitSet();
        try (OpenFiles files = new OpenFiles()) {
            for (int piece = 0; piece < pieces.count(); piece++) {
                if (!good.get(piece) && there(files, have, piece)) {
                    there.set(piece);
                }
            }
            BitSet linked = new BitSet();
            long links = 0;
            for (int i = 0; i < info.entries().size(); i++) {
                if (whole(there, i, have) && linked(place(have, i), place(content, i))) {
                    linked.set(i);
                    links += info.entries().get(i).bytes();
                }
            }
            room.require(info.bytes() - goodBytes - links);
            for (int piece = there.nextSetBit(0); piece >= 0; piece = there.nextSetBit(piece + 1)) {
                copy(files, have, piece, linked);
                mark(piece);
            }
        }
    }

    /// Whether every piece that an entry touches is good there, and it has no bytes more.
    private boolean whole(BitSet there, int index, Path have) throws IOException {
        Entry entry = info.entries().get(index);
        if (entry.pad() || entry.bytes() == 0 || Files.exists(place(content, index))) {
            return false;
        }
        long from = pieces.start(entry, index);
        int first = pieces.at(from);
        int last = pieces.at(from + entry.bytes() - 1);
        return there.nextClearBit(first) > last && Files.size(place(have, index)) == entry.bytes();
    }

    /// Not on another disk: what lies there is copied like the single pieces, once there is room.
    private static boolean linked(Path file, Path name) throws IOException {
        Files.createDirectories(name.toAbsolutePath().getParent());
        try {
            Files.createLink(name, file);
            return true;
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }

    private void copy(OpenFiles files, Path have, int piece, BitSet linked) throws IOException {
        byte[] buffer = new byte[64 << 10];
        for (Part part : pieces.parts(piece)) {
            if (info.entries().get(part.entry()).pad() || linked.get(part.entry())) {
                continue;
            }
            for (int done = 0; done < part.length(); done += buffer.length) {
                int length = Math.min(buffer.length, part.length() - done);
                if (!files.read(place(have, part.entry()), part.from() + done, buffer, length)) {
                    throw new IOException(have + " changed while it was read");
                }
                put(part.entry(), part.from() + done, ByteBuffer.wrap(buffer, 0, length));
            }
        }
    }

    /// A torrent of empty files only can not be, but some may be empty.
    private void createEmpty() throws IOException {
        for (int i = 0; i < info.entries().size(); i++) {
            Entry entry = info.entries().get(i);
            Path file = place(content, i);
            if (!entry.pad() && entry.bytes() == 0 && !isFile(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.createFile(file);
            }
        }
    }

    static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    // --- what comes ---

    /// Puts bytes where they belong, as far as they are still missed.
    ///
    /// @param from in the entry; all of it in one piece
    synchronized void write(int entry, long from, ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        Entry target = info.entries().get(entry);
        int piece = pieces.at(pieces.start(target, entry) + from);
        moved = System.nanoTime();
        if (good.get(piece)) {
            wrongBytes += target.pad() ? 0 : length;
            bytes.position(bytes.limit());
        } else if (target.pad()) {
            bytes.position(bytes.limit());
        } else {
            put(entry, from, bytes);
        }
    }

    /// A block of a piece, from somebody who knows no files.
    void receive(int piece, int offset, byte[] block) {
        try {
            for (Part part : pieces.parts(piece)) {
                int before = (int) (part.at() - (long) piece * info.pieceLength());
                int from = Math.max(offset, before);
                int to = Math.min(offset + block.length, before + part.length());
                if (from < to) {
                    ByteBuffer bytes = ByteBuffer.wrap(block, from - offset, to - from);
                    write(part.entry(), part.from() + from - before, bytes);
                }
            }
        } catch (IOException e) {
            broken(e);
        }
    }

    /// The disk failed, where nobody can be told but whoever waits.
    synchronized void broken(IOException why) {
        failure = why;
        notifyAll();
    }

    private void put(int entry, long from, ByteBuffer bytes) throws IOException {
        open.write(place(content, entry), from, bytes);
    }

    @Override
    public boolean read(int entry, long from, byte[] into, int length) throws IOException {
        return open.read(place(content, entry), from, into, length);
    }

    /// Reads a piece back; from here on it is good, or to be fetched again.
    synchronized boolean check(int piece) throws IOException {
        if (good.get(piece)) {
            return true;
        }
        switch (pieces.check(piece, this)) {
            case GOOD -> mark(piece);
            case BAD -> wrongBytes += pieces.content(piece);
            case CONTRADICTED -> {
                wrongBytes += pieces.content(piece);
                lie =
                        new Refusal(
                                Refusal.Code.TORRENT_INVALID,
                                info.name(),
                                "the torrent contradicts itself: its two hashes of piece "
                                        + piece
                                        + " belong to different bytes",
                                "ask its publisher for a right one");
                notifyAll();
            }
        }
        return good.get(piece);
    }

    private void mark(int piece) {
        proven = System.nanoTime();
        good.set(piece);
        goodBytes += pieces.content(piece);
        listeners.forEach(listener -> listener.accept(piece));
        notifyAll();
    }

    /// Tells of every piece that is good, those of the past at once.
    synchronized void onGood(IntConsumer listener) {
        listeners.add(listener);
        good.stream().forEach(listener);
    }

    synchronized boolean isGood(int piece) {
        return good.get(piece);
    }

    /// The next piece from `piece` on that is missing; -1 when there is none.
    synchronized int missing(int piece) {
        int next = good.nextClearBit(piece);
        return next < pieces.count() ? next : -1;
    }

    synchronized int missing() {
        return pieces.count() - good.cardinality();
    }

    synchronized long goodBytes() {
        return goodBytes;
    }

    synchronized long keptBytes() {
        return keptBytes;
    }

    synchronized long wrongBytes() {
        return wrongBytes;
    }

    /// When bytes came last, as [System#nanoTime].
    long moved() {
        return moved;
    }

    /// When a piece was found good last, [System#nanoTime]; bytes alone prove nothing.
    long proven() {
        return proven;
    }

    /// Waits until something is new.
    ///
    /// @return whether all is there
    /// @throws Refusal when the torrent turned out to lie
    /// @throws IOException when the disk failed
    synchronized boolean await(long millis) throws InterruptedException, IOException {
        if (lie != null) {
            throw lie;
        }
        if (failure != null) {
            throw failure;
        }
        long end = System.nanoTime() + millis * 1_000_000;
        while (missing() > 0 && lie == null && failure == null && end - System.nanoTime() > 0) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        return missing() == 0;
    }

    /// All that was written is on the disk, with the folders that name it.
    synchronized void force() throws IOException {
        open.close();
        for (int i = 0; i < info.entries().size(); i++) {
            if (!info.entries().get(i).pad()) {
                try (FileChannel file =
                        FileChannel.open(place(content, i), StandardOpenOption.READ)) {
                    file.force(true);
                }
            }
        }
        if (info.folder()) {
            try (var all = Files.walk(content)) {
                for (Path folder : all.filter(Files::isDirectory).toList()) {
                    forceFolder(folder);
                }
            }
        }
        forceFolder(content.toAbsolutePath().resolveSibling(""));
    }

    static void forceFolder(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /// After a whole check has failed all the same: nothing is believed any more.
    synchronized void distrust() throws IOException {
        open.close();
        good.clear();
        goodBytes = 0;
        find(content);
    }

    /// A file that has other names is not ours alone: it gets an inode of its own before it is
    /// written to.
    static void own(Path file) throws IOException {
        if (isFile(file) && !Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink"))) {
            Path copy = file.resolveSibling(file.getFileName() + ".own");
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        open.close();
    }
}
