package v2v.item;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// An accepted original: complete, hashed, identified, with what is said about it.
///
/// @param version counts the orders for these bytes, from 1; given by the ledger
/// @param sha256 of the original file
/// @param modified its modification time while it was hashed: a later one means it was changed
/// @param profile the encoding profile that the order asks for
/// @param companions files of words that were delivered with it
/// @param records the files that its record was read from, as they were then
public record Footage(
        ItemId id,
        int version,
        Digest sha256,
        Path file,
        long bytes,
        Instant modified,
        Record record,
        String profile,
        List<Companion> companions,
        List<Companion> records)
        implements Ticket {
    public Footage {
        // tickets that wait from before these were taken along
        companions = Objects.requireNonNullElse(companions, List.of());
        records = Objects.requireNonNullElse(records, List.of());
    }

    public Footage versioned(int next) {
        return new Footage(
                id, next, sha256, file, bytes, modified, record, profile, companions, records);
    }

    @Override
    public String item() {
        return id.value();
    }
}
