package v2v.cli;

import v2v.torrent.fetch.Sources;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Addresses of peers as they are written down: `host:port`, `[address]:port`.
final class Peers {
    private Peers() {}

    static String text(InetSocketAddress peer) {
        String host = peer.getAddress().getHostAddress().replaceFirst("%.*", "");
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + peer.getPort();
    }

    /// What [#text] wrote.
    static InetSocketAddress read(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
        int port = Integer.parseInt(text.substring(colon + 1));
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    /// These are asked too.
    static Sources with(Sources sources, List<String> peers) {
        List<String> all = new ArrayList<>(sources.peers());
        all.addAll(peers);
        return new Sources(all, sources.trackers(), sources.webSeeds());
    }
}
