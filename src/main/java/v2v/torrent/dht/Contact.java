package v2v.torrent.dht;

import java.net.InetSocketAddress;

/// A node, and where it is.
record Contact(Id id, InetSocketAddress address) {
    /// Whether its id follows from its address, or need not (BEP 42).
    boolean fits() {
        return IdRule.fits(id, address.getAddress());
    }

    Scope scope() {
        return Scope.of(address);
    }
}
