package v2v.torrent.dht;

import java.net.InetSocketAddress;
import java.util.List;

/// What came of an announce.
///
/// @param nodes how many nodes took it, 0 to 8
/// @param peers who else has it, as seen on the way
public record Announced(int nodes, List<InetSocketAddress> peers) {
    public Announced {
        peers = List.copyOf(peers);
    }
}
