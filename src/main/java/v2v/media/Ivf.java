package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Ratio;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The bare frames of one encoded picture: a 32-byte header, then each frame behind its size and
/// number (IVF, as libvpx defines it). Pieces of a film are kept in it because its clock counts
/// frames: put together, they have no gap and no rounding.
final class Ivf {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 12;

    /// Larger than any frame that a picture within our limits can make.
    private static final int LARGEST = 256 << 20;

    private Ivf() {}

    /// How many whole frames a file holds.
    ///
    /// @throws IOException when it is not whole
    static long frames(Path file) throws IOException {
        try (DataInputStream in = open(file)) {
            in.readFully(new byte[HEADER]);
            long count = 0;
            for (byte[] frame = next(in); frame != null; frame = next(in)) {
                count++;
            }
            return count;
        } catch (EOFException e) {
            throw new IOException(file.getFileName() + " is cut short", e);
        }
    }

    /// Writes the pieces one after the other and numbers their frames anew.
    ///
    /// @param rate frames a second, which the clock of the new file counts
    /// @return the number of frames
    /// @throws IOException when one is cut short, or needs another decoder than the first
    static long join(List<Path> pieces, Ratio rate, Path target) throws IOException {
        long number = 0;
        Opening first = null;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 18)) {
            for (Path piece : pieces) {
                try (DataInputStream in = open(piece)) {
                    byte[] header = in.readNBytes(HEADER);
                    if (header.length < HEADER) {
                        throw new EOFException();
                    }
                    if (number == 0) {
                        out.write(clocked(header, rate));
                    }
                    Opening opening = null;
                    for (byte[] frame = next(in); frame != null; frame = next(in)) {
                        if (opening == null) {
                            opening = Opening.of(header, frame);
                            first = first == null ? opening : first;
                            refuseOther(first, opening, pieces.getFirst(), piece);
                        }
                        out.write(
                                little(FRAME_HEADER)
                                        .putInt(frame.length)
                                        .putLong(number++)
                                        .array());
                        out.write(frame);
                    }
                } catch (EOFException e) {
                    throw new IOException(piece.getFileName() + " is cut short", e);
                }
            }
        }
        return number;
    }

    /// What a decoder is told at the start of this piece.
    ///
    /// @throws IOException when it has no whole frame
    static Opening opening(Path piece) throws IOException {
        try (DataInputStream in = open(piece)) {
            byte[] header = in.readNBytes(HEADER);
            byte[] frame = next(in);
            if (header.length < HEADER || frame == null) {
                throw new EOFException();
            }
            return Opening.of(header, frame);
        } catch (EOFException e) {
            throw new IOException(piece.getFileName() + " is cut short", e);
        }
    }

    /// Says so when one of two pieces needs another decoder than the other.
    ///
    /// @throws IOException naming both
    static void requireAlike(Path one, Path piece) throws IOException {
        refuseOther(opening(one), opening(piece), one, piece);
    }

    private static void refuseOther(Opening first, Opening other, Path one, Path piece)
            throws IOException {
        if (!first.equals(other)) {
            throw new IOException(
                    "the pieces "
                            + one.getFileName()
                            + " and "
                            + piece.getFileName()
                            + " were not encoded alike ("
                            + first
                            + " and "
                            + other
                            + "), so that they can not be put together: delete the one that is"
                            + " wrong, and it is made again");
        }
    }

    private static byte @Nullable [] next(DataInputStream in) throws IOException {
        byte[] head = in.readNBytes(FRAME_HEADER);
        if (head.length == 0) {
            return null;
        }
        if (head.length < FRAME_HEADER) {
            throw new EOFException();
        }
        int size = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (size < 0 || size > LARGEST) {
            throw new IOException("a frame of " + size + " bytes");
        }
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException();
        }
        return bytes;
    }

    private static byte[] clocked(byte[] header, Ratio rate) {
        byte[] copy = header.clone();
        ByteBuffer.wrap(copy)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(16, (int) rate.num())
                .putInt(20, (int) rate.den());
        return copy;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static DataInputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return new DataInputStream(new BufferedInputStream(in, 1 << 18));
    }
}
