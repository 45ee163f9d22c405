package v2v.torrent;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The long line of bytes that a torrent cuts into pieces: its files one after another, pads
/// between them.
///
/// @param pieceLength bytes
/// @param spans every one with at least one byte
/// @param bytes of all spans
record Layout(int pieceLength, List<Span> spans, long bytes) {
    /// A stretch of that line.
    ///
    /// @param entry index of the torrent's entry
    /// @param from where it begins in the line, bytes
    /// @param length bytes
    /// @param file where its bytes are; null for a pad, or a file that is not there: zeros
    record Span(int entry, long from, long length, @Nullable Path file) {
        long end() {
            return from + length;
        }
    }

    /// Lines up entries.
    ///
    /// @param files one a entry, null for zeros
    static Layout of(int pieceLength, List<Metainfo.Entry> entries, List<@Nullable Path> files) {
        List<Span> spans = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < entries.size(); i++) {
            long length = entries.get(i).bytes();
            if (length > 0) {
                spans.add(new Span(i, at, length, files.get(i)));
                at += length;
            }
        }
        return new Layout(pieceLength, List.copyOf(spans), at);
    }

    long pieces() {
        return Math.ceilDiv(bytes, pieceLength);
    }

    /// Index of the span that holds this byte of the line.
    int spanAt(long position) {
        int low = 0;
        int high = spans.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (spans.get(middle).from() <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
