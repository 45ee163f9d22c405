package v2v.item;

import java.time.Instant;

/// A work that is out. Nothing takes this back.
///
/// @param folder the release folder, relative to the library
/// @param torrent the .torrent file, relative to the library
public record Released(
        ItemId id,
        int version,
        String folder,
        String torrent,
        String magnet,
        String infohash,
        Instant at)
        implements Ticket {
    @Override
    public String item() {
        return id.value();
    }
}
