package v2v.torrent.census;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Metainfo;
import v2v.torrent.Pieces;
import v2v.torrent.TorrentCheck;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A question that only somebody who has the content can answer.
///
/// @param asks blocks in the order in which they are asked for
/// @param answer what is right
record Proof(List<Ask> asks, Answer answer) {
    static final int BLOCK = 16 << 10;

    /// Blocks that are compared with our own copy.
    private static final int FEW = 4;

    Proof {
        asks = List.copyOf(asks);
    }

    /// One block on the wire (BEP 3).
    ///
    /// @param begin first byte in the piece
    /// @param length bytes, 16 KiB at most
    record Ask(int piece, int begin, int length) {}

    /// Judges.
    @FunctionalInterface
    interface Answer {
        /// Whether these are the blocks that were asked for.
        boolean right(List<byte[]> blocks) throws IOException;
    }

    /// Drawn by lot, each byte of content as likely as any other: what is large, and would go, is
    /// what is asked for.
    ///
    /// @param content our own copy; null while it is away
    /// @throws IOException when our own copy can not be read
    static Proof of(Metainfo metainfo, @Nullable Path content, RandomGenerator random)
            throws IOException {
        Pieces pieces = new Pieces(metainfo);
        return content == null
                ? hashed(metainfo.info(), pieces, random)
                : ours(metainfo.info(), pieces, content, random);
    }

    private static Proof ours(
            Metainfo.InfoDict info, Pieces pieces, Path content, RandomGenerator random)
            throws IOException {
        List<Ask> asks = new ArrayList<>();
        List<byte[]> expected = new ArrayList<>();
        for (int i = 0; i < FEW; i++) {
            Ask ask = around(info, pieces, lot(info, pieces, random));
            asks.add(ask);
            expected.add(read(info, pieces, content, ask));
        }
        return new Proof(
                asks,
                blocks -> {
                    boolean same = blocks.size() == expected.size();
                    for (int i = 0; same && i < expected.size(); i++) {
                        same = java.util.Arrays.equals(expected.get(i), blocks.get(i));
                    }
                    return same;
                });
    }

    private static Proof hashed(Metainfo.InfoDict info, Pieces pieces, RandomGenerator random) {
        int piece = pieces.at(lot(info, pieces, random));
        List<Ask> asks = new ArrayList<>();
        long start = (long) piece * info.pieceLength();
        int content = content(info, pieces, piece, 0, pieces.length(piece));
        for (int begin = 0; begin < content; begin += BLOCK) {
            asks.add(new Ask(piece, begin, Math.min(BLOCK, content - begin)));
        }
        return new Proof(
                asks,
                blocks -> {
                    byte[] whole = new byte[pieces.length(piece)];
                    for (int i = 0; i < asks.size(); i++) {
                        byte[] block = blocks.get(i);
                        System.arraycopy(block, 0, whole, asks.get(i).begin(), block.length);
                    }
                    List<Pieces.Part> parts = pieces.parts(piece);
                    Pieces.Reading reading =
                            (entry, from, into, length) -> {
                                for (Pieces.Part part : parts) {
                                    if (part.entry() == entry) {
                                        int at = (int) (part.at() - start + from - part.from());
                                        System.arraycopy(whole, at, into, 0, length);
                                        return true;
                                    }
                                }
                                return false;
                            };
                    return pieces.check(piece, reading) == Pieces.Verdict.GOOD;
                });
    }

    /// A byte of content, by its place in the line of all entries.
    private static long lot(Metainfo.InfoDict info, Pieces pieces, RandomGenerator random) {
        long at = random.nextLong(info.bytes());
        for (int i = 0; i < info.entries().size(); i++) {
            Metainfo.Entry entry = info.entries().get(i);
            if (entry.pad()) {
                continue;
            }
            if (at < entry.bytes()) {
                return pieces.start(entry, i) + at;
            }
            at -= entry.bytes();
        }
        throw new IllegalStateException("the entries are shorter than their sum");
    }

    private static Ask around(Metainfo.InfoDict info, Pieces pieces, long position) {
        int piece = pieces.at(position);
        int within = (int) (position - (long) piece * info.pieceLength());
        int begin = within / BLOCK * BLOCK;
        int end = Math.min(begin + BLOCK, pieces.length(piece));
        return new Ask(piece, begin, content(info, pieces, piece, begin, end) - begin);
    }

    /// Where the last content before `end` ends: zeros at the end are not asked for.
    private static int content(
            Metainfo.InfoDict info, Pieces pieces, int piece, int begin, int end) {
        int last = begin;
        for (Pieces.Part part : pieces.parts(piece)) {
            if (!info.entries().get(part.entry()).pad()) {
                int at = (int) (part.at() - (long) piece * info.pieceLength());
                if (at < end) {
                    last = Math.max(last, Math.min(end, at + part.length()));
                }
            }
        }
        return last;
    }

    private static byte[] read(Metainfo.InfoDict info, Pieces pieces, Path content, Ask ask)
            throws IOException {
        byte[] block = new byte[ask.length()];
        long begin = (long) ask.piece() * info.pieceLength() + ask.begin();
        for (Pieces.Part part : pieces.parts(ask.piece())) {
            Metainfo.Entry entry = info.entries().get(part.entry());
            long from = Math.max(begin, part.at());
            long end = Math.min(begin + block.length, part.at() + part.length());
            if (from < end && !entry.pad()) {
                ByteBuffer into = ByteBuffer.wrap(block, (int) (from - begin), (int) (end - from));
                fill(
                        TorrentCheck.place(info, content, entry),
                        part.from() + from - part.at(),
                        into);
            }
        }
        return block;
    }

    private static void fill(Path file, long from, ByteBuffer into) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = from;
            while (into.hasRemaining()) {
                int read = in.read(into, at);
                if (read < 0) {
                    throw new IOException(file + " is shorter than its torrent says");
                }
                at += read;
            }
        }
    }
}
