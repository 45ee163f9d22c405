package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.ledger.Keeping;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What commands say of a release that others hold.
///
/// @param state `here`, `going` or `away`: where our own film and sound are
/// @param seeds others that proved it at the last look
/// @param since when the run of looks that found enough began
/// @param gone since when our own are away
/// @param wanted since when they are to come back
/// @param wantedBy who or what wants them
record Kept(
        String folder,
        String state,
        int seeds,
        @Nullable Instant since,
        @Nullable Instant looked,
        @Nullable Instant gone,
        long freed,
        @Nullable Instant wanted,
        String wantedBy) {
    static Kept of(Keeping.Row row) {
        return new Kept(
                row.subject().folder(),
                row.state().word(),
                row.copies().seeds(),
                row.copies().since(),
                row.copies().looked(),
                row.gone(),
                row.freed(),
                row.wanted(),
                row.wantedBy());
    }

    /// For a check.
    String sentence() {
        return String.format(
                Locale.ROOT,
                "film and sound (%,d bytes) are kept by %d others, as seen %s",
                freed,
                seeds,
                looked);
    }

    /// For whoever looks at the item.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (gone != null) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "kept      by %d others since %s; %,d bytes freed %s",
                            seeds,
                            since == null ? "an unknown day" : since,
                            freed,
                            gone));
        } else if (looked != null) {
            lines.add("others    %d hold it, as seen %s".formatted(seeds, looked));
        }
        if (wanted != null) {
            lines.add("wanted    since %s: %s".formatted(wanted, Screen.plain(wantedBy)));
        }
        return lines;
    }
}
