package v2v.torrent.census;

import v2v.torrent.Metainfo;
import v2v.torrent.announce.Inquiry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/// Asks the trackers that a torrent names.
///
/// A tracker tells of seeds only to those who lack something, so it is asked as one of these, by
/// another name and port than those under which this node seeds: its row there stays as it is.
/// Afterwards it is told that whoever asked has left.
public final class OnTrackers implements Whereabouts {
    /// Where nobody listens (RFC 863): a peer that calls back is refused at once.
    private static final int NOBODY = 9;

    @Override
    public Collection<InetSocketAddress> of(Metainfo metainfo) {
        Metainfo.Infohash hash = metainfo.info().hash();
        String name = Objects.requireNonNull(hash.v1() != null ? hash.v1() : hash.v2());
        List<InetSocketAddress> peers = new ArrayList<>();
        try (Inquiry inquiry = new Inquiry(name, SeedCall.newName(), NOBODY)) {
            for (String tracker : metainfo.trackers().stream().flatMap(List::stream).toList()) {
                peers.addAll(ask(inquiry, tracker, Math.max(1, metainfo.info().bytes())));
            }
        }
        return peers;
    }

    private static List<InetSocketAddress> ask(Inquiry inquiry, String tracker, long left) {
        List<InetSocketAddress> peers = new ArrayList<>();
        try {
            peers.addAll(inquiry.ask(tracker, left));
            inquiry.leave(tracker);
            return peers;
        } catch (IOException silent) {
            return peers; // the others may know; whom nobody names is not counted
        }
    }
}
