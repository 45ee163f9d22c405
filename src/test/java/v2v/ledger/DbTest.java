package v2v.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class DbTest {
    private static final String FILL = "INSERT INTO t(x) VALUES(zeroblob(?))";

    @TempDir Path folder;

    /// SQLite rolls back by itself when it is full; the statements of before are then unusable.
    @Test
    void goesOnWhenAFullDiskHasRoomAgain() {
        try (Db db = Db.writer(folder.resolve("v2v.db"), java.time.InstantSource.system())) {
            db.script("CREATE TABLE t(x BLOB)");
            db.script("PRAGMA max_page_count=20");
            for (int i = 0; i < 3; i++) {
                LedgerFault full =
                        assertThrows(
                                LedgerFault.class,
                                () -> db.transaction(() -> db.update(FILL, 1 << 20)));
                assertTrue(String.valueOf(full.getMessage()).contains("SQLITE_FULL"));
            }
            db.script("PRAGMA max_page_count=1000");
            assertEquals(1, db.transaction(() -> db.update(FILL, 1 << 20)));
            assertEquals(1, db.read("SELECT count(*) FROM t", row -> row.getInt(1)).getFirst());
        }
    }
}
