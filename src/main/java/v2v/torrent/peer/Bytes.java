package v2v.torrent.peer;

import java.nio.ByteBuffer;

/// Bytes in bytes.
final class Bytes {
    private Bytes() {}

    /// From a place in a buffer, whatever its position and limit.
    static byte[] part(ByteBuffer in, int from, int to) {
        byte[] part = new byte[to - from];
        in.duplicate().clear().get(from, part);
        return part;
    }

    /// Where `part` first lies in `all`, from `from` on; -1 when it does not.
    static int find(byte[] all, byte[] part, int from) {
        for (int at = from; at <= all.length - part.length; at++) {
            int same = 0;
            while (same < part.length && all[at + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return at;
            }
        }
        return -1;
    }
}
