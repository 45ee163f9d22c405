package v2v.ledger;

import v2v.item.BadConfig;

import java.util.ArrayList;
import java.util.List;

/// The tables. Times are milliseconds since 1970-01-01T00:00Z.
final class Schema {
    private static final int FORM = 5;

    private static final String TABLES =
            """
            CREATE TABLE IF NOT EXISTS item(
              id TEXT PRIMARY KEY, version INT NOT NULL, sha256 TEXT NOT NULL, source TEXT NOT NULL,
              delivery TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL,
              code TEXT, message TEXT, fix TEXT, release TEXT, released TEXT,
              created_at INT NOT NULL, changed_at INT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS former(
              item TEXT NOT NULL, version INT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL,
              release TEXT NOT NULL, released TEXT NOT NULL, PRIMARY KEY(item, version)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS task(
              id INTEGER PRIMARY KEY AUTOINCREMENT, item TEXT NOT NULL, version INT NOT NULL,
              stage TEXT NOT NULL, tap TEXT NOT NULL DEFAULT '', body TEXT NOT NULL,
              state TEXT NOT NULL, attempt INT NOT NULL DEFAULT 0, lost INT NOT NULL DEFAULT 0,
              redone INT NOT NULL DEFAULT 0, epoch INT NOT NULL DEFAULT 0, not_before INT NOT NULL DEFAULT 0,
              code TEXT, file TEXT, why TEXT, fix TEXT, result TEXT,
              created_at INT NOT NULL, started_at INT, done_at INT,
              UNIQUE(item, version, stage, tap));
            CREATE TABLE IF NOT EXISTS progress(
              task INTEGER PRIMARY KEY, what TEXT NOT NULL, fraction REAL NOT NULL, speed REAL NOT NULL,
              at INT NOT NULL, since INT NOT NULL);
            CREATE TABLE IF NOT EXISTS sighting(
              path TEXT PRIMARY KEY, stamp TEXT NOT NULL, since INT NOT NULL, delivered INT NOT NULL)
              WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS hold(
              id INTEGER PRIMARY KEY AUTOINCREMENT, item TEXT NOT NULL, why TEXT NOT NULL, by TEXT NOT NULL,
              at INT NOT NULL, lifted_by TEXT, lifted_at INT);
            CREATE TABLE IF NOT EXISTS approval(
              item TEXT NOT NULL, version INT NOT NULL, name TEXT NOT NULL, by TEXT NOT NULL,
              at INT NOT NULL, covers TEXT NOT NULL, voided INT);
            CREATE TABLE IF NOT EXISTS audit(
              seq INTEGER PRIMARY KEY AUTOINCREMENT, at INT NOT NULL, event TEXT NOT NULL, item TEXT NOT NULL,
              version INT NOT NULL, by TEXT NOT NULL, account TEXT NOT NULL, detail TEXT NOT NULL,
              previous TEXT NOT NULL, hash TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS swarm(
              release TEXT NOT NULL, day TEXT NOT NULL, completed INT NOT NULL, taken INT NOT NULL,
              given INT NOT NULL, seeds INT NOT NULL, peers INT NOT NULL, PRIMARY KEY(release, day)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS keep(
              folder TEXT PRIMARY KEY, item TEXT NOT NULL, version INT NOT NULL, torrent TEXT NOT NULL,
              magnet TEXT NOT NULL, state TEXT NOT NULL, since INT, least INT NOT NULL, looked INT,
              seeds INT NOT NULL, gone INT, freed INT NOT NULL DEFAULT 0, wanted INT,
              wanted_by TEXT NOT NULL DEFAULT '', keepers TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS part(
              id INTEGER PRIMARY KEY AUTOINCREMENT, task INT NOT NULL, seq INT NOT NULL, name TEXT NOT NULL,
              lane TEXT NOT NULL, label TEXT NOT NULL, queue TEXT NOT NULL DEFAULT '', body TEXT NOT NULL,
              state TEXT NOT NULL, attempt INT NOT NULL DEFAULT 0, lost INT NOT NULL DEFAULT 0, run TEXT NOT NULL DEFAULT '',
              sent_at INT, started_at INT, heard_at INT, done_at INT, what TEXT NOT NULL DEFAULT '',
              fraction REAL NOT NULL DEFAULT -1, speed REAL NOT NULL DEFAULT 0, result TEXT,
              evidence TEXT NOT NULL DEFAULT '', UNIQUE(task, name));
            CREATE TABLE IF NOT EXISTS crew(worker TEXT PRIMARY KEY, heard_at INT NOT NULL, report TEXT NOT NULL)
              WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS lane(
              stage TEXT NOT NULL, tap TEXT NOT NULL, lane TEXT NOT NULL, slots INT NOT NULL,
              PRIMARY KEY(stage, tap)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS tally(name TEXT PRIMARY KEY, n INT NOT NULL) WITHOUT ROWID;
            CREATE TRIGGER IF NOT EXISTS part_is_sent AFTER UPDATE OF attempt ON part
              WHEN new.attempt>old.attempt BEGIN
              INSERT INTO tally(name, n) VALUES('parts-sent', 1) ON CONFLICT(name) DO UPDATE SET n=n+1;
              INSERT INTO tally(name, n) SELECT 'parts-sent-again', 1 WHERE new.attempt>1
                ON CONFLICT(name) DO UPDATE SET n=n+1;
              END;
            CREATE TRIGGER IF NOT EXISTS part_is_lost AFTER UPDATE OF lost ON part WHEN new.lost>old.lost BEGIN
              INSERT INTO tally(name, n) VALUES('runs-lost', 1) ON CONFLICT(name) DO UPDATE SET n=n+1;
              END;
            CREATE TABLE IF NOT EXISTS heard(topic TEXT PRIMARY KEY, next INT NOT NULL) WITHOUT ROWID;
            CREATE INDEX IF NOT EXISTS part_open ON part(state, task) WHERE state IN ('ready','out','answered');
            CREATE TABLE IF NOT EXISTS feed(name TEXT PRIMARY KEY, seq INT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS request(
              message TEXT PRIMARY KEY, id TEXT NOT NULL, delivery TEXT NOT NULL, at INT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS answer(
              seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, at INT NOT NULL, kind TEXT NOT NULL,
              request TEXT, file TEXT, by TEXT, item TEXT, code TEXT, message TEXT, fix TEXT);
            CREATE TRIGGER IF NOT EXISTS audit_is_never_changed BEFORE UPDATE ON audit
              BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
            CREATE TRIGGER IF NOT EXISTS audit_is_never_shortened BEFORE DELETE ON audit
              BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
            """;

    /// What tables of earlier forms lack; the version of the form is SQLite's `user_version`.
    private static final List<String> FROM_0 =
            List.of(
                    "UPDATE item SET state='received' WHERE state='working'",
                    "ALTER TABLE item ADD COLUMN findings TEXT",
                    "ALTER TABLE item ADD COLUMN ordered_by TEXT",
                    "ALTER TABLE item ADD COLUMN opening TEXT");

    /// Who waits may go before others, and nobody's collection keeps all others waiting. What waits
    /// already has its turn by the record in its ticket.
    private static final List<String> FROM_4 =
            List.of(
                    "ALTER TABLE item ADD COLUMN priority INT NOT NULL DEFAULT 0",
                    "ALTER TABLE task ADD COLUMN priority INT NOT NULL DEFAULT 0",
                    "ALTER TABLE task ADD COLUMN collection TEXT NOT NULL DEFAULT ''",
                    "ALTER TABLE task ADD COLUMN length INT NOT NULL DEFAULT 0",
                    "DROP INDEX IF EXISTS task_ready",
                    "DROP INDEX IF EXISTS task_stopped",
                    """
                    UPDATE task SET collection=coalesce(
                      json_extract(body, '$.record.collection'),
                      json_extract(body, '$.footage.record.collection'),
                      json_extract(body, '$.inspection.footage.record.collection'),
                      json_extract(body, '$.clearance.inspection.footage.record.collection'),
                      json_extract(body, '$.renditions.clearance.inspection.footage.record.collection'),
                      json_extract(body, '$.release.renditions.clearance.inspection.footage.record.collection'),
                      '') WHERE state IN ('ready','running','parked')\
                    """);

    /// Over columns that earlier forms lack, so after the steps.
    private static final String INDEXES =
            """
            CREATE INDEX IF NOT EXISTS keep_away ON keep(folder) WHERE state<>'here';
            CREATE INDEX IF NOT EXISTS hold_open ON hold(item) WHERE lifted_at IS NULL;
            CREATE INDEX IF NOT EXISTS approval_item ON approval(item, version);
            CREATE INDEX IF NOT EXISTS audit_item ON audit(item, seq);
            CREATE INDEX IF NOT EXISTS task_turn ON task(stage, tap, priority, collection, id)
              WHERE state='ready' AND not_before=0;
            CREATE INDEX IF NOT EXISTS task_age ON task(stage, tap, priority, id, collection, length)
              WHERE state='ready' AND not_before=0;
            CREATE INDEX IF NOT EXISTS task_later ON task(stage, tap, not_before)
              WHERE state='ready' AND not_before>0;
            CREATE INDEX IF NOT EXISTS task_busy ON task(stage, tap, collection) WHERE state='running';
            CREATE INDEX IF NOT EXISTS task_parked ON task(stage, tap) WHERE state='parked';
            CREATE INDEX IF NOT EXISTS task_over ON task(stage, done_at) WHERE done_at IS NOT NULL;
            CREATE INDEX IF NOT EXISTS task_running ON task(id) WHERE state='running';
            CREATE INDEX IF NOT EXISTS task_halted ON task(stage, done_at, state, tap) WHERE state IN ('held','dead','bug');
            CREATE INDEX IF NOT EXISTS item_state ON item(state, changed_at);
            CREATE INDEX IF NOT EXISTS item_changed ON item(changed_at);
            CREATE INDEX IF NOT EXISTS item_delivery ON item(delivery);
            CREATE INDEX IF NOT EXISTS request_delivery ON request(delivery, at);
            """;

    private Schema() {}

    /// Whether the tables are of an earlier form.
    static boolean old(Db db) {
        return db.read("PRAGMA user_version", row -> row.getInt(1)).getFirst() < FORM;
    }

    /// Makes the tables, and brings those of an earlier form up to this one, once: a node and a
    /// command may come at the same moment.
    static void apply(Db db) {
        db.script(TABLES);
        int form =
                db.transaction(() -> {
                    int found = db.one("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
                    for (String step : steps(found)) {
                        db.update(step);
                    }
                    if (found < FORM) {
                        db.update("PRAGMA user_version=" + FORM);
                    }
                    return found;
                });
        if (form > FORM) {
            throw new BadConfig(
                    "v2v.db",
                    "the ledger is of form %d, and this program knows forms up to %d: use the newer"
                                    .formatted(form, FORM)
                            + " program");
        }
        db.script(INDEXES);
    }

    private static List<String> steps(int found) {
        List<String> steps = new ArrayList<>();
        if (found == 0) {
            steps.addAll(FROM_0);
        }
        if (found < 5) {
            steps.addAll(FROM_4);
        }
        return steps;
    }
}
