package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.Json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Who did what to which work, and when: only ever added to, each entry sealed with the hash of the
/// one before it.
///
/// An entry is written in the transaction that does what it says, so that neither is there without
/// the other. Its hash is the SHA-256 of the JSON array `[seq, at, event, item, version, by,
/// account, detail, previous]`; the first one's previous is 64 zeros. Whoever can write to the file
/// can write a whole new chain: only a head that was noted somewhere else ([#verify]) proves that
/// nobody did.
public final class Audit {
    /// What can happen to a work.
    public enum Event {
        RECEIVED,
        REFUSED,
        FAILED,
        PROCESSED,
        HOLD,
        UNHOLD,
        REVIEW,
        APPROVED,
        APPROVAL_VOID,
        SCHEDULED,
        /// From here on nothing stops it any more.
        RELEASE_BEGUN,
        RELEASED,
        WITHDRAWAL,
        WITHDRAWN,
        /// Its film and sound were deleted here, for enough others hold them.
        LET_GO,
        /// They were fetched from the others.
        BROUGHT_BACK,
        /// Somebody had every byte of it read again (`v2v check`).
        CHECKED,
        /// The books were lost, and this was found in the catalogue.
        REBUILT;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /// Empty for a word of a later program.
        public static Optional<Event> of(String word) {
            return Arrays.stream(values()).filter(event -> event.word().equals(word)).findFirst();
        }
    }

    /// One line of the log.
    ///
    /// @param version counts the orders for these bytes
    /// @param by who is said to have done it; empty for the program itself
    /// @param account of the machine under which it was done
    /// @param detail in words
    public record Entry(
            long seq,
            Instant at,
            String event,
            String item,
            int version,
            String by,
            String account,
            String detail,
            String previous,
            String hash) {
        /// What its hash must be.
        String sealed() {
            List<@Nullable Object> all =
                    Arrays.asList(
                            seq,
                            at.toEpochMilli(),
                            event,
                            item,
                            version,
                            by,
                            account,
                            detail,
                            previous);
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                byte[] bytes = Json.line(all).getBytes(StandardCharsets.UTF_8);
                return Digest.of(sha256.digest(bytes)).hex();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    /// What an examination of the whole log found.
    ///
    /// @param entries that were read
    /// @param head hash of the last; 64 zeros in an empty log
    /// @param fault the first thing that is wrong, in words; null when all is well
    public record Examined(long entries, String head, @Nullable String fault) {}

    private static final String NOTHING = "0".repeat(64);
    private static final int PAGE = 1000;

    private Audit() {}

    /// Adds an entry. Inside a transaction only.
    static void add(
            Db db, Event event, String item, int version, @Nullable String by, String detail)
            throws SQLException {
        Optional<Entry> last = db.one(ALL + "ORDER BY seq DESC LIMIT 1", Audit::entry);
        // not max+1: the number of an entry that somebody took off the end is not given again
        long counted =
                db.one("SELECT seq FROM sqlite_sequence WHERE name='audit'", row -> row.getLong(1))
                        .orElse(0L);
        Entry next =
                new Entry(
                        Math.max(counted, last.map(Entry::seq).orElse(0L)) + 1,
                        Instant.ofEpochMilli(db.now()),
                        event.word(),
                        item,
                        version,
                        by == null ? "" : by,
                        System.getProperty("user.name", ""),
                        detail,
                        last.map(Entry::hash).orElse(NOTHING),
                        "");
        db.update(
                "INSERT INTO audit(seq, at, event, item, version, by, account, detail, previous,"
                        + " hash) VALUES(?,?,?,?,?,?,?,?,?,?)",
                next.seq(),
                next.at().toEpochMilli(),
                next.event(),
                next.item(),
                next.version(),
                next.by(),
                next.account(),
                next.detail(),
                next.previous(),
                next.sealed());
    }

    private static final String ALL =
            "SELECT seq, at, event, item, version, by, account, detail, previous, hash FROM audit ";

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10));
    }

    /// A page of entries, oldest first.
    ///
    /// @param item of this item alone; empty for all
    /// @param after the number of the last entry before the page
    static List<Entry> page(Db db, String item, long after) {
        return page(db, item, after, PAGE);
    }

    static List<Entry> page(Db db, String item, long after, int most) {
        return item.isEmpty()
                ? db.read(ALL + "WHERE seq>? ORDER BY seq LIMIT ?", Audit::entry, after, most)
                : db.read(
                        ALL + "WHERE item=? AND seq>? ORDER BY seq LIMIT ?",
                        Audit::entry,
                        item,
                        after,
                        most);
    }

    /// Reads the whole chain.
    ///
    /// @param noted a hash that was printed earlier and kept elsewhere: it must be in the chain;
    ///   null when there is none
    static Examined verify(Db db, @Nullable String noted) {
        String head = NOTHING;
        long seq = 0;
        boolean met = noted == null || noted.equals(NOTHING);
        while (true) {
            List<Entry> page = page(db, "", seq);
            for (Entry entry : page) {
                String fault = fault(entry, seq, head);
                if (fault != null) {
                    return new Examined(seq, head, fault);
                }
                seq = entry.seq();
                head = entry.hash();
                met |= head.equals(noted);
            }
            if (page.isEmpty()) {
                return new Examined(seq, head, atTheEnd(db, seq, met, noted));
            }
        }
    }

    private static @Nullable String fault(Entry entry, long before, String head) {
        if (entry.seq() != before + 1) {
            return "entry %d is missing".formatted(before + 1);
        }
        if (!entry.previous().equals(head)) {
            return "entry %d does not follow from the one before it".formatted(entry.seq());
        }
        return entry.sealed().equals(entry.hash())
                ? null
                : "entry %d is not what was written (%s of %s)"
                        .formatted(entry.seq(), entry.event(), entry.at());
    }

    private static @Nullable String atTheEnd(Db db, long last, boolean met, @Nullable String head) {
        long counted =
                db
                        .read(
                                "SELECT seq FROM sqlite_sequence WHERE name='audit'",
                                row -> row.getLong(1))
                        .stream()
                        .findFirst()
                        .orElse(0L);
        if (counted > last) {
            return "entries are missing at the end: %d were written, %d are there"
                    .formatted(counted, last);
        }
        return met ? unwritten(db) : "the head " + head + " is not in this log: it is another one";
    }

    /// What the ledger says that people did and releases began, and nobody wrote down: the log was
    /// emptied, or somebody wrote into the ledger by hand.
    private static @Nullable String unwritten(Db db) {
        return db
                .read(
                        """
                        SELECT 'an approval of ' || item || ' by ' || by FROM approval p
                        WHERE NOT EXISTS(SELECT 1 FROM audit a
                          WHERE a.item=p.item AND a.event='approved' AND a.by=p.by)
                        UNION ALL SELECT 'the release of ' || id FROM item i
                        WHERE opening IS NOT NULL AND NOT EXISTS(SELECT 1 FROM audit a
                          WHERE a.item=i.id AND a.event='release-begun') LIMIT 1\
                        """,
                        row -> row.getString(1) + " stands in the ledger, and no entry says so")
                .stream()
                .findFirst()
                .orElse(null);
    }
}
