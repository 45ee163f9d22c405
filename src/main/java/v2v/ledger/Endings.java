package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Finding;
import v2v.item.Json;
import v2v.item.Refusal;
import v2v.item.Wait;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// What each outcome writes. Runs inside the transaction of [Ledger#end].
final class Endings {
    /// Queues a promise.
    interface Promise {
        void keep(Outcome.Next next) throws SQLException;
    }

    /// How often a work may go back to the same stage before we admit that it is our fault.
    private static final int MOST_REDOS = 3;

    private Endings() {}

    static boolean end(Db db, Task task, Outcome outcome, Promise promise) throws SQLException {
        return switch (outcome) {
            case Outcome.Done done -> {
                boolean ours = close(db, task, "done", null, null, null, null, null);
                if (ours) {
                    for (Outcome.Next next : done.next()) {
                        promise.keep(next);
                    }
                }
                yield ours;
            }
            case Outcome.Known known ->
                    close(
                                    db,
                                    task,
                                    "done",
                                    "DUPLICATE",
                                    null,
                                    known.duplicate().getMessage(),
                                    null,
                                    known.duplicate().id().value())
                            && Requests.known(db, task, known.duplicate());
            case Outcome.Held held -> {
                Refusal r = held.refusal();
                yield close(
                                db,
                                task,
                                "held",
                                r.code().name(),
                                r.file(),
                                r.getMessage(),
                                r.fix(),
                                null)
                        && stop(db, task, "held", r.code().name(), r.getMessage(), r.fix())
                        && found(db, task, r.findings())
                        && noted(db, task, Audit.Event.REFUSED, r.code() + ": " + r.getMessage());
            }
            case Outcome.Dead dead -> fail(db, task, "dead", "OUTAGE", dead.why());
            case Outcome.Bug bug -> fail(db, task, "bug", "BUG", bug.why());
            case Outcome.Again again ->
                    ours(
                            db,
                            task,
                            "state='ready', not_before=?, why=?",
                            db.now() + again.delay().toMillis(),
                            again.why());
            case Outcome.Parked parked -> park(db, task, parked.gate());
            case Outcome.GivenBack() -> ours(db, task, "state='ready', attempt=attempt-1");
            case Outcome.Back back -> back(db, task, back);
        };
    }

    /// No attempt is counted: the work has done all that it could.
    private static boolean park(Db db, Task task, Wait gate) throws SQLException {
        Instant until = gate.until();
        boolean ours =
                ours(
                        db,
                        task,
                        "state=?, not_before=?, attempt=attempt-1, why=?, fix=?",
                        until == null ? "parked" : "ready",
                        until == null ? 0 : until.toEpochMilli(),
                        gate.getMessage(),
                        gate.fix());
        return ours
                && switch (gate.what()) {
                    case APPROVAL ->
                            stop(
                                    db,
                                    task,
                                    "review",
                                    "APPROVALS_INSUFFICIENT",
                                    gate.getMessage(),
                                    gate.fix());
                    case UNHOLD ->
                            stop(db, task, "held", "HOLD_OPEN", gate.getMessage(), gate.fix());
                    case EMBARGO ->
                            stop(
                                    db,
                                    task,
                                    "scheduled",
                                    "EMBARGO_ACTIVE",
                                    gate.getMessage(),
                                    gate.fix());
                };
    }

    private static boolean fail(Db db, Task task, String state, String code, String why)
            throws SQLException {
        return close(db, task, state, code, null, why, null, null)
                && stop(db, task, "failed", code, why, null)
                && noted(db, task, Audit.Event.FAILED, code + ": " + why);
    }

    /// The door that was opened for the bytes before is not open for those that come now.
    private static void shut(Db db, Task task) throws SQLException {
        db.update(
                """
                UPDATE item SET opening=NULL, state='validated', changed_at=? WHERE id=? AND version=?
                  AND state IN ('received','validated','processed','approved')\
                """,
                db.now(),
                task.item(),
                task.version());
    }

    private static boolean found(Db db, Task task, List<Finding> findings) throws SQLException {
        if (findings.size() > 1 && task.tap().isEmpty()) {
            db.update(
                    "UPDATE item SET findings=? WHERE id=? AND version=?",
                    Json.line(findings),
                    task.item(),
                    task.version());
        }
        return true;
    }

    private static boolean noted(Db db, Task task, Audit.Event event, String detail)
            throws SQLException {
        if (task.tap().isEmpty()) {
            Audit.add(db, event, task.item(), task.version(), null, detail);
        }
        return true;
    }

    /// An extra that fails does not stop the work it was hung onto.
    private static boolean stop(
            Db db, Task task, String state, String code, String message, @Nullable String fix)
            throws SQLException {
        if (task.tap().isEmpty()) {
            db.update(
                    """
                    UPDATE item SET state=?, code=?, message=?, fix=?, changed_at=?
                    WHERE id=? AND version=? AND state NOT IN ('released','withdrawn')\
                    """,
                    state,
                    code,
                    message,
                    fix,
                    db.now(),
                    task.item(),
                    task.version());
        }
        return true;
    }

    private static boolean close(
            Db db,
            Task task,
            String state,
            @Nullable String code,
            @Nullable String file,
            @Nullable String why,
            @Nullable String fix,
            @Nullable String result)
            throws SQLException {
        return ours(
                db,
                task,
                "state=?, code=?, file=?, why=?, fix=?, result=?, done_at=?",
                state,
                code,
                file,
                why,
                fix,
                result,
                db.now());
    }

    private static boolean ours(Db db, Task task, String set, @Nullable Object... values)
            throws SQLException {
        @Nullable Object[] all = java.util.Arrays.copyOf(values, values.length + 2);
        all[values.length] = task.id();
        all[values.length + 1] = task.epoch();
        db.update("DELETE FROM progress WHERE task=?", task.id());
        return db.update(
                        "UPDATE task SET " + set + " WHERE id=? AND epoch=? AND state='running'",
                        all)
                == 1;
    }

    private static boolean back(Db db, Task task, Outcome.Back back) throws SQLException {
        record Earlier(long id, int redone) {}
        var target =
                db.one(
                        "SELECT id, redone FROM task WHERE item=? AND version=? AND stage=? AND"
                                + " tap=''",
                        row -> new Earlier(row.getLong(1), row.getInt(2)),
                        task.item(),
                        task.version(),
                        back.redo().stage());
        if (target.isEmpty() || target.get().redone() >= MOST_REDOS) {
            return fail(db, task, "bug", "BUG", "sent back in vain: " + back.redo().getMessage());
        }
        if (!ours(db, task, "state='done', why=?", back.redo().getMessage())) {
            return false;
        }
        shut(db, task);
        db.update(
                "DELETE FROM task WHERE item=? AND version=? AND id>? AND tap=''",
                task.item(),
                task.version(),
                target.get().id());
        return db.update(
                        """
                        UPDATE task SET state='ready', attempt=0, redone=redone+1, not_before=0, why=?
                        WHERE id=?\
                        """,
                        back.redo().getMessage(),
                        target.get().id())
                == 1;
    }
}
