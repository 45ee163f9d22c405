package v2v.bench;

import v2v.intake.Intake;
import v2v.intake.IntakeSettings;
import v2v.intake.WatchFolder;
import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Settings;
import v2v.item.Sightings;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// How fast an original is accepted, against `openssl dgst -sha256` on the same file in the page
/// cache; and what one scan of 100,000 waiting files costs. Arguments: a folder on a disk with
/// room, the size in MiB (2048), the number of files (100000).
public final class IntakeBench {
    private static final int ROUNDS = 5;

    private IntakeBench() {}

    /// Runs both and prints a line for each.
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Path.of(args.length > 0 ? args[0] : "/tmp"), "v2v");
        try {
            hash(folder.resolve("footage.mxf"), args.length > 1 ? Long.parseLong(args[1]) : 2048);
            scan(folder.resolve("inbox"), args.length > 2 ? Integer.parseInt(args[2]) : 100_000);
        } finally {
            delete(folder);
        }
    }

    private static void hash(Path file, long mebibytes) throws IOException, InterruptedException {
        byte[] block = new byte[1 << 20];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long i = 0; i < mebibytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        Intake intake = new Intake(IntakeSettings.from(Settings.none()), Progress.NONE);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) { // the first warms up both, and is dropped
            long start = System.nanoTime();
            String mine = intake.accept(Intake.deliver(file, Order.plain("access"))).sha256().hex();
            long middle = System.nanoTime();
            String other = openssl(file);
            long end = System.nanoTime();
            if (!other.contains(mine)) {
                throw new IllegalStateException(mine + " is not " + other);
            }
            if (round > 0) {
                ours.add(mebibytes * 1048.576 / ((middle - start) / 1e6));
                theirs.add(mebibytes * 1048.576 / ((end - middle) / 1e6));
            }
        }
        System.out.printf(
                "SHA-256 of %d MiB, median of %d: intake %.0f MB/s, openssl %.0f MB/s, ratio"
                        + " %.2f%n",
                mebibytes, ROUNDS, median(ours), median(theirs), median(ours) / median(theirs));
    }

    private static String openssl(Path file) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("openssl", "dgst", "-sha256", file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return said;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void scan(Path inbox, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Path folder = inbox.resolve("reel" + i % 100);
            Files.createDirectories(folder);
            Files.createFile(folder.resolve("tape" + i + ".mxf"));
        }
        long[] seconds = {0};
        Memory memory = new Memory();
        WatchFolder watch =
                new WatchFolder(
                        inbox,
                        IntakeSettings.from(Settings.none()),
                        memory,
                        () -> Instant.EPOCH.plusSeconds(seconds[0]));
        long before = System.nanoTime();
        Process find =
                new ProcessBuilder("find", inbox.toString(), "-printf", "%p %s %T@\\n").start();
        long lines = find.inputReader().lines().count();
        System.out.printf(
                "find -printf of %d entries: %d ms%n",
                lines, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
        for (String what :
                List.of("first sight", "still waiting", "all arrive", "all taken", "all taken")) {
            long start = System.nanoTime();
            var arrived = watch.arrived();
            watch.taken(arrived);
            System.out.printf(
                    "scan of %d files, %s: %d ms, %d arrived, memory asked %d and told %d times%n",
                    files,
                    what,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                    arrived.size(),
                    memory.asked,
                    memory.told);
            seconds[0] += 6;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /// The ledger's part, without its disk.
    private static final class Memory implements Sightings {
        private final Map<String, Sighting> kept = new HashMap<>();
        private int asked;
        private int told;

        @Override
        public Map<String, Sighting> below(String folder) {
            asked++;
            return Map.copyOf(kept);
        }

        @Override
        public void remember(Map<String, Sighting> changed, Collection<String> gone) {
            told++;
            kept.putAll(changed);
            gone.forEach(kept::remove);
        }
    }
}
