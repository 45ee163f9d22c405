package v2v.bag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Redo;
import v2v.item.Refusal;
import v2v.item.Release;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

class BagsTest {
    @TempDir private Path temporary;

    private static List<String> sentences(Path bag) throws IOException {
        return BagCheck.check(bag, _ -> {}).problems().stream().map(Problem::sentence).toList();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aWorkIsKeptWhole() throws IOException, InterruptedException {
        Kept kept = Kept.in(temporary);
        kept.keep();
        Verdict verdict = BagCheck.check(kept.bag(), _ -> {});
        assertEquals(List.of(), verdict.problems());
        assertEquals(List.of(), verdict.warnings());
        assertEquals(
                List.of("Tape 100%\nNo. 7.mxf", "Tape 7.srt"),
                names(kept.bag().resolve("data/original")));
        assertEquals(
                List.of("master.framemd5", "master.mkv"), names(kept.bag().resolve("data/master")));
        assertEquals(
                List.of("inspection.txt", "premis.xml", "record.json"),
                names(kept.bag().resolve("data/metadata")));
        assertEquals(
                """
                Source-Organization: Nordland TV
                Bagging-Date: 2026-11-22
                External-Identifier: %s
                External-Description: Harbour at dawn
                Internal-Sender-Description: FFV1 and FLAC
                Bag-Size: 64 B
                Payload-Oxum: 64.7
                Bag-Software-Agent: V2V 1
                """
                        .formatted(kept.id()),
                Files.readString(kept.bag().resolve("bag-info.txt")));
        assertTrue(
                Files.readString(kept.bag().resolve("manifest-sha256.txt"))
                        .contains(kept.sha256() + "  data/original/Tape 100%25%0ANo. 7.mxf\n"));
        Path locked = kept.bag().resolve("data/master/master.mkv");
        assertEquals(
                "r--r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(locked)));
        assertEquals("the tape", Files.readString(kept.original()), "it is read, never moved");
        assertEquals(List.of(kept.id()), names(kept.library().masters()));
    }

    /// A reader that we did not write: the tool that every archive has.
    @Test
    void coreutilsReadTheListsOfTags() throws IOException, InterruptedException {
        Kept kept = Kept.in(temporary);
        kept.keep();
        for (String algorithm : List.of("sha256", "sha512")) {
            Process check =
                    new ProcessBuilder(
                                    algorithm + "sum",
                                    "--quiet",
                                    "--strict",
                                    "-c",
                                    "tagmanifest-" + algorithm + ".txt")
                            .directory(kept.bag().toFile())
                            .redirectErrorStream(true)
                            .start();
            String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, check.waitFor(), said);
        }
    }

    @Test
    void whatIsKeptAlreadyStaysAsItIs() throws IOException {
        Kept kept = Kept.in(temporary);
        kept.keep();
        Object before = Files.readAttributes(kept.bag(), "unix:ino").get("ino");
        kept.keep();
        assertEquals(before, Files.readAttributes(kept.bag(), "unix:ino").get("ino"));
    }

    @Test
    void aLaterVersionTakesThePlace() throws IOException {
        Kept kept = Kept.in(temporary);
        kept.keep();
        kept.next().keep();
        assertEquals(List.of(), sentences(kept.bag()));
        assertEquals(
                "{\"version\":2}",
                Files.readString(kept.bag().resolve("data/metadata/record.json")));
        assertEquals(List.of(kept.id()), names(kept.library().masters()));
        assertFalse(Files.exists(kept.library().work().resolve(kept.id() + "-bag.old")));
    }

    @Test
    void aDamagedBagIsMadeAnew() throws IOException {
        Kept kept = Kept.in(temporary);
        kept.keep();
        alter(kept.bag().resolve("data/original/Tape 100%\nNo. 7.mxf"), 3);
        assertEquals(
                List.of(
                        "data/original/Tape 100%\nNo. 7.mxf is not what it was: its bytes are not"
                                + " those of manifest-sha256.txt and manifest-sha512.txt"),
                sentences(kept.bag()));
        kept.keep();
        assertEquals(List.of(), sentences(kept.bag()));
    }

    @Test
    void everyKindOfDamageIsNamed() throws IOException {
        Kept kept = Kept.in(temporary);
        kept.keep();
        Path data = kept.bag().resolve("data");
        Files.delete(data.resolve("master/master.mkv"));
        Files.writeString(data.resolve("master/note.txt"), "who put this here?");
        Files.createSymbolicLink(data.resolve("link"), Path.of("/etc/hostname"));
        alter(kept.bag().resolve("bag-info.txt"), 0);
        List<String> said = sentences(kept.bag());
        assertTrue(said.contains("data/link is a link or a device, not a file"), said.toString());
        assertTrue(
                said.contains("data/master/master.mkv is missing; manifest-sha256.txt lists it"),
                said.toString());
        assertTrue(
                said.contains(
                        "data/master/note.txt lies here, but is not in manifest-sha256.txt and"
                                + " manifest-sha512.txt"),
                said.toString());
        assertTrue(
                said.stream().anyMatch(s -> s.startsWith("bag-info.txt is not what it was")),
                said.toString());
    }

    private static void alter(Path file, int at) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    /// The first bag: wherever in its building the node was killed, the next run finishes.
    @Test
    void halfABagIsBuiltAgain() throws IOException {
        Kept kept = Kept.in(temporary);
        Path half = kept.library().work(kept.id(), 1).resolve("bag/data/original");
        Files.createDirectories(half);
        Files.writeString(half.resolve("Tape 100%\nNo. 7.mxf"), "the ta");
        kept.keep();
        assertEquals(List.of(), sentences(kept.bag()));
        assertFalse(Files.exists(kept.library().work(kept.id(), 1).resolve("bag")));
    }

    /// A later bag: killed after each of the renames, there is a whole bag, and the next run ends
    /// with the new one.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void killedBetweenRenames(int steps) throws IOException {
        Kept kept = Kept.in(temporary);
        kept.keep();
        Kept later =
                new Kept(
                        new v2v.item.Library(temporary.resolve("elsewhere")).prepare(),
                        kept.original(),
                        kept.words(),
                        kept.sha256(),
                        2);
        later.keep();
        Path next = kept.library().masters().resolve(kept.id() + ".next");
        Files.move(later.bag(), next);
        Swap swap = new Swap(kept.library(), kept.id());
        for (int i = 0; i < steps; i++) {
            swap.step();
            assertTrue(wholeBags(kept.library().masters()) >= 1, "after step " + (i + 2));
        }
        kept.bags().settle();
        assertEquals(List.of(kept.id()), names(kept.library().masters()));
        assertEquals(List.of(), sentences(kept.bag()));
        assertEquals(
                "{\"version\":2}",
                Files.readString(kept.bag().resolve("data/metadata/record.json")));
        assertEquals(
                List.of(),
                names(kept.library().work()).stream().filter(n -> n.endsWith(".old")).toList());
    }

    private static int wholeBags(Path masters) throws IOException {
        int whole = 0;
        for (String name : names(masters)) {
            assertEquals(List.of(), sentences(masters.resolve(name)), name);
            whole++;
        }
        return whole;
    }

    /// Nobody ends a rename for a bag that is only there as the old one.
    @Test
    void theOldOneComesBackWhenItIsAlone() throws IOException {
        Kept kept = Kept.in(temporary);
        kept.keep();
        Files.move(kept.bag(), kept.library().masters().resolve(kept.id() + ".old"));
        kept.bags().settle();
        assertEquals(List.of(), sentences(kept.bag()));
    }

    @Test
    void anAlteredOriginalIsNotKept() throws IOException {
        Kept kept = Kept.in(temporary);
        Release release = kept.release();
        Files.writeString(kept.original(), "the tale");
        Refusal refusal =
                assertThrows(Refusal.class, () -> kept.bags().keep(release, Kept.master(release)));
        assertEquals(Refusal.Code.FILE_CHANGED, refusal.code());
        assertEquals(
                "the file was changed after it was accepted, so it is not kept",
                refusal.getMessage());
        nothingHalf(kept);
    }

    @Test
    void aMissingOriginalIsNamed() throws IOException {
        Kept kept = Kept.in(temporary);
        Release release = kept.release();
        Files.delete(kept.original());
        Refusal refusal =
                assertThrows(Refusal.class, () -> kept.bags().keep(release, Kept.master(release)));
        assertEquals(Refusal.Code.FILE_MISSING, refusal.code());
        assertEquals(kept.original().toString(), refusal.file());
        nothingHalf(kept);
    }

    @Test
    void anAlteredMasterIsMadeAgain() throws IOException {
        Kept kept = Kept.in(temporary);
        Release release = kept.release();
        alter(kept.library().work(kept.id(), 1).resolve("master/master.mkv"), 0);
        Redo redo = assertThrows(Redo.class, () -> kept.bags().keep(release, Kept.master(release)));
        assertEquals("transcode", redo.stage());
        nothingHalf(kept);
    }

    /// Larger than any disk that a test runs on, though it has no blocks.
    @Test
    void aDiskThatIsTooSmallIsSaidBefore() throws IOException {
        Kept kept = Kept.in(temporary);
        try (RandomAccessFile tape = new RandomAccessFile(kept.original().toFile(), "rw")) {
            tape.setLength(8L << 40);
        }
        Release release = kept.release();
        IOException fault =
                assertThrows(
                        IOException.class, () -> kept.bags().keep(release, Kept.master(release)));
        assertTrue(
                String.valueOf(fault.getMessage())
                        .startsWith("no room to keep the original: it has 8.8 TB"),
                fault.toString());
        nothingHalf(kept);
    }

    @Test
    void whatStandsInTheWayIsNotTakenAway() throws IOException {
        Kept kept = Kept.in(temporary);
        Files.writeString(kept.library().masters(), "not a folder");
        assertThrows(IOException.class, kept::keep);
        assertEquals("not a folder", Files.readString(kept.library().masters()));
    }

    private static void nothingHalf(Kept kept) throws IOException {
        assertEquals(List.of(), names(kept.library().masters()));
        assertFalse(Files.exists(kept.library().work(kept.id(), 1).resolve("bag")));
    }
}
