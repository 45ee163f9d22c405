package v2v.torrent.seed;

import v2v.torrent.Offer;

import java.io.IOException;
import java.util.Map;

/// A seedbox: a torrent client of others that runs somewhere, and is told what to give.
sealed interface Box permits Transmission, QBittorrent {
    /// Where it answers, for sentences; without secrets.
    String where();

    /// Hands over a release; it finds the content where it lies and checks it.
    ///
    /// @param folder what the content lies in, as the box sees it
    /// @throws v2v.item.Refusal when it does not take this one
    /// @throws IOException when it does not answer
    void add(Offer offer, String folder) throws IOException;

    /// Takes one back; its files stay.
    void remove(Offer offer) throws IOException;

    /// All that it holds, by info-hash in lower case.
    Map<String, Held> held() throws IOException;

    /// One torrent in it.
    ///
    /// @param given bytes in its whole life
    /// @param trouble why it does not give it; empty when it does, or still looks
    record Held(long given, String trouble) {}
}
