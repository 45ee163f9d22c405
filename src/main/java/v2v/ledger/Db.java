package v2v.ledger;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// One connection, one lock, prepared statements kept.
final class Db implements AutoCloseable {
    /// Work inside a transaction.
    interface Body<T> {
        T run() throws SQLException;
    }

    /// Reads one row.
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private final InstantSource clock;

    private Db(Connection connection, InstantSource clock) {
        this.connection = connection;
        this.clock = clock;
    }

    static Db writer(Path file, InstantSource clock) {
        try {
            Db db = new Db(connect(file, "busy_timeout=10000"), clock);
            try (Statement s = db.connection.createStatement()) {
                s.execute("PRAGMA journal_mode=WAL");
                s.execute("PRAGMA synchronous=FULL");
            }
            return db;
        } catch (SQLException e) {
            throw new LedgerFault(e);
        }
    }

    static Db reader(Path file) {
        try {
            return new Db(connect(file, "open_mode=1&busy_timeout=5000"), InstantSource.system());
        } catch (SQLException e) {
            throw new LedgerFault(e);
        }
    }

    private static Connection connect(Path file, String options) throws SQLException {
        // '?' starts the options of the driver's URL, so a path is given as an escaped file: URI
        return DriverManager.getConnection(
                "jdbc:sqlite:"
                        + file.toUri().toString().replaceFirst("^file:///", "file:/")
                        + "?"
                        + options);
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    long now() {
        return clock.millis();
    }

    void script(String sql) {
        lock.lock();
        try (Statement s = connection.createStatement()) {
            s.executeUpdate(sql);
        } catch (SQLException e) {
            throw new LedgerFault(e);
        } finally {
            lock.unlock();
        }
    }

    <T> T transaction(Body<T> body) {
        lock.lock();
        try {
            try {
                update("BEGIN IMMEDIATE");
                T result = body.run();
                update("COMMIT");
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(e);
                throw e;
            }
        } catch (SQLException e) {
            throw new LedgerFault(e);
        } finally {
            lock.unlock();
        }
    }

    /// A full disk makes SQLite roll back by itself, and leaves the driver's statements unusable:
    /// without new ones the ledger would stay shut after somebody made room.
    private void rollBack(Exception why) {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                why.addSuppressed(e);
            }
        }
        statements.clear();
        try (Statement s = connection.createStatement()) {
            s.execute("ROLLBACK");
        } catch (SQLException e) {
            why.addSuppressed(e); // it was rolled back already
        }
    }

    /// Inside a transaction only.
    int update(String sql, @Nullable Object... values) throws SQLException {
        return filled(sql, values).executeUpdate();
    }

    /// Inside a transaction only.
    <T> List<T> select(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = filled(sql, values).executeQuery()) {
            while (rows.next()) {
                all.add(row.read(rows));
            }
        }
        return all;
    }

    /// Inside a transaction only.
    <T> Optional<T> one(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        return select(sql, row, values).stream().findFirst();
    }

    /// A read on its own.
    <T> List<T> read(String sql, Row<T> row, @Nullable Object... values) {
        lock.lock();
        try {
            return select(sql, row, values);
        } catch (SQLException e) {
            throw new LedgerFault(e);
        } finally {
            lock.unlock();
        }
    }

    private PreparedStatement filled(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new LedgerFault(e);
        } finally {
            lock.unlock();
        }
    }
}
