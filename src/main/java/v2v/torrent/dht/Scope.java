package v2v.torrent.dht;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// How far away an address is. Who is far away can not know what is near us: a node of the public
/// network that names a machine of ours would have us knock at doors that it can not reach itself.
enum Scope {
    /// This machine.
    LOOPBACK,
    /// The institution's own network: 10/8, 172.16/12, 192.168/16, 169.254/16.
    PRIVATE,
    PUBLIC,
    /// Nobody can be there: multicast, 0/8, broadcast, no IPv4, port 0.
    NOWHERE;

    static Scope of(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        return host == null || address.getPort() == 0 ? NOWHERE : of(host);
    }

    static Scope of(InetAddress host) {
        if (!(host instanceof Inet4Address)) {
            return NOWHERE;
        }
        int first = host.getAddress()[0] & 0xFF;
        if (first == 0 || first >= 224) {
            return NOWHERE;
        }
        if (first == 127) {
            return LOOPBACK;
        }
        return host.isSiteLocalAddress() || host.isLinkLocalAddress() ? PRIVATE : PUBLIC;
    }

    /// Whether somebody here can know, and may hear, of somebody there.
    boolean knows(Scope other) {
        return other != NOWHERE && compareTo(other) <= 0;
    }
}
