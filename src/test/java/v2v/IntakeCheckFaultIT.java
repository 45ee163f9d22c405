package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.cli.Main;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Tables that are made to break who reads them: a sentence each, in bounded memory.
class IntakeCheckFaultIT {
    private static final long MOST_MEBIBYTES = 300;
    private static final String HEADS = "filename,title,license,attribution\n";
    private static final String ROW = "tape.mxf,Harbour,CC BY 4.0,Nordland TV\n";

    @TempDir private Path folder;

    private record Ended(int status, String out, long mebibytes) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one line of a gigabyte|line 2 is longer than a million letters",
                "a gigabyte of zero bytes|line 1 is longer than a million letters",
                "a quote over a hundred megabytes|a quote is opened and not closed",
                "quotes that open again and again|more than 100 quotes",
                "ten thousand columns|10004 columns, more than 2000",
                "two encodings|line 3 is not UTF-8",
                "formulas|a spreadsheet runs this cell",
                "zero bytes in cells|control character",
                "paths that climb|climbs out of its folder",
                "no table at all|no head of a column is understood"
            })
    void aSentenceWithinBounds(String test) throws IOException, InterruptedException {
        String[] parts = test.split("\\|", -1);
        Files.writeString(folder.resolve("tape.mxf"), "x");
        make(parts[0]);
        Ended ended = check();
        assertTrue(ended.out().contains(parts[1]), ended.out());
        boolean warned = parts[0].equals("formulas");
        assertEquals(warned ? 0 : 3, ended.status(), ended.out());
        assertTrue(ended.mebibytes() < MOST_MEBIBYTES, "memory: " + ended.mebibytes());
    }

    private void make(String kind) throws IOException {
        Path table = folder.resolve("manifest.csv");
        switch (kind) {
            case "one line of a gigabyte" -> sparse(table, HEADS + "tape.mxf,");
            case "a gigabyte of zero bytes" -> sparse(table, "");
            case "a quote over a hundred megabytes" ->
                    repeat(
                            table,
                            HEADS + ROW + "tape.mxf,\"Har\n",
                            "bour ".repeat(2_500) + "\n",
                            8_000);
            case "quotes that open again and again" -> repeat(table, HEADS, "a\",\"\n", 2_000_000);
            case "ten thousand columns" -> repeat(table, HEADS.strip(), ",x", 10_000);
            case "two encodings" ->
                    Files.write(
                            table,
                            (HEADS
                                            + ROW.replace("Har", "\u00C3\u00A4")
                                            + ROW.replace("Har", "\u00E4"))
                                    .getBytes(StandardCharsets.ISO_8859_1));
            case "formulas" ->
                    Files.writeString(table, HEADS + ROW.replace("Harbour", "=cmd|' /C calc'!A0"));
            case "zero bytes in cells" ->
                    Files.writeString(table, HEADS + ROW.replace("Harbour", "Har\0bour"));
            case "paths that climb" -> Files.writeString(table, HEADS + "../../" + ROW);
            case "no table at all" -> Files.writeString(table, "Dear all,\nhere are the tapes.\n");
            default -> throw new IllegalStateException(kind);
        }
    }

    private static void sparse(Path file, String start) throws IOException {
        Files.writeString(file, start);
        try (RandomAccessFile all = new RandomAccessFile(file.toFile(), "rw")) {
            all.setLength(1L << 30);
        }
    }

    private static void repeat(Path file, String start, String part, int times) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(start);
            for (int i = 0; i < times; i++) {
                out.write(part);
            }
        }
    }

    /// With the options of the launcher.
    private Ended check() throws IOException, InterruptedException {
        Matcher options =
                Pattern.compile("(?m)^ *intake\\) options\\+=\\(([^)]*)\\)")
                        .matcher(Files.readString(Path.of("v2v")));
        assertTrue(options.find());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(List.of(options.group(1).split(" ")));
        command.addAll(List.of("-Dv2v.home=" + Path.of("").toAbsolutePath(), "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("intake", "check", folder.toString()));
        Path out = Files.createTempFile("check", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start();
            long most = 0;
            while (process.isAlive()) {
                most = Math.max(most, memory(process.pid()));
                Thread.sleep(10);
            }
            return new Ended(process.exitValue(), Files.readString(out), most >> 10);
        } finally {
            Files.delete(out);
        }
    }

    private static long memory(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(l -> l.startsWith("VmHWM:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (java.nio.file.FileSystemException | java.io.UncheckedIOException e) {
            return 0; // it has just ended
        }
    }
}
