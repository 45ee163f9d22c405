package v2v.torrent.dht;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What we announced ourselves, for half an hour. In a small network we may be the one whom all ask
/// and have nobody else to tell.
final class OwnPeer {
    private static final long LIFE = 30 * 60_000;

    private final InstantSource clock;
    private final Map<Id, Said> hashes = new ConcurrentHashMap<>();

    private record Said(int port, long until) {}

    OwnPeer(InstantSource clock) {
        this.clock = clock;
    }

    void add(Id hash, int port) {
        hashes.put(hash, new Said(port, clock.millis() + LIFE));
    }

    /// The TCP port where we give it; 0 when we do not.
    int port(Id hash) {
        Said said = hashes.get(hash);
        return said == null || said.until <= clock.millis() ? 0 : said.port;
    }

    void expire() {
        long now = clock.millis();
        hashes.values().removeIf(said -> said.until <= now);
    }
}
