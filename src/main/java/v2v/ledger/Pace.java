package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Shift;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How long all that waits in a lane will take, by what the last hour has done.
///
/// Measured is footage, not works: a reel of an hour is not a spot of twenty seconds. What was
/// begun before the hour, or is not finished yet, counts by the part of its time that lies within.
/// Each stage is looked at on its own and the slowest decides; that it shared the lane with the
/// others is in its measure already.
final class Pace {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Db db;
    private final Instant now;
    private final Chunks chunks;

    Pace(Db db, Instant now, Chunks chunks) {
        this.db = db;
        this.now = now;
        this.chunks = chunks;
    }

    /// @param footage in milliseconds
    /// @param known works whose footage is in it
    private record Sum(long works, double footage, long known) {
        static final Sum NONE = new Sum(0, 0, 0);

        Sum plus(Sum other) {
            return new Sum(works + other.works, footage + other.footage, known + other.known);
        }

        /// With what is not known taken to be like the rest.
        ///
        /// @param mean of one work
        double all(double mean) {
            return footage + (works - known) * mean;
        }
    }

    /// One task that ran within the hour.
    ///
    /// @param share of it that is done, 0 to 1
    private record Ran(long length, Instant from, Instant to, double share) {
        /// @param mean length of a work that does not say
        double within(Instant begin, double mean) {
            double spent = Math.max(1, Duration.between(from, to).toMillis());
            Instant later = from.isBefore(begin) ? begin : from;
            double inside = Math.max(0, Duration.between(later, to).toMillis());
            return (length > 0 ? length : mean) * share * Math.min(1, inside / spent);
        }
    }

    Shift.Ahead ahead(String lane, List<Shifts.Route> routes) {
        long works = 0;
        double footage = 0;
        double speed = 0;
        double longest = 0;
        for (Shifts.Route route : routes) {
            if (!route.lane().equals(lane) || !route.tap().isEmpty()) {
                continue;
            }
            Sum waits = waits(route.stage());
            List<Ran> ended = ended(route.stage());
            List<Ran> running = running(route.stage());
            double mean = mean(waits, ended, running);
            double rest =
                    waits.all(mean)
                            + running.stream()
                                    .mapToDouble(one ->
                                            (one.length() > 0 ? one.length() : mean)
                                                    * (1 - one.share()))
                                    .sum();
            double pace = pace(ended, running, mean);
            works += waits.works() + running.size();
            footage = Math.max(footage, rest);
            double left = rest <= 0 ? 0 : pace > 0 ? rest / pace : Double.POSITIVE_INFINITY;
            if (left >= longest) {
                longest = left;
                speed = pace;
            }
        }
        return new Shift.Ahead(lane, works, millis(footage), speed, left(works, longest));
    }

    private static @Nullable Duration left(long works, double longest) {
        if (works == 0) {
            return Duration.ZERO;
        }
        return Double.isInfinite(longest) ? null : millis(longest);
    }

    private static Duration millis(double millis) {
        return Duration.ofSeconds(Math.round(millis / 1000));
    }

    private static double mean(Sum waits, List<Ran> ended, List<Ran> running) {
        Sum all = waits;
        for (List<Ran> some : List.of(ended, running)) {
            for (Ran one : some) {
                all = all.plus(new Sum(1, one.length(), one.length() > 0 ? 1 : 0));
            }
        }
        return all.known() == 0 ? 60_000 : all.footage() / all.known();
    }

    /// Footage by the time that it took, both in the same unit.
    private double pace(List<Ran> ended, List<Ran> running, double mean) {
        Instant begin = now.minus(HOUR);
        Instant first = now;
        double done = 0;
        for (List<Ran> some : List.of(ended, running)) {
            for (Ran one : some) {
                done += one.within(begin, mean);
                first = one.from().isBefore(first) ? one.from() : first;
            }
        }
        Instant from = first.isBefore(begin) ? begin : first;
        return done / Math.max(1, Duration.between(from, now).toMillis());
    }

    private Sum waits(String stage) {
        return db
                .read(
                        """
                        SELECT count(*), coalesce(sum(length), 0), count(nullif(length, 0)) FROM task
                        WHERE stage=?1 AND tap='' AND state='ready' AND not_before=0
                        UNION ALL
                        SELECT count(*), coalesce(sum(length), 0), count(nullif(length, 0)) FROM task
                        WHERE stage=?1 AND tap='' AND state='ready' AND not_before>0\
                        """,
                        row -> new Sum(row.getLong(1), row.getDouble(2), row.getLong(3)),
                        stage)
                .stream()
                .reduce(Sum.NONE, Sum::plus);
    }

    private List<Ran> ended(String stage) {
        return db.read(
                """
                SELECT length, started_at, done_at FROM task
                WHERE stage=? AND done_at>=? AND done_at IS NOT NULL AND state='done' AND tap=''
                  AND started_at IS NOT NULL\
                """,
                row ->
                        new Ran(
                                row.getLong(1),
                                Instant.ofEpochMilli(row.getLong(2)),
                                Instant.ofEpochMilli(row.getLong(3)),
                                1),
                stage,
                now.minus(HOUR).toEpochMilli());
    }

    private List<Ran> running(String stage) {
        return db.read(
                """
                SELECT t.id, t.length, t.started_at, coalesce(p.fraction, 0) FROM task t
                LEFT JOIN progress p ON p.task=t.id
                WHERE t.stage=? AND t.tap='' AND t.state='running'\
                """,
                row ->
                        new Ran(
                                row.getLong(2),
                                Instant.ofEpochMilli(row.getLong(3)),
                                now,
                                Math.clamp(
                                        chunks.of(row.getLong(1)).fraction(row.getDouble(4)),
                                        0,
                                        1)),
                stage);
    }
}
