package v2v.ledger;

import java.sql.SQLException;
import java.util.Arrays;

/// Where a work stands. From RECEIVED to RELEASED it goes by itself, but for the approval that it
/// may wait for in REVIEW; RELEASED is never left but for WITHDRAWN.
public enum ItemState {
    /// It has a place; what it is and whether it may go out is being found out.
    RECEIVED,
    /// The rights have let it through, and it is being made.
    VALIDATED,
    /// The release lies ready, with its torrent.
    PROCESSED,
    /// It lies ready and waits for somebody's approval.
    REVIEW,
    /// Everybody who must approve has done so.
    APPROVED,
    /// It lies ready and waits for the end of its embargo.
    SCHEDULED,
    RELEASED,
    /// It was out, and is no longer offered by us.
    WITHDRAWN,
    /// Refused or held: a person must act.
    HELD,
    /// An outage that lasted, or a bug of ours.
    FAILED;

    /// Reads [#word] back. Only a hand that wrote into the ledger, or a newer program, makes
    /// others.
    static ItemState of(String word) throws SQLException {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new SQLException("an item has a state that nobody knows: " + word));
    }

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Whether it is on its way and nobody need do anything.
    public boolean moving() {
        return switch (this) {
            case RECEIVED, VALIDATED, PROCESSED, APPROVED -> true;
            case REVIEW, SCHEDULED, RELEASED, WITHDRAWN, HELD, FAILED -> false;
        };
    }
}
