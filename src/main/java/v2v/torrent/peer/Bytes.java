package v2v.torrent.peer;

/// Bytes in bytes.
final class Bytes {
    private Bytes() {}

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
