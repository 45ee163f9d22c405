package v2v.torrent.peer;

/// What a peer has asked for and not got: a ring, first come, first served.
final class Requests {
    /// The most that stand in line; peers are told so.
    static final int MOST = 512;

    private static final int FIELDS = 3;

    private final int[] ring = new int[MOST * FIELDS];
    private int first;
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    /// Whether there was room.
    boolean add(int piece, int begin, int length) {
        if (count == MOST) {
            return false;
        }
        int at = slot(count++);
        ring[at] = piece;
        ring[at + 1] = begin;
        ring[at + 2] = length;
        return true;
    }

    int piece() {
        return ring[slot(0)];
    }

    int begin() {
        return ring[slot(0) + 1];
    }

    /// 0 when it was taken back.
    int length() {
        return ring[slot(0) + 2];
    }

    void drop() {
        first = (first + 1) % MOST;
        count--;
    }

    void clear() {
        count = 0;
    }

    /// Takes one back; it keeps its place, so that nothing has to move.
    boolean cancel(int piece, int begin, int length) {
        for (int i = 0; i < count; i++) {
            int at = slot(i);
            if (ring[at] == piece && ring[at + 1] == begin && ring[at + 2] == length) {
                ring[at + 2] = 0;
                return true;
            }
        }
        return false;
    }

    private int slot(int index) {
        return (first + index) % MOST * FIELDS;
    }
}
