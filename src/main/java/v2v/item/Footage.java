package v2v.item;

import java.nio.file.Path;
import java.time.Instant;

/// An accepted original: complete, hashed, identified, with what is said about it.
///
/// @param version counts the orders for these bytes, from 1; given by the ledger
/// @param sha256 of the original file
/// @param modified its modification time while it was hashed: a later one means it was changed
/// @param profile the encoding profile that the order asks for
public record Footage(
        ItemId id,
        int version,
        Digest sha256,
        Path file,
        long bytes,
        Instant modified,
        Record record,
        String profile)
        implements Ticket {
    public Footage versioned(int next) {
        return new Footage(id, next, sha256, file, bytes, modified, record, profile);
    }

    @Override
    public String item() {
        return id.value();
    }
}
