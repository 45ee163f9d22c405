package v2v.torrent.peer;

import java.net.InetAddress;

/// How an operator lets peers in.
///
/// @param address where they connect to
/// @param port TCP; 0 takes any that is free
/// @param connections the most at once
/// @param connectionsPerAddress the most of one address (of one /64 in IPv6)
/// @param slots peers that are given something at the same time
/// @param rate of all together
/// @param torrentRate of each torrent
/// @param version how we call ourselves to peers
public record PeerSettings(
        InetAddress address,
        int port,
        int connections,
        int connectionsPerAddress,
        int slots,
        Limits rate,
        Limits torrentRate,
        String version) {
    /// The same at another address and port.
    public PeerSettings at(InetAddress other, int otherPort) {
        return new PeerSettings(
                other,
                otherPort,
                connections,
                connectionsPerAddress,
                slots,
                rate,
                torrentRate,
                version);
    }
}
