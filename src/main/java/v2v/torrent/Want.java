package v2v.torrent;

import java.util.EnumSet;
import java.util.Set;

/// Which hashes one reading of the content shall give.
enum Want {
    /// SHA-1 of each piece (BEP 3).
    PIECES,

    /// SHA-256 trees over 16 KiB blocks (BEP 52).
    TREES,

    /// Plain SHA-256 of each file, as in `manifest-sha256.txt`.
    FLAT;

    static Set<Want> of(TorrentFormat format) {
        return switch (format) {
            case HYBRID -> EnumSet.of(PIECES, TREES);
            case V1 -> EnumSet.of(PIECES);
            case V2 -> EnumSet.of(TREES);
        };
    }
}
