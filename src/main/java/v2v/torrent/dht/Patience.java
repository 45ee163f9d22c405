package v2v.torrent.dht;

/// How long an answer is waited for: two seconds at first, less when others answer quickly.
final class Patience {
    private static final long LONGEST = 2_000_000_000;
    private static final long SHORTEST = 400_000_000;

    private double mean = LONGEST / 4.0;
    private double spread = LONGEST / 8.0;

    /// An answer took so long.
    synchronized void took(long nanos) {
        spread += (Math.abs(nanos - mean) - spread) / 8;
        mean += (nanos - mean) / 8;
    }

    synchronized long nanos() {
        return (long) Math.clamp(2 * (mean + 4 * spread), SHORTEST, LONGEST);
    }
}
