package v2v.ledger;

import java.sql.SQLException;

/// The ledger itself can not be read or written: disk full, damaged, locked for longer than ten
/// seconds.
public final class LedgerFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerFault(SQLException cause) {
        super("the ledger v2v.db: " + cause.getMessage(), cause);
    }
}
