package v2v.ledger;

import v2v.item.Sightings;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The watch folders' memory, in the ledger.
public final class WatchMemory implements Sightings {
    private final Db db;

    WatchMemory(Db db) {
        this.db = db;
    }

    @Override
    public Map<String, Sighting> below(String folder) {
        record Row(String path, Sighting sighting) {}
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        Map<String, Sighting> all = new HashMap<>();
        // a range, not LIKE: the primary key serves it, and no character of a path is special
        db.read(
                        "SELECT path, stamp, since, delivered FROM sighting WHERE path>=? AND"
                                + " path<?",
                        row ->
                                new Row(
                                        row.getString(1),
                                        new Sighting(
                                                row.getString(2),
                                                Instant.ofEpochMilli(row.getLong(3)),
                                                row.getBoolean(4))),
                        prefix,
                        prefix.substring(0, prefix.length() - 1) + "0")
                .forEach(row -> all.put(row.path(), row.sighting()));
        return all;
    }

    @Override
    public void remember(Map<String, Sighting> changed, Collection<String> gone) {
        if (changed.isEmpty() && gone.isEmpty()) {
            return;
        }
        db.transaction(() -> {
            for (var entry : changed.entrySet()) {
                db.update(
                        "INSERT OR REPLACE INTO sighting(path, stamp, since, delivered)"
                                + " VALUES(?,?,?,?)",
                        entry.getKey(),
                        entry.getValue().stamp(),
                        entry.getValue().since().toEpochMilli(),
                        entry.getValue().delivered());
            }
            for (String path : gone) {
                db.update("DELETE FROM sighting WHERE path=?", path);
            }
            return changed.size();
        });
    }
}
