package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.Carried;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How releases fared among their peers, by day: for the publisher's report of the year.
public final class Swarms {
    private static final String SUMS =
            """
            SELECT release, sum(completed), sum(taken), sum(given), max(seeds), max(peers) FROM swarm
            WHERE day>=? AND day<=? GROUP BY release ORDER BY release\
            """;

    private final Db db;

    Swarms(Db db) {
        this.db = db;
    }

    /// Everything since the first day.
    public List<Carried> sums() {
        return between(db, LocalDate.EPOCH, LocalDate.of(9999, 12, 31));
    }

    private static List<Carried> between(Db db, LocalDate first, LocalDate last) {
        return db.read(SUMS, Swarms::carried, first.toString(), last.toString());
    }

    /// A release among its peers, and which it is.
    ///
    /// @param item null when the ledger no longer knows it
    public record Fared(Carried carried, @Nullable String item, @Nullable String title) {}

    static List<Fared> fared(Db db, LocalDate first, LocalDate last) {
        record Item(String id, String title) {}
        Map<String, Item> items = new HashMap<>();
        db.read(
                        "SELECT json_extract(released, '$.infohash'), id, title FROM item WHERE"
                                + " released IS NOT NULL",
                        row ->
                                Map.entry(
                                        row.getString(1),
                                        new Item(row.getString(2), row.getString(3))))
                .forEach(entry -> items.put(entry.getKey(), entry.getValue()));
        return between(db, first, last).stream()
                .map(sum -> {
                    Item item = items.get(sum.release());
                    return new Fared(
                            sum,
                            item == null ? null : item.id(),
                            item == null ? null : item.title());
                })
                .toList();
    }

    private static Carried carried(ResultSet row) throws SQLException {
        return new Carried(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getInt(5),
                row.getInt(6));
    }

    /// Adds what has come since the last time; one transaction.
    public void add(LocalDate day, Collection<Carried> since) {
        db.transaction(() -> {
            int written = 0;
            for (Carried more : since) {
                written +=
                        db.update(
                                """
                                INSERT INTO swarm(release, day, completed, taken, given, seeds, peers)
                                VALUES(?,?,?,?,?,?,?)
                                ON CONFLICT(release, day) DO UPDATE SET
                                  completed=completed+excluded.completed, taken=taken+excluded.taken,
                                  given=given+excluded.given, seeds=max(seeds, excluded.seeds),
                                  peers=max(peers, excluded.peers)\
                                """,
                                more.release(),
                                day.toString(),
                                more.completed(),
                                more.taken(),
                                more.given(),
                                more.seeds(),
                                more.peers());
            }
            return written;
        });
    }
}
