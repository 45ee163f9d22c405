package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Delivery;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Shift;

import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the commands read: from any process, while the node writes.
public final class View implements AutoCloseable {
    private final Db db;

    View(Db db) {
        this.db = db;
    }

    /// Opens a library's ledger for reading.
    ///
    /// @return empty when the library has none yet
    public static Optional<View> of(Library library) {
        if (!Files.exists(library.ledger())) {
            return Optional.empty();
        }
        Db db = Db.reader(library.ledger());
        if (Schema.old(db)) {
            db.close();
            try (Db writer = Db.writer(library.ledger(), InstantSource.system())) {
                Schema.apply(writer);
            }
            db = Db.reader(library.ledger());
        }
        return Optional.of(new View(db));
    }

    /// One task that is not over.
    ///
    /// @param fraction 0 to 1, negative when unknown
    /// @param left estimated from the share done and the time it took; null when unknown
    public record Doing(
            long task,
            String item,
            String title,
            String stage,
            String tap,
            String state,
            int attempt,
            @Nullable String what,
            double fraction,
            double speed,
            @Nullable Duration left,
            @Nullable String why,
            Instant since) {}

    private static final String DOING =
            """
            SELECT t.item, coalesce(i.title, t.item), t.stage, t.tap, t.state, t.attempt, p.what,
              coalesce(p.fraction, -1), coalesce(p.speed, 0), p.since, p.at, t.why,
              coalesce(t.started_at, t.created_at), t.id
            FROM task t LEFT JOIN progress p ON p.task=t.id LEFT JOIN item i ON i.id=t.item
            """;

    private static Doing doing(ResultSet row) throws SQLException {
        double fraction = row.getDouble(8);
        long since = row.getLong(10);
        Duration left = null;
        if (fraction > 0.005) {
            long spent = row.getLong(11) - since;
            left = Duration.ofMillis((long) (spent * (1 - fraction) / fraction));
        }
        return new Doing(
                row.getLong(14),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                fraction,
                row.getDouble(9),
                left,
                row.getString(12),
                Instant.ofEpochMilli(row.getLong(13)));
    }

    public List<Doing> running() {
        return db.read(DOING + "WHERE t.state='running' ORDER BY t.id", View::doing);
    }

    /// The unfinished task of one item or delivery.
    public Optional<Doing> task(String item, int version) {
        return db
                .read(
                        DOING
                                + "WHERE t.item=? AND t.version=? AND t.tap='' AND t.state IN"
                                + " ('running','ready') ORDER BY t.state DESC LIMIT 1",
                        View::doing,
                        item,
                        version)
                .stream()
                .findFirst();
    }

    /// Everything that is out.
    public List<Items.Out> out() {
        return Items.out(db);
    }

    /// How releases fared among their peers.
    ///
    /// @param first day, in UTC
    /// @param last day, that one too
    public List<Swarms.Fared> carried(LocalDate first, LocalDate last) {
        return Swarms.fared(db, first, last);
    }

    /// The releases of which others keep the film and the sound, by folder.
    public List<Keeping.Row> away() {
        return Keeping.away(db);
    }

    /// What is known of the copies of an item's releases that others have.
    public List<Keeping.Row> keeping(String item) {
        return Keeping.of(db, item);
    }

    /// What the house is doing now.
    public Shift shift() {
        return new Shifts(db).now();
    }

    /// How many tasks of each stage wait.
    public Map<String, Long> waiting() {
        // what may begin and what must wait until a time: each has an index that knows the stages
        return counts(
                """
                SELECT stage, sum(n) FROM (
                  SELECT stage, count(*) AS n FROM task WHERE state='ready' AND not_before=0
                    GROUP BY stage
                  UNION ALL SELECT stage, count(*) FROM task WHERE state='ready' AND not_before>0
                    GROUP BY stage) GROUP BY stage\
                """);
    }

    /// How many items stand in each state.
    public Map<String, Long> states() {
        return counts("SELECT state, count(*) FROM item GROUP BY state");
    }

    private Map<String, Long> counts(String sql) {
        record Row(String key, long count) {}
        Map<String, Long> all = new TreeMap<>();
        db.read(sql, row -> new Row(row.getString(1), row.getLong(2)))
                .forEach(row -> all.put(row.key(), row.count()));
        return all;
    }

    /// A delivery that never became an item.
    public record Stopped(
            String file,
            String state,
            String code,
            String message,
            @Nullable String fix,
            Instant at) {}

    /// Deliveries whose latest order stopped before they had an identity, newest first.
    public List<Stopped> stoppedDeliveries(int most) {
        return db.read(
                """
                SELECT t.item, t.state, t.code, t.why, t.fix, t.done_at FROM task t
                WHERE t.state IN ('held','dead','bug') AND t.stage='accept' AND t.version=
                  (SELECT max(version) FROM task n WHERE n.item=t.item AND n.stage='accept' AND n.tap='')
                ORDER BY t.done_at DESC LIMIT ?\
                """,
                row ->
                        new Stopped(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                Instant.ofEpochMilli(row.getLong(6))),
                most);
    }

    /// Items, those that changed last first.
    public List<Items.Standing> latest(int most) {
        return db.read(Items.STANDING + "ORDER BY changed_at DESC LIMIT ?", Items::standing, most);
    }

    /// Items whose ids come after this one, by id, a page at a time.
    public List<Items.Standing> after(String id, int most) {
        return db.read(
                Items.STANDING + "WHERE id>? ORDER BY id LIMIT ?", Items::standing, id, most);
    }

    /// The versions of an item that were replaced, newest first.
    public List<Formers.Former> formers(String item) {
        return Formers.all(db, item);
    }

    public Optional<Items.Standing> item(ItemId id) {
        return db.read(Items.STANDING + "WHERE id=?", Items::standing, id.value()).stream()
                .findFirst();
    }

    /// Items whose id begins so. Nothing is the start of none: an empty variable in somebody's
    /// script must not name the only item there is.
    public List<Items.Standing> find(String start) {
        if (start.isEmpty()) {
            return List.of();
        }
        return db.read(
                Items.STANDING + "WHERE id>=? AND id<? ORDER BY id LIMIT 3",
                Items::standing,
                start,
                start + "g");
    }

    /// What became of one delivery.
    public sealed interface Fate {
        /// Still in the queue or being hashed.
        record Waiting() implements Fate {}

        /// Stopped before it had an identity.
        record Refused(String state, String code, String file, String message, @Nullable String fix)
                implements Fate {}

        /// Its bytes are those of an item that was there before.
        record Known(String item, String message) implements Fate {}

        /// It became this item.
        record Became(String item) implements Fate {}
    }

    public Fate fate(Delivery delivery) {
        return db
                .read(
                        """
                        SELECT state, code, coalesce(file, item), why, fix, result,
                          (SELECT id FROM item WHERE delivery=?)
                        FROM task WHERE item=? AND version=? AND stage='accept' AND tap=''\
                        """,
                        View::fate,
                        Items.key(delivery),
                        delivery.item(),
                        delivery.version())
                .stream()
                .findFirst()
                .orElse(new Fate.Waiting());
    }

    private static Fate fate(ResultSet row) throws SQLException {
        String state = row.getString(1);
        return switch (state) {
            case "held", "dead", "bug" ->
                    new Fate.Refused(
                            state,
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5));
            case "done" ->
                    row.getString(6) != null
                            ? new Fate.Known(row.getString(6), row.getString(4))
                            : new Fate.Became(row.getString(7));
            default -> new Fate.Waiting();
        };
    }

    /// What keeps an item in.
    public List<Gate.Hold> holds(String item) {
        return db.transaction(() -> Gate.holds(db, item));
    }

    public List<Gate.Approval> approvals(String item, int version) {
        return db.transaction(() -> Approvals.all(db, item, version));
    }

    /// A page of the audit log, oldest first.
    ///
    /// @param item of this item alone; empty for all
    /// @param after the number of the last entry before the page
    public List<Audit.Entry> audit(String item, long after) {
        return Audit.page(db, item, after);
    }

    /// Reads the whole audit log.
    ///
    /// @param noted a head that was kept elsewhere and must be in it; null when there is none
    public Audit.Examined audited(@Nullable String noted) {
        return Audit.verify(db, noted);
    }

    /// The stages that one version of an item went through, in order.
    public record Passed(
            String stage,
            String state,
            int attempt,
            @Nullable Instant started,
            @Nullable Instant done) {}

    public List<Passed> history(String item, int version) {
        return db.read(
                """
                SELECT stage, state, attempt, started_at, done_at FROM task
                WHERE item=? AND version=? AND tap='' ORDER BY id\
                """,
                row ->
                        new Passed(
                                row.getString(1),
                                row.getString(2),
                                row.getInt(3),
                                time(row, 4),
                                time(row, 5)),
                item,
                version);
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    @Override
    public void close() {
        db.close();
    }
}
