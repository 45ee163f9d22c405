package v2v.item;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What is said in public of a release that was withdrawn. It names nobody but the publisher.
///
/// @param id of the item
/// @param folder the name that its release folder had
/// @param infohash v1, 40 hexadecimal digits; null for a v2-only torrent
/// @param infohashV2 64 hexadecimal digits; null in a v1 torrent
/// @param withdrawnAt when
/// @param reason in words for the public
/// @param publisher empty when nobody said
/// @param key fingerprint of the key that signs it
/// @param cannotBeUndone sentences: what no publisher can take back
public record Tombstone(
        String id,
        String folder,
        String title,
        @Nullable String infohash,
        @Nullable String infohashV2,
        Instant withdrawnAt,
        String reason,
        String publisher,
        String key,
        List<String> cannotBeUndone) {}
