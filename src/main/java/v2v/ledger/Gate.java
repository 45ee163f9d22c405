package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.Json;
import v2v.item.Packed;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;
import v2v.item.Released;
import v2v.item.Ticket;
import v2v.item.Wait;
import v2v.item.Withdrawal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The last door. What is behind it is with everybody for good, so it is opened in one transaction
/// that reads the holds, the approvals and the clock and writes that the release has begun: no hold
/// can slip in between.
///
/// An approval covers the SHA-256 of the record and of every file. When anything of it changes, the
/// approval is void, and stays in the book as void.
public final class Gate {
    private final Db db;
    private final Approvals approvals;

    Gate(Db db, GateSettings settings) {
        this.db = db;
        this.approvals = new Approvals(db, settings);
    }

    /// Somebody's word that a work must not go out.
    public record Hold(long number, String why, String by, Instant at) {}

    /// Somebody's word that it may.
    ///
    /// @param covers SHA-256 of record and files
    /// @param voided when it stopped to count, because something changed; null while it does
    public record Approval(String by, Instant at, String covers, @Nullable Instant voided) {}

    private record Row(
            int version,
            String state,
            String title,
            String source,
            @Nullable String opening,
            @Nullable String orderedBy,
            @Nullable String released) {
        boolean gone() {
            return state.equals("released") || state.equals("withdrawn");
        }

        /// Between the opened door and the recorded release.
        boolean leaving() {
            return opening != null && state.equals("approved");
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }

    private Row find(String item) throws SQLException {
        return db.one(
                        "SELECT version, state, title, source, opening, ordered_by, released FROM"
                                + " item WHERE id=?",
                        Gate::row,
                        item)
                .orElseThrow(() ->
                        new Refusal(
                                Code.FILE_MISSING,
                                item,
                                "no item has this id",
                                "look it up with 'v2v status' or 'v2v search'"));
    }

    // --- the door ---

    /// Opens the door for a release, or says what it waits for. From its return on the release has
    /// begun; asked again after a crash, for the same bytes, it returns again.
    ///
    /// @param covers SHA-256 of the record and of every file as they lie there now
    /// @param embargo the moment before which it must not go out; null when there is none
    /// @throws Wait with what it waits for
    public void open(Packed packed, Digest covers, @Nullable Instant embargo) {
        Optional<Wait> wait = db.transaction(() -> decide(packed, covers.hex(), embargo));
        if (wait.isPresent()) {
            throw wait.get();
        }
    }

    /// Whether the door was opened for exactly these bytes, by a node that died behind it.
    public boolean begun(Packed packed, Digest covers) {
        return db
                .read(
                        "SELECT 1 FROM item WHERE id=? AND version=? AND opening=? AND"
                                + " state='approved'",
                        row -> 1,
                        packed.item(),
                        packed.version(),
                        covers.hex())
                .stream()
                .findFirst()
                .isPresent();
    }

    private Optional<Wait> decide(Packed packed, String covers, @Nullable Instant embargo)
            throws SQLException {
        Row row = find(packed.item());
        if (row.version() != packed.version() || row.state().equals("withdrawn")) {
            throw new IllegalStateException(
                    "order " + packed.version() + " of " + packed.item() + " is not the current");
        }
        if (covers.equals(row.opening()) || row.gone()) {
            return Optional.empty();
        }
        List<Hold> holds = holds(db, packed.item());
        if (!holds.isEmpty()) {
            return Optional.of(held(packed, holds.getFirst()));
        }
        approvals.voidStale(packed, covers);
        approvals.asOrdered(packed, covers, row.orderedBy());
        Optional<Wait> lacking = approvals.lacking(packed);
        if (lacking.isPresent()) {
            Audit.add(
                    db,
                    Audit.Event.REVIEW,
                    packed.item(),
                    packed.version(),
                    null,
                    lacking.get().getMessage());
            return lacking;
        }
        if (embargo != null && embargo.toEpochMilli() > db.now()) {
            Audit.add(
                    db,
                    Audit.Event.SCHEDULED,
                    packed.item(),
                    packed.version(),
                    null,
                    "goes out at " + embargo);
            return Optional.of(embargoed(embargo));
        }
        begin(packed, covers);
        return Optional.empty();
    }

    private static Wait held(Packed packed, Hold hold) {
        return new Wait(
                Wait.For.UNHOLD,
                null,
                "held by " + hold.by() + ": " + hold.why(),
                "settle it, then type 'v2v unhold " + packed.item() + "'");
    }

    private static Wait embargoed(Instant until) {
        return new Wait(
                Wait.For.EMBARGO,
                until,
                "under embargo until " + until,
                "keep a node running ('v2v run'): it goes out at that second");
    }

    private void begin(Packed packed, String covers) throws SQLException {
        db.update(
                "UPDATE item SET opening=?, state='approved', code=NULL, message=NULL, fix=NULL,"
                        + " changed_at=? WHERE id=? AND version=?",
                covers,
                db.now(),
                packed.item(),
                packed.version());
        Audit.add(
                db,
                Audit.Event.RELEASE_BEGUN,
                packed.item(),
                packed.version(),
                null,
                "covers " + covers + ", info-hash " + packed.swarm());
    }

    // --- what people say ---

    /// The work that stands before the door, for whoever wants to approve it.
    ///
    /// @throws Refusal when it does not stand there
    public Packed waiting(String item) {
        return db.transaction(() -> {
            Row row = find(item);
            return standing(item, row).orElseThrow(() -> notWaiting(row));
        });
    }

    private static Refusal notWaiting(Row row) {
        if (row.state().equals("withdrawn")) {
            return new Refusal(
                    Code.WITHDRAWN,
                    row.source(),
                    "it was released and withdrawn: there is nothing to approve",
                    "leave it so; a withdrawn release does not go out again");
        }
        boolean out = row.gone() || row.leaving();
        return new Refusal(
                out ? Code.ALREADY_RELEASED : Code.NOT_RELEASED,
                row.source(),
                out
                        ? "it is out already: there is nothing to approve"
                        : "it does not lie ready yet (" + row.state() + ")",
                out
                        ? "type 'v2v withdraw' if it should not have gone out"
                        : "approve it when 'v2v status' says review");
    }

    private Optional<Packed> standing(String item, Row row) throws SQLException {
        if (row.gone() || row.leaving()) {
            return Optional.empty();
        }
        return db.one(
                        "SELECT body FROM task WHERE item=? AND version=? AND stage='release' AND"
                                + " tap='' AND state IN ('parked','ready')",
                        found -> found.getString(1),
                        item,
                        row.version())
                .map(body -> Json.read(body, Ticket.class))
                .filter(Packed.class::isInstance)
                .map(Packed.class::cast);
    }

    /// Takes somebody's word that the work may go out.
    ///
    /// @param covers SHA-256 of record and files, as the person saw them
    /// @throws Refusal when this name may not approve, has done so already, or the work is another
    ///   by now
    public void approve(Packed packed, Digest covers, String by) {
        String name = approvals.speaker(by, packed);
        db.transaction(() -> {
            Row row = find(packed.item());
            if (!standing(packed.item(), row).map(packed::equals).orElse(false)) {
                throw new Refusal(
                        Code.APPROVAL_STALE,
                        row.source(),
                        "it is not what it was when you looked at it",
                        "look at it again, then approve it");
            }
            approvals.voidStale(packed, covers.hex());
            if (approvals.valid(packed, name)) {
                throw new Refusal(
                        Code.SELF_APPROVAL,
                        row.source(),
                        by.strip() + " has approved it already",
                        "let somebody else approve it too");
            }
            approvals.write(packed, covers.hex(), by, "by name");
            return letGo(packed, holds(db, packed.item()).isEmpty());
        });
    }

    /// Lets the work ask at the door again without anybody's word: what is not whole is made again
    /// there, and nobody could approve it before.
    public void again(Packed packed) {
        db.transaction(() ->
                letGo(
                        packed,
                        standing(packed.item(), find(packed.item()))
                                .map(packed::equals)
                                .orElse(false)));
    }

    /// The work asks at the door again.
    private boolean letGo(Ticket work, boolean free) throws SQLException {
        if (!free) {
            return false;
        }
        db.update(
                "UPDATE item SET state='processed', code=NULL, message=NULL, fix=NULL, changed_at=?"
                        + " WHERE id=? AND version=? AND (state IN ('review','scheduled') OR"
                        + " (state='held' AND code='HOLD_OPEN'))",
                db.now(),
                work.item(),
                work.version());
        return db.update(
                        "UPDATE task SET state='ready', not_before=0 WHERE item=? AND version=? AND"
                                + " stage='release' AND tap='' AND state IN ('parked','ready')",
                        work.item(),
                        work.version())
                == 1;
    }

    /// Takes somebody's word that the work must not go out.
    ///
    /// @return its number
    /// @throws Refusal when it is out, or on its way through the door at this moment
    public long hold(String item, String why, String by) {
        return db.transaction(() -> {
            Row row = find(item);
            if (row.gone() || row.leaving()) {
                boolean withdrawn = row.state().equals("withdrawn");
                throw new Refusal(
                        withdrawn ? Code.WITHDRAWN : Code.ALREADY_RELEASED,
                        row.source(),
                        withdrawn
                                ? "it was released and withdrawn: a hold changes nothing"
                                : "it is out: a hold comes too late",
                        withdrawn
                                ? "nothing is left to do"
                                : "type 'v2v withdraw "
                                        + item
                                        + " --why REASON' to stop offering it; copies that others"
                                        + " have stay theirs");
            }
            db.update(
                    "INSERT INTO hold(item, why, by, at) VALUES(?,?,?,?)",
                    item,
                    why.strip(),
                    by.strip(),
                    db.now());
            // before the log's own row is the last one
            long number =
                    db.one("SELECT last_insert_rowid()", found -> found.getLong(1)).orElseThrow();
            Audit.add(db, Audit.Event.HOLD, item, row.version(), by.strip(), why.strip());
            // what already stands at the door is seen to be held at once
            db.update(
                    "UPDATE item SET state='held', code='HOLD_OPEN', message=?, fix=?, changed_at=?"
                            + " WHERE id=? AND state IN ('review','scheduled')",
                    "held by " + by.strip() + ": " + why.strip(),
                    "settle it, then type 'v2v unhold " + item + "'",
                    db.now(),
                    item);
            return number;
        });
    }

    /// Lifts every hold of a work; it asks at the door again.
    ///
    /// @return those that were lifted
    public List<Hold> unhold(String item, String why, String by) {
        return db.transaction(() -> {
            Row row = find(item);
            List<Hold> open = holds(db, item);
            db.update(
                    "UPDATE hold SET lifted_by=?, lifted_at=? WHERE item=? AND lifted_at IS NULL",
                    by.strip(),
                    db.now(),
                    item);
            for (Hold hold : open) {
                Audit.add(
                        db,
                        Audit.Event.UNHOLD,
                        item,
                        row.version(),
                        by.strip(),
                        "hold %d of %s (%s)%s"
                                .formatted(
                                        hold.number(),
                                        hold.by(),
                                        hold.why(),
                                        why.isBlank() ? "" : ": " + why.strip()));
            }
            Optional<Packed> standing = standing(item, row);
            if (standing.isPresent()) {
                letGo(standing.get(), true);
            }
            return open;
        });
    }

    /// Stops offering a work; the rest is the stage `withdraw`.
    ///
    /// @throws Refusal when it is not out
    public Withdrawal withdraw(String item, String why, String by) {
        return withdraw(item, null, why, by);
    }

    /// The same of one version.
    ///
    /// @param version counts the orders, as `show` does; null for the newest that is out
    public Withdrawal withdraw(String item, @Nullable Integer version, String why, String by) {
        return db.transaction(() -> {
            Row row = find(item);
            boolean newest = version == null || version == row.version();
            if (!newest || !row.state().equals("released")) {
                Optional<Withdrawal> former = former(item, version, why, by);
                if (former.isPresent()) {
                    return former.get();
                }
            }
            if (!newest) {
                throw new Refusal(
                        Code.NOT_RELEASED,
                        row.source(),
                        "its version " + version + " is not out: there is nothing to take back",
                        "'v2v show " + item + "' lists the versions that are");
            }
            if (!row.state().equals("released") || row.released() == null) {
                throw new Refusal(
                        row.state().equals("withdrawn") ? Code.WITHDRAWN : Code.NOT_RELEASED,
                        row.source(),
                        row.state().equals("withdrawn")
                                ? "it is withdrawn already"
                                : "it is not out ("
                                        + row.state()
                                        + "): there is nothing to take"
                                        + " back",
                        row.state().equals("withdrawn")
                                ? "nothing is left to do"
                                : "type 'v2v hold " + item + " --why REASON' to keep it in");
            }
            Withdrawal order =
                    new Withdrawal(
                            Json.read(row.released(), Released.class),
                            row.title(),
                            why.strip(),
                            by.strip(),
                            Instant.ofEpochMilli(db.now()));
            db.update(
                    "UPDATE item SET state='withdrawn', message=?, changed_at=? WHERE id=?",
                    why.strip(),
                    db.now(),
                    item);
            taken(order);
            return order;
        });
    }

    /// An earlier version; the one that replaced it stays.
    private Optional<Withdrawal> former(
            String item, @Nullable Integer version, String why, String by) throws SQLException {
        Optional<Formers.Former> found =
                Formers.all(db, item).stream()
                        .filter(f -> f.out() && (version == null || f.version() == version))
                        .findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Formers.Former former = found.get();
        Withdrawal order =
                new Withdrawal(
                        former.released(),
                        former.title(),
                        why.strip(),
                        by.strip(),
                        Instant.ofEpochMilli(db.now()));
        Formers.withdrawn(db, former);
        taken(order);
        return Optional.of(order);
    }

    private void taken(Withdrawal order) throws SQLException {
        db.update(
                """
                INSERT INTO task(item, version, stage, tap, body, state, created_at)
                VALUES(?,?,'withdraw','',?,'ready',?) ON CONFLICT DO NOTHING\
                """,
                order.item(),
                order.version(),
                Json.line(order),
                db.now());
        Audit.add(
                db, Audit.Event.WITHDRAWAL, order.item(), order.version(), order.by(), order.why());
    }

    // --- what is written ---

    static List<Hold> holds(Db db, String item) throws SQLException {
        return db.select(
                "SELECT id, why, by, at FROM hold WHERE item=? AND lifted_at IS NULL ORDER BY id",
                row ->
                        new Hold(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                Instant.ofEpochMilli(row.getLong(4))),
                item);
    }
}
