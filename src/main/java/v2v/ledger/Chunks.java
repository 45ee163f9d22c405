package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Shift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The works that are done in parts, and how far each part is.
record Chunks(Map<Long, Film> films, Shift.Parts parts) {
    /// They say nothing of how much is done of the work itself.
    private static final Set<String> AROUND = Set.of("prepare", "finish");

    private record Row(
            long task,
            String name,
            String state,
            boolean begun,
            double fraction,
            double speed,
            long sent) {
        char letter() {
            return switch (state) {
                case "done" -> '#';
                case "out", "answered" -> begun ? '>' : '.';
                default -> '.';
            };
        }

        double done() {
            return switch (state) {
                case "done", "answered" -> 1;
                case "out" -> Math.clamp(fraction, 0, 1);
                default -> 0;
            };
        }

        boolean lags() {
            return state.equals("out") && !begun;
        }
    }

    /// The parts of one task; none for a task that is done in one piece on this machine.
    record Film(List<Row> rows) {
        String map() {
            StringBuilder map = new StringBuilder();
            rows.forEach(row -> map.append(row.letter()));
            return map.toString();
        }

        /// @param whole what the task says of itself
        double fraction(double whole) {
            if (rows.isEmpty()) {
                return whole;
            }
            return rows.stream()
                    .filter(row -> !AROUND.contains(row.name()))
                    .mapToDouble(Row::done)
                    .average()
                    .orElse(0);
        }

        double speed(double whole) {
            return rows.isEmpty()
                    ? whole
                    : rows.stream()
                            .filter(row -> row.state().equals("out"))
                            .mapToDouble(Row::speed)
                            .sum();
        }

        /// What the task says is of its last part alone.
        @Nullable Duration left(@Nullable Duration whole) {
            return rows.isEmpty() ? whole : null;
        }
    }

    private static final Film NONE = new Film(List.of());

    static Chunks read(Db db, Instant now) {
        List<Row> rows =
                db.read(
                        """
                        SELECT p.task, p.name, p.state, p.run<>'', p.fraction, p.speed,
                          coalesce(p.sent_at, 0)
                        FROM part p JOIN task t ON t.id=p.task WHERE t.state='running'
                        ORDER BY p.task, p.seq, p.id\
                        """,
                        row ->
                                new Row(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getBoolean(4),
                                        row.getDouble(5),
                                        row.getDouble(6),
                                        row.getLong(7)));
        Map<Long, List<Row>> films = new HashMap<>();
        Map<String, Long> states = new TreeMap<>();
        for (Row row : rows) {
            films.computeIfAbsent(row.task(), task -> new ArrayList<>()).add(row);
            states.merge(row.state(), 1L, Long::sum);
        }
        Map<Long, Film> all = new HashMap<>();
        films.forEach((task, of) -> all.put(task, new Film(of)));
        long lag = rows.stream().filter(Row::lags).count();
        long oldest = rows.stream().filter(Row::lags).mapToLong(Row::sent).min().orElse(0);
        Duration lagging =
                lag == 0 ? Duration.ZERO : Shifts.since(Instant.ofEpochMilli(oldest), now);
        return new Chunks(all, new Shift.Parts(states, lag, lagging));
    }

    Film of(long task) {
        return films.getOrDefault(task, NONE);
    }
}
