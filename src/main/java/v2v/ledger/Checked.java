package v2v.ledger;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One folder that was read again from its first byte to its last.
///
/// @param item the id of its item
/// @param version counts the orders for its bytes; null for the newest
/// @param what `release` or `master`
/// @param folder relative to the library
/// @param state `good`, `damaged` or `missing`
/// @param files that were looked at
/// @param bytes that were read
public record Checked(
        String item,
        @Nullable Integer version,
        String what,
        String folder,
        String state,
        long files,
        long bytes) {
    private static final Pattern DETAIL =
            Pattern.compile("(release|master) (\\S+) (.*): (\\d+) files, (\\d+) bytes read");

    /// What stands in the log.
    String detail() {
        return "%s %s %s: %d files, %d bytes read".formatted(what, state, folder, files, bytes);
    }

    /// Reads it back from there; empty when it is something else.
    public static Optional<Checked> read(Audit.Entry entry) {
        Matcher found = DETAIL.matcher(entry.detail());
        return found.matches()
                ? Optional.of(
                        new Checked(
                                entry.item(),
                                entry.version(),
                                found.group(1),
                                found.group(3),
                                found.group(2),
                                Long.parseLong(found.group(4)),
                                Long.parseLong(found.group(5))))
                : Optional.empty();
    }

    /// Inside a transaction only.
    void write(Db db) throws SQLException {
        int of =
                version != null
                        ? version
                        : db.one("SELECT version FROM item WHERE id=?", row -> row.getInt(1), item)
                                .orElse(0);
        Audit.add(db, Audit.Event.CHECKED, item, of, null, detail());
    }
}
