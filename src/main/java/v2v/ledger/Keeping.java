package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Copies;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which releases others hold, and of which our own copy is away.
public final class Keeping {
    private final Db db;

    Keeping(Db db) {
        this.db = db;
    }

    /// Where our own copy is.
    public enum State {
        HERE,
        /// It was decided; some files may be removed already.
        GOING,
        AWAY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A release that a copy is of.
    ///
    /// @param folder relative to the library
    /// @param torrent relative to the library
    public record Subject(String folder, String item, int version, String torrent, String magnet) {}

    /// What is known of one.
    ///
    /// @param gone since when our own copy is away; null while it is here
    /// @param freed bytes by which the library is smaller; 0 while it is here
    /// @param wanted since when it is to come back; null when nobody wants it
    /// @param wantedBy who or what wants it, in words
    /// @param keepers where those are who hold it, `host:port`, as far as they proved it; nobody
    ///   while our own copy is here
    public record Row(
            Subject subject,
            State state,
            Copies copies,
            @Nullable Instant gone,
            long freed,
            @Nullable Instant wanted,
            String wantedBy,
            List<String> keepers) {
        public Row {
            keepers = List.copyOf(keepers);
        }
    }

    private static final String ALL =
            "SELECT folder, item, version, torrent, magnet, state, since, least, looked, seeds,"
                    + " gone, freed, wanted, wanted_by, keepers FROM keep ";

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Subject(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getString(5)),
                State.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
                new Copies(time(row, 7), row.getInt(8), time(row, 9), row.getInt(10)),
                time(row, 11),
                row.getLong(12),
                time(row, 13),
                row.getString(14),
                row.getString(15).isEmpty()
                        ? List.of()
                        : List.of(row.getString(15).split(" ", -1)));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    static List<Row> away(Db db) {
        return db.read(ALL + "WHERE state<>'here' ORDER BY folder", Keeping::row);
    }

    static List<Row> of(Db db, String item) {
        return db.read(ALL + "WHERE item=? ORDER BY version DESC", Keeping::row, item);
    }

    /// Those whose copy is away, or going.
    public List<Row> away() {
        return away(db);
    }

    /// All of an item, newest first.
    public List<Row> of(String item) {
        return of(db, item);
    }

    /// All that were ever looked at and are out.
    public List<Row> all() {
        return db.read(ALL + "ORDER BY folder", Keeping::row);
    }

    public Optional<Row> row(String folder) {
        return db.read(ALL + "WHERE folder=?", Keeping::row, folder).stream().findFirst();
    }

    /// The newest release of each item that is out, as far as the ledger knows: what replaced it
    /// from another work is noted in the library.
    public List<Subject> subjects() {
        return db.read(
                """
                SELECT json_extract(released, '$.folder'), id, json_extract(released, '$.version'),
                  json_extract(released, '$.torrent'), json_extract(released, '$.magnet')
                FROM item WHERE state='released'\
                """,
                row ->
                        new Subject(
                                row.getString(1),
                                row.getString(2),
                                row.getInt(3),
                                row.getString(4),
                                row.getString(5)));
    }

    /// What a look has found; nothing is noted of what is no longer out.
    public void looked(Subject subject, Copies copies) {
        db.transaction(() -> isOut(subject) ? note(subject, copies) : 0);
    }

    private int note(Subject subject, Copies copies) throws SQLException {
        return db.update(
                """
                INSERT INTO keep(folder, item, version, torrent, magnet, state, since, least,
                  looked, seeds) VALUES(?,?,?,?,?,'here',?,?,?,?)
                ON CONFLICT(folder) DO UPDATE SET since=excluded.since, least=excluded.least,
                  looked=excluded.looked, seeds=excluded.seeds\
                """,
                subject.folder(),
                subject.item(),
                subject.version(),
                subject.torrent(),
                subject.magnet(),
                millis(copies.since()),
                copies.least(),
                millis(copies.looked()),
                copies.seeds());
    }

    /// Decides that a copy goes; from here on its files may be removed.
    ///
    /// @param freed bytes that will be
    /// @param keepers who has proved that he holds it, `host:port`: after a restart, and without a
    ///   node, nobody else may know whom to ask
    /// @return false when the release is no longer out as it was, or somebody wants it here
    public boolean goes(Subject subject, long freed, List<String> keepers) {
        return db.transaction(() -> {
            int gone =
                    db.update(
                            """
                            UPDATE keep SET state='going', gone=?, freed=?, keepers=? WHERE folder=?
                              AND state='here' AND wanted IS NULL AND EXISTS(SELECT 1 FROM item
                                WHERE id=keep.item AND state='released'
                                AND json_extract(released, '$.folder')=keep.folder)\
                            """,
                            db.now(),
                            freed,
                            String.join(" ", keepers),
                            subject.folder());
            if (gone == 1) {
                Copies copies = row(subject.folder()).orElseThrow().copies();
                Audit.add(
                        db,
                        Audit.Event.LET_GO,
                        subject.item(),
                        subject.version(),
                        null,
                        "%s: %d bytes of film and sound, kept by %d others since %s"
                                .formatted(
                                        subject.folder(), freed, copies.seeds(), copies.since()));
            }
            return gone == 1;
        });
    }

    /// Who holds a copy that is away.
    ///
    /// @param keepers `host:port`
    public void keptBy(String folder, List<String> keepers) {
        db.transaction(() ->
                db.update(
                        "UPDATE keep SET keepers=? WHERE folder=? AND state<>'here'",
                        String.join(" ", keepers),
                        folder));
    }

    /// All its files are removed.
    public void isAway(String folder) {
        db.transaction(() ->
                db.update("UPDATE keep SET state='away' WHERE folder=? AND state='going'", folder));
    }

    /// Orders that a copy comes back. The first order counts.
    ///
    /// @param by who or what, in words
    /// @return false when it is not away
    public boolean want(String folder, String by) {
        return db.transaction(() -> {
            db.update(
                    "UPDATE keep SET wanted=?, wanted_by=? WHERE folder=? AND state<>'here' AND"
                            + " wanted IS NULL",
                    db.now(),
                    by,
                    folder);
            return db.one(
                            "SELECT 1 FROM keep WHERE folder=? AND state<>'here'",
                            row -> row.getInt(1),
                            folder)
                    .isPresent();
        });
    }

    /// A copy is whole again; the count begins anew.
    ///
    /// @param fetched bytes that came from others
    public void isBack(String folder, long fetched) {
        db.transaction(() -> {
            Optional<Row> row = db.one(ALL + "WHERE folder=?", Keeping::row, folder);
            if (row.isPresent() && row.get().state() != State.HERE) {
                Subject subject = row.get().subject();
                Audit.add(
                        db,
                        Audit.Event.BROUGHT_BACK,
                        subject.item(),
                        subject.version(),
                        null,
                        "%s: %d bytes fetched (%s)"
                                .formatted(folder, fetched, row.get().wantedBy()));
            }
            return db.update(
                    """
                    UPDATE keep SET state='here', since=NULL, least=0, gone=NULL, freed=0, wanted=NULL,
                      wanted_by='', keepers='' WHERE folder=?\
                    """,
                    folder);
        });
    }

    /// Whether a release is out, whatever replaced it.
    public boolean isOut(Subject subject) {
        return !db.read(
                        """
                        SELECT 1 FROM item WHERE id=?1 AND state='released'
                          AND json_extract(released, '$.folder')=?2
                        UNION ALL SELECT 1 FROM former WHERE item=?1 AND state='released'
                          AND json_extract(released, '$.folder')=?2\
                        """,
                        row -> row.getInt(1),
                        subject.item(),
                        subject.folder())
                .isEmpty();
    }

    /// It was withdrawn. Inside a transaction only.
    static void forget(Db db, String folder) throws SQLException {
        db.update("DELETE FROM keep WHERE folder=?", folder);
    }
}
