package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Another program, run to its end. One that is not installed fails the test with the line to type.
public final class Program {
    private static final int PATIENCE_SECONDS = 90;

    private Program() {}

    /// The last line of what libtorrent's client script printed.
    static String libtorrent(Path folder, String... arguments) throws Exception {
        Path script = folder.resolve("libtorrent_client.py");
        try (var in = Program.class.getResourceAsStream("libtorrent_client.py")) {
            Files.write(script, Objects.requireNonNull(in).readAllBytes());
        }
        // the distribution's interpreter, because its package holds the module
        Path python = installed("/usr/bin/python3", "python3-libtorrent");
        assertEquals(
                0,
                new ProcessBuilder(python.toString(), "-c", "import libtorrent").start().waitFor(),
                "python3-libtorrent is missing. Type: apt-get install python3-libtorrent");
        List<String> command = new ArrayList<>(List.of(python.toString(), script.toString()));
        command.addAll(List.of(arguments));
        List<String> lines = run(folder, command).lines().toList();
        return lines.getLast();
    }

    /// All that the program printed; its exit status must be 0.
    public static String run(Path folder, List<String> command) throws Exception {
        Path log = Files.createTempFile(folder, "program", ".log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String output = Files.readString(log);
            assertTrue(ended, () -> command + " did not end\n" + output);
            assertEquals(0, process.exitValue(), () -> command + "\n" + output);
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    public static Path installed(String path, String debianPackage) {
        if (!Files.isExecutable(Path.of(path))) {
            fail(path + " is missing. Type: apt-get install " + debianPackage);
        }
        return Path.of(path);
    }

    /// Every file below both folders is the same, byte for byte.
    public static void assertSame(Path expected, Path found) throws IOException {
        try (var files = Files.walk(expected)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path other = found.resolve(expected.relativize(file).toString());
                assertEquals(-1, Files.mismatch(file, other), other::toString);
            }
        }
    }
}
