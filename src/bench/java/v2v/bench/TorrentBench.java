package v2v.bench;

import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;

/// How fast torrents are made, against mktorrent (v1) and libtorrent (hybrid): whole processes from
/// start to exit, one file in the page cache, medians.
///
/// `java -cp ... v2v.bench.TorrentBench [GIB] [RUNS]`. Goals: v1 wall <= 0.6 x mktorrent, hybrid
/// CPU <= 1.05 x libtorrent.
///
/// The v1 goal can only be met against one thread of mktorrent. Given as many threads as we use, it
/// spends nearly all its time in SHA-1 instructions, as we do: 0.6 x that is less than SHA-1 alone
/// takes on the same cores. Both ratios are printed.
public final class TorrentBench {
    private static final String MEASURE =
            """
            import resource, subprocess, sys, time
            begun = time.time()
            subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(time.time() - begun, used.ru_utime + used.ru_stime)
            """;
    private static final String LIBTORRENT_MAKES =
            """
            import os, sys
            import libtorrent as lt
            path, out, length = sys.argv[1], sys.argv[2], int(sys.argv[3])
            files = lt.file_storage()
            lt.add_files(files, path)
            torrent = lt.create_torrent(files, length)
            lt.set_piece_hashes(torrent, os.path.dirname(path))
            with open(out, "wb") as f:
                f.write(lt.bencode(torrent.generate()))
            """;

    private static final String V1 = "v1, 2 threads";
    private static final String MKTORRENT_2 = "mktorrent -t 2";
    private static final String MKTORRENT_1 = "mktorrent -t 1";
    private static final String HYBRID = "hybrid, 2 threads";
    private static final String LIBTORRENT = "libtorrent hybrid";
    private static final String OUT = "out.torrent";

    private static final String DIGESTS = "sun.security.provider.DigestBase::*";
    private static final String COMPRESS = "sun.security.provider.SHA*::implCompress";

    /// Those of the launcher for `torrent`, which says why.
    private static final List<String> JAVA_OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx1g",
                    "-XX:-TieredCompilation",
                    "-XX:CompileCommand=quiet",
                    "-XX:CompileCommand=CompileThresholdScaling," + DIGESTS + ",0.0001",
                    "-XX:CompileCommand=BackgroundCompilation," + DIGESTS + ",false",
                    "-XX:CompileCommand=CompileThresholdScaling," + COMPRESS + ",0.0001",
                    "-XX:CompileCommand=BackgroundCompilation," + COMPRESS + ",false");

    private TorrentBench() {}

    private record Cost(double wall, double cpu) {}

    /// Runs the comparison; with `make FORMAT FILE OUT` it is the child that is measured.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 4) {
            make(TorrentFormat.valueOf(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
            return;
        }
        int gib = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path folder = Files.createTempDirectory("torrent-bench");
        try {
            compare(write(folder.resolve("film"), gib), gib, runs);
        } finally {
            delete(folder);
        }
    }

    private static void make(TorrentFormat format, Path file, Path out) throws IOException {
        TorrentSettings settings = TorrentSettings.standard("bench").with(format);
        new TorrentMaker(settings).make(file, Instant.EPOCH, _ -> {}).write(out);
    }

    private static void compare(Path file, int gib, int runs)
            throws IOException, InterruptedException {
        int length = Integer.highestOneBit(Math.max(1, gib / 2) << 20);
        SequencedMap<String, List<String>> programs = new LinkedHashMap<>();
        programs.put(V1, ours("V1", file));
        programs.put(MKTORRENT_2, mktorrent(2, length, file));
        programs.put(MKTORRENT_1, mktorrent(1, length, file));
        programs.put(HYBRID, ours("HYBRID", file));
        programs.put(LIBTORRENT, libtorrent(length, file));
        Map<String, List<Cost>> costs = new HashMap<>();
        for (int run = 0; run < runs; run++) {
            for (Map.Entry<String, List<String>> program : programs.entrySet()) {
                // mktorrent refuses to replace a file
                Files.deleteIfExists(file.resolveSibling(OUT));
                costs.computeIfAbsent(program.getKey(), _ -> new ArrayList<>())
                        .add(measure(program.getValue()));
            }
        }
        System.out.printf(
                Locale.ROOT, "%d GiB, medians of %d runs, seconds (wall / CPU)%n", gib, runs);
        programs.keySet().forEach(name -> row(name, costs.getOrDefault(name, List.of())));
        compare(costs);
    }

    private static void compare(Map<String, List<Cost>> costs) {
        ratio("wall", Cost::wall, costs, V1, MKTORRENT_2, 0.6);
        ratio("wall", Cost::wall, costs, V1, MKTORRENT_1, 0.6);
        ratio("CPU", Cost::cpu, costs, HYBRID, LIBTORRENT, 1.05);
    }

    private static List<String> mktorrent(int threads, int length, Path file) {
        String exponent = "" + Integer.numberOfTrailingZeros(length);
        String out = file.resolveSibling(OUT).toString();
        return List.of("mktorrent", "-t", "" + threads, "-l", exponent, "-o", out, file.toString());
    }

    private static List<String> libtorrent(int length, Path file) {
        String out = file.resolveSibling(OUT).toString();
        return List.of(
                "/usr/bin/python3", "-c", LIBTORRENT_MAKES, file.toString(), out, "" + length);
    }

    private static List<String> ours(String format, Path file) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JAVA_OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(TorrentBench.class.getName(), "make", format));
        command.addAll(List.of(file.toString(), file.resolveSibling(OUT).toString()));
        return command;
    }

    /// The child's own rusage, taken by its parent.
    private static Cost measure(List<String> command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("/usr/bin/python3", "-c", MEASURE));
        all.addAll(command);
        Process process =
                new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output;
        try (var in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + command);
        }
        String[] parts = output.strip().split(" ", 2);
        return new Cost(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }

    private static Path write(Path file, int gib) throws IOException {
        byte[] block = new byte[1 << 20];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < gib * 1024; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        return file;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void row(String name, List<Cost> costs) {
        System.out.printf(
                Locale.ROOT,
                "%-20s %6.2f / %6.2f%n",
                name,
                median(costs, Cost::wall),
                median(costs, Cost::cpu));
    }

    private static void ratio(
            String what,
            ToDoubleFunction<Cost> cost,
            Map<String, List<Cost>> costs,
            String ours,
            String theirs,
            double goal) {
        System.out.printf(
                Locale.ROOT,
                "%s, %s / %s: %.2f  (goal %.2f)%n",
                what,
                ours,
                theirs,
                median(costs.getOrDefault(ours, List.of()), cost)
                        / median(costs.getOrDefault(theirs, List.of()), cost),
                goal);
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> what) {
        return costs.stream().mapToDouble(what).sorted().toArray()[costs.size() / 2];
    }
}
