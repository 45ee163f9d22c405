package v2v.ledger;

import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Tombstone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The books of a library whose ledger was lost, written again from what is public: what is out,
/// and what was withdrawn and so must not go out again.
///
/// Gone for good are the orders, holds, approvals, measurements of the tracker and the audit log.
public final class Rebuilt {
    private static final Pattern NUMBER = Pattern.compile("-v([0-9]{1,8})$");

    private final Db db;

    private Rebuilt(Db db) {
        this.db = db;
    }

    /// Writes `v2v.db`: whole, or not at all.
    ///
    /// @param out every release that is out, earlier versions too
    /// @param edition in words, for the audit log
    public static void write(
            Library library,
            InstantSource clock,
            Collection<Items.Newest> out,
            Collection<Tombstone> withdrawn,
            String edition)
            throws IOException {
        Path part = library.ledger().resolveSibling("v2v.db.next");
        for (String end : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(part + end)); // what one that died has left
        }
        try (Db db = Db.writer(part, clock)) {
            Schema.apply(db);
            db.transaction(() -> {
                new Rebuilt(db).write(out, withdrawn, edition);
                return out.size();
            });
        }
        Files.move(part, library.ledger(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(
            Collection<Items.Newest> out, Collection<Tombstone> withdrawn, String edition)
            throws SQLException {
        Map<String, List<Items.Newest>> works =
                out.stream()
                        .sorted((a, b) -> Integer.compare(version(b), version(a)))
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.released().item(),
                                        TreeMap::new,
                                        Collectors.toList()));
        for (Map.Entry<String, List<Items.Newest>> work : works.entrySet()) {
            boolean open =
                    withdrawn.stream()
                            .filter(stone -> stone.id().equals(work.getKey()))
                            .noneMatch(stone -> closes(stone, work.getValue()));
            if (open) {
                item(work.getValue().getFirst());
            }
            for (Items.Newest one : work.getValue().subList(open ? 1 : 0, work.getValue().size())) {
                former(one);
            }
            for (Items.Newest one : work.getValue().reversed()) {
                Audit.add(
                        db,
                        Audit.Event.REBUILT,
                        work.getKey(),
                        version(one),
                        null,
                        one.released().folder() + " is out, by " + edition);
            }
        }
        for (Tombstone stone : withdrawn) {
            List<Items.Newest> left = works.getOrDefault(stone.id(), List.of());
            int version = left.isEmpty() ? 1 : version(left.getFirst()) + 1;
            withdrawn(stone, closes(stone, left) ? version : number(stone.folder()), edition);
        }
    }

    /// An earlier version may be withdrawn alone; what came after it is out all the same.
    ///
    /// @param out versions of the same work, newest first
    private static boolean closes(Tombstone stone, List<Items.Newest> out) {
        return out.isEmpty() || number(stone.folder()) > number(out.getFirst().released().folder());
    }

    /// Of a release folder: `harbour-0123456789abcdef-v2` is the second.
    private static int number(String folder) {
        Matcher end = NUMBER.matcher(folder);
        return end.find() ? Integer.parseInt(end.group(1)) : 1;
    }

    private static int version(Items.Newest one) {
        return one.released().version();
    }

    private void item(Items.Newest one) throws SQLException {
        String sha256 =
                one.release().renditions().clearance().inspection().footage().sha256().hex();
        row(one.released().item(), version(one), sha256, title(one), "released");
        db.update(
                "UPDATE item SET source=?, release=?, released=? WHERE id=?",
                one.released().folder(),
                Json.line(one.release()),
                Json.line(one.released()),
                one.released().item());
    }

    private void former(Items.Newest one) throws SQLException {
        db.update(
                """
                INSERT INTO former(item, version, title, state, release, released)
                VALUES(?,?,?,'released',?,?)\
                """,
                one.released().item(),
                version(one),
                title(one),
                Json.line(one.release()),
                Json.line(one.released()));
    }

    private static String title(Items.Newest one) {
        return one.release().renditions().clearance().title();
    }

    /// The release is gone, and with it the digest of its original; but for its first 16 digits,
    /// which are the item's name.
    private void withdrawn(Tombstone stone, int version, String edition) throws SQLException {
        row(stone.id(), version, stone.id(), stone.title(), "withdrawn");
        Audit.add(
                db,
                Audit.Event.REBUILT,
                stone.id(),
                version,
                null,
                stone.folder() + " was withdrawn, by " + edition);
    }

    private void row(String id, int version, String sha256, String title, String state)
            throws SQLException {
        db.update(
                """
                INSERT INTO item(id, version, sha256, source, delivery, title, state, created_at, changed_at)
                VALUES(?,?,?,'withdrawn','',?,?,?,?) ON CONFLICT DO NOTHING\
                """,
                id,
                version,
                sha256,
                title,
                state,
                db.now(),
                db.now());
    }
}
