package v2v.item;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
        List<String> cannotBeUndone) {
    /// Those of a library, newest first.
    public static List<Tombstone> all(Library library) throws IOException {
        List<Tombstone> stones = new ArrayList<>();
        if (Files.isDirectory(library.tombstones())) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(library.tombstones(), "*.json")) {
                for (Path file : files) {
                    stones.add(Json.read(Files.readString(file), Tombstone.class));
                }
            }
        }
        stones.sort(Comparator.comparing(Tombstone::withdrawnAt).reversed());
        return stones;
    }
}
