package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Library;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How much visitors may have brought back.
class ElsewhereTest {
    @TempDir Path folder;

    private static void away(Library library, int count) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + library.ledger());
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < count; i++) {
                statement.executeUpdate(
                        "INSERT INTO keep(folder, item, version, torrent, magnet, state, least,"
                                + " seeds) VALUES('releases/film-"
                                + i
                                + "', 'a', 1, 't', 'm', 'away', 2, 2)");
            }
        }
    }

    @Test
    void aRobotBringsBackFew() throws IOException, SQLException {
        Library library = new Library(folder);
        Instant[] now = {Instant.parse("2026-11-01T00:00:00Z")};
        try (v2v.ledger.Ledger ledger = v2v.ledger.Ledger.own(library).orElseThrow()) {
            away(library, 20);
            InstantSource clock = () -> now[0];
            Elsewhere elsewhere = new Elsewhere(ledger.keeping(), clock);
            assertTrue(elsewhere.holds("film-3", "video/film.webm"));
            assertTrue(elsewhere.holds("film-3", "audio/film.opus"));
            assertFalse(elsewhere.holds("film-3", "images/poster.webp"));
            assertFalse(elsewhere.holds("film-33", "video/film.webm"));
            int ordered = 0;
            for (int i = 0; i < 20; i++) {
                ordered += elsewhere.order("film-" + i) ? 1 : 0;
            }
            assertEquals(Elsewhere.AN_HOUR, ordered);
            assertTrue(elsewhere.order("film-0"), "it is on its way");
            assertFalse(elsewhere.order("film-99"), "there is none");
            now[0] = now[0].plus(Duration.ofMinutes(61));
            assertTrue(elsewhere.order("film-19"));
            assertEquals(
                    Elsewhere.AN_HOUR + 1,
                    ledger.keeping().away().stream().filter(r -> r.wanted() != null).count());
        }
    }
}
