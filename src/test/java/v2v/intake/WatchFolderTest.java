package v2v.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Delivery;
import v2v.item.Refusal;
import v2v.item.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class WatchFolderTest {
    private final MemorySightings memory = new MemorySightings();
    private final IntakeSettings settings = IntakeSettings.from(Settings.none());
    private Instant now = Instant.parse("2026-03-01T01:00:00Z");

    @TempDir private Path folder;
    private WatchFolder watch;

    @BeforeEach
    void start() {
        watch = new WatchFolder(folder, settings, memory, () -> now);
    }

    private Path put(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private void grow(Path file) throws IOException {
        Files.writeString(file, "more", StandardOpenOption.APPEND);
    }

    private List<String> scan() throws IOException {
        now = now.plus(settings.scan());
        List<Delivery> arrived = watch.arrived();
        watch.taken(arrived);
        return arrived.stream().map(d -> folder.relativize(d.file()).toString()).sorted().toList();
    }

    @Test
    void aFileArrivesWhenItStoodStillForTheSettleTime() throws IOException {
        put("a.mxf", "x");
        assertEquals(List.of(), scan());
        assertEquals(List.of(), scan()); // 5 s
        assertEquals(List.of("a.mxf"), scan()); // 10 s
        assertEquals(List.of(), scan());
    }

    @Test
    void aDeliverySaysWhatWasSeen() throws IOException {
        Path file = put("reel/a.mxf", "four");
        Path sidecar = put("reel/a.json", "{}");
        watch.arrived();
        now = now.plusSeconds(10);
        Delivery delivery = watch.arrived().getFirst();
        assertEquals(file, delivery.file());
        assertEquals(4, delivery.bytes());
        assertEquals(Files.getLastModifiedTime(file).toInstant(), delivery.modified());
        assertEquals(sidecar, delivery.sidecar());
        assertEquals("access", delivery.order().profile());
    }

    @Test
    void anOldFileIsLookedAtTwiceToo() throws IOException {
        Path file = put("a.mxf", "x");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1999-01-01T00:00:00Z")));
        assertEquals(List.of(), scan());
        now = now.plus(Duration.ofDays(1));
        assertEquals(List.of("a.mxf"), scan());
    }

    @Test
    void aGrowingFileWaits() throws IOException {
        Path file = put("a.mxf", "x");
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of(), scan());
            grow(file);
        }
        assertEquals(List.of(), scan());
        assertEquals(List.of(), scan());
        assertEquals(List.of("a.mxf"), scan());
    }

    @Test
    void aGrowingSidecarHoldsItsFootageBack() throws IOException {
        put("a.mxf", "x");
        scan();
        scan();
        put("a.csv", "title\nA");
        assertEquals(List.of(), scan());
        assertEquals(List.of(), scan());
        assertEquals(List.of("a.mxf"), scan());
    }

    @Test
    void aCorrectedSidecarDeliversAgain() throws IOException {
        put("a.mxf", "x");
        put("b.mxf", "x");
        Path sidecar = put("a.mxf.json", "{}");
        scan();
        scan();
        assertEquals(List.of("a.mxf", "b.mxf"), scan());
        Files.writeString(sidecar, "{\"title\":\"A\"}");
        scan();
        scan();
        assertEquals(List.of("a.mxf"), scan());
    }

    @Test
    void whatWasOfferedAndNotTakenIsOfferedAgain() throws IOException {
        put("a.mxf", "x");
        watch.arrived();
        now = now.plusSeconds(10);
        assertEquals(1, watch.arrived().size());
        WatchFolder restarted = new WatchFolder(folder, settings, memory, () -> now);
        List<Delivery> again = restarted.arrived();
        assertEquals(1, again.size());
        restarted.taken(again);
        assertEquals(List.of(), restarted.arrived());
    }

    @Test
    void aFileThatChangesAfterItWasTakenArrivesAgain() throws IOException {
        Path file = put("a.mxf", "x");
        scan();
        scan();
        assertEquals(List.of("a.mxf"), scan());
        grow(file);
        assertEquals(List.of(), scan());
        assertEquals(List.of(), scan());
        assertEquals(List.of("a.mxf"), scan());
    }

    @Test
    void aClockThatGoesBackStartsTheWaitAgain() throws IOException {
        put("a.mxf", "x");
        scan();
        now = now.minus(Duration.ofDays(1));
        assertEquals(List.of(), scan());
        assertEquals(List.of(), scan());
        assertEquals(List.of("a.mxf"), scan());
    }

    @Test
    void unfinishedHiddenAndOtherFilesAreLeftAlone() throws IOException {
        for (String name :
                List.of(
                        ".a.mxf",
                        "a.mxf.part",
                        "b.tmp",
                        "c.mov.filepart",
                        "d.crdownload",
                        "~e.mov",
                        "f.mov~",
                        "g.txt",
                        "h.md5",
                        "i.srt",
                        "o.vtt",
                        "o.de.srt",
                        "o.STL",
                        "o.scc",
                        "o.ttml",
                        "o.dfxp",
                        "o.xml",
                        "o.json",
                        "o.csv",
                        "j.PDF",
                        "k.jpg",
                        "frame.000001.dpx",
                        ".Trash/l.mxf",
                        "@eaDir/m.mxf",
                        "System Volume Information/n.mxf")) {
            put(name, "x");
        }
        put("deep/er/o.MXF", "x");
        put("no-extension", "x");
        put("text called.mp4", "x");
        scan();
        scan();
        assertEquals(List.of("deep/er/o.MXF", "no-extension", "text called.mp4"), scan());
    }

    @Test
    void linksAreNotFollowed(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("secret.mxf"), "x");
        Files.createSymbolicLink(folder.resolve("link.mxf"), outside.resolve("secret.mxf"));
        Files.createSymbolicLink(folder.resolve("folder"), outside);
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        scan();
        scan();
        assertEquals(List.of(), scan());
    }

    @Test
    void hostileNamesArrive() throws IOException {
        List<String> names = List.of("-rf.mxf", "\"q'; $(x)`.mxf", "line\nfeed.mxf", "Ænd 映像.mxf");
        for (String name : names) {
            put(name, "x");
        }
        put("n".repeat(251) + ".mxf", "x");
        scan();
        scan();
        List<String> arrived = scan();
        assertEquals(5, arrived.size());
        assertTrue(arrived.containsAll(names));
    }

    @Test
    void aFileThatIsGoneIsForgotten() throws IOException {
        put("stays.mxf", "x");
        Path file = put("a.mxf", "x");
        scan();
        assertEquals(2, memory.kept.size());
        Files.delete(file);
        scan();
        assertEquals(1, memory.kept.size());
    }

    @Test
    void anEmptyFolderIsTakenForAShareThatIsNotMounted() throws IOException {
        Path file = put("a.mxf", "x");
        scan();
        scan();
        assertEquals(List.of("a.mxf"), scan());
        FileTime time = Files.getLastModifiedTime(file);
        Files.delete(file);
        scan();
        Files.writeString(file, "x");
        Files.setLastModifiedTime(file, time);
        for (int i = 0; i < 4; i++) {
            assertEquals(List.of(), scan());
        }
    }

    @Test
    void aMissingFolderIsAnOutage() {
        WatchFolder nowhere =
                new WatchFolder(folder.resolve("nowhere"), settings, memory, () -> now);
        assertThrows(IOException.class, nowhere::arrived);
    }

    @Test
    void manyWaitingFilesCostOneQuestionAndOneAnswerAScan() throws IOException {
        for (int i = 0; i < 500; i++) {
            put("d" + i % 7 + "/f" + i + ".mxf", "x");
        }
        scan();
        assertEquals(1, memory.asked);
        assertEquals(1, memory.told);
        scan();
        assertEquals(2, memory.asked);
        assertEquals(1, memory.told, "nothing changed, nothing is written");
    }

    @Test
    void aNameThatIsNotUtf8IsRefusedByName() throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'caf\\351.mxf')\"")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, shell.waitFor(), said);
        scan();
        now = now.plusSeconds(10);
        Delivery delivery = watch.arrived().getFirst();
        // between here and the stage a path is text
        Path asText = Path.of(delivery.file().toString());
        Delivery travelled =
                new Delivery(
                        asText, delivery.bytes(), delivery.modified(), null, delivery.order(), 1);
        Intake intake = new Intake(settings, v2v.item.Progress.NONE);
        Refusal refusal = assertThrows(Refusal.class, () -> intake.accept(travelled));
        assertEquals(Refusal.Code.FILE_NAME_UNUSABLE, refusal.code());
    }

    @Test
    void xmlBesideFootageIsNotFootageAndHoldsItBack() throws IOException {
        put("tape.mxf", "x");
        Path record = put("tape.pbcore.xml", "<pbcoreDescriptionDocument>");
        Path item = put("item/item_meta.xml", "<metadata>");
        put("item/reel.mpg", "x");
        scan();
        scan();
        grow(record);
        grow(item);
        assertEquals(List.of(), scan());
        assertEquals(List.of(), scan());
        assertEquals(List.of("item/reel.mpg", "tape.mxf"), scan());
    }

    private void settle() throws IOException {
        assertEquals(List.of(), scan());
        assertEquals(List.of(), scan());
    }

    @Test
    void aBagIsHandedOverWhenAllThatItListsIsThere() throws IOException {
        put("bag/manifest-md5.txt", "0a  data/a.mxf\n0b *data/sub/b%0Ac.mov\n0c  data/note.txt\n");
        put("bag/data/a.mxf", "a");
        put("bag/tagmanifest-md5.txt", "");
        put("bag/extra.mov", "not payload");
        settle();
        assertEquals(List.of(), scan());
        put("bag/data/sub/b\nc.mov", "b");
        put("bag/data/note.txt", "n");
        settle();
        assertEquals(List.of(), scan(), "bagit.txt is missing");
        put("bag/bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n");
        settle();
        assertEquals(List.of("bag/data/a.mxf", "bag/data/sub/b\nc.mov"), scan());
        assertEquals(List.of(), scan());
    }

    @Test
    void aBagThatStaysIncompleteIsHandedOverToBeRefusedAndAgainWhenItIsMended() throws IOException {
        put("bag/bagit.txt", "");
        put("bag/manifest-md5.txt", "0a  data/a.mxf\n0b  data/b.mxf\n");
        put("bag/data/a.mxf", "a");
        settle();
        now = now.plusSeconds(590);
        assertEquals(List.of("bag/data/a.mxf"), scan());
        put("bag/data/b.mxf", "b");
        settle();
        assertEquals(List.of("bag/data/a.mxf", "bag/data/b.mxf"), scan());
    }
}
