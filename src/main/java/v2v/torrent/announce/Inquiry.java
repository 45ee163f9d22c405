package v2v.torrent.announce;

import v2v.torrent.announce.Told.Event;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Asks trackers who has a torrent, for somebody who is fetching it.
public final class Inquiry implements Closeable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int WANTED = 50;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final byte[] hash;
    private final byte[] peerId;
    private final int port;
    private final Map<String, TrackerClient> clients = new HashMap<>();

    /// @param infohash hexadecimal; of a SHA-256 the first 20 bytes count (BEP 52)
    /// @param peerId 20 bytes
    /// @param port where we shall give what we have
    public Inquiry(String infohash, byte[] peerId, int port) {
        this.hash = HexFormat.of().parseHex(infohash.substring(0, 40));
        this.peerId = peerId.clone();
        this.port = port;
    }

    /// Who else there is.
    ///
    /// @param left bytes that are missing; 0 says that the last has just come
    /// @throws IOException when it does not answer, or refuses
    public List<InetSocketAddress> ask(String tracker, long left) throws IOException {
        boolean first = !clients.containsKey(tracker);
        Event event = left == 0 ? Event.COMPLETED : first ? Event.STARTED : Event.NONE;
        TrackerClient client = client(tracker);
        return client.announce(new Told(hash, peerId, port, 0, left, event, WANTED)).others();
    }

    /// Says that whoever asked is no longer there; for those who only wanted to know.
    ///
    /// @throws IOException when it does not answer, or refuses
    public void leave(String tracker) throws IOException {
        client(tracker).announce(new Told(hash, peerId, port, 0, 1, Event.STOPPED, 0));
    }

    private synchronized TrackerClient client(String tracker) throws IOException {
        TrackerClient known = clients.get(tracker);
        if (known != null) {
            return known;
        }
        TrackerClient client = open(tracker);
        clients.put(tracker, client);
        return client;
    }

    private TrackerClient open(String tracker) throws IOException {
        if (tracker.matches("https?://.+")) {
            return new OverHttp(tracker, http);
        }
        if (tracker.matches("udp://[^/]+:[0-9]{1,5}(/.*)?")) {
            URI uri = OverUdp.address(tracker);
            String host = uri.getHost();
            if (host != null) {
                return new OverUdp(host.replaceAll("[\\[\\]]", ""), uri.getPort());
            }
        }
        throw new IOException(tracker + " is of no kind that is known");
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(TrackerClient::close);
        http.shutdownNow();
    }
}
