package v2v.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;

import v2v.bag.Bags;
import v2v.catalog.Catalog;
import v2v.intake.Intake;
import v2v.intake.IntakeSettings;
import v2v.item.Clearance;
import v2v.item.Delivery;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Packed;
import v2v.item.Progress;
import v2v.item.Ratio;
import v2v.item.Refusal;
import v2v.item.Released;
import v2v.item.Rendition;
import v2v.item.Renditions;
import v2v.item.Settings;
import v2v.item.Tapes;
import v2v.item.Ticket;
import v2v.ledger.Audit;
import v2v.ledger.Gate;
import v2v.ledger.GateSettings;
import v2v.ledger.ItemState;
import v2v.ledger.Ledger;
import v2v.ledger.Outcome;
import v2v.ledger.Task;
import v2v.ledger.View;
import v2v.release.Publisher;
import v2v.release.Releases;
import v2v.rights.Licenses;
import v2v.rights.Rights;
import v2v.torrent.TorrentSettings;
import v2v.torrent.Torrents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A library with its node and the people around it, and a second set of books.
final class GateWorld implements AutoCloseable {
    private static final List<String> PEOPLE = List.of("Ann", "Bo", "Cy");
    private static final List<String> STAGES = List.of("release", "transcode", "clear", "accept");

    /// What keeps works in, each of which must have happened.
    static final List<String> REASONS =
            List.of(
                    "kept in by HOLD_OPEN",
                    "kept in by LICENSE_UNKNOWN",
                    "kept in by LICENSE_AMBIGUOUS",
                    "kept in by RECORD_CHANGED",
                    "waits for APPROVAL",
                    "waits for EMBARGO",
                    "crashed",
                    "altered",
                    "held too late",
                    "released with 0",
                    "released with 1",
                    "released with 2");

    /// The node dies here.
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    private final Path folder;
    private final Library library;
    private final Rights rights;
    private final Intake intake;
    private final Releases releases;
    private final Torrents torrents;
    private final Catalog catalog;
    private final Bags bags;
    private final Map<String, Integer> tally = new TreeMap<>();
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private Ledger ledger;
    private int encodes;

    private final Map<String, GateBooks> shelf = new HashMap<>();
    private GateBooks books;

    GateWorld() throws IOException {
        Path memory = Path.of("/dev/shm");
        folder =
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "v2v-gate")
                        : Files.createTempDirectory("v2v-gate");
        library = new Library(folder.resolve("library")).prepare();
        InstantSource clock = () -> now;
        Settings none = Settings.none();
        rights =
                new Rights(
                        Licenses.load(),
                        v2v.rights.RightsSettings.read(none, Path.of("pipelines/policies")),
                        clock);
        intake = new Intake(IntakeSettings.from(none), Progress.NONE);
        releases = new Releases(library, Publisher.unnamed(), clock);
        torrents = new Torrents(library, TorrentSettings.standard("0"), Progress.NONE);
        catalog = new Catalog(library.index());
        bags = new Bags(library, new Bags.Keeper("", "V2V"), clock, Progress.NONE);
        ledger = Ledger.own(library, clock).orElseThrow();
        books = open(-1, 0);
    }

    private GateBooks open(int number, int approvals) throws IOException {
        // a folder for each: neighbours are looked through for words
        Path tape = folder.resolve(number + "/tape.mxf");
        Files.createDirectories(tape.getParent());
        Files.writeString(tape, "tape " + number);
        GateBooks fresh = new GateBooks(tape, approvals);
        shelf.put(fresh.item, fresh);
        shelf.put(tape.toString(), fresh);
        return fresh;
    }

    Library library() {
        return library;
    }

    /// Another one after [#restart].
    Ledger ledger() {
        return ledger;
    }

    /// The folder that everything lies in.
    Path folder() {
        return folder;
    }

    /// The original of the moment, below that.
    String tape() {
        return folder.relativize(books.tape).toString();
    }

    // --- commands ---

    void begin(int number, Random dice) throws IOException {
        begin(number, dice.nextInt(3), dice.nextInt(GateBooks.KINDS));
        order(dice);
    }

    /// @param approvals that are needed
    /// @param kind of the record, which says what is in it
    void begin(int number, int approvals, int kind) throws IOException {
        books = open(number, approvals);
        record(kind);
    }

    void command(Random dice) throws IOException {
        switch (dice.nextInt(32)) {
            case 0 -> hold(somebody(dice));
            case 1, 2 -> unhold(somebody(dice));
            case 3, 4, 5, 6, 7, 8 -> approve(somebody(dice));
            case 9 -> alterFilm();
            case 10 -> addFile();
            case 11 -> record(dice.nextInt(GateBooks.KINDS));
            case 12 -> order(dice);
            case 13, 14 -> jump(dice);
            case 15 -> restart();
            case 16 -> withdraw(somebody(dice));
            case 17 -> crash(dice.nextBoolean());
            default -> node();
        }
    }

    private void note(String what) {
        tally.merge(what, 1, Integer::sum);
    }

    private static String somebody(Random dice) {
        String name = PEOPLE.get(dice.nextInt(PEOPLE.size()));
        return dice.nextBoolean() ? name : "  " + name.toUpperCase(java.util.Locale.ROOT);
    }

    void record(int kind) throws IOException {
        books.recordNow = kind;
        Files.writeString(books.record, GateBooks.said(kind));
    }

    private void order(Random dice) {
        order(dice.nextBoolean() ? PEOPLE.get(dice.nextInt(PEOPLE.size())) : null);
    }

    /// @param by who types it; null for what a watch folder found
    void order(@Nullable String by) {
        Order order = new Order(null, null, null, null, "access", by);
        try {
            ledger.deliver(List.of(Intake.deliver(books.tape, order)));
            note("ordered");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Gate gate() {
        return gate(books);
    }

    private Gate gate(GateBooks of) {
        return ledger.gate(new GateSettings(of.approvals, List.of()));
    }

    /// Where the work of the moment stands.
    String state() throws IOException {
        return ledger.items()
                .find(new ItemId(books.item))
                .map(i -> i.state().word() + (i.code() == null ? "" : " " + i.code()))
                .orElse("none");
    }

    /// Somebody writes into the ledger by hand.
    void sql(String change) throws SQLException {
        try (Connection hand = DriverManager.getConnection("jdbc:sqlite:" + library.ledger());
                Statement pen = hand.createStatement()) {
            pen.executeUpdate(change);
        }
    }

    String id() throws IOException {
        return item().orElseThrow();
    }

    private Optional<String> item() throws IOException {
        return ledger.items().find(new ItemId(books.item)).map(standing -> standing.id());
    }

    /// The numbers of the open holds, as `show` lists them.
    List<Long> holds() throws IOException {
        try (View view = View.of(library).orElseThrow()) {
            return view.holds(item().orElseThrow()).stream().map(Gate.Hold::number).toList();
        }
    }

    /// The number that the hold was given; 0 when it came too late.
    long hold(String by) throws IOException {
        Optional<String> item = item();
        if (item.isEmpty()) {
            return 0;
        }
        try {
            long number = gate().hold(item.get(), "a doubt", by);
            assertFalse(books.out, "held although it is out");
            books.holds++;
            note("held");
            return number;
        } catch (Refusal late) {
            assertTrue(books.out || books.begun != null, "refused although it is in");
            note("held too late");
            return 0;
        }
    }

    void unhold(String by) throws IOException {
        Optional<String> item = item();
        if (item.isPresent()) {
            assertEquals(books.holds, gate().unhold(item.get(), "", by).size());
            books.holds = 0;
            note("lifted");
        }
    }

    void approve(String by) throws IOException {
        Optional<String> item = item();
        if (item.isEmpty()) {
            return;
        }
        try {
            Packed packed = gate().waiting(item.get());
            gate().approve(packed, releases.seal(packed), by);
            books.approved(by, seen(packed));
            note("approved");
        } catch (v2v.item.Halt refused) {
            note("approval refused");
        }
    }

    /// What lies ready asks at the door once more, though nobody has said anything.
    void again() throws IOException {
        gate().again(gate().waiting(item().orElseThrow()));
    }

    /// Somebody changes what lies ready.
    void alterFilm() throws IOException {
        Optional<Path> work = lying();
        if (work.isPresent()) {
            Path film = work.get().resolve("video/work.av1.webm");
            Files.delete(film);
            Files.writeString(film, "another film");
            note("altered");
        }
    }

    /// Somebody puts a file to what lies ready.
    void addFile() throws IOException {
        Optional<Path> work = lying();
        if (work.isPresent()) {
            Files.writeString(work.get().resolve("stray" + encodes++), "x");
            note("altered");
        }
    }

    private Optional<Path> lying() throws IOException {
        return ready().map(packed -> library.resolve(packed.release().renditions().work()))
                .filter(Files::isDirectory);
    }

    private Optional<Packed> ready() throws IOException {
        Optional<String> item = item();
        if (item.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(gate().waiting(item.get()));
        } catch (Refusal notReady) {
            return Optional.empty();
        }
    }

    void clock(Instant to) {
        now = to;
    }

    private void jump(Random dice) {
        now =
                books.embargo.isPresent() && dice.nextBoolean()
                        ? books.embargo.get().plusMillis(dice.nextInt(3) - 1)
                        : now.plus(Duration.ofHours(dice.nextInt(24 * 40) - 24 * 20));
        note("clock jumped");
    }

    void restart() throws IOException {
        ledger.close();
        ledger = Ledger.own(library, () -> now).orElseThrow();
        note("restarted");
    }

    void withdraw(String by) throws IOException {
        Optional<String> item = item();
        if (item.isEmpty()) {
            return;
        }
        try {
            gate().withdraw(item.get(), "a mistake", by);
            assertTrue(books.out, "withdrawn although it was not out");
            note("withdrawn");
        } catch (Refusal notOut) {
            note("nothing to withdraw");
        }
    }

    // --- the node ---

    /// One task, of whichever stage has one.
    void node() throws IOException {
        for (String stage : STAGES) {
            Optional<Task> task = ledger.claim(stage, "");
            if (task.isPresent()) {
                run(task.get(), false);
                return;
            }
        }
    }

    /// The node dies in the middle of a release.
    ///
    /// @param late after the files were moved and before that is in the ledger
    void crash(boolean late) throws IOException {
        Optional<Task> task = ledger.claim("release", "");
        if (task.isPresent()) {
            run(task.get(), late);
            note("crashed");
        }
        restart();
    }

    private void run(Task task, boolean dies) throws IOException {
        Throwable failure = null;
        List<Outcome.Next> promises = List.of();
        try {
            promises = List.of(step(task.body(), dies));
        } catch (Crash crash) {
            return;
        } catch (v2v.item.Halt halt) {
            failure = halt;
        }
        Outcome outcome = Verdict.of(failure, promises, task.attempt(), endpoint(task.stage()));
        ledger.end(task, outcome);
        ledger.items()
                .find(new ItemId(shelf(task.item()).item))
                .filter(standing -> standing.state() == ItemState.HELD)
                .ifPresent(standing -> note("kept in by " + standing.code()));
        if (outcome instanceof Outcome.Parked parked) {
            note("waits for " + parked.gate().what());
        }
        if (outcome instanceof Outcome.Done && task.body() instanceof Packed) {
            note("released");
            note("released with " + shelf(task.item()).approvals);
        }
    }

    private StageEndpoint endpoint(String stage) {
        Lanes lanes = Lanes.from(Settings.none());
        return new StageEndpoint(
                "stage:" + stage,
                new StageComponent(ledger, lanes, new CurrentTask(ledger)),
                stage);
    }

    private Outcome.Next step(Ticket body, boolean dies) throws IOException {
        return switch (body) {
            case Delivery delivery -> new Outcome.Next("clear", accept(delivery));
            case Footage footage ->
                    new Outcome.Next("transcode", rights.clear(Tapes.inspected(footage)));
            case Clearance clearance -> new Outcome.Next("release", make(clearance));
            case Packed packed -> new Outcome.Next(Ledger.END, publish(packed, dies));
            default -> throw new AssertionError("no such ticket: " + body);
        };
    }

    private GateBooks shelf(String key) {
        return Objects.requireNonNull(shelf.get(key), key);
    }

    private Footage accept(Delivery delivery) throws IOException {
        Footage footage =
                new Reception(intake, new v2v.bag.Deliveries(() -> now), ledger.items())
                        .accept(delivery);
        GateBooks of = shelf(footage.item());
        of.ordered(delivery.order().by());
        return footage;
    }

    /// What FFmpeg would make, another one each time.
    private Packed make(Clearance clearance) throws IOException {
        Path work =
                library.work(clearance.item(), clearance.version()).resolve(clearance.folderName());
        Path film = work.resolve("video/work.av1.webm");
        Files.createDirectories(film.getParent());
        byte[] bytes = ("a film, take " + encodes++).getBytes(StandardCharsets.UTF_8);
        Files.deleteIfExists(film);
        Files.write(film, bytes);
        Rendition rendition =
                new Rendition(
                        Rendition.Role.ACCESS,
                        "video/work.av1.webm",
                        "video/webm",
                        bytes.length,
                        GateBooks.digest(bytes),
                        16,
                        16,
                        1,
                        new Ratio(25, 1),
                        Duration.ofMillis(40),
                        null,
                        List.of("ffmpeg"),
                        "ffmpeg");
        Renditions made =
                new Renditions(clearance, library.relative(work), List.of(rendition), null, now);
        // the documents are another test's: the list of what lies there is what counts here
        Files.writeString(
                work.resolve("manifest-sha256.txt"),
                rendition.sha256() + "  " + rendition.name() + "\n");
        return torrents.torrent(new v2v.item.Release(made, now));
    }

    private Released publish(Packed packed, boolean dies) throws IOException {
        String seen = seen(packed);
        GateBooks of = shelf(packed.item());
        if (of.holds == 0 && !of.orderSpoke && of.orderedBy != null && asksTheDoor(packed)) {
            // whoever typed the order approves what is first brought to the door
            of.approved(of.orderedBy, seen);
            of.orderSpoke = true;
        }
        Publication publication =
                new Publication(
                        releases,
                        bags,
                        rights,
                        intake,
                        gate(of),
                        catalog,
                        released -> {
                            of.letOut(seen, now);
                            of.begun = seen;
                            if (dies) {
                                throw new Crash();
                            }
                            of.out = true;
                        });
        return publication.publish(packed);
    }

    /// Whether nothing before the ledger turns it away.
    private boolean asksTheDoor(Packed packed) throws IOException {
        try {
            intake.recall(packed.release().renditions().clearance().inspection().footage());
            rights.ask(packed.release().renditions().clearance());
            releases.seal(packed);
            return true;
        } catch (v2v.item.Halt turnedAway) {
            return false;
        }
    }

    /// Every byte that would go out.
    private String seen(Packed packed) throws IOException {
        Path work = library.resolve(packed.release().renditions().work());
        Path out =
                library.releases().resolve(packed.release().renditions().clearance().folderName());
        Path place = Files.isDirectory(work) ? work : out;
        if (!Files.isDirectory(place)) {
            return "nothing";
        }
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(place)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                all.put(
                        place.relativize(file).toString(),
                        GateBooks.digest(Files.readAllBytes(file)).hex());
            }
        }
        return packed.version() + all.toString();
    }

    // --- the end ---

    Audit.Examined audited() {
        return ledger.audited(null);
    }

    int count(String what) {
        return tally.getOrDefault(what, 0);
    }

    Map<String, Integer> tally() {
        return new TreeMap<>(tally);
    }

    @Override
    public void close() throws IOException {
        ledger.close();
        catalog.close();
        v2v.Program.delete(folder);
    }
}
