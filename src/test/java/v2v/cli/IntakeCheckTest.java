package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.cli.Vendor.Fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `v2v intake check` on deliveries with everything that vendors do.
class IntakeCheckTest {
    private static final int ROWS = 1_000;

    @TempDir private Path temporary;

    private static Typed check(Object... more) {
        return Typed.of(List.of("intake", "check"), more);
    }

    private static List<Map<?, ?>> findings(Typed ended) {
        return ended.objects().stream().filter(o -> "finding".equals(o.get("type"))).toList();
    }

    /// `CODE table row N`, or the file where no table is at fault.
    private static List<String> places(Typed ended) {
        return findings(ended).stream()
                .map(f ->
                        f.get("code")
                                + " "
                                + (f.get("table") == null
                                        ? f.get("file")
                                        : f.get("table")
                                                + " row "
                                                + Objects.requireNonNullElse(f.get("row"), 0)))
                .sorted()
                .toList();
    }

    private static Map<?, ?> summary(Typed ended) {
        Map<?, ?> last = ended.objects().getLast();
        assertEquals("summary", last.get("type"));
        return last;
    }

    @Test
    void aGoodDeliveryIsGood() throws IOException {
        Path folder = temporary.resolve("in");
        new Vendor(folder, ROWS).write();
        Typed ended = check(folder, "--checksums", "--json");
        assertEquals(List.of(), findings(ended));
        assertEquals(0, ended.status(), ended.err());
        assertEquals(ROWS, summary(ended).get("rows"));
        assertEquals(ROWS, summary(ended).get("files"));
    }

    @Test
    void aTableOfASubFolderIsNamed() throws IOException {
        Path folder = temporary.resolve("in");
        new Vendor(folder, 3).write();
        new Vendor(folder.resolve("reel"), 1).write();
        Typed ended = check(folder, "--json");
        assertEquals(
                List.of(
                        "FILE_NOT_IN_MANIFEST reel/tape0000.mxf",
                        "MANIFEST_UNREADABLE reel/manifest.csv row 0"),
                places(ended));
        assertEquals(0, ended.status(), ended.err());
    }

    /// In a house whose policy asks for everything.
    @Test
    void sixtyFaultsOfFortyKindsAreFoundAndNothingElse() throws IOException {
        assertEquals(40, Vendor.FAULTS.stream().map(Fault::code).distinct().count(), "kinds");
        assertEquals(60, Vendor.FAULTS.stream().mapToInt(Fault::times).sum(), "faults");
        everyPlantedFaultIsFoundAndNothingElse(Vendor.FAULTS, pipelines("broadcaster"));
    }

    @Test
    void aFaultIsFoundInWhateverWayItComes() throws IOException {
        everyPlantedFaultIsFoundAndNothingElse(Vendor.WAYS, pipelines("simple"));
    }

    private Path pipelines(String policy) throws IOException {
        Path folder = temporary.resolve("pipelines");
        Files.createDirectories(folder.resolve("policies"));
        String file = "policies/" + policy + ".properties";
        Files.copy(Path.of("pipelines").resolve(file), folder.resolve(file));
        Files.writeString(folder.resolve("v2v.properties"), "rights.policy = " + policy + "\n");
        return folder;
    }

    private void everyPlantedFaultIsFoundAndNothingElse(List<Fault> faults, Path pipelines)
            throws IOException {
        Path folder = temporary.resolve("in");
        Vendor vendor = new Vendor(folder, ROWS);
        List<String> expected = vendor.plant(faults);
        Path manifest = vendor.write();
        Path copy = temporary.resolve("copy.csv");
        Typed ended =
                check(
                        folder,
                        "--pipelines",
                        pipelines,
                        "--checksums",
                        "--json",
                        "--corrected",
                        copy);
        assertEquals(String.join("\n", expected), String.join("\n", places(ended)));
        assertEquals(3, ended.status(), ended.err());
        sameRows(Files.readAllLines(manifest), Files.readAllLines(copy));

        // the vendor answers what only the vendor can know, in the copy that came back
        List<String> lines = new ArrayList<>(Files.readAllLines(copy));
        vendor.answers().forEach((row, line) -> lines.set(row + 1, line + ","));
        Files.write(folder.resolve("manifest.csv"), lines);
        Typed again = check(folder, "--pipelines", pipelines, "--checksums", "--json");
        assertEquals(List.of(), findings(again));
        assertEquals(0, again.status(), again.err());
    }

    /// Row by row, what was not changed is the same, letter for letter.
    private static void sameRows(List<String> sent, List<String> back) {
        assertEquals(sent.size(), back.size());
        assertEquals("\uFEFF" + sent.getFirst() + ",v2v_problem", back.getFirst());
        long same =
                java.util.stream.IntStream.range(1, sent.size())
                        .filter(i -> back.get(i).equals(sent.get(i) + ","))
                        .count();
        assertTrue(same > 900, "rows without a problem: " + same);
    }

    @Test
    void whatIsCertainIsMendedByTheCopyAlone() throws IOException {
        Path folder = temporary.resolve("in");
        Vendor vendor = new Vendor(folder, 300);
        List<Fault> certain = Vendor.WAYS.stream().filter(Fault::certain).toList();
        List<String> expected = vendor.plant(certain);
        Path manifest = vendor.write();
        Path copy = temporary.resolve("copy.csv");
        Typed ended = check(folder, "--json", "--corrected", copy);
        assertEquals(expected, places(ended));
        Files.copy(copy, manifest, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Typed again = check(folder, "--json", "--checksums");
        assertEquals(List.of(), findings(again));
        assertEquals(0, again.status(), again.err());
    }
}
