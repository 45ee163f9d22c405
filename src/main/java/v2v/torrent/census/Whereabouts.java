package v2v.torrent.census;

import v2v.torrent.Metainfo;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Who may hold a torrent: a hint and no more, for each of them must prove it.
@FunctionalInterface
public interface Whereabouts {
    /// Where those are who are said to share it; nothing when nobody answers. May take some seconds
    /// and never fails.
    Collection<InetSocketAddress> of(Metainfo metainfo);

    /// What each of these says.
    static Whereabouts all(List<Whereabouts> ways) {
        return metainfo -> {
            List<InetSocketAddress> all = new ArrayList<>();
            ways.forEach(way -> all.addAll(way.of(metainfo)));
            return all;
        };
    }
}
