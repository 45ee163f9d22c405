package v2v.bench;

import v2v.Program;
import v2v.item.Json;
import v2v.item.Settings;
import v2v.media.DemoTape;
import v2v.media.Ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The whole of `v2v release` on a 60 s SD programme, against the same FFmpeg work typed by hand
/// plus `mktorrent`: decode all of it, encode, decode the result, make the torrent. In turn, same
/// machine, same run. Goal: <= 1.10 x the wall time.
///
/// `java -cp target/test-classes:target/v2v/v2v.jar v2v.bench.ReleaseBench [SECONDS] [RUNS]`, from
/// the project's folder, after `./v2v --version` and `mvn test-compile`.
public final class ReleaseBench {
    private final Path folder;
    private final Path tape;
    private final Path ffmpeg;

    private ReleaseBench(Path folder, int seconds) throws IOException {
        this.folder = folder;
        tape = folder.resolve("tape.mxf");
        new DemoTape(Ffmpeg.find(Settings.none())).record(tape, Duration.ofSeconds(seconds));
        ffmpeg =
                Ffmpeg.find(Settings.none()).check().stream()
                        .filter(check -> check.name().equals("ffmpeg"))
                        .map(check -> Path.of(check.text().replaceFirst(".* at ", "")))
                        .findFirst()
                        .orElseThrow();
    }

    /// Prints medians and their ratio.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path folder = Files.createTempDirectory("v2v-bench");
        try {
            new ReleaseBench(folder, seconds).compare(seconds, runs);
        } finally {
            Program.delete(folder);
        }
    }

    private void compare(int seconds, int runs) throws IOException, InterruptedException {
        release(folder.resolve("first"));
        List<String> encode = encodeByHand(folder.resolve("first"));
        List<Double> ours = new ArrayList<>();
        List<Double> hand = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            Path library = folder.resolve("library" + run);
            ours.add(timed(() -> release(library)));
            hand.add(timed(() -> byHand(encode)));
        }
        double a = median(ours);
        double b = median(hand);
        System.out.printf(
                Locale.ROOT,
                "%d s of SD, %d runs in turn, medians: v2v release %.2f s, by hand %.2f s, ratio"
                        + " %.3f (goal 1.10)%n",
                seconds,
                runs,
                a,
                b,
                a / b);
        System.out.println("v2v " + ours + " hand " + hand);
    }

    private void release(Path library) throws IOException, InterruptedException {
        run(
                List.of(
                        "./v2v",
                        "release",
                        tape.toString(),
                        "--license",
                        "CC BY 4.0",
                        "--attribution",
                        "A",
                        "--quiet",
                        "--library",
                        library.toString()));
    }

    /// The encoder's own command, as the release's ledger has it, with our paths put in.
    private List<String> encodeByHand(Path library) throws IOException, InterruptedException {
        String items = run(List.of("./v2v", "status", "--json", "--library", library.toString()));
        String id = find(items, "\"type\":\"item\",\"id\":\"", "\"");
        String shown = run(List.of("./v2v", "show", id, "--json", "--library", library.toString()));
        Path tags = Files.writeString(folder.resolve("tags"), ";FFMETADATA1\nTITLE=x\n");
        List<String> command = new ArrayList<>(List.of(ffmpeg.toString()));
        for (String word : words(shown)) {
            String text =
                    word.replace("<original>", tape.toString()).replace("<tags>", tags.toString());
            command.add(
                    text.startsWith("video/") || text.contains(":video/")
                            ? "file:" + film()
                            : text);
        }
        return command;
    }

    private static List<String> words(String shown) throws IOException {
        List<String> command = new ArrayList<>();
        Json.tree(shown)
                .at("/release/renditions/files/0/command")
                .forEach(word -> command.add(word.asText()));
        return command.getFirst().equals("ffmpeg") ? command.subList(1, command.size()) : command;
    }

    private static String find(String text, String before, String after) {
        int from = text.indexOf(before) + before.length();
        return text.substring(from, text.indexOf(after, from));
    }

    private Path film() {
        return folder.resolve("film.webm");
    }

    private void byHand(List<String> encode) throws IOException, InterruptedException {
        String common = "-hide_banner -nostdin -v error -y";
        Files.deleteIfExists(folder.resolve("film.torrent"));
        hand(common + " -i " + tape + " -map 0:v:0 -map 0:a -vf idet -f null -");
        run(encode);
        hand(
                common
                        + " -i "
                        + film()
                        + " -map 0:v:0 -map 0:a -f null - -map 0:v:0 -vf thumbnail=100"
                        + " -frames:v 1 "
                        + folder.resolve("poster.webp"));
        run(
                List.of(
                        "mktorrent",
                        "-a",
                        "http://127.0.0.1/",
                        "-o",
                        folder.resolve("film.torrent").toString(),
                        film().toString()));
    }

    private void hand(String words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ffmpeg.toString()));
        command.addAll(List.of(words.split(" ", -1)));
        run(command);
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        if (command.getFirst().equals(ffmpeg.toString())) {
            builder.environment().put("LD_LIBRARY_PATH", String.valueOf(ffmpeg.getParent()));
        }
        Path err = folder.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(
                    command + " ended with " + process.exitValue() + ": " + Files.readString(err));
        }
        return out;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static double timed(Work work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
