package v2v.cli;

import v2v.intake.Review;
import v2v.item.Digest;
import v2v.item.Finding;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.ItemId;
import v2v.item.Quality;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.item.Scan;
import v2v.item.Treatment;
import v2v.rights.Rights;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Asks the gate about a work of which only the record is there yet.
final class Rehearsal implements Review {
    private static final Digest NONE = new Digest("0".repeat(64));

    private final Rights rights;

    Rehearsal(Rights rights) {
        this.rights = rights;
    }

    @Override
    public List<Finding> of(Record record, String file) {
        try {
            return rights.clear(unseen(record, file)).findings();
        } catch (Refusal refusal) {
            return refusal.findings();
        }
    }

    private static Inspection unseen(Record record, String file) {
        Footage footage =
                new Footage(
                        ItemId.of(NONE),
                        1,
                        NONE,
                        Path.of(file.replace("\0", "")),
                        0,
                        Instant.EPOCH,
                        record,
                        "",
                        List.of(),
                        List.of());
        return new Inspection(
                footage,
                "",
                null,
                List.of(),
                null,
                List.of(),
                new Inspection.Decode(0, Duration.ZERO, Duration.ZERO, 0, List.of(), false),
                Scan.PROGRESSIVE,
                null,
                List.of(),
                Quality.NONE,
                Treatment.NONE,
                List.of());
    }
}
