package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Json;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Ticket;
import v2v.item.Withdrawal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The audit log for programs that are told what happens: entry after entry, each with the facts
/// that belong to it, and a mark how far they have been told.
public final class Feed {
    private final Db db;

    Feed(Db db) {
        this.db = db;
    }

    /// An entry, and what the ledger knows of its work now. What a later version has replaced may
    /// be missing.
    ///
    /// @param source the path of the original
    /// @param request the id that the message had that ordered it; null when none did
    /// @param clearance the licence under which it goes out
    public record Told(
            Audit.Entry entry,
            @Nullable String title,
            @Nullable String sha256,
            @Nullable String source,
            @Nullable String request,
            Requests.@Nullable Problem problem,
            @Nullable Released released,
            @Nullable Clearance clearance,
            @Nullable Withdrawal withdrawal) {}

    /// The number of the last entry that was told; 0 when none was.
    ///
    /// @param name of whoever is told
    public long position(String name) {
        return db.read("SELECT seq FROM feed WHERE name=?", row -> row.getLong(1), name).stream()
                .findFirst()
                .orElse(0L);
    }

    /// All up to this entry have been told.
    public void told(String name, long seq) {
        db.transaction(() ->
                db.update(
                        "INSERT INTO feed(name, seq) VALUES(?,?) ON CONFLICT(name) DO UPDATE SET"
                                + " seq=excluded.seq",
                        name,
                        seq));
    }

    /// The next entries, oldest first.
    ///
    /// @param after the number of the last one that was told
    public List<Told> after(long after, int most) {
        return Audit.page(db, "", after, most).stream().map(this::told).toList();
    }

    private record Row(
            int version,
            String title,
            String sha256,
            String source,
            @Nullable String delivery,
            @Nullable String release,
            @Nullable String released) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getInt(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7));
        }
    }

    private Told told(Audit.Entry entry) {
        Row row = row(entry);
        if (row == null) {
            // before it had an identity: the entry names its path
            String delivery = entry.version() + "#" + entry.item();
            return new Told(
                    entry, null, null, null, asked(delivery), problem(entry), null, null, null);
        }
        return new Told(
                entry,
                row.title(),
                row.sha256(),
                row.source(),
                row.delivery() == null ? null : asked(row.delivery()),
                problem(entry),
                row.released() == null ? null : Json.read(row.released(), Released.class),
                row.release() == null
                        ? null
                        : Json.read(row.release(), Release.class).renditions().clearance(),
                withdrawal(entry));
    }

    /// Of the version that the entry is about, as far as it is known.
    private @Nullable Row row(Audit.Entry entry) {
        List<Row> found =
                db.read(
                        """
                        SELECT version, title, sha256, source, delivery, release, released
                        FROM item WHERE id=?1 AND version=?2
                        UNION ALL SELECT f.version, f.title, i.sha256, i.source, NULL, f.release, f.released
                        FROM former f JOIN item i ON i.id=f.item WHERE f.item=?1 AND f.version=?2
                        UNION ALL SELECT 0, title, sha256, source, NULL, NULL, NULL FROM item WHERE id=?1\
                        """,
                        Row::of,
                        entry.item(),
                        entry.version());
        return found.isEmpty() ? null : found.getFirst();
    }

    private Requests.@Nullable Problem problem(Audit.Entry entry) {
        return db
                .read(
                        """
                        SELECT code, why, fix FROM task WHERE item=? AND version=? AND tap=''
                          AND state IN ('held','dead','bug') ORDER BY id DESC LIMIT 1\
                        """,
                        row ->
                                new Requests.Problem(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3) == null ? "" : row.getString(3)),
                        entry.item(),
                        entry.version())
                .stream()
                .findFirst()
                .orElse(null);
    }

    private @Nullable Withdrawal withdrawal(Audit.Entry entry) {
        return db
                .read(
                        "SELECT body FROM task WHERE item=? AND version=? AND stage='withdraw' AND"
                                + " tap=''",
                        row -> Json.read(row.getString(1), Ticket.class),
                        entry.item(),
                        entry.version())
                .stream()
                .filter(Withdrawal.class::isInstance)
                .map(Withdrawal.class::cast)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String asked(String delivery) {
        return db.read(REQUEST, row -> row.getString(1), delivery).stream()
                .findFirst()
                .orElse(null);
    }

    private static final String REQUEST =
            "SELECT id FROM request WHERE delivery=? ORDER BY at DESC LIMIT 1";

    /// The id that the message had that ordered this delivery.
    static Optional<String> request(Db db, String delivery) throws SQLException {
        return db.one(REQUEST, row -> row.getString(1), delivery);
    }
}
