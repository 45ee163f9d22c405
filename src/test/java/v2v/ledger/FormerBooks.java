package v2v.ledger;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Ledgers as earlier programs left them.
final class FormerBooks {
    private FormerBooks() {}

    /// As it was before there were turns.
    static void form4(Statement statement) throws SQLException {
        for (String index : List.of("turn", "age", "later", "busy")) {
            statement.executeUpdate("DROP INDEX task_" + index);
        }
        statement.executeUpdate("ALTER TABLE item DROP COLUMN priority");
        for (String column : List.of("priority", "collection", "length")) {
            statement.executeUpdate("ALTER TABLE task DROP COLUMN " + column);
        }
        statement.executeUpdate(
                "CREATE INDEX task_ready ON task(stage, tap, id) WHERE state='ready'");
        statement.executeUpdate("PRAGMA user_version=4");
    }
}
