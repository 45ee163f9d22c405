package v2v.torrent;

import java.util.List;

/// How long a piece is: a power of two from 16 KiB to 16 MiB.
///
/// Two wishes pull apart. Content wants 1,024 to 2,048 pieces: fewer and a bad one costs much, more
/// and the metainfo grows. A hybrid folder wants pieces so short that its pads (BEP 47), half a
/// piece a file on average, stay below 1 % of the content. The second wish wins, down to 16 KiB;
/// below that BEP 52 has no pieces, and a folder of very many very small files has more pads than
/// that. They are zeros that no client that knows BEP 47 asks for.
final class PieceLength {
    static final int LEAST = 16 << 10;
    static final int MOST = 16 << 20;

    private static final int MOST_PIECES = 2048;
    private static final int PADS_ONE_IN = 100;

    private PieceLength() {}

    /// For a plain v1 torrent, which has no pads.
    static int plain(long totalBytes) {
        int length = LEAST;
        while (length < MOST && Math.ceilDiv(totalBytes, length) > MOST_PIECES) {
            length *= 2;
        }
        return length;
    }

    /// For a hybrid.
    ///
    /// @param sizes of the files in torrent order, bytes
    static int padded(List<Long> sizes) {
        long total = sizes.stream().mapToLong(Long::longValue).sum();
        int length = plain(total);
        while (length > LEAST && pads(sizes, length) > total / PADS_ONE_IN) {
            length /= 2;
        }
        return length;
    }

    /// Whether the pieces of an earlier version still do for a new one. To keep them saves reading
    /// all of it again, so twice or half of the best is good enough.
    static boolean suits(int earlier, int best, List<Long> sizes, boolean padded) {
        long total = sizes.stream().mapToLong(Long::longValue).sum();
        boolean near = earlier >= best / 2 && earlier <= best * 2L;
        boolean lean =
                !padded || earlier <= best || pads(sizes, earlier) <= total / PADS_ONE_IN * 2;
        return near && lean && earlier >= LEAST && Integer.bitCount(earlier) == 1;
    }

    /// Bytes of pads at this piece length; the last file needs none.
    static long pads(List<Long> sizes, int pieceLength) {
        long pads = 0;
        long open = 0;
        for (long size : sizes) {
            if (size > 0) {
                pads += open;
                open = Math.floorMod(-size, (long) pieceLength);
            }
        }
        return pads;
    }
}
