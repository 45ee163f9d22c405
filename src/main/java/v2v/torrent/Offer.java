package v2v.torrent;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// A release that is to be given away.
///
/// @param infohash v1, 40 hexadecimal digits; null for a v2-only torrent
/// @param infohashV2 64 hexadecimal digits; null for a v1-only torrent
/// @param torrent the .torrent
/// @param content the folder, or the bare file, that it describes
public record Offer(
        @Nullable String infohash, @Nullable String infohashV2, Path torrent, Path content) {
    public Offer {
        if (infohash == null && infohashV2 == null) {
            throw new IllegalArgumentException("an offer has one info-hash at least");
        }
    }

    /// What a magnet link names.
    ///
    /// @throws v2v.item.Refusal when it names no torrent
    public static Offer of(String magnet, Path torrent, Path content) {
        Metainfo.Infohash hash = Magnet.parse(magnet).hash();
        return new Offer(hash.v1(), hash.v2(), torrent, content);
    }

    /// The name by which it is counted and taken back: v1, or v2 where it has no other.
    public String release() {
        return infohash != null ? infohash : String.valueOf(infohashV2);
    }
}
