package v2v.item;

import org.jspecify.annotations.Nullable;

/// A release whose torrent exists, beside it in `work/`.
///
/// @param torrent the .torrent file, relative to the library, where it lies now
/// @param infohash v1 info-hash: SHA-1, 40 hexadecimal digits (BEP 3); null in a v2-only torrent
/// @param infohashV2 v2 info-hash: SHA-256, 64 hexadecimal digits (BEP 52); null in a v1 torrent
public record Packed(
        Release release,
        String torrent,
        @Nullable String infohash,
        @Nullable String infohashV2,
        String magnet)
        implements Ticket {
    /// The name of its first swarm: the v1 info-hash, in its absence the v2 one.
    public String swarm() {
        return Released.swarm(infohash, infohashV2);
    }

    @Override
    public String item() {
        return release.item();
    }

    @Override
    public int version() {
        return release.version();
    }
}
