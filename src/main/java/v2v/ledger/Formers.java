package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Correction;
import v2v.item.Footage;
import v2v.item.Json;
import v2v.item.Order;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;
import v2v.item.Release;
import v2v.item.Released;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The versions of works that a corrected version was ordered for. They stay out, each under its
/// own name, until somebody withdraws them.
public final class Formers {
    private Formers() {}

    /// One version of a work, before the one that is worked on or out now.
    ///
    /// @param version counts the orders for these bytes
    /// @param out false when it was withdrawn
    public record Former(int version, String title, boolean out, Released released) {}

    /// Those of one item, newest first.
    static List<Former> all(Db db, String item) {
        return db.read(
                "SELECT version, title, state, released FROM former WHERE item=? ORDER BY version"
                        + " DESC",
                row ->
                        new Former(
                                row.getInt(1),
                                row.getString(2),
                                row.getString(3).equals("released"),
                                Json.read(row.getString(4), Released.class)),
                item);
    }

    /// What is out of an item is put aside, before its row becomes that of the next version.
    static void keep(Db db, String item) throws SQLException {
        db.update(
                """
                INSERT INTO former(item, version, title, state, release, released)
                SELECT id, version, title, 'released', release, released FROM item
                WHERE id=? AND state='released' ON CONFLICT DO NOTHING\
                """,
                item);
        db.update("UPDATE item SET released=NULL WHERE id=? AND state='released'", item);
    }

    static void withdrawn(Db db, Former former) throws SQLException {
        db.update(
                "UPDATE former SET state='withdrawn' WHERE item=? AND version=?",
                former.released().item(),
                former.version());
    }

    /// The newest release of an item that is out.
    static Optional<Items.Newest> newest(Db db, String item) throws SQLException {
        return db.one(
                """
                SELECT release, released FROM (
                  SELECT version, release, released FROM item WHERE id=?1 AND state='released'
                  UNION ALL
                  SELECT version, release, released FROM former WHERE item=?1 AND state='released')
                ORDER BY version DESC LIMIT 1\
                """,
                row ->
                        new Items.Newest(
                                Json.read(row.getString(1), Release.class),
                                Json.read(row.getString(2), Released.class)),
                item);
    }

    /// What an order corrects; null when it asks for nothing of that kind.
    ///
    /// @throws Refusal when nothing is out that it could replace, or that was replaced by another
    ///   work already
    static @Nullable Correction correction(Db db, Order order, Footage footage)
            throws SQLException {
        String wanted = order.replaces();
        if (wanted == null) {
            return null;
        }
        String file = footage.file().toString();
        Items.Newest out =
                newest(db, wanted)
                        .orElseThrow(() ->
                                new Refusal(
                                        Code.NOT_RELEASED,
                                        file,
                                        "nothing of item "
                                                + wanted
                                                + " is out that it could replace",
                                        "look it up with 'v2v search', or release it without"
                                                + " --replaces"));
        boolean same = wanted.equals(footage.item());
        Correction earlier =
                out.release().renditions().clearance().inspection().footage().corrects();
        int last = earlier == null ? 1 : earlier.number();
        String why = order.why() == null ? "" : order.why();
        Correction correction = Correction.of(out.released(), same ? last + 1 : 1, why);
        if (!same) {
            refuseReplaced(db, correction, footage);
        }
        return correction;
    }

    private static void refuseReplaced(Db db, Correction correction, Footage footage)
            throws SQLException {
        Optional<String> other =
                db.one(
                        """
                        SELECT id FROM item WHERE id<>?2 AND state='released' AND json_extract(release,
                          '$.renditions.clearance.inspection.footage.corrects.folder')=?1 LIMIT 1\
                        """,
                        row -> row.getString(1),
                        correction.folder(),
                        footage.item());
        if (other.isPresent()) {
            throw new Refusal(
                    Code.ALREADY_RELEASED,
                    footage.file().toString(),
                    correction.folder() + " was replaced by item " + other.get() + " already",
                    "replace that one (--replaces " + other.get() + ")");
        }
    }

    /// A correction that came to nothing leaves the version before it out: under its name nothing
    /// else can go out.
    static void refuseOut(Db db, Footage footage) throws SQLException {
        Optional<Items.Newest> out = newest(db, footage.item());
        if (out.isPresent()) {
            throw new Refusal(
                    Code.ALREADY_RELEASED,
                    footage.file().toString(),
                    "an earlier version of item "
                            + footage.id()
                            + " is out as "
                            + out.get().released().folder(),
                    "order it as a corrected version: --replaces "
                            + footage.id()
                            + " --why REASON");
        }
    }
}
