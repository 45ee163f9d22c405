package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import v2v.item.Json;
import v2v.item.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What travels between machines, and in what order it is done.
class PartTest {
    private static final Prepared FOUND = new Prepared("ab".repeat(32), 31, 40.125, 0.04, true);

    @TempDir Path folder;

    static Stream<Part> parts() {
        return Stream.of(
                new Part.Whole(),
                new Part.Prepare(),
                new Part.Sound(FOUND),
                new Part.Master(FOUND),
                new Part.Film(2, 12, FOUND),
                new Part.Finish(FOUND.fromTheStart()));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void partsReadBack(Part part) {
        assertEquals(part, Json.read(Json.line(part), Part.class));
        assertTrue(part.name().matches("[a-z0-9-]+"), part.name());
    }

    @Test
    void partsPrintThemselves() {
        assertEquals("film 3/12", new Part.Film(2, 12, FOUND).toString());
        assertEquals("prepare", new Part.Prepare().toString());
        assertEquals(6, parts().map(Part::name).distinct().count());
    }

    @Test
    void whatCameReadsBack() {
        Delivered delivered =
                new Delivered(
                        FOUND.recipe(),
                        List.of(new Delivered.File("prepared.json", 7)),
                        FOUND,
                        new Delivered.Made(
                                List.of(),
                                null,
                                Instant.parse("2026-01-02T03:04:05Z"),
                                List.of("a note")),
                        "ffmpeg 8.0, an encoder");
        assertEquals(delivered, Json.read(Json.line(delivered), Delivered.class));
    }

    @Test
    void stepsFollowEachOther() {
        Parts parts = new Parts(3, true, true);
        assertEquals(parts, Json.read(Json.line(parts), Parts.class));
        assertEquals(List.of("prepare"), names(parts.first()));
        assertEquals(
                List.of("sound", "master", "film-0001", "film-0002", "film-0003"),
                names(parts.second(FOUND)));
        assertEquals(List.of("finish"), names(parts.last(FOUND)));
        assertEquals(List.of("whole"), names(Parts.WHOLE.first()));
        assertEquals(List.of(), Parts.WHOLE.second(FOUND));
        assertEquals(List.of(), Parts.WHOLE.last(FOUND));
        assertEquals(
                List.of("film-0001", "film-0002"), names(new Parts(2, false, false).second(FOUND)));
    }

    private static List<String> names(List<Part> parts) {
        return parts.stream().map(Part::name).toList();
    }

    /// Another quality or another cut is another shelf.
    @Test
    void shelvesAreNamedByHowPiecesAreMade() {
        List<Piece> pieces = List.of(Piece.all(7));
        Prepared finer = new Prepared(FOUND.recipe(), 30, 40.125, 0.04, true);
        assertNotEquals(FOUND.shelf(pieces), finer.shelf(pieces));
        assertNotEquals(FOUND.shelf(pieces), FOUND.shelf(List.of(Piece.all(8))));
        assertEquals(FOUND.shelf(pieces), FOUND.fromTheStart().shelf(pieces));
    }

    @Test
    void whatNobodyFindsIsNotSane() {
        assertTrue(FOUND.sane());
        assertFalse(new Prepared("", -1, 0, null, true).sane());
        assertFalse(new Prepared("", 64, 0, null, true).sane());
        assertFalse(new Prepared("", 1, Double.NaN, null, true).sane());
        assertFalse(new Prepared("", 1, 1, Double.POSITIVE_INFINITY, true).sane());
    }

    @Test
    void profilesTravelAsTexts() throws IOException {
        Files.writeString(folder.resolve("tape.yaml"), "make: access\nvideo: {preset: 7}\n");
        Profiles here = Profiles.load(folder);
        Map<String, String> texts = here.texts("tape", "a.mov");
        Profiles there = Profiles.of(texts);
        assertEquals(here.named("tape", "a.mov"), there.named("tape", "a.mov"));
        assertEquals(List.of("tape"), there.names());
    }

    @Test
    void processorsMayBeGivenOnTheCommandLine() {
        Settings settings = Settings.of("--cores", Map.of("media.cores", "1"));
        assertEquals(1, Budget.encoding(settings).cores());
        settings.refuseUnknown();
        Settings wrong = Settings.of("--cores", Map.of("media.cores", "many"));
        String said =
                String.valueOf(
                        assertThrows(v2v.item.BadConfig.class, () -> Budget.encoding(wrong))
                                .getMessage());
        assertTrue(said.contains("--cores"), said);
    }

    /// The folder of a part is never made again by who works in it.
    @Test
    void aFolderThatWasTakenAwayStaysAway() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        Workbench bench =
                new Workbench(new v2v.item.Library(folder), folder, folder.resolve("release"), own);
        Path file = Files.writeString(folder.resolve("file"), "x");
        bench.keep(file, own.resolve("pieces/a/b.ivf"));
        assertTrue(Files.exists(bench.find("pieces/a/b.ivf")));
        Files.move(own, folder.resolve("elsewhere"));
        Path next = Files.writeString(folder.resolve("file"), "y");
        assertThrows(IOException.class, () -> bench.keep(next, own.resolve("pieces/a/c.ivf")));
        assertThrows(IOException.class, () -> bench.shelf("a"));
        assertFalse(Files.exists(own));
    }

    @Test
    void whatIsWatchedEndsWithItsFolder() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        assertEquals("done", Handwork.watched(own, () -> "done"));
        Files.delete(own);
        IOException failure =
                assertThrows(
                        IOException.class,
                        () ->
                                Handwork.watched(
                                        own,
                                        () -> {
                                            try {
                                                Thread.sleep(60_000);
                                            } catch (InterruptedException e) {
                                                Thread.currentThread().interrupt();
                                            }
                                            return "too late";
                                        }));
        assertTrue(String.valueOf(failure.getMessage()).contains("taken away"));
    }
}
