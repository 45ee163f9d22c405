package v2v.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.jspecify.annotations.Nullable;

import v2v.item.Json;
import v2v.item.Shift;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The workers that were heard of lately. Their reports are the words of other machines: one that
/// can not be read is left out.
final class Crews {
    /// Reports come every two seconds.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int MOST = 1000;

    private final Db db;
    private final Instant now;

    Crews(Db db, Instant now) {
        this.db = db;
        this.now = now;
    }

    /// What a report says, as far as it is shown; all of it may be missing.
    record Report(
            @Nullable String host,
            @Nullable Instant at,
            @Nullable Map<String, Integer> slots,
            int cores,
            @Nullable List<String> labels,
            @Nullable String unfit,
            boolean draining,
            @Nullable List<Job> jobs) {}

    /// One run of it.
    record Job(
            @Nullable String lane,
            @Nullable String item,
            @Nullable String name,
            int delivery,
            @Nullable Instant leased,
            double fraction,
            double speed) {}

    private record Row(String worker, Instant heard, String report) {}

    List<Shift.Worker> workers() {
        return db
                .read(
                        "SELECT worker, heard_at, report FROM crew WHERE heard_at>=? ORDER BY"
                                + " worker LIMIT "
                                + MOST,
                        row ->
                                new Row(
                                        row.getString(1),
                                        Instant.ofEpochMilli(row.getLong(2)),
                                        row.getString(3)),
                        now.minus(SILENCE).toEpochMilli())
                .stream()
                .flatMap(row -> worker(row).stream())
                .toList();
    }

    private Optional<Shift.Worker> worker(Row row) {
        try {
            Report report = Json.convert(Json.tree(row.report()), Report.class);
            return report == null ? Optional.empty() : Optional.of(worker(row, report));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private Shift.Worker worker(Row row, Report report) {
        Duration heard = Shifts.since(row.heard(), now);
        return new Shift.Worker(
                row.worker(),
                Objects.requireNonNullElse(report.host(), ""),
                heard,
                Objects.requireNonNullElse(report.slots(), Map.of()),
                report.cores(),
                Objects.requireNonNullElse(report.labels(), List.of()),
                report.unfit(),
                report.draining(),
                Objects.requireNonNullElse(report.jobs(), List.<Job>of()).stream()
                        .map(job -> job(job, report.at(), heard))
                        .toList());
    }

    /// @param at when the report was written, by the worker's clock, as all times in it: only what
    ///   lies between them is worth anything here
    private static Shift.Job job(Job job, @Nullable Instant at, Duration heard) {
        Instant leased = job.leased();
        Duration lease = at == null || leased == null ? Duration.ZERO : Shifts.since(leased, at);
        return new Shift.Job(
                Objects.requireNonNullElse(job.item(), ""),
                Objects.requireNonNullElse(job.name(), ""),
                Objects.requireNonNullElse(job.lane(), ""),
                lease.plus(heard),
                job.delivery(),
                job.fraction(),
                job.speed());
    }
}
