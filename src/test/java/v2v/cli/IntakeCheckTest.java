package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.cli.Vendor.Fault;
import v2v.item.Json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

    private record Ended(int status, String out, String err) {
        List<Map<?, ?>> findings() {
            List<Map<?, ?>> all = new ArrayList<>();
            for (String line : out.lines().toList()) {
                Map<?, ?> object = Json.read(line, Map.class);
                if ("finding".equals(object.get("type"))) {
                    all.add(object);
                }
            }
            return all;
        }

        /// `CODE table row N`, or the file where no table is at fault.
        List<String> places() {
            return findings().stream()
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

        Map<?, ?> summary() {
            Map<?, ?> last = Json.read(out.lines().reduce("", (a, b) -> b), Map.class);
            assertEquals("summary", last.get("type"));
            return last;
        }
    }

    private static Ended check(Object... more) {
        List<String> arguments = new ArrayList<>(List.of("intake", "check"));
        for (Object argument : more) {
            arguments.add(argument.toString());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream before = System.out;
        PrintStream beforeErr = System.err;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int status = Main.commandLine().execute(arguments.toArray(String[]::new));
            return new Ended(
                    status,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
            System.setErr(beforeErr);
        }
    }

    @Test
    void aGoodDeliveryIsGood() throws IOException {
        Path folder = temporary.resolve("in");
        new Vendor(folder, ROWS).write();
        Ended ended = check(folder, "--checksums", "--json");
        assertEquals(List.of(), ended.findings());
        assertEquals(0, ended.status(), ended.err());
        assertEquals(ROWS, ended.summary().get("rows"));
        assertEquals(ROWS, ended.summary().get("files"));
    }

    @Test
    void aTableOfASubFolderIsNamed() throws IOException {
        Path folder = temporary.resolve("in");
        new Vendor(folder, 3).write();
        new Vendor(folder.resolve("reel"), 1).write();
        Ended ended = check(folder, "--json");
        assertEquals(
                List.of(
                        "FILE_NOT_IN_MANIFEST reel/tape0000.mxf",
                        "MANIFEST_UNREADABLE reel/manifest.csv row 0"),
                ended.places());
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
        Ended ended =
                check(
                        folder,
                        "--pipelines",
                        pipelines,
                        "--checksums",
                        "--json",
                        "--corrected",
                        copy);
        assertEquals(String.join("\n", expected), String.join("\n", ended.places()));
        assertEquals(3, ended.status(), ended.err());
        sameRows(Files.readAllLines(manifest), Files.readAllLines(copy));

        // the vendor answers what only the vendor can know, in the copy that came back
        List<String> lines = new ArrayList<>(Files.readAllLines(copy));
        vendor.answers().forEach((row, line) -> lines.set(row + 1, line + ","));
        Files.write(folder.resolve("manifest.csv"), lines);
        Ended again = check(folder, "--pipelines", pipelines, "--checksums", "--json");
        assertEquals(List.of(), again.findings());
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
        Ended ended = check(folder, "--json", "--corrected", copy);
        assertEquals(expected, ended.places());
        Files.copy(copy, manifest, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Ended again = check(folder, "--json", "--checksums");
        assertEquals(List.of(), again.findings());
        assertEquals(0, again.status(), again.err());
    }
}
