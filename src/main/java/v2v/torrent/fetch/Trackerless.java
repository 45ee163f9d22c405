package v2v.torrent.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// A network that knows peers and needs no tracker for it (BEP 5).
@FunctionalInterface
public interface Trackerless {
    /// Who has it; returns within some seconds.
    ///
    /// @param hash 20 bytes: v1, or the start of v2
    /// @throws IOException when nobody is there to be asked
    List<InetSocketAddress> peers(byte[] hash) throws IOException;
}
