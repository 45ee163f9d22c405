package v2v.item;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A work that is out. Nothing takes this back.
///
/// @param folder the release folder, relative to the library
/// @param torrent the .torrent file, relative to the library
/// @param magnet names both info-hashes
/// @param infohash v1, 40 hexadecimal digits; null for a v2-only torrent
public record Released(
        ItemId id,
        int version,
        String folder,
        String torrent,
        String magnet,
        @Nullable String infohash,
        Instant at)
        implements Ticket {
    private static final Pattern V2 = Pattern.compile("urn:btmh:1220([0-9a-fA-F]{64})");

    /// The v2 info-hash, 64 hexadecimal digits, as the magnet names it; null in a v1 torrent.
    public @Nullable String infohashV2() {
        Matcher found = V2.matcher(magnet);
        return found.find() ? found.group(1) : null;
    }

    /// The name of its first swarm: the v1 info-hash, in its absence the v2 one.
    public String swarm() {
        return swarm(infohash, infohashV2());
    }

    static String swarm(@Nullable String v1, @Nullable String v2) {
        String name = v1 != null ? v1 : v2;
        if (name == null) {
            throw new IllegalStateException("a torrent has one info-hash at least");
        }
        return name;
    }

    @Override
    public String item() {
        return id.value();
    }
}
