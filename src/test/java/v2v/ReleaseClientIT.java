package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Settings;
import v2v.media.DemoTape;
import v2v.media.Ffmpeg;
import v2v.torrent.SmallTracker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Clients that we did not write download a release from `v2v release --seed`, over loopback.
class ReleaseClientIT {
    @TempDir Path folder;

    /// Releases and seeds a short tape; gives its result line once it is out.
    private Process seeding(String settings) throws IOException {
        Path pipelines = Program.quickPipelines(folder);
        Files.writeString(pipelines.resolve("v2v.properties"), settings);
        Path tape = folder.resolve("tape.mxf");
        new DemoTape(Ffmpeg.find(Settings.none())).record(tape, Duration.ofSeconds(3));
        return Program.start(
                folder.resolve("out"),
                folder.resolve("err"),
                "release",
                tape,
                "--seed",
                "--json",
                "--library",
                folder.resolve("library"),
                "--pipelines",
                pipelines,
                "--license",
                "CC BY-SA 4.0",
                "--attribution",
                "Nordland TV");
    }

    private Map<String, Object> result(Process node) throws IOException, InterruptedException {
        for (int i = 0; i < 600 && node.isAlive(); i++) {
            List<String> lines = Files.readAllLines(folder.resolve("out"));
            if (!lines.isEmpty()) {
                return Program.object(lines.getFirst());
            }
            Thread.sleep(100);
        }
        throw new AssertionError(Files.readString(folder.resolve("err")));
    }

    private static String text(Map<String, Object> object, String key) {
        return String.valueOf(Objects.requireNonNull(object.get(key)));
    }

    @Test
    void libtorrentDownloadsAReleaseFromItsMagnetAlone() throws IOException, InterruptedException {
        int port = freePort();
        Process node = seeding("seed.address = 127.0.0.1\nseed.port = " + port + "\n");
        try {
            Map<String, Object> released = result(node);
            Path got = Files.createDirectory(folder.resolve("got"));
            String answer =
                    run(
                            "/usr/bin/python3",
                            Path.of("src/test/resources/v2v/torrent/libtorrent_client.py")
                                    .toAbsolutePath(),
                            "get",
                            text(released, "magnet"),
                            port,
                            got);
            assertTrue(answer.contains("\"done\": true"), answer);
            same(Path.of(text(released, "folder")), got);
        } finally {
            end(node);
        }
    }

    @Test
    void aria2DownloadsAV1ReleaseFromItsTorrent() throws Exception {
        try (SmallTracker tracker = new SmallTracker(0)) {
            Process node =
                    seeding(
                            """
                            torrent.format = v1
                            torrent.announce = %s
                            seed.address = 127.0.0.1
                            seed.port = %d
                            """
                                    .formatted(tracker.url(), freePort()));
            try {
                Map<String, Object> released = result(node);
                Path got = Files.createDirectory(folder.resolve("got"));
                run(
                        "/usr/bin/aria2c",
                        "--no-conf",
                        "--dir=" + got,
                        "--seed-time=0",
                        "--enable-dht=false",
                        "--enable-dht6=false",
                        "--enable-peer-exchange=false",
                        "--bt-tracker-interval=1",
                        "--bt-stop-timeout=60",
                        text(released, "torrent"));
                same(Path.of(text(released, "folder")), got);
            } finally {
                end(node);
            }
        }
    }

    private static void same(Path release, Path got) throws IOException, InterruptedException {
        Path copy = got.resolve(release.getFileName());
        ReleaseChecks.wholeRelease(copy);
        try (var files = Files.walk(release)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertEquals(-1, Files.mismatch(file, copy.resolve(release.relativize(file))));
            }
        }
    }

    private static void end(Process node) throws InterruptedException {
        node.destroy();
        if (!node.waitFor(5, TimeUnit.SECONDS)) {
            node.destroyForcibly();
            throw new AssertionError("the seeder did not end on SIGTERM");
        }
    }

    private static String run(Object... command) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(command[0].toString()))) {
            throw new AssertionError(
                    command[0] + " is missing; type: apt-get install -y aria2 python3-libtorrent");
        }
        Process process =
                new ProcessBuilder(List.of(command).stream().map(Object::toString).toList())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
