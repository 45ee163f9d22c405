package v2v.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts an XMP packet into a WebP picture and reads it back (WebP container specification, RFC 9649
/// section 2.7): RIFF chunks, the extended header `VP8X` with its XMP flag, and the packet in a
/// last chunk `XMP `.
final class WebpXmp {
    private static final String EXTENDED = "VP8X";
    private static final String XMP = "XMP ";
    private static final int XMP_FLAG = 0x04;
    private static final int ALPHA_FLAG = 0x10;
    private static final int HEADER = 12;

    private record Chunk(String name, ByteBuffer data) {}

    private WebpXmp() {}

    /// The same picture with this packet in place of any that it had.
    ///
    /// @throws IllegalArgumentException when the bytes are not WebP
    static byte[] with(byte[] webp, int width, int height, String packet) {
        List<Chunk> chunks = chunks(webp);
        int flags = XMP_FLAG;
        for (Chunk chunk : chunks) {
            flags |= chunk.name().equals(EXTENDED) ? chunk.data().get(0) : 0;
            flags |= chunk.name().equals("ALPH") ? ALPHA_FLAG : 0;
        }
        chunks.removeIf(chunk -> chunk.name().equals(EXTENDED) || chunk.name().equals(XMP));
        chunks.addFirst(new Chunk(EXTENDED, extended(flags, width, height)));
        chunks.add(new Chunk(XMP, StandardCharsets.UTF_8.encode(packet)));
        return riff(chunks);
    }

    /// The packet of a picture that has one and says so in its header.
    static Optional<String> read(byte[] webp) {
        List<Chunk> chunks = chunks(webp);
        boolean announced =
                chunks.stream()
                        .anyMatch(c ->
                                c.name().equals(EXTENDED) && (c.data().get(0) & XMP_FLAG) != 0);
        return chunks.stream()
                .filter(c -> announced && c.name().equals(XMP))
                .map(c -> StandardCharsets.UTF_8.decode(c.data()).toString())
                .findFirst();
    }

    /// Whether it carries what a camera writes of itself.
    static boolean camera(byte[] webp) {
        return chunks(webp).stream().anyMatch(chunk -> chunk.name().equals("EXIF"));
    }

    private static ByteBuffer extended(int flags, int width, int height) {
        ByteBuffer data = ByteBuffer.allocate(10);
        data.put((byte) flags).put(new byte[3]);
        put24(data, width - 1);
        put24(data, height - 1);
        return data.flip();
    }

    private static void put24(ByteBuffer data, int value) {
        data.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }

    private static List<Chunk> chunks(byte[] webp) {
        ByteBuffer in = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        if (webp.length < HEADER || !name(in, 0).equals("RIFF") || !name(in, 8).equals("WEBP")) {
            throw new IllegalArgumentException("not a WebP picture");
        }
        List<Chunk> chunks = new ArrayList<>();
        int at = HEADER;
        while (at + 8 <= webp.length) {
            int length = in.getInt(at + 4);
            if (length < 0 || length > webp.length - at - 8) {
                throw new IllegalArgumentException("a WebP chunk runs over the end");
            }
            chunks.add(new Chunk(name(in, at), in.slice(at + 8, length)));
            at += 8 + length + (length & 1);
        }
        return chunks;
    }

    private static byte[] riff(List<Chunk> chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        for (Chunk chunk : chunks) {
            byte[] data = new byte[chunk.data().remaining()];
            chunk.data().get(chunk.data().position(), data);
            body.writeBytes(head(chunk.name(), data.length));
            body.writeBytes(data);
            body.writeBytes(new byte[data.length & 1]);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head("RIFF", body.size()));
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }

    private static byte[] head(String name, int length) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(length)
                .array();
    }

    private static String name(ByteBuffer in, int at) {
        byte[] name = new byte[4];
        in.get(at, name);
        return new String(name, StandardCharsets.US_ASCII);
    }
}
