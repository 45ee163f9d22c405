package v2v.item;

import v2v.item.Record.Provenance;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Tickets of a plain tape, for tests that are not about what else a ticket may say.
public final class Tapes {
    public static final License CC_BY =
            new License(
                    "https://creativecommons.org/licenses/by/4.0/",
                    "by",
                    "4.0",
                    null,
                    "CC BY 4.0",
                    "CC-BY-4.0",
                    "Attribution 4.0 International");

    private Tapes() {}

    public static Footage footage(Digest digest, Path file, Record record) {
        return new Footage(
                ItemId.of(digest),
                1,
                digest,
                file,
                7,
                Instant.EPOCH,
                record,
                "access",
                List.of(),
                List.of());
    }

    public static Inspection inspected(Footage footage) {
        return inspected(footage, Duration.ofSeconds(1), Treatment.NONE, List.of());
    }

    public static Inspection inspected(
            Footage footage, Duration length, Treatment treatment, List<Provenance> embedded) {
        return new Inspection(
                footage,
                "mxf",
                null,
                List.of(),
                null,
                List.of(),
                new Inspection.Decode(1, length, Duration.ZERO, 0, List.of(), false),
                Scan.PROGRESSIVE,
                null,
                List.of(),
                Quality.NONE,
                treatment,
                embedded);
    }

    public static Clearance cleared(
            Inspection inspection, License license, String slug, String title, String attribution) {
        return new Clearance(
                inspection,
                license,
                slug,
                title,
                attribution,
                title + ", " + attribution,
                Map.of(),
                "",
                List.of());
    }
}
