package v2v.ledger;

import org.jspecify.annotations.Nullable;

import v2v.item.BadConfig;
import v2v.item.Delivery;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Ticket;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The durable queues, as whoever works on them sees them.
public final class Ledger implements AutoCloseable {
    /// A stage nobody reads: a ticket sent there has arrived.
    public static final String END = "end";

    private final Db db;
    private final @Nullable FileChannel lockFile;
    private final Map<String, Semaphore> bells = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> taps = new ConcurrentHashMap<>();

    private Ledger(Db db, @Nullable FileChannel lockFile) {
        this.db = db;
        this.lockFile = lockFile;
    }

    /// Opens the ledger as the node that owns the library, and takes back what a dead node left
    /// running.
    ///
    /// @return empty when another process owns it
    public static Optional<Ledger> own(Library library) throws IOException {
        return own(library, InstantSource.system());
    }

    /// The same by another clock.
    public static Optional<Ledger> own(Library library, InstantSource clock) throws IOException {
        Files.createDirectories(library.root());
        FileChannel channel =
                FileChannel.open(
                        Path.of(library.ledger() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            return Optional.empty();
        }
        requireBooks(library, channel);
        Ledger ledger = new Ledger(Db.writer(library.ledger(), clock), channel);
        Schema.apply(ledger.db);
        ledger.sweep();
        return Optional.of(ledger);
    }

    /// With empty books nobody would know what is out, what was withdrawn and what is held.
    private static void requireBooks(Library library, FileChannel channel) throws IOException {
        if (Files.exists(library.ledger()) || !Files.isDirectory(library.releases())) {
            return;
        }
        try (Stream<Path> releases = Files.list(library.releases())) {
            if (releases.findAny().isEmpty()) {
                return;
            }
        }
        channel.close();
        throw new BadConfig(
                "v2v.db",
                "the ledger of this library is gone, and there are releases: put it back from a"
                        + " copy; or write it again from the catalogue (v2v rebuild); or name"
                        + " another library");
    }

    /// Whether some process owns the library now.
    public static boolean owned(Library library) throws IOException {
        Path file = Path.of(library.ledger() + ".lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !locked(channel);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // owned by this very process
        }
    }

    /// Opens the ledger of a library that another process owns, to hand in deliveries.
    public static Ledger guest(Library library) {
        Ledger ledger = new Ledger(Db.writer(library.ledger(), InstantSource.system()), null);
        Schema.apply(ledger.db); // its owner may have come a moment before us
        return ledger;
    }

    private void sweep() {
        db.transaction(() -> {
            for (Lost lost : db.select(LOST, Lost::of)) {
                Audit.add(
                        db,
                        Audit.Event.FAILED,
                        lost.item(),
                        lost.version(),
                        null,
                        "CRASH: " + LOST_TOO_OFTEN);
            }
            db.update(
                    """
                    UPDATE item SET state='failed', code='CRASH', message=?, changed_at=?
                    WHERE state IN ('received','validated','processed','approved') AND EXISTS(SELECT 1 FROM task t WHERE t.state='running'
                      AND t.item=item.id AND t.version=item.version AND t.lost>=4)\
                    """,
                    LOST_TOO_OFTEN,
                    db.now());
            db.update(
                    """
                    UPDATE task SET state=CASE WHEN lost>=4 THEN 'dead' ELSE 'ready' END,
                      code=CASE WHEN lost>=4 THEN 'CRASH' END, why=CASE WHEN lost>=4 THEN ? END,
                      lost=lost+1, attempt=attempt-1, epoch=epoch+1 WHERE state='running'\
                    """,
                    LOST_TOO_OFTEN);
            return db.update("DELETE FROM progress");
        });
    }

    private record Lost(String item, int version) {
        static Lost of(ResultSet row) throws SQLException {
            return new Lost(row.getString(1), row.getInt(2));
        }
    }

    private static final String LOST =
            "SELECT item, version FROM task WHERE state='running' AND lost>=4 AND tap=''";

    private static final String LOST_TOO_OFTEN = "the node died five times while doing this";

    /// Hands over files that have arrived. A path that is still waiting to be accepted is not
    /// queued again.
    ///
    /// @return the deliveries, numbered, in the same order
    public List<Delivery> deliver(List<Delivery> arrived) {
        List<Delivery> numbered =
                db.transaction(() -> {
                    List<Delivery> all = new java.util.ArrayList<>();
                    for (Delivery delivery : arrived) {
                        all.add(queue(delivery));
                    }
                    return all;
                });
        ring("accept");
        return numbered;
    }

    /// What messages of others order, and what they are answered.
    public Requests requests() {
        return new Requests(db, this::queue, () -> ring("accept"));
    }

    /// What others are told.
    public Feed feed() {
        return new Feed(db);
    }

    /// Writes down what was read again.
    public void checked(List<Checked> all) {
        db.transaction(() -> {
            for (Checked one : all) {
                one.write(db);
            }
            return all.size();
        });
    }

    private Delivery queue(Delivery delivery) throws SQLException {
        record Last(int version, String state) {}
        Optional<Last> last =
                db.one(
                        """
                        SELECT version, state FROM task WHERE item=? AND stage='accept' AND tap=''
                        ORDER BY version DESC LIMIT 1\
                        """,
                        row -> new Last(row.getInt(1), row.getString(2)),
                        delivery.item());
        if (last.isPresent() && last.get().state().equals("ready")) {
            Delivery same = delivery.numbered(last.get().version());
            db.update(
                    "UPDATE task SET body=?, not_before=0, priority=max(priority, ?) WHERE item=?"
                            + " AND version=? AND stage='accept'",
                    Json.line(same),
                    Turns.of(db, same).priority(),
                    same.item(),
                    same.version());
            return same;
        }
        Delivery next = delivery.numbered(last.map(Last::version).orElse(0) + 1);
        insert(new Outcome.Next("accept", next));
        return next;
    }

    /// Queues tickets outside of any task.
    public void submit(List<Outcome.Next> next) {
        db.transaction(() -> {
            for (Outcome.Next n : next) {
                insert(n);
            }
            return next.size();
        });
        next.forEach(n -> ring(n.stage()));
    }

    private void insert(Outcome.Next next) throws SQLException {
        Ticket body = next.body();
        String json = Json.line(body);
        String state = next.stage().equals(END) ? "done" : "ready";
        Turns.Turn turn = Turns.of(db, body);
        insert(body, next.stage(), "", state, json, turn);
        for (String tap : taps.getOrDefault(next.stage(), Set.of())) {
            insert(body, next.stage(), tap, "ready", json, turn);
        }
        Items.note(db, body);
    }

    private void insert(
            Ticket body, String stage, String tap, String state, String json, Turns.Turn turn)
            throws SQLException {
        db.update(
                """
                INSERT INTO task(item, version, stage, tap, body, state, created_at, priority, collection,
                  length) VALUES(?,?,?,?,?,?,?,?,?,?)
                ON CONFLICT(item, version, stage, tap) DO NOTHING\
                """,
                body.item(),
                body.version(),
                stage,
                tap,
                json,
                state,
                db.now(),
                turn.priority(),
                turn.collection(),
                turn.length());
    }

    /// Takes the task of a queue whose turn it is: what goes before all first, then the collection
    /// of which the fewest are being worked on, then the oldest.
    public Optional<Task> claim(String stage, String tap) {
        return Turns.claim(db, stage, tap);
    }

    /// Who goes before whom.
    public Turns turns() {
        return new Turns(db);
    }

    /// Ends a task and keeps its promises, in one transaction.
    ///
    /// @return false when the task has been taken from this worker, and nothing was changed
    public boolean end(Task task, Outcome outcome) {
        boolean ours = db.transaction(() -> Endings.end(db, task, outcome, this::insert));
        if (ours && outcome instanceof Outcome.Done done) {
            done.next().forEach(n -> ring(n.stage()));
        }
        if (ours && outcome instanceof Outcome.Back back) {
            ring(back.redo().stage());
        }
        return ours;
    }

    /// The tasks that the ledger says are running, by id and epoch.
    public Set<List<Long>> running() {
        return new HashSet<>(
                db.read(
                        "SELECT id, epoch FROM task WHERE state='running'",
                        row -> List.of(row.getLong(1), row.getLong(2))));
    }

    /// Waits until something is queued for the stage, or the time is over.
    public void await(String stage, long millis) throws InterruptedException {
        Semaphore bell = bell(stage);
        if (bell.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    private Semaphore bell(String stage) {
        return bells.computeIfAbsent(stage, s -> new Semaphore(0));
    }

    private void ring(String stage) {
        bell(stage).release(64);
    }

    /// From now on whoever sends to `stage` also queues a copy for this extra.
    public void tap(String stage, String name) {
        taps.computeIfAbsent(stage, s -> ConcurrentHashMap.newKeySet()).add(name);
    }

    /// Notes in which lane the tasks of a stage are done, for those who look on.
    ///
    /// @param slots of the lane on this machine
    public void lane(String stage, String tap, String lane, int slots) {
        Shifts.lane(db, stage, tap, lane, slots);
    }

    /// Says how far a running task is; readable by every process.
    public void progress(Task task, String what, double fraction, double speed) {
        db.transaction(() ->
                db.update(
                        """
                        INSERT INTO progress(task, what, fraction, speed, at, since) VALUES(?,?,?,?,?,?)
                        ON CONFLICT(task) DO UPDATE SET fraction=excluded.fraction,
                          speed=excluded.speed, at=excluded.at, what=excluded.what,
                          since=CASE WHEN what=excluded.what THEN since ELSE excluded.since END\
                        """,
                        task.id(),
                        what,
                        fraction,
                        speed,
                        db.now(),
                        db.now()));
    }

    /// Part of this work is finished for good: the deaths that it has survived no longer count.
    public void kept(Task task) {
        db.transaction(() ->
                db.update(
                        "UPDATE task SET lost=0 WHERE id=? AND epoch=?", task.id(), task.epoch()));
    }

    public Items items() {
        return new Items(db);
    }

    /// The last door of this library.
    public Gate gate(GateSettings settings) {
        return new Gate(db, settings);
    }

    /// Reads the whole audit log.
    ///
    /// @param noted a head that was kept elsewhere and must be in it; null when there is none
    public Audit.Examined audited(@Nullable String noted) {
        return Audit.verify(db, noted);
    }

    public Swarms swarms() {
        return new Swarms(db);
    }

    /// Which releases others keep for us.
    public Keeping keeping() {
        return new Keeping(db);
    }

    /// What of the running tasks other machines do.
    public Parts parts() {
        return new Parts(db);
    }

    public WatchMemory sightings() {
        return new WatchMemory(db);
    }

    /// What the commands read, on this connection.
    public View view() {
        return new View(db);
    }

    /// Tells the queues that something may be ready: after work by another process.
    public void ringAll(Collection<String> stages) {
        stages.forEach(this::ring);
    }

    @Override
    public void close() throws IOException {
        db.close();
        if (lockFile != null) {
            lockFile.close();
        }
    }
}
