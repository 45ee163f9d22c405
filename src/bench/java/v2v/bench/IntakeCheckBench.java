package v2v.bench;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import v2v.cli.Main;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// How long `v2v intake check` takes for 100,000 rows and their files, and how much memory its
/// process ever had, against reading the same table with plain Commons CSV in the same run.
/// Arguments: a folder on a disk with room, the number of rows (100000).
public final class IntakeCheckBench {
    private static final int ROUNDS = 3;

    private record Run(double seconds, long mebibytes) {}

    private IntakeCheckBench() {}

    /// Prints a line for each round, and the ratio of the best.
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Path.of(args.length > 0 ? args[0] : "/tmp"), "v2v");
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        try {
            Path table = delivery(folder, rows);
            double best = Double.MAX_VALUE;
            double plain = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                Run ours = check(folder, folder.resolveSibling(folder.getFileName() + ".csv"));
                double theirs = commonsCsv(table, rows);
                best = Math.min(best, ours.seconds());
                plain = Math.min(plain, theirs);
                System.out.printf(
                        "%d rows: check and copy %.1f s, most memory %d MiB; Commons CSV alone %.2f"
                                + " s%n",
                        rows, ours.seconds(), ours.mebibytes(), theirs);
            }
            System.out.printf("best: %.1f s, %.0f times Commons CSV alone%n", best, best / plain);
        } finally {
            delete(folder);
            Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + ".csv"));
        }
    }

    private static Path delivery(Path folder, int rows) throws IOException {
        Path table = folder.resolve("manifest.csv");
        FileTime then = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        try (BufferedWriter out = Files.newBufferedWriter(table)) {
            out.write("filename,id,title,date,language,license,attribution,territory,clearances\n");
            for (int i = 0; i < rows; i++) {
                Path reel = folder.resolve("reel" + i % 100);
                Files.createDirectories(reel);
                Path tape = Files.writeString(reel.resolve("tape" + i + ".mxf"), "x");
                Files.setLastModifiedTime(tape, then);
                out.write(
                        "%s,A-%d,Harbour %d,03.05.19%02d,ger,CC BY-SA 4.0,Nordland TV,world,none%n"
                                .formatted(folder.relativize(tape), i, i, 31 + i % 60)
                                .replace("03.05", "23.05"));
            }
        }
        return table;
    }

    private static Run check(Path folder, Path copy) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // those of the launcher
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx160m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Dv2v.home=" + Path.of("").toAbsolutePath(), "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("intake", "check", folder.toString()));
        command.addAll(List.of("--corrected", copy.toString()));
        Files.deleteIfExists(copy);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).inheritIO().start();
        long most = 0;
        while (process.isAlive()) {
            most = Math.max(most, memory(process.pid()));
            Thread.sleep(20);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException("ended with " + process.exitValue());
        }
        return new Run(seconds, most >> 10);
    }

    /// The most it ever had (VmHWM), in KiB; 0 when it has just ended.
    private static long memory(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(l -> l.startsWith("VmHWM:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (java.nio.file.NoSuchFileException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    private static double commonsCsv(Path table, int rows) throws IOException {
        long start = System.nanoTime();
        long cells = 0;
        try (BufferedReader in = Files.newBufferedReader(table);
                CSVParser parser = CSVParser.parse(in, CSVFormat.DEFAULT)) {
            for (CSVRecord record : parser) {
                cells += record.size();
            }
        }
        if (cells != 9L * (rows + 1)) {
            throw new IllegalStateException(cells + " cells");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
