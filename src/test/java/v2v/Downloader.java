package v2v;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Json;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A torrent client that we did not write, as a process of its own with a profile of its own, on
/// the loopback alone: no DHT, no local discovery.
abstract sealed class Downloader implements Closeable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    final Path profile;
    private final Path log;
    private final List<Process> processes = new ArrayList<>();

    private Downloader(Path profile) throws IOException {
        this.profile = Files.createDirectories(profile);
        this.log = profile.resolve("client.log");
    }

    /// Ready to take a torrent.
    ///
    /// @param profile a folder of its own
    static Downloader of(String name, Path profile) throws Exception {
        return switch (name) {
            case "libtorrent" -> new Libtorrent(profile, "swarm", List.of());
            case "aria2" -> new Aria2(profile);
            case "qbittorrent" -> new QBittorrent(profile);
            case "transmission" -> new Transmission(profile);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// So many of libtorrent at once, in one process: each in a folder of its own, 1, 2, 3 …
    static Downloader crowd(int count, Path profile) throws Exception {
        return new Libtorrent(profile, "crowd", List.of(Integer.toString(count)));
    }

    /// Begins.
    abstract void take(Path torrent, Path into) throws Exception;

    /// Whether it says that it has everything.
    abstract boolean done() throws Exception;

    /// Until it has everything.
    void await() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done()) {
            if (System.nanoTime() > end) {
                fail("it did not end\n" + said());
            }
            Thread.sleep(50);
        }
    }

    /// What it printed.
    String said() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    Process run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", profile.toString());
        builder.environment().remove("http_proxy");
        Process process =
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        processes.add(process);
        return process;
    }

    /// Ended without a fault; an end with one fails the test.
    boolean ended(Process process) throws IOException {
        if (process.isAlive()) {
            return false;
        }
        if (process.exitValue() != 0) {
            fail("it ended with " + process.exitValue() + "\n" + said());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            try {
                process.waitFor(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static String installed(String path, String debianPackage) {
        if (!Files.isExecutable(Path.of(path))) {
            fail(path + " is missing. Type: apt-get install " + debianPackage);
        }
        return path;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// The library that qBittorrent and Deluge are made of, from Python.
    private static final class Libtorrent extends Downloader {
        private static final Path SCRIPT =
                Path.of("src/test/resources/v2v/torrent/libtorrent_client.py").toAbsolutePath();

        private final String python;
        private final String how;
        private final List<String> more;
        private List<Process> running = List.of();

        /// @param how the word for the script
        private Libtorrent(Path profile, String how, List<String> more) throws Exception {
            super(profile);
            this.how = how;
            this.more = more;
            // the distribution's interpreter, because its package holds the module
            python = installed("/usr/bin/python3", "python3-libtorrent");
            if (run(List.of(python, "-c", "import libtorrent")).waitFor() != 0) {
                fail("libtorrent is missing. Type: apt-get install python3-libtorrent");
            }
        }

        @Override
        void take(Path torrent, Path into) throws IOException {
            List<String> command = new ArrayList<>(List.of(python, SCRIPT.toString(), how));
            command.addAll(List.of(torrent.toString(), into.toString()));
            command.addAll(more);
            running = List.of(run(command));
        }

        @Override
        boolean done() throws IOException {
            return ended(running.getFirst());
        }
    }

    private static final class Aria2 extends Downloader {
        private final String program = installed("/usr/bin/aria2c", "aria2");
        private List<Process> running = List.of();

        private Aria2(Path profile) throws IOException {
            super(profile);
        }

        @Override
        void take(Path torrent, Path into) throws IOException {
            running =
                    List.of(
                            run(
                                    List.of(
                                            program,
                                            "--no-conf",
                                            "--dir=" + into,
                                            "--seed-time=0",
                                            "--enable-dht=false",
                                            "--enable-dht6=false",
                                            "--enable-peer-exchange=false",
                                            "--bt-stop-timeout=40",
                                            "--file-allocation=none",
                                            "--listen-port=" + freePort(),
                                            torrent.toString())));
        }

        @Override
        boolean done() throws IOException {
            return ended(running.getFirst());
        }
    }

    private static final class QBittorrent extends Downloader {
        private final HttpClient http = HttpClient.newHttpClient();
        private final int port = freePort();

        private QBittorrent(Path profile) throws Exception {
            super(profile);
            String program = installed("/usr/bin/qbittorrent-nox", "qbittorrent-nox");
            Path settings = profile.resolve("qBittorrent/config/qBittorrent.conf");
            Files.createDirectories(settings.getParent());
            Files.writeString(
                    settings,
                    """
                    [LegalNotice]
                    Accepted=true
                    [BitTorrent]
                    Session\\DHTEnabled=false
                    Session\\LSDEnabled=false
                    Session\\PeXEnabled=false
                    Session\\Interface=lo
                    Session\\InterfaceAddress=127.0.0.1
                    Session\\Port=%d
                    [Network]
                    PortForwardingEnabled=false
                    [Preferences]
                    WebUI\\Address=127.0.0.1
                    WebUI\\LocalHostAuth=false
                    WebUI\\UseUPnP=false
                    """
                            .formatted(freePort()));
            run(List.of(program, "--profile=" + profile, "--webui-port=" + port));
            untilItAnswers(http, URI.create("http://127.0.0.1:" + port + "/api/v2/app/version"));
        }

        @Override
        void take(Path torrent, Path into) throws Exception {
            String edge = "----torrent";
            String head =
                    """
                    --%1$s\r
                    Content-Disposition: form-data; name="savepath"\r
                    \r
                    %2$s\r
                    --%1$s\r
                    Content-Disposition: form-data; name="torrents"; filename="a.torrent"\r
                    Content-Type: application/x-bittorrent\r
                    \r
                    """
                            .formatted(edge, into);
            HttpRequest.BodyPublisher body =
                    HttpRequest.BodyPublishers.concat(
                            HttpRequest.BodyPublishers.ofString(head),
                            HttpRequest.BodyPublishers.ofFile(torrent),
                            HttpRequest.BodyPublishers.ofString("\r\n--" + edge + "--\r\n"));
            HttpResponse<String> answer =
                    http.send(
                            request("/api/v2/torrents/add")
                                    .header("Content-Type", "multipart/form-data; boundary=" + edge)
                                    .POST(body)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (!answer.body().equals("Ok.")) {
                fail(answer + answer.body() + said());
            }
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(10));
        }

        @Override
        boolean done() throws Exception {
            String body =
                    http.send(
                                    request("/api/v2/torrents/info").build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            JsonNode first = Json.tree(body).path(0);
            // files lie where they belong only when it is no longer moving or checking them
            return first.path("progress").doubleValue() == 1
                    && first.path("state").asText().endsWith("UP");
        }

        @Override
        public void close() throws IOException {
            super.close();
            http.shutdownNow();
        }
    }

    private static final class Transmission extends Downloader {
        private static final String SESSION = "X-Transmission-Session-Id";
        private final HttpClient http = HttpClient.newHttpClient();
        private final int port = freePort();

        private Transmission(Path profile) throws Exception {
            super(profile);
            String program = installed("/usr/bin/transmission-daemon", "transmission-daemon");
            Map<String, Object> settings =
                    Map.ofEntries(
                            Map.entry("rpc-bind-address", "127.0.0.1"),
                            Map.entry("rpc-port", port),
                            Map.entry("rpc-authentication-required", false),
                            Map.entry("bind-address-ipv4", "127.0.0.1"),
                            Map.entry("bind-address-ipv6", "::1"),
                            Map.entry("peer-port", freePort()),
                            Map.entry("port-forwarding-enabled", false),
                            Map.entry("dht-enabled", false),
                            Map.entry("lpd-enabled", false),
                            Map.entry("pex-enabled", false),
                            Map.entry("utp-enabled", false),
                            Map.entry("incomplete-dir-enabled", false));
            Files.writeString(profile.resolve("settings.json"), Json.line(settings));
            run(List.of(program, "--foreground", "--config-dir", profile.toString()));
            untilItAnswers(http, URI.create("http://127.0.0.1:" + port + "/transmission/rpc"));
        }

        @Override
        void take(Path torrent, Path into) throws Exception {
            String file = Base64.getEncoder().encodeToString(Files.readAllBytes(torrent));
            JsonNode answer =
                    ask("torrent-add", Map.of("metainfo", file, "download-dir", into.toString()));
            if (!answer.path("result").asText().equals("success")) {
                fail(answer + said());
            }
        }

        @Override
        boolean done() throws Exception {
            Map<String, Object> fields = Map.of("fields", List.of("percentDone", "leftUntilDone"));
            JsonNode first = ask("torrent-get", fields).at("/arguments/torrents/0");
            return first.path("percentDone").doubleValue() == 1
                    && first.path("leftUntilDone").longValue() == 0;
        }

        private JsonNode ask(String method, Map<String, Object> arguments) throws Exception {
            URI uri = URI.create("http://127.0.0.1:" + port + "/transmission/rpc");
            String body = Json.line(Map.of("method", method, "arguments", arguments));
            HttpRequest.BodyPublisher post = HttpRequest.BodyPublishers.ofString(body);
            HttpResponse<String> refused =
                    http.send(
                            HttpRequest.newBuilder(uri)
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            String session = refused.headers().firstValue(SESSION).orElse("");
            return Json.tree(
                    http.send(
                                    HttpRequest.newBuilder(uri)
                                            .header(SESSION, session)
                                            .POST(post)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        }

        @Override
        public void close() throws IOException {
            super.close();
            http.shutdownNow();
        }
    }

    void untilItAnswers(HttpClient http, URI uri) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                http.send(
                        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
                        HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > end) {
                    throw new IOException(said(), notYet);
                }
                Thread.sleep(50);
            }
        }
    }
}
