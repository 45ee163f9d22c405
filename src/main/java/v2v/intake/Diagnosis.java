package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal.Code;

import java.nio.file.Path;
import java.util.Map;

/// What came of looking at a delivery.
///
/// @param tables that were read, with how each is written
/// @param rows that say something
/// @param files of footage that lie there
/// @param counts of findings by code
/// @param normalised cells that the corrected copy writes in another, certain way
public record Diagnosis(
        Map<String, String> tables,
        long rows,
        long files,
        long blocks,
        long warnings,
        Map<Code, Long> counts,
        long normalised,
        @Nullable Path corrected) {
    /// Whether it may be ingested as it is.
    public boolean good() {
        return blocks == 0;
    }
}
