package v2v.item;

import org.jspecify.annotations.Nullable;

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
/// @param corrects what it replaces; null for a work that is new; given by the ledger
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
        List<Companion> records,
        @Nullable Correction corrects)
        implements Ticket {
    public Footage {
        // tickets that wait from before these were taken along
        companions = Objects.requireNonNullElse(companions, List.of());
        records = Objects.requireNonNullElse(records, List.of());
    }

    /// Footage that replaces nothing.
    public Footage(
            ItemId id,
            int version,
            Digest sha256,
            Path file,
            long bytes,
            Instant modified,
            Record record,
            String profile,
            List<Companion> companions,
            List<Companion> records) {
        this(
                id,
                version,
                sha256,
                file,
                bytes,
                modified,
                record,
                profile,
                companions,
                records,
                null);
    }

    public Footage versioned(int next) {
        return numbered(next, corrects);
    }

    /// The same, as a correction of what is out.
    public Footage correcting(@Nullable Correction earlier) {
        return numbered(version, earlier);
    }

    private Footage numbered(int next, @Nullable Correction earlier) {
        return new Footage(
                id,
                next,
                sha256,
                file,
                bytes,
                modified,
                record,
                profile,
                companions,
                records,
                earlier);
    }

    @Override
    public String item() {
        return id.value();
    }
}
