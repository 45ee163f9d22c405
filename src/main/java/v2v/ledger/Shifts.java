package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Shift;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads what the house is doing: a few looks at indexes, however long the queues are.
final class Shifts {
    private static final int MOST_WORKS = 100;
    private static final int MOST_STOPPED = 20;

    private final Db db;
    private final Instant now;

    Shifts(Db db) {
        this.db = db;
        now = Instant.ofEpochMilli(db.now());
    }

    static void lane(Db db, String stage, String tap, String lane, int slots) {
        boolean known =
                !db.read(
                                "SELECT 1 FROM lane WHERE stage=? AND tap=? AND lane=? AND slots=?",
                                row -> 1,
                                stage,
                                tap,
                                lane,
                                slots)
                        .isEmpty();
        if (!known) {
            db.transaction(() ->
                    db.update(
                            "INSERT OR REPLACE INTO lane(stage, tap, lane, slots) VALUES(?,?,?,?)",
                            stage,
                            tap,
                            lane,
                            slots));
        }
    }

    /// The route of a stage.
    record Route(String stage, String tap, String lane, int slots) {}

    Shift now() {
        List<Route> routes =
                db.read(
                        "SELECT stage, tap, lane, slots FROM lane",
                        row ->
                                new Route(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getInt(4)));
        List<Shift.Queue> queues = queues(routes);
        List<Shift.Worker> workers = new Crews(db, now).workers();
        Chunks chunks = Chunks.read(db, now);
        List<View.Doing> doing = new View(db).running();
        List<Shift.Work> works =
                doing.stream().limit(MOST_WORKS).map(one -> work(one, chunks)).toList();
        double speed =
                doing.stream().mapToDouble(one -> chunks.of(one.task()).speed(one.speed())).sum();
        return new Shift(
                now,
                counts("SELECT state, count(*) FROM item GROUP BY state"),
                queues,
                lanes(routes, queues),
                workers,
                works,
                chunks.parts(),
                speed,
                new Pace(db, now, chunks).ahead(Shift.HEAVY, routes),
                stopped(),
                stops(STOP + "ORDER BY changed_at DESC LIMIT " + MOST_STOPPED),
                unsent(),
                counts("SELECT name, n FROM tally"));
    }

    /// By the mark of whoever is furthest behind.
    private @Nullable Long unsent() {
        record Mark(long count, long unsent) {}
        Mark mark =
                db.read(
                                "SELECT count(*), coalesce((SELECT max(seq) FROM audit), 0) -"
                                        + " coalesce(min(seq), 0) FROM feed",
                                row -> new Mark(row.getLong(1), row.getLong(2)))
                        .getFirst();
        return mark.count() == 0 ? null : mark.unsent();
    }

    private static final String BY_STATE =
            """
            SELECT stage, tap, 'ready', count(*) FROM task WHERE state='ready' AND not_before=0
              GROUP BY stage, tap
            UNION ALL SELECT stage, tap, 'later', count(*) FROM task
              WHERE state='ready' AND not_before>0 GROUP BY stage, tap
            UNION ALL SELECT stage, tap, 'running', count(*) FROM task WHERE state='running'
              GROUP BY stage, tap
            UNION ALL SELECT stage, tap, 'parked', count(*) FROM task WHERE state='parked'
              GROUP BY stage, tap
            UNION ALL SELECT stage, tap, state, count(*) FROM task
              WHERE state IN ('held','dead','bug') GROUP BY stage, tap, state\
            """;

    private List<Shift.Queue> queues(List<Route> routes) {
        record Key(String stage, String tap) {}
        record Row(Key key, String state, long count) {}
        Map<Key, String> lanes = new HashMap<>();
        routes.forEach(route -> lanes.put(new Key(route.stage(), route.tap()), route.lane()));
        Map<Key, Map<String, Long>> all = new HashMap<>();
        lanes.keySet().forEach(key -> all.put(key, new TreeMap<>()));
        db.read(
                        BY_STATE,
                        row ->
                                new Row(
                                        new Key(row.getString(1), row.getString(2)),
                                        row.getString(3),
                                        row.getLong(4)))
                .forEach(row ->
                        all.computeIfAbsent(row.key(), key -> new TreeMap<>())
                                .put(row.state(), row.count()));
        List<Shift.Queue> queues = new ArrayList<>();
        all.forEach((key, states) ->
                queues.add(
                        new Shift.Queue(
                                key.stage(), key.tap(), lanes.getOrDefault(key, ""), states)));
        queues.sort(
                java.util.Comparator.comparing(Shift.Queue::stage)
                        .thenComparing(Shift.Queue::extra));
        return List.copyOf(queues);
    }

    private static List<Shift.Lane> lanes(List<Route> routes, List<Shift.Queue> queues) {
        Map<String, Integer> slots = new TreeMap<>();
        routes.forEach(route -> slots.merge(route.lane(), route.slots(), Math::max));
        List<Shift.Lane> lanes = new ArrayList<>();
        slots.forEach((lane, count) ->
                lanes.add(
                        new Shift.Lane(
                                lane,
                                count,
                                sum(queues, lane, "running"),
                                sum(queues, lane, "ready") + sum(queues, lane, "later"))));
        return List.copyOf(lanes);
    }

    private static long sum(List<Shift.Queue> queues, String lane, String state) {
        return queues.stream()
                .filter(queue -> queue.lane().equals(lane))
                .mapToLong(queue -> queue.count(state))
                .sum();
    }

    private static Shift.Work work(View.Doing doing, Chunks chunks) {
        Chunks.Film film = chunks.of(doing.task());
        String what = doing.what();
        return new Shift.Work(
                doing.item(),
                doing.title(),
                doing.stage(),
                what == null ? "" : what,
                film.fraction(doing.fraction()),
                film.speed(doing.speed()),
                film.left(doing.left()),
                film.map());
    }

    private static final String STOP =
            "SELECT id, title, state, code, message, fix, changed_at FROM item ";

    /// Of each state that needs somebody, the newest; then of all.
    private List<Shift.Stop> stopped() {
        List<Shift.Stop> all = new ArrayList<>();
        for (String state : List.of("held", "failed", "review")) {
            all.addAll(
                    stops(
                            STOP + "WHERE state=? ORDER BY changed_at DESC LIMIT " + MOST_STOPPED,
                            state));
        }
        all.sort(java.util.Comparator.comparing(Shift.Stop::changed).reversed());
        return all.stream().limit(MOST_STOPPED).toList();
    }

    private List<Shift.Stop> stops(String sql, @Nullable Object... values) {
        return db.read(sql, Shifts::stop, values);
    }

    private static Shift.Stop stop(ResultSet row) throws SQLException {
        return new Shift.Stop(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7)));
    }

    private Map<String, Long> counts(String sql) {
        record Row(String key, long count) {}
        Map<String, Long> all = new TreeMap<>();
        db.read(sql, row -> new Row(row.getString(1), row.getLong(2)))
                .forEach(row -> all.put(row.key(), row.count()));
        return all;
    }

    /// Never negative: clocks of other machines may be ahead.
    static Duration since(Instant then, Instant now) {
        return then.isAfter(now) ? Duration.ZERO : Duration.between(then, now);
    }
}
