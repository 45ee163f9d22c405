package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Offer;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/// One row of the [Stock]: all that is resident of a torrent that nobody asks for.
final class Offered {
    private final byte @Nullable [] v1;
    private final byte @Nullable [] v2;
    final Offer offer;
    final Path torrent;
    final Path content;

    /// Bytes of content that were written to peers since the start.
    final AtomicLong given = new AtomicLong();

    /// Why it is not served; null while it is.
    volatile @Nullable String fault;

    Offered(Offer offer) {
        this.v1 = key(offer.infohash());
        this.v2 = key(offer.infohashV2());
        this.offer = offer;
        this.torrent = offer.torrent();
        this.content = offer.content();
    }

    /// BEP 52: on the wire a SHA-256 is cut to 20 bytes.
    private static byte @Nullable [] key(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex.substring(0, 2 * HashIndex.KEY));
    }

    byte @Nullable [] v1() {
        return v1;
    }

    byte @Nullable [] v2() {
        return v2;
    }

    /// By which it is counted and taken back.
    byte[] first() {
        byte[] name = v1 != null ? v1 : v2;
        if (name == null) {
            throw new IllegalStateException("an offer has one info-hash at least");
        }
        return name;
    }
}
