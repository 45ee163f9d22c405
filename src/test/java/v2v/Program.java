package v2v;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The packaged program as a process of its own, as a person starts it.
public final class Program {
    private static final Path JAR = Path.of("target/v2v/v2v.jar").toAbsolutePath();

    /// How a run ended.
    public record Ended(int status, String out, String err) {
        public List<Map<String, Object>> json() {
            return out.lines().map(Program::object).toList();
        }

        /// The only object of this type.
        public Map<String, Object> only(String type) {
            List<Map<String, Object>> all =
                    json().stream().filter(o -> type.equals(o.get("type"))).toList();
            if (all.size() != 1) {
                throw new AssertionError("expected one " + type + " in:\n" + out + "\n" + err);
            }
            return all.getFirst();
        }
    }

    private Program() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String line) {
        return v2v.item.Json.read(line, Map.class);
    }

    /// The words that start it.
    public static List<String> command(Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-Xmx1g",
                        "-Dv2v.home=" + Path.of("").toAbsolutePath(),
                        "-jar",
                        JAR.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    public static Process start(Path out, Path err, Object... arguments) throws IOException {
        return new ProcessBuilder(command(arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    public static Ended run(Object... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("v2v", ".out");
        Path err = Files.createTempFile("v2v", ".err");
        try {
            Process process = start(out, err, arguments);
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("still running after 5 minutes: " + List.of(arguments));
            }
            return new Ended(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /// A copy of the shipped pipelines with a profile that encodes as fast as it can.
    public static Path quickPipelines(Path folder) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("pipelines"));
        Path profiles = Files.createDirectories(copy.resolve("profiles"));
        try (var files = Files.list(Path.of("pipelines"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Path policies = Files.createDirectories(copy.resolve("policies"));
        try (var files = Files.list(Path.of("pipelines/policies"))) {
            for (Path file : files.toList()) {
                Files.copy(file, policies.resolve(file.getFileName()));
            }
        }
        String access = Files.readString(Path.of("pipelines/profiles/access.yaml"));
        Files.writeString(
                profiles.resolve("access.yaml"), access.replaceFirst("preset: \\d+", "preset: 12"));
        return copy;
    }

    /// FFmpeg processes that still work on this library 200 ms after a kill.
    public static List<String> encoders(Path library) throws InterruptedException {
        Thread.sleep(200);
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains("ffmpeg") && line.contains(library.toString()))
                .toList();
    }

    /// Deletes a folder with all that is in it.
    public static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.toList();
        }
        for (Path path : all.reversed()) {
            Files.delete(path);
        }
    }
}
