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
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// How fast torrents are made, against mktorrent (v1) and libtorrent (hybrid): whole processes from
/// start to exit, one file in the page cache, medians.
///
/// `java -cp ... v2v.bench.TorrentBench [GIB] [RUNS]`. Goals: v1 wall <= 0.6 x `mktorrent -t 2`,
/// hybrid CPU <= 1.05 x libtorrent.
public final class TorrentBench {
    private static final String MEASURE =
            """
            import resource, subprocess, sys, time
            begun = time.time()
            subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(time.time() - begun, used.ru_utime + used.ru_stime)
            """;
    private static final String LIBTORRENT =
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
        int length = Math.max(1, gib / 2) << 20;
        int exponent = Integer.numberOfTrailingZeros(Integer.highestOneBit(length));
        List<Cost> v1 = new ArrayList<>();
        List<Cost> mktorrent = new ArrayList<>();
        List<Cost> hybrid = new ArrayList<>();
        List<Cost> libtorrent = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            v1.add(measure(ours("V1", file)));
            String out = file.resolveSibling("mktorrent" + run).toString();
            mktorrent.add(
                    measure(
                            List.of(
                                    "mktorrent",
                                    "-t",
                                    "2",
                                    "-l",
                                    "" + exponent,
                                    "-o",
                                    out,
                                    "" + file)));
            hybrid.add(measure(ours("HYBRID", file)));
            libtorrent.add(
                    measure(
                            List.of(
                                    "/usr/bin/python3",
                                    "-c",
                                    LIBTORRENT,
                                    file.toString(),
                                    file.resolveSibling("libtorrent").toString(),
                                    "" + (1 << exponent))));
        }
        System.out.printf(
                Locale.ROOT, "%d GiB, medians of %d runs, seconds (wall / CPU)%n", gib, runs);
        row("v1, 2 threads", v1);
        row("mktorrent -t 2", mktorrent);
        row("hybrid, 2 threads", hybrid);
        row("libtorrent hybrid", libtorrent);
        double wall = median(v1, Cost::wall) / median(mktorrent, Cost::wall);
        double cpu = median(hybrid, Cost::cpu) / median(libtorrent, Cost::cpu);
        System.out.printf(
                Locale.ROOT, "v1 wall / mktorrent wall         %.2f  (goal 0.60)%n", wall);
        System.out.printf(Locale.ROOT, "hybrid CPU / libtorrent CPU      %.2f  (goal 1.05)%n", cpu);
    }

    private static List<String> ours(String format, Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TorrentBench.class.getName(),
                "make",
                format,
                file.toString(),
                file.resolveSibling("ours").toString());
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

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> what) {
        return costs.stream().mapToDouble(what).sorted().toArray()[costs.size() / 2];
    }
}
