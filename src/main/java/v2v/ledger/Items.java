package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Correction;
import v2v.item.Delivery;
import v2v.item.Duplicate;
import v2v.item.Finding;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Json;
import v2v.item.Order;
import v2v.item.Packed;
import v2v.item.Refusal;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Ticket;
import v2v.item.Withdrawal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The works, by content.
public final class Items {
    private final Db db;

    Items(Db db) {
        this.db = db;
    }

    private record Known(
            int version,
            String sha256,
            String delivery,
            String state,
            String title,
            String source,
            @Nullable String profile) {
        /// Whether more than the same again is asked for; a ticket of old forms, and rebuilt books,
        /// may not say.
        boolean otherwise(Footage footage) {
            return profile != null && !profile.isEmpty() && !profile.equals(footage.profile());
        }

        /// Of a work that was withdrawn, rebuilt books know the first digits alone.
        boolean same(Footage footage) {
            return footage.sha256().hex().startsWith(sha256);
        }

        static Known of(ResultSet row) throws SQLException {
            return new Known(
                    row.getInt(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7));
        }
    }

    /// Gives hashed footage its place: a new item, or the next version of one that was refused.
    ///
    /// Asked again for the same delivery (after a crash) it gives the same answer.
    ///
    /// @throws Duplicate when these bytes are released or being worked on
    /// @throws Refusal when they were released with another profile than is asked for now
    public Footage register(Delivery delivery, Footage footage) {
        String key = key(delivery);
        return db.transaction(() -> {
            Optional<Known> known =
                    db.one(
                            """
                            SELECT version, sha256, delivery, state, title, source,
                              json_extract(release,
                                '$.renditions.clearance.inspection.footage.profile')
                            FROM item WHERE id=?\
                            """,
                            Known::of,
                            footage.item());
            Footage corrected =
                    footage.correcting(Formers.correction(db, delivery.order(), footage));
            if (known.isPresent() && known.get().delivery().equals(key)) {
                return corrected.versioned(known.get().version());
            }
            if (known.isPresent() && corrects(corrected, known.get())) {
                Formers.keep(db, footage.item());
            } else if (known.isPresent()) {
                refuseKnown(known.get(), footage);
                if (corrected.corrects() == null) {
                    Formers.refuseOut(db, footage);
                }
            }
            int version = known.map(Known::version).orElse(0) + 1;
            return write(corrected.versioned(version), key, delivery.order());
        });
    }

    /// Whether it is ordered as the next version of what is out.
    private static boolean corrects(Footage footage, Known known) {
        Correction correction = footage.corrects();
        return correction != null
                && correction.item().equals(footage.id())
                && known.state().equals("released")
                && known.sha256().equals(footage.sha256().hex());
    }

    /// Names one delivery of one path.
    public static String key(Delivery delivery) {
        return delivery.number() + "#" + delivery.file();
    }

    private static void refuseKnown(Known known, Footage footage) {
        if (!known.same(footage)) {
            throw new Refusal(
                    Refusal.Code.ID_COLLISION,
                    footage.file().toString(),
                    "its SHA-256 begins with the same 16 digits as another item's, "
                            + known.source(),
                    "this is not expected to happen in a lifetime: please report it with both"
                            + " files");
        }
        String same =
                known.source().equals(footage.file().toString())
                        ? "the same file"
                        : "the same bytes as " + known.source();
        if (known.state().equals("released") && known.otherwise(footage)) {
            throw notAdded(known, footage, same);
        }
        switch (known.state()) {
            case "released" ->
                    throw new Duplicate(
                            footage.id(),
                            same
                                    + " is already released as item "
                                    + footage.id()
                                    + ", '"
                                    + known.title()
                                    + "'; to replace it by a corrected version, add --replaces "
                                    + footage.id()
                                    + " --why REASON");
            case "received", "validated", "processed", "approved" ->
                    throw new Duplicate(
                            footage.id(), same + " is being worked on as item " + footage.id());
            case "review", "scheduled" ->
                    throw new Duplicate(
                            footage.id(), same + " lies ready to go out as item " + footage.id());
            case "withdrawn" ->
                    throw new Refusal(
                            Refusal.Code.WITHDRAWN,
                            footage.file().toString(),
                            same + " was released as item " + footage.id() + " and withdrawn",
                            "keep it in the archive: what was withdrawn does not go out again from"
                                    + " this library");
            default -> {}
        }
    }

    /// Somebody who asks for more must not believe that it was made.
    private static Refusal notAdded(Known known, Footage footage, String same) {
        return new Refusal(
                Refusal.Code.ALREADY_RELEASED,
                footage.file().toString(),
                same
                        + " is already released as item "
                        + footage.id()
                        + " with the profile '"
                        + known.profile()
                        + "'; what the profile '"
                        + footage.profile()
                        + "' makes was not made",
                "order it into a library of its own (--library) to have that too, or order a"
                        + " corrected version that replaces it (--replaces)");
    }

    private Footage write(Footage footage, String key, Order order) throws SQLException {
        String by = order.by();
        // what still waits of the version before waits no more
        db.update(
                """
                UPDATE task SET state='done', why='another version was ordered', done_at=?
                WHERE item=? AND version<? AND state IN ('ready','parked') AND tap=''\
                """,
                db.now(),
                footage.item(),
                footage.version());
        String title =
                footage.record().title().orElse(String.valueOf(footage.file().getFileName()));
        db.update(
                """
                INSERT INTO item(id, version, sha256, source, delivery, title, state, ordered_by, priority, created_at, changed_at)
                VALUES(?,?,?,?,?,?,'received',?,?,?,?)
                ON CONFLICT(id) DO UPDATE SET version=excluded.version, source=excluded.source,
                  delivery=excluded.delivery, title=excluded.title, state='received', code=NULL,
                  message=NULL, fix=NULL, findings=NULL, opening=NULL,
                  ordered_by=excluded.ordered_by, priority=excluded.priority, release=NULL,
                  changed_at=excluded.changed_at\
                """,
                footage.item(),
                footage.version(),
                footage.sha256().hex(),
                footage.file().toString(),
                key,
                title,
                by,
                order.now() ? Turns.FIRST : Turns.IN_TURN,
                db.now(),
                db.now());
        Audit.add(
                db,
                Audit.Event.RECEIVED,
                footage.item(),
                footage.version(),
                by,
                "SHA-256 " + footage.sha256() + ", " + footage.file().getFileName() + why(footage));
        return footage;
    }

    private static String why(Footage footage) {
        Correction corrects = footage.corrects();
        return corrects == null ? "" : ", replaces " + corrects.folder() + ": " + corrects.why();
    }

    /// What a queued ticket tells about its item; part of the transaction that queues it.
    static void note(Db db, Ticket ticket) throws SQLException {
        switch (ticket) {
            case Clearance clearance -> moves(db, clearance, "validated");
            case Packed packed -> {
                moves(db, packed, "processed");
                Audit.add(
                        db,
                        Audit.Event.PROCESSED,
                        packed.item(),
                        packed.version(),
                        null,
                        "info-hash " + packed.swarm());
            }
            default -> {}
        }
        if (ticket instanceof Release release) {
            db.update(
                    "UPDATE item SET release=?, title=?, changed_at=? WHERE id=? AND version=?",
                    Json.line(release),
                    release.renditions().clearance().title(),
                    db.now(),
                    release.item(),
                    release.version());
        }
        if (ticket instanceof Withdrawal withdrawal) {
            Keeping.forget(db, withdrawal.released().folder());
            Audit.add(
                    db,
                    Audit.Event.WITHDRAWN,
                    withdrawal.item(),
                    withdrawal.version(),
                    null,
                    withdrawal.released().folder() + " is no longer offered");
        }
        if (ticket instanceof Released released) {
            db.update(
                    """
                    UPDATE item SET state='released', released=?, code=NULL, message=NULL, fix=NULL,
                      changed_at=? WHERE id=? AND version=?\
                    """,
                    Json.line(released),
                    db.now(),
                    released.item(),
                    released.version());
            Audit.add(
                    db,
                    Audit.Event.RELEASED,
                    released.item(),
                    released.version(),
                    null,
                    released.folder() + ", info-hash " + released.swarm());
        }
    }

    private static void moves(Db db, Ticket ticket, String state) throws SQLException {
        db.update(
                """
                UPDATE item SET state=?, changed_at=? WHERE id=? AND version=?
                  AND state IN ('received','validated','processed')\
                """,
                state,
                db.now(),
                ticket.item(),
                ticket.version());
    }

    /// Calls for the newest release of every work that is out, by id, a page of rows at a time.
    public void eachReleased(BiConsumer<Release, Released> visit) {
        String after = "";
        while (true) {
            record Row(String id, String release, String released) {}
            List<Row> page =
                    db.read(
                            """
                            SELECT id, release, released FROM item
                            WHERE state='released' AND id>?1
                            UNION ALL
                            SELECT f.item, f.release, f.released FROM former f
                            JOIN item i ON i.id=f.item WHERE i.state<>'released' AND f.item>?1
                              AND f.state='released' AND f.version=(SELECT max(version) FROM former g
                                WHERE g.item=f.item AND g.state='released')
                            ORDER BY 1 LIMIT 500\
                            """,
                            row -> new Row(row.getString(1), row.getString(2), row.getString(3)),
                            after);
            if (page.isEmpty()) {
                return;
            }
            for (Row row : page) {
                visit.accept(
                        Json.read(row.release(), Release.class),
                        Json.read(row.released(), Released.class));
                after = row.id();
            }
        }
    }

    /// The newest release of a work that is out; nothing when none is.
    public Optional<Newest> newest(ItemId id) {
        return db.transaction(() -> Formers.newest(db, id.value()));
    }

    /// A release that is out.
    public record Newest(Release release, Released released) {}

    /// What of a release its seeding needs: a start over a hundred thousand must not read all that
    /// is known of each.
    ///
    /// @param folder relative to the library
    /// @param torrent relative to the library
    public record Out(String folder, String torrent, String magnet, int version, Instant at) {}

    /// Everything that is out, earlier versions too.
    public List<Out> out() {
        return out(db);
    }

    static List<Out> out(Db db) {
        return db.read(
                """
                SELECT json_extract(released, '$.folder'), json_extract(released, '$.torrent'),
                  json_extract(released, '$.magnet'), json_extract(released, '$.version'),
                  json_extract(released, '$.at') FROM
                (SELECT released FROM item WHERE state='released'
                 UNION ALL SELECT released FROM former WHERE state='released')\
                """,
                row ->
                        new Out(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4),
                                Instant.parse(row.getString(5))));
    }

    /// Where an item stands.
    ///
    /// @param id as stored
    /// @param findings everything that stopped it, where there is more than the message
    public record Standing(
            String id,
            int version,
            String title,
            String source,
            ItemState state,
            @Nullable String code,
            @Nullable String message,
            @Nullable String fix,
            List<Finding> findings,
            @Nullable Release release,
            @Nullable Released released,
            Instant changed) {}

    static final String STANDING =
            "SELECT id, version, title, source, state, code, message, fix, release, released,"
                    + " changed_at, findings FROM item ";

    static Standing standing(ResultSet row) throws SQLException {
        String release = row.getString(9);
        String released = row.getString(10);
        String findings = row.getString(12);
        return new Standing(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                ItemState.of(row.getString(5)),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                findings == null ? List.of() : List.of(Json.read(findings, Finding[].class)),
                release == null ? null : Json.read(release, Release.class),
                released == null ? null : Json.read(released, Released.class),
                Instant.ofEpochMilli(row.getLong(11)));
    }

    public Optional<Standing> find(ItemId id) {
        return db.read(STANDING + "WHERE id=?", Items::standing, id.value()).stream().findFirst();
    }
}
