package v2v.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// What a decoder is told before the first picture: pieces that differ in it are no one film,
/// whatever the container says.
///
/// @param codec as IVF names it: `AV01`, `VP90`
/// @param told the AV1 sequence header (AV1 specification 5.5), or what the first frame header of
///   VP9 says of the whole (VP9 specification 6.2), with the size that IVF gives; hexadecimal
record Opening(String codec, String told) {
    private static final int SEQUENCE_HEADER = 1;

    /// A byte of markers, three of the sync code, then colours and size: 36 bits in profile 0.
    private static final int VP9_BYTES = 9;

    /// Left of the first byte: not whether the frame is shown, nor how it bears with errors.
    private static final int VP9_FIRST = 0xfc;

    private static final int VP9_LAST = 0xf0;

    /// @param header of the IVF file, 32 bytes
    /// @param frame the first
    static Opening of(byte[] header, byte[] frame) throws IOException {
        String codec = new String(header, 8, 4, StandardCharsets.ISO_8859_1);
        String size = HexFormat.of().formatHex(header, 12, 16);
        byte[] told =
                switch (codec) {
                    case "AV01" -> sequence(frame);
                    case "VP90" -> key(frame);
                    default -> new byte[0];
                };
        return new Opening(codec, size + " " + HexFormat.of().formatHex(told));
    }

    /// The first sequence header among the units of a frame.
    private static byte[] sequence(byte[] frame) throws IOException {
        int at = 0;
        while (at < frame.length) {
            int head = frame[at];
            int type = (head >> 3) & 15;
            at += (head & 4) == 0 ? 1 : 2;
            int size = frame.length - at;
            if ((head & 2) != 0) {
                size = 0;
                int digit = 0;
                do {
                    if (at >= frame.length || digit > 3) {
                        throw new IOException("an AV1 unit without a readable size");
                    }
                    size |= (frame[at] & 0x7f) << (7 * digit++);
                } while (frame[at++] < 0);
            }
            if (size < 0 || size > frame.length - at) {
                throw new IOException("an AV1 unit that is longer than its frame");
            }
            if (type == SEQUENCE_HEADER) {
                return Arrays.copyOfRange(frame, at, at + size);
            }
            at += size;
        }
        throw new IOException("a piece of AV1 that does not begin with a sequence header");
    }

    private static byte[] key(byte[] frame) throws IOException {
        if (frame.length < VP9_BYTES) {
            throw new IOException("a piece of VP9 that does not begin with a key frame");
        }
        byte[] told = Arrays.copyOf(frame, VP9_BYTES);
        told[0] &= (byte) VP9_FIRST;
        told[VP9_BYTES - 1] &= (byte) VP9_LAST;
        return told;
    }
}
