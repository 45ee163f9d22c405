package v2v.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.bag.Bags;
import v2v.bag.Deliveries;
import v2v.catalog.Catalog;
import v2v.intake.Intake;
import v2v.intake.IntakeSettings;
import v2v.item.Clearance;
import v2v.item.Delivery;
import v2v.item.Footage;
import v2v.item.Halt;
import v2v.item.ItemId;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Packed;
import v2v.item.Progress;
import v2v.item.Ratio;
import v2v.item.Refusal;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Rendition;
import v2v.item.Renditions;
import v2v.item.Settings;
import v2v.item.Successor;
import v2v.item.Tapes;
import v2v.item.Ticket;
import v2v.item.Withdrawal;
import v2v.ledger.Gate;
import v2v.ledger.GateSettings;
import v2v.ledger.ItemState;
import v2v.ledger.Items;
import v2v.ledger.Ledger;
import v2v.ledger.Outcome;
import v2v.ledger.Task;
import v2v.ledger.View;
import v2v.release.Publisher;
import v2v.release.Releases;
import v2v.rights.Licenses;
import v2v.rights.Rights;
import v2v.rights.RightsSettings;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentSettings;
import v2v.torrent.Torrents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A release is corrected by a new version beside it: the rooms are real, only the film is not.
class CorrectionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<String> STAGES =
            List.of("accept", "clear", "transcode", "torrent", "release", "withdraw");

    @TempDir Path folder;
    private Library library = new Library(Path.of(""));
    private Ledger ledger;
    private Rights rights;
    private Intake intake;
    private Releases releases;
    private Torrents torrents;
    private Catalog catalog;
    private int approvals;
    private final List<Path> seeded = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        library = new Library(folder.resolve("library")).prepare();
        InstantSource clock = () -> NOW;
        Settings none = Settings.none();
        rights =
                new Rights(
                        Licenses.load(),
                        RightsSettings.read(none, Path.of("pipelines/policies")),
                        clock);
        intake = new Intake(IntakeSettings.from(none), Progress.NONE);
        releases = new Releases(library, Publisher.unnamed(), clock);
        torrents = new Torrents(library, TorrentSettings.standard("0"), Progress.NONE);
        catalog = new Catalog(library.index());
        ledger = Ledger.own(library, clock).orElseThrow();
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
        catalog.close();
    }

    @Test
    void theNextVersionStandsBesideTheOneThatItReplaces() throws IOException {
        Path tape = tape("tape", "Harbor", "A film");
        Released first = released(order(tape));
        Map<String, byte[]> before = contents(first);
        assertEquals("releases/harbor-" + first.id(), first.folder());

        record(tape, "Harbor", "A film of 1962");
        Released second = released(replacing(tape, first, "The year was missing"));
        assertEquals(first.folder() + "-v2", second.folder());
        assertEquals(first.id(), second.id());
        assertNotEquals(first.infohash(), second.infohash());
        assertSame(before, contents(first), "the earlier one is as it was");

        Metainfo torrent = Metainfo.read(library.resolve(second.torrent()));
        assertEquals(List.of(first.infohash(), first.infohashV2()), torrent.replaces());
        assertEquals(first.infohash(), torrent.similar().getFirst());
        assertEquals(name(second), torrent.info().name());

        JsonNode record = json(second);
        assertEquals(name(first), record.path("replaces").path("folder").asText());
        assertEquals("The year was missing", record.path("replaces").path("why").asText());
        String page = Files.readString(library.resolve(second.folder()).resolve("index.html"));
        assertTrue(page.contains("The year was missing") && page.contains(name(first)));
        assertTrue(json(first).path("replaces").isMissingNode());

        Successor next = Successor.of(library, name(first)).orElseThrow();
        assertEquals(new Successor(name(first), name(second), "The year was missing"), next);
        assertTrue(Successor.of(library, name(second)).isEmpty());
        assertEquals(List.of(first.folder(), second.folder()), out(), "both are seeded");
        assertEquals(List.of(second.folder()), found(), "the newest is found");
        assertEquals(2, seeded.size());
    }

    @Test
    void aThirdReplacesTheSecond() throws IOException {
        Path tape = tape("tape", "Harbor", "one");
        Released first = released(order(tape));
        record(tape, "Harbor", "two");
        Released second = released(replacing(tape, first, "a"));
        record(tape, "Harbour", "three");
        Released third = released(replacing(tape, second, "b"));
        assertEquals("releases/harbour-" + first.id() + "-v3", third.folder());
        assertEquals(name(second), json(third).path("replaces").path("folder").asText());
        assertEquals(3, out().size());
        assertEquals(List.of(third.folder()), found());
    }

    /// A better transfer of the same film has other bytes, and so another id.
    @Test
    void anotherOriginalMayReplaceIt() throws IOException {
        Released first = released(order(tape("tape", "Harbor", "A film")));
        Path better = tape("better", "Harbor", "A film");
        Released second = released(replacing(better, first, "A better transfer"));
        assertEquals("releases/harbor-" + second.id(), second.folder());
        assertNotEquals(first.id(), second.id());
        assertEquals(name(second), Successor.of(library, name(first)).orElseThrow().by());
        Metainfo torrent = Metainfo.read(library.resolve(second.torrent()));
        assertEquals(first.infohash(), torrent.replaces().getFirst());

        Path best = tape("best", "Harbor", "A film");
        Refusal late = refused(replacing(best, first, "Still better"));
        assertEquals(Refusal.Code.ALREADY_RELEASED, late.code());
        assertTrue(late.fix().contains("--replaces " + second.id()), late::fix);
    }

    @Test
    void whatIsNotOutCanNotBeReplaced() throws IOException {
        Path tape = tape("tape", "Harbor", "A film");
        Order order = order().replacing("0123456789abcdef", "no reason");
        Refusal refusal = refused(Intake.deliver(tape, order));
        assertEquals(Refusal.Code.NOT_RELEASED, refusal.code());
    }

    /// The gate asks again: nobody's word for the first version counts for the second.
    @Test
    void theNewVersionWaitsForApprovalAndTheOldOneStaysOut() throws IOException {
        Path tape = tape("tape", "Harbor", "A film");
        approvals = 1;
        deliver(order(tape));
        approve(tape, "Ann");
        drain();
        Released first = standing(tape).released();
        record(tape, "Harbor", "A film of 1962");
        deliver(replacing(tape, first, "The year was missing"));
        Items.Standing waiting = standing(tape);
        assertEquals(ItemState.REVIEW, waiting.state());
        assertNull(waiting.released());
        assertEquals(2, waiting.version());
        assertEquals(List.of(requireNonNull(first).folder()), out());
        assertEquals(List.of(requireNonNull(first).folder()), found());
        assertTrue(Successor.of(library, name(first)).isEmpty(), "nothing replaces it yet");

        gate().hold(waiting.id(), "a doubt", "Bo");
        approve(tape, "Ann");
        drain();
        assertEquals(ItemState.HELD, standing(tape).state());
        gate().unhold(waiting.id(), "", "Bo");
        drain();
        assertEquals(ItemState.RELEASED, standing(tape).state());
        assertEquals(2, out().size());
        try (View view = View.of(library).orElseThrow()) {
            assertEquals(first, view.formers(waiting.id()).getFirst().released());
            assertEquals(1, view.approvals(waiting.id(), 1).size());
        }
    }

    /// Delivered again without a word, it is a duplicate, or says how to correct what is out.
    @Test
    void aDeliveryThatDoesNotSayThatItReplacesIsRefused() throws IOException {
        Path tape = tape("tape", "Harbor", "A film");
        Released first = released(order(tape));
        deliver(order(tape));
        assertEquals(first, standing(tape).released());
        Files.writeString(tape.resolveSibling("tape.json"), "{\"license\": \"free\"}");
        deliver(replacing(tape, first, "no licence"));
        assertEquals(ItemState.HELD, standing(tape).state());
        record(tape, "Harbor", "Other");
        Refusal refusal = refused(order(tape));
        assertEquals(Refusal.Code.ALREADY_RELEASED, refusal.code());
        assertEquals(List.of(requireNonNull(first).folder()), out());
        Released second = released(replacing(tape, first, "Again"));
        assertEquals(first.folder() + "-v2", second.folder());
    }

    @Test
    void eitherVersionCanBeWithdrawnAlone() throws IOException {
        Path tape = tape("tape", "Harbor", "A film");
        Released first = released(order(tape));
        record(tape, "Harbor", "A film of 1962");
        Released second = released(replacing(tape, first, "The year was missing"));
        Withdrawal order = gate().withdraw(first.item(), 1, "a mistake", "Ann");
        assertEquals(first, order.released());
        drain();
        assertEquals(List.of(second.folder()), out());
        assertEquals(List.of(second.folder()), found());
        assertTrue(Files.exists(library.tombstone(name(first))));
        assertFalse(Files.exists(library.tombstone(name(second))));
        assertEquals(ItemState.RELEASED, standing(tape).state());
        assertThrows(Refusal.class, () -> gate().withdraw(first.item(), 1, "again", "Ann"));
        assertThrows(Refusal.class, () -> gate().withdraw(first.item(), 7, "none", "Ann"));
    }

    /// Then the earlier one is what is found again.
    @Test
    void theNewestMayBeWithdrawnAlone() throws IOException {
        Path tape = tape("tape", "Harbor", "A film");
        Released first = released(order(tape));
        record(tape, "Harbor", "A film of 1962");
        Released second = released(replacing(tape, first, "The year was missing"));
        assertEquals(second, gate().withdraw(first.item(), "a mistake", "Ann").released());
        drain();
        assertEquals(List.of(requireNonNull(first).folder()), out());
        assertEquals(List.of(requireNonNull(first).folder()), found());
        assertTrue(Successor.of(library, name(first)).isEmpty(), "what is withdrawn replaces none");
        assertEquals(ItemState.WITHDRAWN, standing(tape).state());
        assertEquals(first, gate().withdraw(first.item(), "this one too", "Ann").released());
        drain();
        assertEquals(List.of(), out());
        assertEquals(List.of(), found());
    }

    /// A node that dies after the files were moved finishes what it began.
    @Test
    void aCrashInTheMiddleIsFinished() throws IOException {
        Path tape = tape("tape", "Harbor", "A film");
        Released first = released(order(tape));
        record(tape, "Harbor", "A film of 1962");
        approvals = 1;
        deliver(replacing(tape, first, "The year was missing"));
        approve(tape, "Ann");
        Task task = ledger.claim("release", "").orElseThrow();
        Released half = publication().publish((Packed) task.body());
        ledger.close();
        ledger = Ledger.own(library, () -> NOW).orElseThrow();
        assertEquals(List.of(requireNonNull(first).folder()), out());
        drain();
        assertEquals(half.folder(), requireNonNull(standing(tape).released()).folder());
        assertEquals(List.of(first.folder(), half.folder()), out());
    }

    // --- people ---

    private Path tape(String name, String title, String words) throws IOException {
        Path tape = folder.resolve(name + "/tape.mxf");
        Files.createDirectories(tape.getParent());
        Files.writeString(tape, "the bytes of " + name);
        record(tape, title, words);
        return tape;
    }

    private static void record(Path tape, String title, String words) throws IOException {
        Files.writeString(
                tape.resolveSibling("tape.json"),
                """
                {"title": "%s", "description": "%s", "license": "CC BY 4.0", "credit": "Radio Nord"}
                """
                        .formatted(title, words));
    }

    private static Order order() {
        return new Order(null, null, null, null, "access", null);
    }

    private static Delivery order(Path tape) throws IOException {
        return Intake.deliver(tape, order());
    }

    private static Delivery replacing(Path tape, @Nullable Released earlier, String why)
            throws IOException {
        String item = earlier == null ? "" : earlier.item();
        return Intake.deliver(tape, order().replacing(item, why));
    }

    private void deliver(Delivery delivery) throws IOException {
        ledger.deliver(List.of(delivery));
        drain();
    }

    private Released released(Delivery delivery) throws IOException {
        deliver(delivery);
        Items.Standing standing = standing(delivery.file());
        assertEquals(ItemState.RELEASED, standing.state(), standing::toString);
        return java.util.Objects.requireNonNull(standing.released());
    }

    private Refusal refused(Delivery delivery) throws IOException {
        ledger.deliver(List.of(delivery));
        Task task = ledger.claim("accept", "").orElseThrow();
        Refusal refusal = assertThrows(Refusal.class, () -> step(task.body()));
        end(task, refusal, List.of());
        return refusal;
    }

    private Items.Standing standing(Path tape) throws IOException {
        ItemId id = ItemId.of(GateBooks.digest(Files.readAllBytes(tape)));
        return ledger.items().find(id).orElseThrow();
    }

    private Gate gate() {
        return ledger.gate(new GateSettings(approvals, List.of()));
    }

    private void approve(Path tape, String by) throws IOException {
        Packed packed = gate().waiting(standing(tape).id());
        gate().approve(packed, releases.seal(packed), by);
    }

    // --- the node ---

    private void drain() throws IOException {
        boolean worked = true;
        while (worked) {
            worked = false;
            for (String stage : STAGES) {
                Optional<Task> task = ledger.claim(stage, "");
                if (task.isPresent()) {
                    worked = true;
                    try {
                        end(task.get(), null, List.of(step(task.get().body())));
                    } catch (Halt halt) {
                        end(task.get(), halt, List.of());
                    }
                }
            }
        }
    }

    private void end(Task task, @Nullable Throwable failure, List<Outcome.Next> promises) {
        Lanes lanes = Lanes.from(Settings.none());
        StageEndpoint endpoint =
                new StageEndpoint(
                        "stage:" + task.stage(),
                        new StageComponent(ledger, lanes, new CurrentTask(ledger)),
                        task.stage());
        ledger.end(task, Verdict.of(failure, promises, task.attempt(), endpoint));
    }

    private Outcome.Next step(Ticket body) throws IOException {
        return switch (body) {
            case Delivery delivery ->
                    new Outcome.Next(
                            "clear",
                            new Reception(intake, new Deliveries(() -> NOW), ledger.items())
                                    .accept(delivery));
            case Footage footage ->
                    new Outcome.Next("transcode", rights.clear(Tapes.inspected(footage)));
            case Clearance clearance -> new Outcome.Next("torrent", make(clearance));
            case Release release -> new Outcome.Next("release", torrents.torrent(release));
            case Packed packed -> new Outcome.Next(Ledger.END, publication().publish(packed));
            case Withdrawal withdrawal ->
                    new Outcome.Next(
                            Ledger.END,
                            new Retraction(releases, catalog, ledger.items(), _ -> {})
                                    .withdraw(withdrawal));
            default -> throw new AssertionError("no such ticket: " + body);
        };
    }

    private Release make(Clearance clearance) throws IOException {
        Path work =
                library.work(clearance.item(), clearance.version()).resolve(clearance.folderName());
        Path film = work.resolve("video/work.av1.webm");
        Files.createDirectories(film.getParent());
        byte[] bytes = "a film".getBytes(StandardCharsets.UTF_8);
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
        Release release =
                releases.describe(
                        new Renditions(
                                clearance, library.relative(work), List.of(rendition), null, NOW));
        return catalog.index(release);
    }

    private Publication publication() {
        return new Publication(
                releases,
                new Bags(library, new Bags.Keeper("", "V2V"), () -> NOW, Progress.NONE),
                rights,
                intake,
                gate(),
                catalog,
                released -> seeded.add(library.resolve(released.torrent())));
    }

    // --- what is there ---

    private List<String> out() {
        return ledger.items().out().stream().map(Items.Out::folder).sorted().toList();
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        ledger.items().eachReleased((release, released) -> found.add(released.folder()));
        return found;
    }

    private static String name(Released released) {
        return String.valueOf(Path.of(released.folder()).getFileName());
    }

    private JsonNode json(Released released) throws IOException {
        Path record = library.resolve(released.folder()).resolve("metadata/record.json");
        return Json.tree(Files.readString(record));
    }

    private Map<String, byte[]> contents(Released released) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        Path root = library.resolve(released.folder());
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static void assertSame(
            Map<String, byte[]> before, Map<String, byte[]> after, String what) {
        assertEquals(before.keySet(), after.keySet(), what);
        before.forEach((file, bytes) ->
                assertEquals(
                        GateBooks.digest(bytes),
                        GateBooks.digest(requireNonNull(after.get(file))),
                        file));
    }
}
