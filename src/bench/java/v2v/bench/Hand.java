package v2v.bench;

import v2v.Program;
import v2v.item.Settings;
import v2v.media.Ffmpeg;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What an operator would do at the prompt: the same FFmpeg, started by hand in one folder, and a
/// clock.
record Hand(Path folder, Path ffmpeg) {
    /// Kernel ticks a second, on every Linux that runs Java.
    private static final double TICKS = 100;

    private static final Pattern LUMA = Pattern.compile("XPSNR y: *([0-9.]+|inf)");

    /// Works with the FFmpeg that V2V uses, in a folder of its own.
    static Hand in(Path folder) throws IOException {
        Path ffmpeg =
                Ffmpeg.find(Settings.none()).check().stream()
                        .filter(check -> check.name().equals("ffmpeg"))
                        .map(check -> Path.of(check.text().replaceFirst(".* at ", "")))
                        .findFirst()
                        .orElseThrow();
        return new Hand(folder, ffmpeg);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /// Runs FFmpeg with these words, split at blanks.
    void run(String words) throws IOException {
        run(List.of(words.split(" +", -1)));
    }

    void run(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(ffmpeg.toString()));
        command.addAll(List.of("-hide_banner", "-nostdin", "-y", "-v", "error"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LD_LIBRARY_PATH", String.valueOf(ffmpeg.getParent()));
        Path said = Files.createTempFile(folder, "said", ".txt");
        builder.redirectError(said.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            if (builder.start().waitFor() != 0) {
                throw new IOException(command + ": " + Files.readString(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    /// Records 720x576 interlaced PAL, top field first, as MPEG-2 with stereo PCM in MXF: a texture
    /// under a moving camera with cuts, something that moves in front of it, and grain.
    void tape(Path file, int seconds, String size) throws IOException {
        String camera =
                "perlin=size=1440x1152:rate=50:octaves=7:persistence=0.6:xscale=6:yscale=6:seed=7,"
                        + "trim=end_frame=1,format=yuv422p,loop=loop=-1:size=1,setpts=N/(50*TB),"
                        + "crop=720:576:x='mod(floor(t/6)*137+40*mod(t\\,6)\\,700)'"
                        + ":y='mod(floor(t/6)*211+9*mod(t\\,6)\\,560)'[back];"
                        + "testsrc2=size=240x192:rate=50,format=yuv422p[box];"
                        + "[back][box]overlay=x='240+200*sin(t*0.7)':y='190+150*cos(t*0.5)'"
                        + ":format=yuv422,noise=alls=6:allf=t:all_seed=5,scale="
                        + size
                        + ",separatefields,select='eq(mod(n\\,4)\\,0)+eq(mod(n\\,4)\\,3)',"
                        + "weave=first_field=top,setfield=tff,setsar=64/45";
        String stage =
                "anoisesrc=color=pink:amplitude=0.3:seed=3:sample_rate=48000,tremolo=f=0.4:d=0.8"
                        + "[a];anoisesrc=color=brown:amplitude=0.3:seed=4:sample_rate=48000[b];"
                        + "[a][b]amerge=inputs=2";
        List<String> words = new ArrayList<>();
        words.addAll(List.of("-f", "lavfi", "-i", camera, "-f", "lavfi", "-i", stage));
        words.addAll(List.of("-t", Integer.toString(seconds), "-r", "25", "-c:v", "mpeg2video"));
        words.addAll(List.of("-b:v", "15M", "-flags", "+ilme+ildct", "-g", "12", "-bf", "2"));
        words.addAll(List.of("-c:a", "pcm_s24le", "-timecode", "10:00:00:00", "-f", "mxf"));
        words.add(file.toString());
        run(words);
    }

    /// How near a film is to what its graph makes of the original, dB: luma, in 8 bits, the mean of
    /// the distances.
    ///
    /// @param graph from the original to `[v0]`
    double xpsnr(Path original, String graph, Path film) throws IOException {
        String even = "setpts=N/(50*TB),format=yuv420p";
        String compare =
                ";[1:v]" + even + "[d];[v0]" + even + "[r];[d][r]xpsnr=stats_file=xpsnr.txt";
        run(
                List.of(
                        "-i",
                        original.toString(),
                        "-i",
                        film.toString(),
                        "-filter_complex",
                        graph + compare,
                        "-f",
                        "null",
                        "-"));
        try (Stream<String> lines = Files.lines(file("xpsnr.txt"))) {
            double distance =
                    lines.map(LUMA::matcher)
                            .filter(Matcher::find)
                            .map(found -> found.group(1))
                            .mapToDouble(y -> y.equals("inf") ? 0 : power(y))
                            .average()
                            .orElseThrow();
            return -10 * Math.log10(distance);
        }
    }

    private static double power(String decibels) {
        return Math.pow(10, -Double.parseDouble(decibels) / 10);
    }

    /// Something to be measured.
    interface Work {
        void run() throws IOException;
    }

    /// What it took.
    ///
    /// @param cpu of all children that ended meanwhile
    record Cost(double seconds, double cpu) {
        Cost plus(Cost other) {
            return new Cost(seconds + other.seconds(), cpu + other.cpu());
        }

        /// Both ratios, for people.
        String over(Cost other) {
            return String.format(
                    Locale.ROOT,
                    "%.3f of the wall, %.3f of the processors",
                    seconds / other.seconds(),
                    cpu / other.cpu());
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f s (%.1f s)", seconds, cpu);
        }
    }

    static Cost cost(Work work) throws IOException {
        double cpu = children();
        long start = System.nanoTime();
        work.run();
        return new Cost((System.nanoTime() - start) / 1e9, children() - cpu);
    }

    /// Runs both, and waits for both.
    static void together(Work one, Work other) throws IOException {
        FutureTask<Boolean> task =
                new FutureTask<>(() -> {
                    other.run();
                    return true;
                });
        Thread.ofPlatform().start(task);
        one.run();
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    /// User and system time of the children that were waited for, seconds.
    private static double children() throws IOException {
        return children(Path.of("/proc/self/stat"));
    }

    /// The same of another process, by its file in `/proc`.
    static double children(Path process) throws IOException {
        String stat = Files.readString(process);
        List<String> words = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(words.get(13)) + Long.parseLong(words.get(14))) / TICKS;
    }

    static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    /// What else the machine is doing decides how much a figure is worth.
    static void load() {
        say(
                "load average %.1f on %d processors",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
    }

    /// Something done in a folder that is gone afterwards.
    interface Bench {
        void run(Hand hand) throws IOException;
    }

    static void bench(Bench bench) throws IOException {
        Path folder = Files.createTempDirectory("v2v-bench");
        try {
            load();
            bench.run(in(folder));
            load();
        } finally {
            Program.delete(folder);
        }
    }

    static int argument(String[] arguments, int index, int standard) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : standard;
    }
}
