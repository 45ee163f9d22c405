package v2v.intake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Companion;
import v2v.item.Delivery;
import v2v.item.Footage;
import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Record.Provenance;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;
import v2v.item.Settings;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class IntakeTest {
    private static final IntakeSettings SETTINGS = IntakeSettings.from(Settings.none());

    @TempDir private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Footage accept(Delivery delivery) throws IOException {
        return new Intake(SETTINGS, Progress.NONE).accept(delivery);
    }

    private static Delivery delivery(Path file) throws IOException {
        return Intake.deliver(file, Order.plain("web"));
    }

    private static Refusal refused(Delivery delivery) {
        return assertThrows(Refusal.class, () -> accept(delivery));
    }

    private Path large() throws IOException {
        Path file = folder.resolve("large.mxf");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(300L << 20);
        }
        return file;
    }

    @Test
    void theBytesAreTheIdentity() throws IOException {
        Path file = file("a.mxf", "abc");
        Footage footage = accept(delivery(file));
        // FIPS 180-4, the first example
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                footage.sha256().hex());
        assertEquals("ba7816bf8f01cfea", footage.id().value());
        assertEquals(0, footage.version());
        assertEquals(3, footage.bytes());
        assertEquals(file, footage.file());
        assertEquals("web", footage.profile());
        assertEquals(Files.getLastModifiedTime(file).toInstant(), footage.modified());
    }

    @Test
    void wordsBesideTheFootageComeWithIt() throws IOException {
        Path tape = file("tape.mxf", "abc");
        file("tape.srt", "x");
        file("tape.de.SRT", "abc");
        file("tape.mxf.pt-BR.vtt", "x");
        file("tape.en.sdh.scc", "x");
        file("tape.stl", "x");
        file("tape.ttml", "x");
        file("tape.xml", "<?xml version='1.0'?><!-- a --><x:tt xmlns:x='y'/>");
        file("tape.fr.xml", "<pbcore/>");
        file("tape.es.xml", "no XML");
        file("tape.sv.xml", "<!--" + "x".repeat(100_000) + "--><tt/>");
        file(
                "tape.it.xml",
                "<!DOCTYPE tt [<!ENTITY a SYSTEM 'file:///nowhere'>]><other>&a;</other>");
        file("tape.json", "{}");
        file("tape.csv", "title\nA\n");
        file("tape.de.json", "{}");
        file("tape.txt", "x");
        file("tape.part2.srt", "x");
        file("tape2.srt", "x");
        file("tape.nl.mxf", "another");
        file("tape.nl.srt", "x");
        Files.createDirectory(folder.resolve("tape.vtt"));
        List<Companion> companions = accept(delivery(tape)).companions();
        assertEquals(
                List.of(
                        "tape.de.SRT",
                        "tape.en.sdh.scc",
                        "tape.mxf.pt-BR.vtt",
                        "tape.srt",
                        "tape.stl",
                        "tape.ttml",
                        "tape.xml"),
                companions.stream().map(c -> c.file().getFileName().toString()).toList());
        assertEquals(3, companions.getFirst().bytes());
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                companions.getFirst().sha256().hex());
        assertEquals(
                List.of("tape.nl.srt"),
                accept(delivery(folder.resolve("tape.nl.mxf"))).companions().stream()
                        .map(c -> c.file().getFileName().toString())
                        .toList());
    }

    @Test
    void wordsThatAreALinkAreRefused() throws IOException {
        Path tape = file("tape.mxf", "abc");
        Path secret = file("secret.txt", "a password");
        Files.createSymbolicLink(folder.resolve("tape.en.srt"), secret);
        Refusal refusal = assertThrows(Refusal.class, () -> accept(delivery(tape)));
        assertEquals(Refusal.Code.FILE_UNREADABLE, refusal.code());
        assertEquals(folder.resolve("tape.en.srt").toString(), refusal.file());
    }

    @Test
    void theOriginalIsNotTouched() throws IOException {
        Path file = file("a.mxf", "abc");
        file("a.json", "{\"title\":\"T\"}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-x---"));
        Object before = Files.readAttributes(file, "unix:mode,ino,lastModifiedTime,ctime,size");
        byte[] bytes = Files.readAllBytes(file);
        try {
            accept(delivery(file));
            assertEquals(
                    before,
                    Files.readAttributes(file, "unix:mode,ino,lastModifiedTime,ctime,size"));
            assertArrayEquals(bytes, Files.readAllBytes(file));
            try (var left = Files.list(folder)) {
                assertEquals(2, left.count());
            }
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aMissingFileIsRefusedBeforeAndAfterItWasDelivered() throws IOException {
        Path nowhere = folder.resolve("nowhere.mxf");
        assertEquals(
                Code.FILE_MISSING, assertThrows(Refusal.class, () -> delivery(nowhere)).code());
        Path file = file("a.mxf", "abc");
        Delivery delivery = delivery(file);
        Files.delete(file);
        Refusal refusal = refused(delivery);
        assertEquals(Code.FILE_MISSING, refusal.code());
        assertEquals(file.toString(), refusal.file());
        assertEquals("there is no such file", refusal.getMessage());
    }

    @Test
    void aNameThatNoDiskCanHoldIsMissing() {
        Path endless = folder.resolve("n".repeat(300));
        assertEquals(
                Code.FILE_MISSING, assertThrows(Refusal.class, () -> delivery(endless)).code());
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertEquals(Code.FILE_EMPTY, refused(delivery(file("a.mxf", ""))).code());
    }

    @Test
    void aFolderIsRefused() throws IOException {
        Refusal refusal = refused(delivery(folder));
        assertEquals(Code.FILE_UNREADABLE, refusal.code());
        assertEquals("this is a folder, not a file", refusal.getMessage());
    }

    @Test
    void aPipeIsRefusedAndNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = folder.resolve("a.mxf");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertEquals(0, made.waitFor());
        assertEquals(Code.FILE_UNREADABLE, refused(delivery(pipe)).code());
    }

    @Test
    void aDeviceIsRefused() throws IOException {
        assertEquals(Code.FILE_UNREADABLE, refused(delivery(Path.of("/dev/zero"))).code());
    }

    @Test
    void aFileThatChangedSinceItWasDeliveredIsRefused() throws IOException {
        Path file = file("a.mxf", "abc");
        Delivery delivery = delivery(file);
        Files.writeString(file, "abcd");
        Refusal refusal = refused(delivery);
        assertEquals(Code.FILE_CHANGED, refusal.code());
        assertTrue(refusal.getMessage().contains("3 bytes"), refusal.getMessage());
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsTriedAgainLater() throws IOException {
        Path file = large();
        Progress writer =
                (what, fraction, speed) -> {
                    try {
                        Files.writeString(file, "more", UTF_8, StandardOpenOption.APPEND);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                };
        Delivery delivery = delivery(file);
        IOException outage =
                assertThrows(
                        IOException.class, () -> new Intake(SETTINGS, writer).accept(delivery));
        assertEquals(
                file + " is still being written: it changed while it was read",
                outage.getMessage());
    }

    @Test
    void progressRisesToOne() throws IOException {
        List<Double> seen = new ArrayList<>();
        new Intake(SETTINGS, (what, fraction, speed) -> seen.add(fraction))
                .accept(delivery(large()));
        assertTrue(seen.size() > 3, seen.toString());
        List<Double> sorted = new ArrayList<>(seen);
        Collections.sort(sorted);
        assertEquals(sorted, seen);
        assertEquals(1.0, seen.getLast());
    }

    @Test
    void anInterruptEndsTheReading() throws IOException {
        Delivery delivery = delivery(large());
        Progress interrupter = (what, fraction, speed) -> Thread.currentThread().interrupt();
        assertThrows(
                ClosedByInterruptException.class,
                () -> new Intake(SETTINGS, interrupter).accept(delivery));
        assertTrue(Thread.interrupted());
    }

    @Test
    void theOrderWinsAndBothAreKept() throws IOException {
        Path file = file("a.mxf", "abc");
        file("a.json", "{\"title\":\"Theirs\",\"license\":\"CC BY 4.0\",\"credit\":\"Them\"}");
        Order order = new Order("CC0", "Us", "Ours", null, "access", null);
        var record = accept(Intake.deliver(file, order)).record();
        assertEquals("Ours", record.title().orElseThrow());
        assertEquals(1, record.titles().size());
        assertEquals("CC0", record.rights().license());
        assertEquals("Us", record.rights().attributionName());
        assertTrue(
                record.provenance()
                        .containsAll(
                                List.of(
                                        new Provenance("titles", "command line", null, "Ours"),
                                        new Provenance(
                                                "rights.license", "command line", null, "CC0"),
                                        new Provenance(
                                                "rights.license",
                                                "a.json",
                                                "key \"license\"",
                                                "CC BY 4.0"))));
    }

    @Test
    void twoSidecarsThatDisagreeOnTheLicenceAreBothSeen() throws IOException {
        Path file = file("a.mxf", "abc");
        file("a.mxf.json", "{\"license\":\"CC BY 4.0\"}");
        file("a.csv", "licence;embargo\nCC BY-NC 4.0;2030-01-01\n");
        var record = accept(delivery(file)).record();
        assertEquals("CC BY 4.0", record.rights().license());
        assertEquals(
                List.of(
                        new Provenance(
                                "rights.license", "a.mxf.json", "key \"license\"", "CC BY 4.0"),
                        new Provenance(
                                "rights.license",
                                "a.csv",
                                "line 2, column 1 (licence)",
                                "CC BY-NC 4.0")),
                record.provenance().stream()
                        .filter(p -> p.field().equals("rights.license"))
                        .toList());
        assertTrue(record.rights().embargoUntil() != null, "what restricts is taken from either");
    }

    @Test
    void aRecordInTheOrderReplacesTheSidecar() throws IOException {
        Path file = file("a.mxf", "abc");
        file("a.json", "{ this is not even JSON");
        Path manifest = file("manifest.csv", "file,title\nb.mxf,B\na.mxf,A\n");
        Order order = new Order(null, null, null, manifest, "access", null);
        assertEquals("A", accept(Intake.deliver(file, order)).record().title().orElseThrow());
    }

    @Test
    void aRecordInTheOrderThatIsNotThereIsRefused() throws IOException {
        Path file = file("a.mxf", "abc");
        Order order = new Order(null, null, null, folder.resolve("no.csv"), "access", null);
        Refusal refusal = refused(Intake.deliver(file, order));
        assertEquals(Code.RECORD_UNREADABLE, refusal.code());
        assertEquals("the record no.csv: there is no such record file", refusal.getMessage());
    }

    @Test
    void noSidecarIsAnEmptyRecord() throws IOException {
        var record = accept(delivery(file("a.mxf", "abc"))).record();
        assertEquals(List.of(), record.titles());
        assertEquals(List.of(), record.provenance());
    }
}
