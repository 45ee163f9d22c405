package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What must hold of a library at any moment, whoever looks.
public final class ReleaseChecks {
    private ReleaseChecks() {}

    /// Anybody can check a release or a bag without V2V.
    public static void sha256sums(Path folder) throws IOException, InterruptedException {
        Process check =
                new ProcessBuilder("sha256sum", "--quiet", "--strict", "-c", "manifest-sha256.txt")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, check.waitFor(), folder + ": " + said);
    }

    /// `sha256sum -c` accepts the folder, and the manifest names every file in it but itself.
    public static void wholeRelease(Path folder) throws IOException, InterruptedException {
        sha256sums(folder);
        List<String> listed =
                Files.readAllLines(folder.resolve("manifest-sha256.txt")).stream()
                        .map(line -> line.substring(66))
                        .sorted()
                        .toList();
        try (var files = Files.walk(folder)) {
            List<String> there =
                    files.filter(Files::isRegularFile)
                            .map(f -> folder.relativize(f).toString())
                            .filter(f -> !f.equals("manifest-sha256.txt"))
                            .sorted()
                            .toList();
            assertEquals(listed, there, folder.toString());
        }
    }

    /// Nothing half is visible: every folder under `releases/` is whole, every torrent has its
    /// folder.
    public static void nothingHalf(Path library) throws IOException, InterruptedException {
        for (Path folder : list(library.resolve("releases"))) {
            wholeRelease(folder);
        }
        for (Path torrent : list(library.resolve("torrents"))) {
            String name = torrent.getFileName().toString();
            assertTrue(name.endsWith(".torrent") || name.endsWith(".magnet"), name);
            String folder = name.substring(0, name.lastIndexOf('.'));
            assertTrue(Files.isDirectory(library.resolve("releases").resolve(folder)), name);
        }
    }

    public static List<Path> list(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }
}
