package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Delivery;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.ItemId;
import v2v.item.Json;
import v2v.item.Packed;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Renditions;
import v2v.item.Ticket;
import v2v.item.Withdrawal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Whose turn it is in a queue.
///
/// What somebody wants before all that waits goes first. Then the collections take turns: the one
/// of which the fewest are being worked on in this stage gets the next place, so that a hundred
/// thousand tapes of one do not keep the ten of another waiting for months. Within these the
/// oldest.
///
/// No row is read for being there: one index holds what may begin by age, and one by collection, in
/// which the search leaps from each collection to the next. What must wait until a time stands in
/// another index, and comes over when the time has come.
public final class Turns {
    /// Before all that waits.
    public static final int FIRST = 1;

    /// After all that came before.
    public static final int IN_TURN = 0;

    private final Db db;

    Turns(Db db) {
        this.db = db;
    }

    /// Where a ticket stands in its queue.
    ///
    /// @param priority higher ones first
    /// @param collection of the work; empty when it has none, or nobody has read yet which
    /// @param length of the footage in milliseconds; 0 when it is not known yet
    record Turn(int priority, String collection, long length) {}

    /// That of its item, or of its order where there is no item yet. Inside a transaction only.
    static Turn of(Db db, Ticket ticket) throws SQLException {
        if (ticket instanceof Delivery delivery) {
            return new Turn(delivery.order().now() ? FIRST : IN_TURN, "", 0);
        }
        int priority =
                db.one("SELECT priority FROM item WHERE id=?", row -> row.getInt(1), ticket.item())
                        .orElse(IN_TURN);
        Inspection inspection = inspection(ticket);
        long length = inspection == null ? 0 : inspection.decode().duration().toMillis();
        return new Turn(priority, collection(ticket, inspection), length);
    }

    private static String collection(Ticket ticket, @Nullable Inspection inspection) {
        Footage footage =
                ticket instanceof Footage seen
                        ? seen
                        : inspection == null ? null : inspection.footage();
        String collection = footage == null ? null : footage.record().collection();
        return collection == null ? "" : collection;
    }

    private static @Nullable Inspection inspection(Ticket ticket) {
        return switch (ticket) {
            case Inspection inspection -> inspection;
            case Clearance clearance -> clearance.inspection();
            case Renditions renditions -> renditions.clearance().inspection();
            case Release release -> release.renditions().clearance().inspection();
            case Packed packed -> packed.release().renditions().clearance().inspection();
            case Delivery _, Footage _, Released _, Withdrawal _ -> null;
        };
    }

    /// Puts an item before all that waits, or back into its turn; all that is still to be done for
    /// it, too. What runs already runs on.
    ///
    /// @param priority [#FIRST] or [#IN_TURN]
    /// @return false when nothing of it waits or runs: nothing was changed
    public boolean put(ItemId item, int priority) {
        return db.transaction(() -> {
            int tasks =
                    db.update(
                            """
                            UPDATE task SET priority=? WHERE item=? AND state IN
                              ('ready','running','parked')\
                            """,
                            priority,
                            item.value());
            if (tasks > 0) {
                db.update("UPDATE item SET priority=? WHERE id=?", priority, item.value());
            }
            return tasks > 0;
        });
    }

    private static final String QUEUE = "stage=?1 AND tap=?2 AND state='ready' AND ";

    /// What may begin, and what may as soon as somebody looks at the clock.
    private static final String ANY =
            "SELECT 1 WHERE EXISTS(SELECT 1 FROM task INDEXED BY task_turn WHERE "
                    + QUEUE
                    + "not_before=0) OR EXISTS(SELECT 1 FROM task INDEXED BY task_later WHERE "
                    + QUEUE
                    + "not_before>0 AND not_before<=?3)";

    private static final String COME =
            "UPDATE task INDEXED BY task_later SET not_before=0 WHERE "
                    + QUEUE
                    + "not_before>0 AND not_before<=?3";

    private static final String HIGHEST =
            "SELECT priority FROM task INDEXED BY task_turn WHERE "
                    + QUEUE
                    + "not_before=0 ORDER BY priority DESC LIMIT 1";

    private static final String NAMED =
            " FROM task INDEXED BY task_turn WHERE " + QUEUE + "not_before=0 AND priority=?3 AND ";

    /// The oldest whose collection nobody works on, if it is among the oldest of all: that is the
    /// answer then, and where nearly every work has a collection of its own the other way is long.
    static final String FREE =
            """
            SELECT id FROM (SELECT id, collection FROM task INDEXED BY task_age WHERE %s
              not_before=0 AND priority=?3 ORDER BY id LIMIT 500) AS old
            WHERE NOT EXISTS(SELECT 1 FROM task INDEXED BY task_busy WHERE stage=?1 AND tap=?2 AND
              state='running' AND collection=old.collection) ORDER BY id LIMIT 1\
            """
                    .formatted(QUEUE);

    /// Its two steps: the collections one after the other, then who of them is next.
    static final String NEXT =
            """
            WITH RECURSIVE waits(name) AS (
              SELECT min(collection)%1$s collection>=''
              UNION ALL
              SELECT (SELECT min(collection)%1$s collection>waits.name) FROM waits
              WHERE waits.name IS NOT NULL)
            SELECT (SELECT min(id)%1$s collection=waits.name) AS oldest,
              (SELECT count(*) FROM task INDEXED BY task_busy WHERE stage=?1 AND tap=?2 AND
                state='running' AND collection=waits.name) AS busy
            FROM waits WHERE waits.name IS NOT NULL ORDER BY busy, oldest LIMIT 1\
            """
                    .formatted(NAMED);

    /// Takes the task whose turn it is.
    static Optional<Task> claim(Db db, String stage, String tap) {
        // a look first: an idle queue must not cost a write transaction a second
        if (db.read(ANY, row -> 1, stage, tap, db.now()).isEmpty()) {
            return Optional.empty();
        }
        return db.transaction(() -> {
            db.update(COME, stage, tap, db.now());
            Optional<Long> next = next(db, stage, tap);
            return next.isEmpty() ? Optional.empty() : take(db, next.get());
        });
    }

    private static Optional<Long> next(Db db, String stage, String tap) throws SQLException {
        Optional<Integer> highest = db.one(HIGHEST, row -> row.getInt(1), stage, tap);
        if (highest.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> free = db.one(FREE, row -> row.getLong(1), stage, tap, highest.get());
        return free.isPresent()
                ? free
                : db.one(NEXT, row -> row.getLong(1), stage, tap, highest.get());
    }

    private static Optional<Task> take(Db db, long id) throws SQLException {
        return db.one(
                """
                UPDATE task SET state='running', epoch=epoch+1, attempt=attempt+1, started_at=?
                WHERE id=? RETURNING id, item, version, stage, tap, body, attempt, epoch\
                """,
                Turns::task,
                db.now(),
                id);
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                Json.read(row.getString(6), Ticket.class),
                row.getInt(7),
                row.getLong(8));
    }
}
