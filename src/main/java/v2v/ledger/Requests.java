package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Delivery;
import v2v.item.Duplicate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Deliveries that messages order, and what is answered. Both are written in one transaction, so
/// that no order is done and not answered, or answered and not done.
public final class Requests {
    /// Queues a delivery.
    interface Queue {
        Delivery add(Delivery delivery) throws SQLException;
    }

    /// What became of a message.
    ///
    /// @param message names the message for good, in whatever words its carrier has
    /// @param request the caller's own id; null when none could be read
    /// @param file that it asks for, as it was written; null when none could be read
    /// @param by who is said to have sent it
    /// @param order null when it is refused
    public record Asked(
            String message,
            @Nullable String request,
            @Nullable String file,
            @Nullable String by,
            @Nullable Delivery order,
            @Nullable Problem problem) {}

    /// Why it is refused.
    public record Problem(String code, String message, String fix) {}

    /// Something to be answered.
    ///
    /// @param seq in the order in which it came up
    /// @param id `<kind>-<message>`: stays the same when it comes up twice
    /// @param kind `accepted`, `refused`, or `known`: its bytes are in the library already
    /// @param item that has the bytes already
    public record Answer(
            long seq,
            String id,
            Instant at,
            String kind,
            @Nullable String request,
            @Nullable String file,
            @Nullable String by,
            @Nullable String item,
            @Nullable Problem problem) {
        /// The message that is answered, or the delivery that came of it.
        public String message() {
            return id.substring(kind.length() + 1);
        }
    }

    private final Db db;
    private final Queue queue;
    private final Runnable bell;

    Requests(Db db, Queue queue, Runnable bell) {
        this.db = db;
        this.queue = queue;
        this.bell = bell;
    }

    /// Does and answers what messages ask for. One that was done before does nothing.
    public void take(List<Asked> messages) {
        db.transaction(() -> {
            for (Asked asked : messages) {
                take(asked);
            }
            return messages.size();
        });
        bell.run();
    }

    private void take(Asked asked) throws SQLException {
        if (asked.order() != null) {
            if (done(asked.message())) {
                return;
            }
            Delivery delivery = queue.add(asked.order());
            db.update(
                    "INSERT INTO request(message, id, delivery, at) VALUES(?,?,?,?)",
                    asked.message(),
                    asked.request(),
                    Items.key(delivery),
                    db.now());
        }
        Problem problem = asked.problem();
        String kind = problem == null ? "accepted" : "refused";
        answer(
                db,
                kind + "-" + asked.message(),
                kind,
                asked.request(),
                asked.file(),
                asked.by(),
                null,
                problem);
    }

    private boolean done(String message) throws SQLException {
        return db.one("SELECT 1 FROM request WHERE message=?", row -> 1, message).isPresent();
    }

    private static void answer(
            Db db,
            String id,
            String kind,
            @Nullable String request,
            @Nullable String file,
            @Nullable String by,
            @Nullable String item,
            @Nullable Problem problem)
            throws SQLException {
        db.update(
                """
                INSERT INTO answer(id, at, kind, request, file, by, item, code, message, fix)
                VALUES(?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO NOTHING\
                """,
                id,
                db.now(),
                kind,
                request,
                file,
                by,
                item,
                problem == null ? null : problem.code(),
                problem == null ? null : problem.message(),
                problem == null ? null : problem.fix());
    }

    /// The end of a delivery whose bytes are in the library already; nobody else would say so to
    /// who ordered it by a message.
    static boolean known(Db db, Task task, Duplicate duplicate) throws SQLException {
        Optional<String> request = Feed.request(db, task.version() + "#" + task.item());
        if (request.isPresent()) {
            answer(
                    db,
                    "known-" + task.id(),
                    "known",
                    request.get(),
                    task.item(),
                    null,
                    duplicate.id().value(),
                    new Problem("DUPLICATE", duplicate.getMessage(), ""));
        }
        return true;
    }

    /// What is to be answered, oldest first.
    public List<Answer> answers(int most) {
        return db.read(
                """
                SELECT seq, id, at, kind, request, file, by, item, code, message, fix FROM answer
                ORDER BY seq LIMIT ?\
                """,
                Requests::answer,
                most);
    }

    private static Answer answer(ResultSet row) throws SQLException {
        String code = row.getString(9);
        return new Answer(
                row.getLong(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                code == null ? null : new Problem(code, row.getString(10), row.getString(11)));
    }

    /// All up to this one are with whoever asked.
    public void answered(long seq) {
        db.transaction(() -> db.update("DELETE FROM answer WHERE seq<=?", seq));
    }
}
