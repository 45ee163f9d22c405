package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import v2v.Hosts;
import v2v.Program;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The real program on machines of their own: each has a network, a library and settings.
final class Machines implements Closeable {
    private final Path folder;
    private final Hosts hosts = new Hosts();
    private final Map<String, String> addresses = new TreeMap<>();
    private final List<Process> running = new ArrayList<>();

    Machines(Path folder, String... names) throws IOException, InterruptedException {
        this.folder = folder;
        for (String name : names) {
            addresses.put(name, hosts.add(name));
        }
    }

    Path library(String host) {
        return folder.resolve(host);
    }

    String address(String host) {
        return String.valueOf(addresses.get(host));
    }

    String url(String host) {
        return "http://" + address(host) + ":8080/";
    }

    /// What stands before a command that is to run there.
    List<String> on(String host) {
        return hosts.on(host);
    }

    /// Says how a machine is set up, once.
    void settings(String host, String text) throws IOException {
        Path pipelines = folder.resolve("pipelines-" + host).resolve("pipelines");
        Program.quickPipelines(Files.createDirectories(pipelines.resolveSibling("")));
        Files.copy(
                Path.of("pipelines/profiles/audio.yaml"), pipelines.resolve("profiles/audio.yaml"));
        Files.writeString(pipelines.resolve("v2v.properties"), text);
    }

    /// What it printed; its exit status must be 0.
    String run(String host, Object... arguments) throws Exception {
        Path log = folder.resolve(host + "-" + System.nanoTime() + ".log");
        Process process = start(host, log, arguments);
        assertTrue(process.waitFor(4, TimeUnit.MINUTES), () -> List.of(arguments) + " still runs");
        String said = Files.readString(log);
        assertEquals(0, process.exitValue(), List.of(arguments) + "\n" + said);
        return said;
    }

    Process start(String host, Path log, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(Program.command(arguments));
        command.addAll(
                List.of(
                        "--library",
                        library(host).toString(),
                        "--pipelines",
                        folder.resolve("pipelines-" + host).resolve("pipelines").toString()));
        return started(host, log, command);
    }

    /// Any other program.
    Process started(String host, Path log, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(hosts.on(host));
        all.addAll(command);
        Process process =
                new ProcessBuilder(all)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        running.add(process);
        return process;
    }

    /// A node with its web server.
    Process node(String host) throws Exception {
        Path log = folder.resolve(host + "-node-" + System.nanoTime() + ".log");
        String http = address(host) + ":8080";
        Process node = start(host, log, "run", "--http", http);
        await(node, log, "serving http://" + http);
        return node;
    }

    static void await(Process process, Path log, String words) throws Exception {
        for (int i = 0; i < 1200; i++) {
            String said = Files.readString(log);
            if (said.contains(words)) {
                return;
            }
            if (!process.isAlive()) {
                fail("it ended: " + said);
            }
            Thread.sleep(100);
        }
        fail("it never said '" + words + "': " + Files.readString(log));
    }

    /// Releases all originals of a folder.
    void release(String host, Path originals, String profile) throws Exception {
        List<Object> words = new ArrayList<>(List.of("release"));
        try (Stream<Path> files = Files.list(originals)) {
            files.sorted().forEach(words::add);
        }
        words.addAll(List.of("--license", "CC-BY-4.0", "--attribution", "Harbour Radio"));
        words.addAll(List.of("--profile", profile));
        run(host, words.toArray());
    }

    /// Half a second of a tone, 8 kHz mono.
    static void tone(Path file, int hertz) throws IOException {
        int samples = 4000;
        ByteBuffer wave = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wave.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16000);
        wave.putShort((short) 2).putShort((short) 16);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            wave.putShort((short) (8000 * Math.sin(2 * Math.PI * hertz * i / 8000)));
        }
        Files.write(file, wave.array());
    }

    /// Writes the next edition.
    ///
    /// @return what stands behind a word of what is printed
    String edition(String host, String word) throws Exception {
        return run(host, "catalogue", "--force")
                .lines()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /// SHA-256 of every published file, by its path in the library.
    static Map<String, String> bytes(Path library) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        for (String room : List.of("releases", "torrents")) {
            bytesBelow(library.resolve(room))
                    .forEach((path, hash) -> bytes.put(room + "/" + path, hash));
        }
        return bytes;
    }

    /// SHA-256 of every file of a folder.
    static Map<String, String> bytesBelow(Path folder) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes.put(folder.relativize(file).toString(), sha256(file));
            }
        }
        return bytes;
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        running.forEach(Process::destroyForcibly);
        hosts.close();
    }
}
