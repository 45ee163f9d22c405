package v2v.torrent.census;

import v2v.torrent.Metainfo;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/// A peer that says that it has everything, and is not to be believed.
public final class Stranger implements Closeable {
    private static final byte[] PROTOCOL =
            "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocket door;
    private final Manner manner;
    private final Metainfo metainfo;
    private final Path content;

    /// How it behaves.
    public enum Manner {
        /// Says and gives all, in one bit a piece, without BEP 6.
        HONEST,
        GIVES_OTHER_BYTES,
        GIVES_ZEROS,
        LACKS_A_PIECE,
        NEVER_UNCHOKES,
        CHOKES_WHEN_ASKED,
        SAYS_NOTHING,
        HAS_ANOTHER_TORRENT,
        SENDS_GARBAGE,
        HANGS_UP
    }

    /// Listens.
    ///
    /// @param content what the torrent is of
    public Stranger(String address, Manner manner, Metainfo metainfo, Path content)
            throws IOException {
        this.content = content;
        this.manner = manner;
        this.metainfo = metainfo;
        door = new ServerSocket(0, 50, InetAddress.getByName(address));
        Thread.ofVirtual().start(this::receive);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) door.getLocalSocketAddress();
    }

    private void receive() {
        boolean goesOn = true;
        while (goesOn) {
            try (Socket guest = door.accept()) {
                guest.setSoTimeout(5_000);
                talk(new DataInputStream(guest.getInputStream()), guest.getOutputStream());
            } catch (IOException heardEnough) {
                goesOn = !door.isClosed();
            }
        }
    }

    private void talk(DataInputStream in, OutputStream out) throws IOException {
        byte[] hello = in.readNBytes(68);
        if (manner == Manner.HANGS_UP) {
            return;
        }
        if (manner == Manner.SENDS_GARBAGE) {
            byte[] garbage = new byte[100_000];
            Arrays.fill(garbage, (byte) 0x13);
            out.write(garbage);
            return;
        }
        byte[] hash = HexFormat.of().parseHex(Objects.requireNonNull(metainfo.info().hash().v1()));
        hash[0] ^= (byte) (manner == Manner.HAS_ANOTHER_TORRENT ? 1 : 0);
        out.write(ByteBuffer.allocate(28).put(PROTOCOL).putLong(0).array());
        out.write(hash);
        out.write("-STRANGE-0123456789a".getBytes(StandardCharsets.US_ASCII));
        if (manner != Manner.SAYS_NOTHING) {
            field(out);
            answer(in, out);
        } else {
            in.readNBytes(Math.max(1, hello.length)); // waits
        }
    }

    private void field(OutputStream out) throws IOException {
        int pieces = (int) metainfo.info().pieceCount();
        byte[] bits = new byte[Math.ceilDiv(pieces, 8)];
        for (int i = 0; i < pieces; i++) {
            if (i > 0 || manner != Manner.LACKS_A_PIECE) {
                bits[i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        message(out, 5, bits);
        if (manner != Manner.NEVER_UNCHOKES) {
            message(out, 1);
        }
    }

    private void answer(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            byte[] said = new byte[in.readInt()];
            in.readFully(said);
            if (said.length == 0 || said[0] != 6) {
                continue;
            }
            if (manner == Manner.CHOKES_WHEN_ASKED) {
                message(out, 0);
                continue;
            }
            ByteBuffer words = ByteBuffer.wrap(said, 1, 12);
            int piece = words.getInt();
            int begin = words.getInt();
            byte[] block = Given.block(metainfo, content, piece, begin, words.getInt());
            if (manner == Manner.GIVES_OTHER_BYTES) {
                block[block.length / 2] ^= 1;
            } else if (manner == Manner.GIVES_ZEROS) {
                Arrays.fill(block, (byte) 0);
            }
            message(
                    out,
                    7,
                    ByteBuffer.allocate(8 + block.length)
                            .putInt(piece)
                            .putInt(begin)
                            .put(block)
                            .array());
        }
    }

    private static void message(OutputStream out, int kind, byte... body) throws IOException {
        out.write(
                ByteBuffer.allocate(5 + body.length)
                        .putInt(1 + body.length)
                        .put((byte) kind)
                        .put(body)
                        .array());
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
