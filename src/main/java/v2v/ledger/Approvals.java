package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Packed;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;
import v2v.item.Ticket;
import v2v.item.Wait;
import v2v.ledger.Gate.Approval;

import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What people have said for a work: whose word counts, for which bytes, and whether that is
/// enough. Every method stands in a transaction of the [Gate].
final class Approvals {
    /// Letters and marks that nobody sees; with them one person could sign as two.
    private static final String UNSEEN =
            "[\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\uFE00-\\uFE0F"
                    + "\\x{E0100}-\\x{E01EF}]";

    /// Names are compared as a person reads them: by their letters and numbers.
    ///
    /// @return empty when nobody could read it as a name
    static String plain(String name) {
        String seen = Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll(UNSEEN, "");
        return Normalizer.normalize(seen, Normalizer.Form.NFC)
                .replaceAll("[^\\p{L}\\p{N}\\p{M}]+", " ")
                .replaceAll("(?<![\\p{L}\\p{N}\\p{M}])\\p{M}+", "")
                .strip()
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private final Db db;
    private final GateSettings settings;

    Approvals(Db db, GateSettings settings) {
        this.db = db;
        this.settings = settings;
    }

    boolean valid(Packed packed, String name) throws SQLException {
        return db.one(
                        "SELECT 1 FROM approval WHERE item=? AND version=? AND name=? AND voided IS"
                                + " NULL",
                        found -> 1,
                        packed.item(),
                        packed.version(),
                        name)
                .isPresent();
    }

    /// As whom this name counts.
    ///
    /// @throws Refusal when it may not approve
    String speaker(String by, Packed packed) {
        String source =
                packed.release().renditions().clearance().inspection().footage().file().toString();
        if (plain(by).isEmpty()) {
            throw new Refusal(
                    Code.APPROVALS_INSUFFICIENT,
                    source,
                    "an approval without a name is none",
                    "add --by and the name of the person who approves");
        }
        if (!settings.mayApprove(by)) {
            throw new Refusal(
                    Code.APPROVALS_INSUFFICIENT,
                    source,
                    by.strip() + " is not among those who may approve",
                    "let one of rights.approvers approve it, or add the name there");
        }
        return plain(by);
    }

    void voidStale(Packed packed, String covers) throws SQLException {
        List<String> stale =
                db.select(
                        "SELECT by FROM approval WHERE item=? AND version=? AND covers<>? AND"
                                + " voided IS NULL",
                        row -> row.getString(1),
                        packed.item(),
                        packed.version(),
                        covers);
        for (String by : stale) {
            Audit.add(
                    db,
                    Audit.Event.APPROVAL_VOID,
                    packed.item(),
                    packed.version(),
                    by,
                    "record or files are not what was approved: they are " + covers + " now");
        }
        db.update(
                "UPDATE approval SET voided=? WHERE item=? AND version=? AND covers<>? AND voided"
                        + " IS NULL",
                db.now(),
                packed.item(),
                packed.version(),
                covers);
    }

    /// Whoever types `v2v release` approves what comes of it, once: if it changes afterwards, that
    /// word is void, and nobody speaks for him.
    void asOrdered(Packed packed, String covers, @Nullable String by) throws SQLException {
        if (by == null || !settings.mayApprove(by)) {
            return;
        }
        boolean spoken =
                db.one(
                                "SELECT 1 FROM approval WHERE item=? AND version=? AND name=?",
                                found -> 1,
                                packed.item(),
                                packed.version(),
                                plain(by))
                        .isPresent();
        if (!spoken) {
            write(packed, covers, by, "by ordering the release");
        }
    }

    void write(Ticket work, String covers, String by, String how) throws SQLException {
        db.update(
                "INSERT INTO approval(item, version, name, by, at, covers) VALUES(?,?,?,?,?,?)",
                work.item(),
                work.version(),
                plain(by),
                by.strip(),
                db.now(),
                covers);
        Audit.add(
                db,
                Audit.Event.APPROVED,
                work.item(),
                work.version(),
                by.strip(),
                how + "; covers " + covers);
    }

    Optional<Wait> lacking(Packed packed) throws SQLException {
        List<Approval> all = all(db, packed.item(), packed.version());
        long have =
                all.stream()
                        .filter(a -> a.voided() == null && settings.mayApprove(a.by()))
                        .map(a -> plain(a.by()))
                        .distinct()
                        .count();
        if (have >= settings.approvals()) {
            return Optional.empty();
        }
        boolean voided = all.stream().anyMatch(a -> a.voided() != null);
        return Optional.of(
                new Wait(
                        Wait.For.APPROVAL,
                        null,
                        "waits for approval: %d of %d%s"
                                .formatted(
                                        have,
                                        settings.approvals(),
                                        voided
                                                ? "; an earlier one is void, because record or"
                                                        + " files have changed since"
                                                : ""),
                        "look at it ('v2v show %s'), then type 'v2v approve %s --by NAME'"
                                .formatted(packed.item(), packed.item())));
    }

    static List<Approval> all(Db db, String item, int version) throws SQLException {
        return db.select(
                "SELECT by, at, covers, voided FROM approval WHERE item=? AND version=? ORDER BY"
                        + " rowid",
                row -> {
                    long millis = row.getLong(4);
                    Instant voided = row.wasNull() ? null : Instant.ofEpochMilli(millis);
                    return new Approval(
                            row.getString(1),
                            Instant.ofEpochMilli(row.getLong(2)),
                            row.getString(3),
                            voided);
                },
                item,
                version);
    }
}
