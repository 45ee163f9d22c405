package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import v2v.Program;
import v2v.item.Settings;
import v2v.media.DemoTape;
import v2v.media.Ffmpeg;
import v2v.release.Browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The publisher's server dies for good: what it published does not, and its library is made again
/// out of what others carry. Every machine has a network of its own, and the real program.
class ServerDiesFaultIT {
    private static final int SOUNDS = 28;
    private static final int WORKS = SOUNDS + 2;
    private static final String ORIGIN = "origin";
    private static final List<String> MIRRORS = List.of("mirror-1", "mirror-2");
    private static final String NEWCOMER = "newcomer";

    @TempDir private Path folder;

    /// 30 works, two mirrors; then the server is gone.
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theLibraryOutlivesItsServer() throws Exception {
        try (Machines machines = new Machines(folder, ORIGIN, "mirror-1", "mirror-2", NEWCOMER)) {
            for (String name : List.of(ORIGIN, "mirror-1", "mirror-2", NEWCOMER)) {
                machines.settings(name, settings(machines));
            }
            publish(machines);
            String key = machines.edition(ORIGIN, "key");
            Map<String, String> before = Machines.bytes(machines.library(ORIGIN));
            Path keys = folder.resolve("the-safe");
            Machines.copy(machines.library(ORIGIN).resolve("keys"), keys);
            Process node = machines.node(ORIGIN);
            List<Process> mirrors = mirrors(machines, key);

            node.destroyForcibly().waitFor();
            Program.delete(machines.library(ORIGIN));

            aNewcomerSearchesAndPlays(machines);
            aNewcomerTakesOne(machines, key, before);
            anotherMachineBecomesTheOrigin(machines, key, keys, before);
            mirrorsGoOn(machines, key, mirrors);
        }
    }

    private static String settings(Machines machines) {
        return """
        publisher.name = Harbour Radio
        web.url = %s
        torrent.announce = %sannounce
        fetch.patience = 1s
        fetch.stall = 3s
        """
                .formatted(machines.url(ORIGIN), machines.url(ORIGIN));
    }

    private void publish(Machines machines) throws Exception {
        Path films = Files.createDirectories(folder.resolve("films"));
        for (int i = 1; i <= WORKS - SOUNDS; i++) {
            new DemoTape(Ffmpeg.find(Settings.none()))
                    .record(films.resolve("film-" + i + ".mxf"), Duration.ofMillis(2000 + 40 * i));
        }
        machines.release(ORIGIN, films, "access");
        Path sounds = Files.createDirectories(folder.resolve("sounds"));
        for (int i = 1; i <= SOUNDS; i++) {
            Machines.tone(sounds.resolve("broadcast-%02d.wav".formatted(i)), 200 + 10 * i);
        }
        machines.release(ORIGIN, sounds, "audio");
    }

    private List<Process> mirrors(Machines machines, String key) throws Exception {
        List<Process> mirrors = new ArrayList<>();
        for (String mirror : MIRRORS) {
            mirrors.add(
                    machines.start(
                            mirror,
                            folder.resolve(mirror + ".log"),
                            "mirror",
                            machines.url(ORIGIN),
                            "--key",
                            key,
                            "--http",
                            machines.address(mirror) + ":8080"));
        }
        for (int i = 0; i < mirrors.size(); i++) {
            Machines.await(
                    mirrors.get(i),
                    folder.resolve(MIRRORS.get(i) + ".log"),
                    "%d wanted, %d held".formatted(WORKS, WORKS));
        }
        return mirrors;
    }

    /// In a browser on the newcomer's machine, from the mirror's first page to a film that plays.
    private void aNewcomerSearchesAndPlays(Machines machines) throws Exception {
        Browser browser =
                Browser.open(
                        Files.createDirectories(folder.resolve("browser")), machines.on(NEWCOMER));
        try {
            browser.visit(machines.url("mirror-1") + "catalogue/index.html", 1200, 900);
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

    private void aNewcomerTakesOne(Machines machines, String key, Map<String, String> before)
            throws Exception {
        String said =
                machines.run(
                        NEWCOMER,
                        "mirror",
                        machines.url("mirror-2"),
                        "--key",
                        key,
                        "--query",
                        "film-2",
                        "--once");
        assertTrue(said.contains("1 wanted, 1 held"), said);
        Map<String, String> taken = Machines.bytes(machines.library(NEWCOMER));
        assertTrue(taken.size() > 10, taken.toString());
        taken.forEach((path, hash) -> assertEquals(before.get(path), hash, path));
    }

    /// A machine with an empty disk and the key from the safe.
    private void anotherMachineBecomesTheOrigin(
            Machines machines, String key, Path keys, Map<String, String> before) throws Exception {
        String said =
                machines.run(ORIGIN, "mirror", machines.url("mirror-1"), "--key", key, "--once");
        assertTrue(said.contains("%d wanted, %d held".formatted(WORKS, WORKS)), said);
        Machines.copy(keys, machines.library(ORIGIN).resolve("keys"));
        assertEquals(
                "rebuilt: %d releases, 0 withdrawn, from edition 1".formatted(WORKS),
                machines.run(ORIGIN, "rebuild").strip());
        assertEquals(before, Machines.bytes(machines.library(ORIGIN)));
        String status = machines.run(ORIGIN, "status");
        assertTrue(status.contains(WORKS + " released"), status);
        machines.run(ORIGIN, "reindex");
        assertTrue(machines.run(ORIGIN, "search", "film").contains("2 works"));
        assertTrue(machines.run(ORIGIN, "audit", "verify").contains("whole"));
    }

    /// It is the publisher's library like before: what comes out of it next, mirrors take.
    private void mirrorsGoOn(Machines machines, String key, List<Process> mirrors)
            throws Exception {
        Path more = Files.createDirectories(folder.resolve("more"));
        Machines.tone(more.resolve("broadcast-99.wav"), 999);
        machines.release(ORIGIN, more, "audio");
        assertEquals(key, machines.edition(ORIGIN, "key"));
        Process node = machines.node(ORIGIN);
        for (Process mirror : mirrors) {
            mirror.destroy();
            mirror.waitFor();
        }
        for (String mirror : MIRRORS) {
            String said = machines.run(mirror, "mirror", "--once");
            assertTrue(
                    said.contains(
                            "edition 2: %d works, %d wanted, %d held, 1 of them new"
                                    .formatted(WORKS + 1, WORKS + 1, WORKS + 1)),
                    said);
        }
        assertTrue(node.isAlive());
        assertEquals(
                Machines.bytes(machines.library(ORIGIN)),
                Machines.bytes(machines.library("mirror-2")));
    }
}
