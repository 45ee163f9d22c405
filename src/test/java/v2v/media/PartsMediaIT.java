package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Clearance;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Master;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Renditions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// A work that is made in parts by machines that know the share by another path, against the same
/// made at once.
class PartsMediaIT {
    private static final String PROFILE =
            """
            make: access, compatible, poster, storyboard, master
            video: {preset: 12, quality: {crf: 40}, keyframe-seconds: 1}
            compatible: {speed: 8}
            storyboard: {every-seconds: 2}
            chunks: {from-seconds: 2, seconds: 2}
            master: {convert: always}
            """;

    /// All that several machines see.
    @TempDir static Path share;

    @TempDir static Path elsewhere;
    private static Clearance clearance;
    private static int tests;

    private Footages node;
    private int tries;

    @BeforeAll
    static void record() throws IOException {
        Footages first = new Footages(Files.createDirectories(share.resolve("first")), PROFILE);
        Path tape =
                first.make(
                        "tape.mkv",
                        "-f lavfi -i testsrc2=s=320x240:r=25:d=7 -f lavfi -i sine=d=7 -c:v ffv1"
                                + " -c:a pcm_s16le {}");
        clearance = Footages.clear(first.inspect(tape));
        Files.createSymbolicLink(mount(), share);
    }

    @BeforeEach
    void open() throws IOException {
        node = footages("node" + tests++);
    }

    private static Footages footages(String name) throws IOException {
        return new Footages(Files.createDirectories(share.resolve(name)), PROFILE);
    }

    /// Where another machine sees the share.
    private static Path mount() {
        return elsewhere.resolve("mount");
    }

    private static Path temporary() {
        return elsewhere.resolve("temporary");
    }

    private static Path there(Path here) {
        return mount().resolve(share.relativize(here));
    }

    private static Path here(Path there) {
        return share.resolve(mount().relativize(there));
    }

    /// Another machine: its profile came as text.
    private Media worker(Progress progress) {
        Library library = new Library(there(node.library().root()));
        Profiles profiles = Profiles.of(Map.of("access", PROFILE));
        return new Media(library, node.ffmpeg(), profiles, progress).away(temporary());
    }

    /// As it comes there: through JSON, with the path that is known there.
    private static Clearance there() {
        String text = Json.line(clearance).replace(share.toString(), mount().toString());
        return Json.read(text, Clearance.class);
    }

    private Path own() throws IOException {
        return Files.createDirectories(there(bench()).resolve("tries/" + tries++));
    }

    private Delivered deliver(Part part, Path own) throws IOException {
        Map<String, FileTime> before = lying();
        Delivered delivered = worker(Progress.NONE).part(there(), part, own);
        assertEquals(before, lying(), "nothing is written but below its own folder");
        String text = Json.line(delivered);
        for (Path path : List.of(share, elsewhere)) {
            assertFalse(text.contains(path.toString()), "no path of any machine: " + text);
        }
        return Json.read(text, Delivered.class);
    }

    private Delivered done(Part part) throws IOException {
        Path own = own();
        Delivered delivered = deliver(part, own);
        node.media().adopt(clearance, part, delivered, here(own));
        return delivered;
    }

    private Parts parts() {
        return node.media().shared(clearance, Duration.ofSeconds(3));
    }

    private Prepared prepared() throws IOException {
        Prepared found = done(parts().first().getFirst()).prepared();
        assertNotNull(found);
        return found;
    }

    private Path bench() {
        return node.library().work(clearance.item(), 1);
    }

    /// All that lies on the bench but the tries and the log.
    private Map<String, FileTime> lying() throws IOException {
        Map<String, FileTime> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(bench())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String place = bench().relativize(file).toString();
                if (!place.startsWith("tries") && !place.startsWith("log")) {
                    all.put(place, Files.getLastModifiedTime(file));
                }
            }
        }
        return all;
    }

    @Test
    void partsAreTheWhole() throws IOException {
        Parts parts = parts();
        assertEquals(new Parts(4, true, true), parts);
        Prepared found = prepared();
        List<Part> second = new ArrayList<>(parts.second(found));
        Collections.shuffle(second, new Random(6));
        for (Part part : second) {
            done(part);
        }
        Part last = parts.last(found).getFirst();
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Path own = own();
        Delivered end = worker((what, fraction, speed) -> told.add(what)).part(there(), last, own);
        assertEquals(
                List.of(),
                told.stream()
                        .filter(what -> what.matches("encode.*|Opus|FFV1|search.*|start"))
                        .toList(),
                "nothing is made again");
        node.media().adopt(clearance, last, end, here(own));
        Renditions made = node.media().renditions(clearance, end);
        // again, as after a crash in between
        node.media().adopt(clearance, last, end, here(own));

        Footages alone = footages("alone");
        Renditions calm = alone.media().transcode(clearance);
        assertEquals(names(calm), names(made));
        assertEquals(calm.work(), made.work());
        Master kept = Objects.requireNonNull(made.master());
        assertEquals(sums(Objects.requireNonNull(calm.master())), sums(kept));
        assertTrue(Files.exists(node.library().resolve(kept.work()).resolve(Lossless.MASTER)));
        for (int i = 0; i < calm.files().size(); i++) {
            Path one = file(alone, calm, i);
            Path other = file(node, made, i);
            assertEquals(made.files().get(i).bytes(), Files.size(other));
            assertEquals(made.files().get(i).sha256(), Workbench.digest(other));
            if (one.toString().endsWith(".webm")) {
                assertEquals(frames(one), frames(other));
            }
        }
        assertEquals(made, node.media().transcode(clearance), "the node finds it finished");
        assertTrue(Files.exists(node.library().reports().resolve(clearance.item() + ".txt")));
        assertFalse(Files.exists(bench().resolve("pieces")));
        try (Stream<Path> log = Files.list(bench().resolve("log"))) {
            assertTrue(log.anyMatch(page -> page.toString().endsWith("-film-0002-encode.txt")));
        }
        try (Stream<Path> left = Files.list(temporary())) {
            assertEquals(List.of(), left.toList());
        }
    }

    private static List<String> sums(Master master) {
        return master.files().stream().map(f -> master.work() + f.name() + f.sha256()).toList();
    }

    private static List<String> names(Renditions made) {
        return made.files().stream().map(file -> file.role() + " " + file.name()).toList();
    }

    private static Path file(Footages footages, Renditions made, int index) {
        return footages.library().resolve(made.work()).resolve(made.files().get(index).name());
    }

    private List<String> frames(Path film) throws IOException {
        return node.ask("-i", film.toString(), "-f", "framemd5", "-").stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void theNodeGoesOnWhereOthersEnded() throws IOException {
        Prepared found = prepared();
        done(new Part.Sound(found));
        done(new Part.Film(1, 4, found));
        Map<String, FileTime> before = lying();
        assertTrue(before.keySet().stream().anyMatch(p -> p.endsWith("/access-0001.ivf")));
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Media media =
                new Media(
                        node.library(),
                        node.ffmpeg(),
                        Profiles.of(Map.of("access", PROFILE)),
                        (what, fraction, speed) -> told.add(what));
        Renditions made = media.transcode(clearance);
        assertEquals(175, made.access().frames());
        assertEquals(
                List.of("encode 1/4", "encode 3/4", "encode 4/4"),
                told.stream().filter(what -> what.startsWith("encode")).distinct().toList());
        assertFalse(told.contains("Opus"), told.toString());
    }

    @Test
    void aSecondOneChangesNothing() throws IOException {
        Prepared found = prepared();
        Part film = new Part.Film(0, 4, found);
        Path one = own();
        Path other = own();
        // both begin before either has ended
        Delivered first = deliver(film, one);
        Delivered second = deliver(film, other);
        node.media().adopt(clearance, film, first, here(one));
        Map<String, FileTime> before = lying();
        node.media().adopt(clearance, film, second, here(other));
        assertEquals(before, lying());
        assertEquals(List.of(), deliver(film, own()).files(), "there is nothing to do");
    }

    @Test
    void aCrashInBetweenIsMended() throws IOException {
        Prepared found = prepared();
        Part sound = new Part.Sound(found);
        Path own = own();
        Delivered delivered = deliver(sound, own);
        Path moved = here(own).resolve("part-sound.mka");
        Files.move(moved, bench().resolve("part-sound.mka"));
        assertFalse(Files.exists(bench().resolve("sounded.json")));
        node.media().adopt(clearance, sound, delivered, here(own));
        assertTrue(Files.exists(bench().resolve("sounded.json")));
    }

    @Test
    void aFolderThatIsTakenAwayEndsItsPart() throws IOException {
        Prepared found = prepared();
        Map<String, FileTime> before = lying();
        Path own = own();
        AtomicBoolean taken = new AtomicBoolean();
        Media media =
                worker((what, fraction, speed) -> {
                    if (what.startsWith("FFV1") && !taken.getAndSet(true)) {
                        new Sweep(own).run();
                    }
                });
        assertThrows(IOException.class, () -> media.part(there(), new Part.Master(found), own));
        assertTrue(taken.get());
        assertFalse(Files.exists(own));
        assertEquals(before, lying());
    }

    /// Deletes a folder in which others still write.
    private record Sweep(Path folder) {
        void run() {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.toList().reversed()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Test
    void namesThatBelongElsewhereAreRefused() throws IOException {
        Path own = own();
        Part part = new Part.Prepare();
        Delivered good = deliver(part, own);
        Map<String, FileTime> before = lying();
        Media media = node.media();
        for (String place :
                List.of(
                        "../../../reports/x.txt",
                        "/etc/hostname",
                        "pieces/../prepared.json",
                        "renditions.json",
                        "sounded.json",
                        "log/01-x.txt",
                        "pieces/0123456789abcdef/access-0000.ivf",
                        "",
                        "prepared.json/")) {
            List<Delivered.File> files = new ArrayList<>(good.files());
            files.add(new Delivered.File(place, 1));
            Delivered bad = new Delivered(good.recipe(), files, good.prepared(), null, good.tool());
            assertThrows(
                    IOException.class, () -> media.adopt(clearance, part, bad, here(own)), place);
        }
        assertEquals(before, lying());
        media.adopt(clearance, part, good, here(own));
    }

    @Test
    void whatIsNotWhatWasToldIsRefused() throws IOException {
        Prepared found = prepared();
        Part film = new Part.Film(0, 4, found);
        Path own = own();
        Delivered good = deliver(film, own);
        Path piece =
                here(own)
                        .resolve(
                                good.files().stream()
                                        .map(Delivered.File::place)
                                        .filter(place -> place.endsWith("access-0000.ivf"))
                                        .findFirst()
                                        .orElseThrow());
        Map<String, FileTime> before = lying();
        Media media = node.media();
        byte[] bytes = Files.readAllBytes(piece);
        Files.write(piece, new byte[7]);
        assertThrows(IOException.class, () -> media.adopt(clearance, film, good, here(own)));
        Files.delete(piece);
        Path secret = Files.write(elsewhere.resolve("secret"), bytes);
        Files.createSymbolicLink(piece, secret);
        assertThrows(IOException.class, () -> media.adopt(clearance, film, good, here(own)));
        Files.delete(piece);
        Files.write(piece, bytes);
        Delivered other = new Delivered("ab".repeat(32), good.files(), null, null, good.tool());
        assertThrows(IOException.class, () -> media.adopt(clearance, film, other, here(own)));
        Delivered less =
                new Delivered(
                        good.recipe(),
                        good.files().stream().filter(f -> !f.place().contains("borders")).toList(),
                        null,
                        null,
                        good.tool());
        assertEquals(before, lying());
        media.adopt(clearance, film, good, here(own));
        assertTrue(lying().size() > before.size());
        media.adopt(clearance, film, less, here(own));
    }

    @Test
    void anotherRecipeIsNotBegun() throws IOException {
        Prepared other = new Prepared("ab".repeat(32), 40, 0, 0.0, true);
        Media media = worker(Progress.NONE);
        Clearance there = there();
        for (Part part : List.of(new Part.Film(0, 4, other), new Part.Finish(other))) {
            Path own = own();
            IOException failure =
                    assertThrows(IOException.class, () -> media.part(there, part, own));
            assertTrue(String.valueOf(failure.getMessage()).contains("another recipe"));
        }
    }

    @Test
    void aLookLeavesItsReportToTheNode() throws IOException {
        Footage footage = there().inspection().footage();
        Path own = own();
        Path report = node.library().reports().resolve(clearance.item() + ".txt");
        Files.deleteIfExists(report);
        Inspection seen = worker(Progress.NONE).look(footage, own);
        assertEquals(clearance.inspection().decode(), seen.decode());
        assertFalse(Files.exists(report));
        node.media().report(clearance.inspection());
        assertTrue(Files.exists(report));
        node.media().evidence(footage, "inspect", here(own));
        try (Stream<Path> log = Files.list(bench().resolve("log"))) {
            assertTrue(log.anyMatch(page -> page.toString().contains("-inspect-")));
        }
        Path rubbish = node.write("rubbish.mov", new byte[4000]);
        Footage bad = Footages.footage(rubbish);
        Path next = own();
        assertThrows(Refusal.class, () -> worker(Progress.NONE).look(bad, next));
    }

    @Test
    void shortOnesAreNotDivided() {
        assertEquals(Parts.WHOLE, node.media().shared(clearance, Duration.ofMinutes(10)));
    }

    @Test
    void theEncodersAreKnownByTheirBytes() throws IOException {
        String one = node.ffmpeg().fingerprint();
        assertTrue(one.matches("ffmpeg .* [0-9a-f]{16}"), one);
        assertEquals(one, Examination.bundled().fingerprint());
    }
}
