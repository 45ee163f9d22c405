package v2v.ledger;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What of the running tasks is done by other machines: rows that outlive the node, so that an
/// answer which comes after its restart still finds its question.
///
/// `ready` (asked for) → `out` (sent to the workers) → `answered` (the first valid answer of this
/// attempt) → `done` (what it made has been taken over). Whoever answers for another attempt than
/// the row's, or to a row that is not out, changes nothing.
public final class Parts {
    /// What the line about a run that was lost says of it.
    public static final String NOT_HEARD = " was not heard of again";

    private final Db db;

    Parts(Db db) {
        this.db = db;
    }

    /// What shall be done.
    ///
    /// @param seq order among the parts of its task
    /// @param name `whole`, `sound`, `film 3/12`: one of its kind in a task
    /// @param body all that a worker must know, as JSON with relative paths
    public record Wanted(int seq, String name, String body) {}

    /// One row.
    ///
    /// @param label of the workers that should do it; empty for any
    /// @param queue that it was sent to: the label's, or the plain one
    /// @param attempt counts from 1; 0 when it was never sent
    /// @param lost runs that began and were never heard of again
    /// @param run who does it: the worker and a number of its own; empty until somebody began
    /// @param sent when this attempt was sent
    /// @param started when its run began
    /// @param heard when its run was last heard of
    /// @param fraction 0 to 1, negative when unknown
    /// @param speed times real time, or 0
    /// @param result the answer, as JSON
    /// @param evidence a line for each run that was lost
    /// @param priority of its task; more goes first
    /// @param collection of its task; empty when it is of none
    public record Part(
            long id,
            long task,
            String item,
            int version,
            String stage,
            int seq,
            String name,
            String lane,
            String label,
            String queue,
            String body,
            String state,
            int attempt,
            int lost,
            String run,
            @Nullable Instant sent,
            @Nullable Instant started,
            @Nullable Instant heard,
            @Nullable Instant done,
            String what,
            double fraction,
            double speed,
            @Nullable String result,
            String evidence,
            int priority,
            String collection) {
        public boolean is(String wanted) {
            return state.equals(wanted);
        }
    }

    static final String ALL =
            """
            SELECT p.id, p.task, t.item, t.version, t.stage, p.seq, p.name, p.lane, p.label, p.queue, p.body,
              p.state, p.attempt, p.lost, p.run, p.sent_at, p.started_at, p.heard_at, p.done_at, p.what,
              p.fraction, p.speed, p.result, p.evidence, t.priority, t.collection FROM part p JOIN task t ON t.id=p.task \
            """;

    /// The same without what is long: a film of a hundred parts is looked at often.
    private static final String LIGHT = ALL.replace("p.body", "''").replace("p.result", "NULL");

    private static final String ANSWERS = ALL.replace("p.body", "''");

    static Part part(ResultSet row) throws SQLException {
        return new Part(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getInt(13),
                row.getInt(14),
                row.getString(15),
                time(row, 16),
                time(row, 17),
                time(row, 18),
                time(row, 19),
                row.getString(20),
                row.getDouble(21),
                row.getDouble(22),
                row.getString(23),
                row.getString(24),
                row.getInt(25),
                row.getString(26));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /// Asks for parts of a task. What was asked for in the same words before, by a node that has
    /// died since, stays as it is, whatever became of it.
    public void ask(Task task, String lane, String label, Collection<Wanted> wanted) {
        db.transaction(() -> {
            db.update("UPDATE part SET state='ready' WHERE task=? AND state='resting'", task.id());
            for (Wanted one : wanted) {
                db.update(
                        "DELETE FROM part WHERE task=? AND name=? AND body<>?",
                        task.id(),
                        one.name(),
                        one.body());
                db.update(
                        """
                        INSERT INTO part(task, seq, name, lane, label, body, state)
                        VALUES(?,?,?,?,?,?,'ready') ON CONFLICT(task, name) DO NOTHING\
                        """,
                        task.id(),
                        one.seq(),
                        one.name(),
                        lane,
                        label,
                        one.body());
            }
            return wanted.size();
        });
    }

    /// The parts of a task, in their order, without their bodies.
    public List<Part> of(Task task) {
        return db.read(ANSWERS + "WHERE p.task=? ORDER BY p.seq, p.id", Parts::part, task.id());
    }

    public Optional<Part> find(long id) {
        return db.read(ALL + "WHERE p.id=?", Parts::part, id).stream().findFirst();
    }

    /// Those of running tasks that have yet to be sent, without bodies and results.
    public List<Part> ready() {
        return db.read(
                LIGHT + "WHERE p.state='ready' AND t.state='running' ORDER BY p.task, p.seq",
                Parts::part);
    }

    /// Those that were sent and not answered, without bodies.
    public List<Part> out() {
        return db.read(LIGHT + "WHERE p.state='out' ORDER BY p.sent_at", Parts::part);
    }

    /// Those that are out, or answered and not taken over: whose folders are somebody's.
    public List<Part> open() {
        return db.read(LIGHT + "WHERE p.state IN ('out','answered')", Parts::part);
    }

    /// Notes that a part is being sent, as a new attempt.
    ///
    /// @param label of the queue that it is sent to: the one that was asked for, or none when
    ///   nobody there has it
    /// @return empty when it is not there any more to be sent
    public Optional<Part> send(long id, String label) {
        int sent =
                db.transaction(() ->
                        db.update(
                                """
                                UPDATE part SET state='out', attempt=attempt+1, sent_at=?, queue=?, run='',
                                  started_at=NULL, heard_at=NULL, fraction=-1, speed=0, what=''
                                WHERE id=? AND state='ready'\
                                """,
                                db.now(),
                                label,
                                id));
        return sent == 1 ? find(id) : Optional.empty();
    }

    /// Has a part sent again: what is still out of it is nobody's any more.
    ///
    /// @param attempt that is given up
    /// @param evidence a line about a run that was lost; null when none was
    public boolean again(long id, int attempt, @Nullable String evidence) {
        return db.transaction(() ->
                db.update(
                        """
                        UPDATE part SET state='ready', run='', lost=lost+?, evidence=evidence||?
                        WHERE id=? AND attempt=? AND state IN ('out','answered')\
                        """,
                        evidence == null ? 0 : 1,
                        evidence == null ? "" : evidence + "\n",
                        id,
                        attempt))
                == 1;
    }

    /// An attempt came to nothing because the world was at fault: the part rests until its task is
    /// taken up again, which the ledger puts off.
    public void rest(long id, int attempt) {
        db.transaction(() ->
                db.update(
                        "UPDATE part SET state='resting', run='' WHERE id=? AND attempt=? AND"
                                + " state='answered'",
                        id,
                        attempt));
    }

    /// A run has begun. If another one had, and did not give it back, that one is lost.
    ///
    /// @param evidence a line about the one that would be lost
    public void began(long id, int attempt, String run, String evidence) {
        db.transaction(() ->
                db.update(
                        """
                        UPDATE part SET lost=lost+(run<>'' AND run<>?3), started_at=?5, heard_at=?5,
                          evidence=evidence||CASE WHEN run<>'' AND run<>?3 THEN ?4||char(10) ELSE '' END,
                          run=?3, fraction=-1, speed=0
                        WHERE id=?1 AND attempt=?2 AND state='out' AND run<>?3\
                        """,
                        id,
                        attempt,
                        run,
                        evidence,
                        db.now()));
    }

    /// A run that was thought to be lost is not, of whatever attempt: its line is struck out.
    ///
    /// @return whether there was one
    public boolean found(long id, String run) {
        return db.transaction(() -> {
            List<Part> rows = db.select(LIGHT + "WHERE p.id=?", Parts::part, id);
            for (Part part : rows) {
                List<String> lines = part.evidence().lines().toList();
                List<String> left =
                        lines.stream().filter(l -> !l.startsWith(run + NOT_HEARD)).toList();
                int struck = lines.size() - left.size();
                if (struck > 0) {
                    db.update(
                            "UPDATE part SET lost=max(0,lost-?), evidence=? WHERE id=?",
                            struck,
                            left.isEmpty() ? "" : String.join("\n", left) + "\n",
                            id);
                    return true;
                }
            }
            return false;
        });
    }

    /// How far a run is.
    public record Pace(
            long id, int attempt, String run, String what, double fraction, double speed) {}

    /// Notes how far the runs are, and the reports of their workers.
    ///
    /// @param reports by worker, as JSON
    public void heard(Collection<Pace> paces, java.util.Map<String, String> reports) {
        db.transaction(() -> {
            for (Pace pace : paces) {
                db.update(
                        """
                        UPDATE part SET heard_at=?, what=?, fraction=?, speed=?
                        WHERE id=? AND attempt=? AND run=? AND state='out'\
                        """,
                        db.now(),
                        pace.what(),
                        pace.fraction(),
                        pace.speed(),
                        pace.id(),
                        pace.attempt(),
                        pace.run());
            }
            for (var report : reports.entrySet()) {
                db.update(
                        """
                        INSERT INTO crew(worker, heard_at, report) VALUES(?,?,?)
                        ON CONFLICT(worker) DO UPDATE SET heard_at=excluded.heard_at, report=excluded.report\
                        """,
                        report.getKey(),
                        db.now(),
                        report.getValue());
            }
            return paces.size();
        });
    }

    /// Forgets workers that have not been heard of for so long.
    public void forget(long millis) {
        db.transaction(() -> db.update("DELETE FROM crew WHERE heard_at<?", db.now() - millis));
    }

    /// A run was given back: the broker hands it to the next, and nobody has lost it.
    public void givenBack(long id, int attempt, String run) {
        db.transaction(() ->
                db.update(
                        "UPDATE part SET run='', started_at=NULL WHERE id=? AND attempt=? AND"
                                + " run=? AND state='out'",
                        id,
                        attempt,
                        run));
    }

    /// Takes the first answer of the current attempt.
    ///
    /// @param run who answers
    /// @return false when nobody waits for this answer, and nothing was changed
    public boolean answered(long id, int attempt, String run, String result) {
        return db.transaction(() ->
                db.update(
                        "UPDATE part SET state='answered', run=?, result=? WHERE id=? AND"
                                + " attempt=? AND state='out'",
                        run,
                        result,
                        id,
                        attempt))
                == 1;
    }

    /// What it made has been taken over.
    public void done(long id) {
        db.transaction(() ->
                db.update(
                        "UPDATE part SET state='done', fraction=1, done_at=? WHERE id=?",
                        db.now(),
                        id));
    }

    /// Forgets the parts of a task: it is over, or the node does it by itself.
    public void drop(Task task) {
        db.transaction(() -> db.update("DELETE FROM part WHERE task=?", task.id()));
    }

    /// Forgets the parts of all tasks that are over or stand still.
    public void dropStale() {
        // a look first: in a quiet night this must write nothing
        if (!db.read(STALE + " LIMIT 1", row -> 1).isEmpty()) {
            db.transaction(() -> db.update("DELETE FROM part WHERE id IN (" + STALE + ")"));
        }
    }

    private static final String STALE =
            """
            SELECT p.id FROM part p LEFT JOIN task t ON t.id=p.task
            WHERE t.id IS NULL OR t.state NOT IN ('running','ready')\
            """;

    /// From where a topic is to be read on.
    public OptionalLong next(String topic) {
        return db
                .read("SELECT next FROM heard WHERE topic=?", row -> row.getLong(1), topic)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    public void next(String topic, long position) {
        db.transaction(() ->
                db.update(
                        """
                        INSERT INTO heard(topic, next) VALUES(?,?)
                        ON CONFLICT(topic) DO UPDATE SET next=excluded.next\
                        """,
                        topic,
                        position));
    }
}
