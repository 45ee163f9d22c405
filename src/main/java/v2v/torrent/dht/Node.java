package v2v.torrent.dht;

/// A node of our table, and what we know of it.
final class Node {
    /// So long one is good after it was heard, milliseconds (BEP 5).
    static final long FRESH = 15 * 60_000;

    private static final int PATIENCE = 2;

    private final Contact contact;
    private long answered = Long.MIN_VALUE;
    private long seen = Long.MIN_VALUE;
    private int silences;

    Node(Contact contact) {
        this.contact = contact;
    }

    Contact contact() {
        return contact;
    }

    void answered(long now) {
        answered = now;
        seen = now;
        silences = 0;
    }

    void asked(long now) {
        seen = now;
    }

    void silent() {
        silences++;
    }

    /// When it was last heard, milliseconds.
    long seen() {
        return seen;
    }

    /// It answered ever, and was heard lately.
    boolean good(long now) {
        return answered != Long.MIN_VALUE && silences == 0 && seen > now - FRESH;
    }

    /// It did not answer several times.
    boolean bad() {
        return silences >= PATIENCE;
    }
}
