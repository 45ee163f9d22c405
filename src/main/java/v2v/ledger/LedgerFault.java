package v2v.ledger;

import java.sql.SQLException;

/// The ledger itself can not be read or written: disk full, damaged, locked for longer than ten
/// seconds.
public final class LedgerFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int READONLY = 8;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int NOT_A_LEDGER = 26;

    LedgerFault(SQLException cause) {
        super("the ledger v2v.db: " + cause.getMessage() + advice(cause), cause);
    }

    /// SQLite says what is wrong, and not what to do.
    private static String advice(SQLException cause) {
        return switch (cause.getErrorCode()) {
            case READONLY -> "; let this account write to the library";
            case FULL -> "; make room on its disk";
            case CORRUPT, NOT_A_LEDGER -> "; it is damaged: put a copy of it back in its place";
            default -> "";
        };
    }
}
