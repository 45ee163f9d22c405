package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import v2v.Hosts;
import v2v.Program;
import v2v.item.Settings;
import v2v.media.DemoTape;
import v2v.media.Ffmpeg;
import v2v.release.Browser;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The publisher's server dies for good: what it published does not, and its library is made again
/// out of what others carry. Every machine has a network of its own, and the real program.
class ServerDiesFaultIT {
    private static final int SOUNDS = 28;
    private static final int WORKS = SOUNDS + 2;
    private static final String ORIGIN = "origin";
    private static final List<String> MIRRORS = List.of("mirror-1", "mirror-2");
    private static final String NEWCOMER = "newcomer";

    @TempDir private Path folder;
    private final Map<String, String> addresses = new TreeMap<>();
    private final List<Process> running = new ArrayList<>();

    /// 30 works, two mirrors; then the server is gone.
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theLibraryOutlivesItsServer() throws Exception {
        try (Hosts hosts = new Hosts()) {
            for (String name : List.of(ORIGIN, "mirror-1", "mirror-2", NEWCOMER)) {
                addresses.put(name, hosts.add(name));
            }
            publish(hosts);
            String key = edition(hosts);
            Map<String, String> before = bytes(library(ORIGIN));
            Path keys = folder.resolve("the-safe");
            copy(library(ORIGIN).resolve("keys"), keys);
            Process node = node(hosts, ORIGIN);
            List<Process> mirrors = mirrors(hosts, key);

            node.destroyForcibly().waitFor();
            Program.delete(library(ORIGIN));

            aNewcomerSearchesAndPlays(hosts);
            aNewcomerTakesOne(hosts, key, before);
            anotherMachineBecomesTheOrigin(hosts, key, keys, before);
            mirrorsGoOn(hosts, key, mirrors);
        } finally {
            running.forEach(Process::destroyForcibly);
        }
    }

    private Path library(String host) {
        return folder.resolve(host);
    }

    private String url(String host) {
        return "http://" + addresses.get(host) + ":8080/";
    }

    private Path pipelines(String host) throws IOException {
        Path pipelines = folder.resolve("pipelines-" + host).resolve("pipelines");
        if (!Files.exists(pipelines)) {
            Program.quickPipelines(Files.createDirectories(pipelines.resolveSibling("")));
            Files.copy(
                    Path.of("pipelines/profiles/audio.yaml"),
                    pipelines.resolve("profiles/audio.yaml"));
            Files.writeString(
                    pipelines.resolve("v2v.properties"),
                    """
                    publisher.name = Harbour Radio
                    web.url = %s
                    torrent.announce = %sannounce
                    fetch.patience = 1s
                    fetch.stall = 3s
                    """
                            .formatted(url(ORIGIN), url(ORIGIN)));
        }
        return pipelines;
    }

    /// What it printed; its exit status must be 0.
    private String run(Hosts hosts, String host, Object... arguments) throws Exception {
        Path log = folder.resolve(host + "-" + System.nanoTime() + ".log");
        Process process = start(hosts, host, log, arguments);
        assertTrue(process.waitFor(4, TimeUnit.MINUTES), () -> List.of(arguments) + " still runs");
        String said = Files.readString(log);
        assertEquals(0, process.exitValue(), List.of(arguments) + "\n" + said);
        return said;
    }

    private Process start(Hosts hosts, String host, Path log, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(hosts.on(host));
        command.addAll(Program.command(arguments));
        command.addAll(
                List.of(
                        "--library",
                        library(host).toString(),
                        "--pipelines",
                        pipelines(host).toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        running.add(process);
        return process;
    }

    private void publish(Hosts hosts) throws Exception {
        Path films = Files.createDirectories(folder.resolve("films"));
        for (int i = 1; i <= WORKS - SOUNDS; i++) {
            new DemoTape(Ffmpeg.find(Settings.none()))
                    .record(films.resolve("film-" + i + ".mxf"), Duration.ofMillis(2000 + 40 * i));
        }
        release(hosts, films, "access");
        Path sounds = Files.createDirectories(folder.resolve("sounds"));
        for (int i = 1; i <= SOUNDS; i++) {
            tone(sounds.resolve("broadcast-%02d.wav".formatted(i)), 200 + 10 * i);
        }
        release(hosts, sounds, "audio");
    }

    private void release(Hosts hosts, Path originals, String profile) throws Exception {
        List<Object> words = new ArrayList<>(List.of("release"));
        try (Stream<Path> files = Files.list(originals)) {
            files.sorted().forEach(words::add);
        }
        words.addAll(List.of("--license", "CC-BY-4.0", "--attribution", "Harbour Radio"));
        words.addAll(List.of("--profile", profile));
        run(hosts, ORIGIN, words.toArray());
    }

    /// Half a second of a tone, 8 kHz mono.
    private static void tone(Path file, int hertz) throws IOException {
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

    /// @return the publisher's key, as it stands on the letterhead
    private String edition(Hosts hosts) throws Exception {
        String said = run(hosts, ORIGIN, "catalogue");
        return said.lines()
                .filter(line -> line.startsWith("key "))
                .map(line -> line.substring(4).strip())
                .findFirst()
                .orElseThrow();
    }

    private Process node(Hosts hosts, String host) throws Exception {
        Path log = folder.resolve(host + "-node-" + System.nanoTime() + ".log");
        String address = addresses.get(host) + ":8080";
        Process node = start(hosts, host, log, "run", "--http", address);
        await(node, log, "serving http://" + address);
        return node;
    }

    private static void await(Process process, Path log, String words) throws Exception {
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

    private List<Process> mirrors(Hosts hosts, String key) throws Exception {
        List<Process> mirrors = new ArrayList<>();
        for (String mirror : MIRRORS) {
            mirrors.add(
                    start(
                            hosts,
                            mirror,
                            folder.resolve(mirror + ".log"),
                            "mirror",
                            url(ORIGIN),
                            "--key",
                            key,
                            "--http",
                            addresses.get(mirror) + ":8080"));
        }
        for (int i = 0; i < mirrors.size(); i++) {
            await(
                    mirrors.get(i),
                    folder.resolve(MIRRORS.get(i) + ".log"),
                    "%d wanted, %d held".formatted(WORKS, WORKS));
        }
        return mirrors;
    }

    /// In a browser on the newcomer's machine, from the mirror's first page to a film that plays.
    private void aNewcomerSearchesAndPlays(Hosts hosts) throws Exception {
        Browser browser =
                Browser.open(
                        Files.createDirectories(folder.resolve("browser")), hosts.on(NEWCOMER));
        try {
            browser.visit(url("mirror-1") + "catalogue/index.html", 1200, 900);
            browser.ask("document.querySelector('#q').value = 'film'; 0");
            browser.ask("document.querySelector('form button').click(); 0");
            browser.await(
                    "location.pathname.endsWith('search.html') && document.querySelector('#list"
                            + " li')");
            assertEquals(
                    "2 releases",
                    browser.ask("document.querySelector('#found').textContent").asText());
            browser.ask("document.querySelector('#list h2 a').click(); 0");
            browser.await(
                    "location.pathname.includes('/items/') && document.readyState === 'complete'");
            browser.ask("document.querySelector('.ways a').click(); 0");
            browser.await(
                    "location.pathname.includes('/releases/') && document.readyState ==="
                            + " 'complete'");
            browser.await("document.querySelector('video').readyState >= 2");
            browser.ask("document.querySelector('video').play(); 0");
            browser.await("document.querySelector('video').currentTime > 0.5");
            // a jump ahead is a request for a range
            browser.ask("document.querySelector('video').currentTime = 1.5; 0");
            browser.await(
                    "!document.querySelector('video').seeking &&"
                            + " document.querySelector('video').currentTime >= 1.5");
            browser.picture(Path.of("target/browser").resolve("mirror-player.png"));
            assertEquals(List.of(), browser.complaints(), () -> browser.requests().toString());
        } finally {
            browser.close();
        }
    }

    private void aNewcomerTakesOne(Hosts hosts, String key, Map<String, String> before)
            throws Exception {
        String said =
                run(
                        hosts,
                        NEWCOMER,
                        "mirror",
                        url("mirror-2"),
                        "--key",
                        key,
                        "--query",
                        "film-2",
                        "--once");
        assertTrue(said.contains("1 wanted, 1 held"), said);
        Map<String, String> taken = bytes(library(NEWCOMER));
        assertTrue(taken.size() > 10, taken.toString());
        taken.forEach((path, hash) -> assertEquals(before.get(path), hash, path));
    }

    /// A machine with an empty disk and the key from the safe.
    private void anotherMachineBecomesTheOrigin(
            Hosts hosts, String key, Path keys, Map<String, String> before) throws Exception {
        String said = run(hosts, ORIGIN, "mirror", url("mirror-1"), "--key", key, "--once");
        assertTrue(said.contains("%d wanted, %d held".formatted(WORKS, WORKS)), said);
        copy(keys, library(ORIGIN).resolve("keys"));
        assertEquals(
                "rebuilt: %d releases, 0 withdrawn, from edition 1".formatted(WORKS),
                run(hosts, ORIGIN, "rebuild").strip());
        assertEquals(before, bytes(library(ORIGIN)));
        String status = run(hosts, ORIGIN, "status");
        assertTrue(status.contains(WORKS + " released"), status);
        run(hosts, ORIGIN, "reindex");
        assertTrue(run(hosts, ORIGIN, "search", "film").contains("2 works"));
        assertTrue(run(hosts, ORIGIN, "audit", "verify").contains("whole"));
    }

    /// It is the publisher's library like before: what comes out of it next, mirrors take.
    private void mirrorsGoOn(Hosts hosts, String key, List<Process> mirrors) throws Exception {
        Path more = Files.createDirectories(folder.resolve("more"));
        tone(more.resolve("broadcast-99.wav"), 999);
        release(hosts, more, "audio");
        assertEquals(key, edition(hosts));
        Process node = node(hosts, ORIGIN);
        for (Process mirror : mirrors) {
            mirror.destroy();
            mirror.waitFor();
        }
        for (String mirror : MIRRORS) {
            String said = run(hosts, mirror, "mirror", "--once");
            assertTrue(
                    said.contains(
                            "edition 2: %d works, %d wanted, %d held, 1 of them new"
                                    .formatted(WORKS + 1, WORKS + 1, WORKS + 1)),
                    said);
        }
        assertTrue(node.isAlive());
        assertEquals(bytes(library(ORIGIN)), bytes(library("mirror-2")));
    }

    /// Every published file, by its path in the library.
    private static Map<String, String> bytes(Path library) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        for (String room : List.of("releases", "torrents")) {
            try (Stream<Path> files = Files.walk(library.resolve(room))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    bytes.put(library.relativize(file).toString(), sha256(file));
                }
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

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
