package v2v.torrent.fetch;

import v2v.item.Refusal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/// Where to look besides what the torrent itself names.
///
/// @param peers `host:port`, `[address]:port`
/// @param trackers `http:`, `https:` or `udp:` announce URLs
/// @param webSeeds URLs by BEP 19
public record Sources(List<String> peers, List<String> trackers, List<String> webSeeds) {
    private static final String PEER = "[^/\\s]+:[0-9]{1,5}";
    private static final int MOST_PORT = 65_535;

    /// Nothing but what the torrent names.
    public static final Sources NONE = new Sources(List.of(), List.of(), List.of());

    /// @throws Refusal when a peer is none
    public Sources {
        peers = List.copyOf(peers);
        peers.forEach(Sources::requirePeer);
        trackers = List.copyOf(trackers);
        webSeeds = List.copyOf(webSeeds);
    }

    /// What people write: a peer is `host:port`; a URL that ends in `/announce`, or begins with
    /// `udp:`, is a tracker; another URL is a web seed.
    ///
    /// @throws Refusal when it is none of these
    public static Sources of(List<String> texts) {
        List<String> peers = new ArrayList<>();
        List<String> trackers = new ArrayList<>();
        List<String> web = new ArrayList<>();
        for (String text : texts) {
            if (text.matches("udp://[^/]+:[0-9]{1,5}(/.*)?|https?://.+/announce")) {
                trackers.add(text);
            } else if (text.matches("https?://.+") && isUri(text)) {
                web.add(text);
            } else if (text.matches(PEER)) {
                peers.add(text);
            } else {
                throw wrong(text);
            }
        }
        return new Sources(peers, trackers, web);
    }

    private static void requirePeer(String text) {
        int port = text.matches(PEER) ? Integer.parseInt(text.replaceFirst(".*:", "")) : 0;
        if (port < 1 || port > MOST_PORT) {
            throw wrong(text);
        }
    }

    private static Refusal wrong(String text) {
        return new Refusal(
                Refusal.Code.TORRENT_INVALID,
                text,
                "'" + text + "' is no place to fetch from",
                "name a peer as host:port, a tracker by its announce URL, or a web seed by its http"
                        + " address");
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// With those of a torrent, or of another list.
    public Sources and(List<String> moreTrackers, List<String> moreWeb) {
        List<String> all = new ArrayList<>(trackers);
        moreTrackers.stream().filter(t -> !all.contains(t)).forEach(all::add);
        List<String> web = new ArrayList<>(webSeeds);
        moreWeb.stream().filter(w -> !web.contains(w)).forEach(web::add);
        return new Sources(peers, all, web);
    }
}
