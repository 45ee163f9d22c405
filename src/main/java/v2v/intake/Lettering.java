package v2v.intake;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// How the letters of a table are written down, found out in one pass that holds nothing.
///
/// @param mark bytes of the byte order mark
/// @param stray the first line that is not UTF-8 in a file of which other lines are; 0 for none
record Lettering(Charset charset, int mark, long stray) {
    private static final Charset WESTERN = Charset.forName("windows-1252");

    /// A byte order mark decides; then the zero bytes of UTF-16; then UTF-8 if it is valid; and
    /// what is left is what Western spreadsheets write. A file that is both was glued together.
    ///
    /// @param said by a mapping, which then decides; null when nobody says
    static Lettering of(Path file, @Nullable Charset said) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer start = ByteBuffer.allocate(3);
            while (start.hasRemaining() && in.read(start) >= 0) {}
            Lettering marked = marked(start.flip());
            if (marked != null) {
                return marked;
            }
            return said != null ? new Lettering(said, 0, 0) : weigh(in.position(0));
        }
    }

    private static @Nullable Lettering marked(ByteBuffer start) {
        int first = start.remaining() > 0 ? start.get(0) & 0xFF : -1;
        int second = start.remaining() > 1 ? start.get(1) & 0xFF : -1;
        int third = start.remaining() > 2 ? start.get(2) & 0xFF : -1;
        if (first == 0xEF && second == 0xBB && third == 0xBF) {
            return new Lettering(StandardCharsets.UTF_8, 3, 0);
        }
        if (first == 0xFF && second == 0xFE) {
            return new Lettering(StandardCharsets.UTF_16LE, 2, 0);
        }
        if (first == 0xFE && second == 0xFF) {
            return new Lettering(StandardCharsets.UTF_16BE, 2, 0);
        }
        if (first > 0 && second == 0) {
            return new Lettering(StandardCharsets.UTF_16LE, 0, 0);
        }
        return first == 0 && second > 0 ? new Lettering(StandardCharsets.UTF_16BE, 0, 0) : null;
    }

    private static Lettering weigh(FileChannel in) throws IOException {
        Weigher weigher = new Weigher();
        byte[] block = new byte[1 << 16];
        ByteBuffer buffer = ByteBuffer.wrap(block);
        while (in.read(buffer.clear()) >= 0 && weigher.take(block, buffer.position())) {}
        return weigher.foreign == 0
                ? new Lettering(StandardCharsets.UTF_8, 0, 0)
                : weigher.good == 0
                        ? new Lettering(WESTERN, 0, 0)
                        : new Lettering(StandardCharsets.UTF_8, 0, weigher.foreign);
    }

    /// Reads on where the mark ends. What is no letter becomes U+FFFD.
    Reader reader(Path file) throws IOException {
        InputStream in = Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ));
        in.skipNBytes(mark);
        return new InputStreamReader(in, charset);
    }

    /// Looks for letters beyond ASCII: those that UTF-8 allows, and the first line with others.
    private static final class Weigher {
        private long line = 1;
        private long length;
        private long good;
        private long foreign;
        private int follow;
        private int least;
        private int most;

        /// False at a line that is too long for a record: nothing after it is read anyway.
        boolean take(byte[] block, int count) {
            for (int i = 0; i < count; i++) {
                byte b = block[i];
                if (b >= 0 && follow == 0) {
                    length++;
                    if (b == '\n' || b == '\r') {
                        line += b == '\n' ? 1 : 0;
                        length = 0;
                    }
                } else {
                    letter(b & 0xFF);
                }
            }
            return length <= 4L * Lines.LONGEST;
        }

        private void letter(int b) {
            length++;
            if (follow > 0 && b >= least && b <= most) {
                follow--;
                good += follow == 0 ? 1 : 0;
                least = 0x80;
                most = 0xBF;
                return;
            }
            if (follow > 0) {
                follow = 0;
                foreign = foreign == 0 ? line : foreign;
            }
            if (b == '\n') {
                line++;
                length = 0;
            }
            if (b < 0x80) {
                return;
            }
            least = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
            most = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
            follow = b < 0xC2 ? 0 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : b < 0xF5 ? 3 : 0;
            foreign = follow == 0 && foreign == 0 ? line : foreign;
        }
    }
}
