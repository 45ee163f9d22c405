package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import v2v.Program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// No tracker, no web server, no address: a publisher's key alone finds his library through the
/// DHT, and goes on finding it when he is gone. The node that introduces them is libtorrent's.
class KeyAloneFaultIT {
    private static final int WORKS = 3;
    private static final String ROUTER = "router";
    private static final String ORIGIN = "origin";
    private static final String MIRROR = "mirror";
    private static final String NEWCOMER = "newcomer";
    private static final int TRIES = 20;

    private static final String SCRIPT =
            Path.of("src/test/resources/v2v/torrent/libtorrent_dht.py").toAbsolutePath().toString();

    @TempDir private Path folder;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void theLibraryIsFoundByItsKeyAloneAndOutlivesItsOwner() throws Exception {
        try (Machines machines = new Machines(folder, ROUTER, ORIGIN, MIRROR, NEWCOMER)) {
            for (String name : List.of(ORIGIN, MIRROR, NEWCOMER)) {
                machines.settings(name, settings(machines));
            }
            Process router = router(machines, "first");
            String link = publish(machines);
            Map<String, String> before = Machines.bytes(machines.library(ORIGIN));
            Process origin = running(machines, ORIGIN, "run");

            take(machines, MIRROR, link);
            assertEquals(before, Machines.bytes(machines.library(MIRROR)));

            origin.destroyForcibly().waitFor();
            Program.delete(machines.library(ORIGIN));
            router.destroyForcibly().waitFor(); // and with it whatever it was told
            router(machines, "second");
            running(machines, MIRROR, "mirror");

            take(machines, NEWCOMER, link);
            assertEquals(before, Machines.bytes(machines.library(NEWCOMER)));
            aClientOfOthersFindsAFilm(machines);
        }
    }

    private static String settings(Machines machines) {
        return """
        publisher.name = Harbour Radio
        dht = yes
        dht.bootstrap = %s:6881
        fetch.patience = 1s
        fetch.stall = 20s
        """
                .formatted(machines.address(ROUTER));
    }

    private Process router(Machines machines, String name) throws Exception {
        Path log = folder.resolve("router-" + name + ".log");
        Process router =
                machines.started(
                        ROUTER,
                        log,
                        List.of(
                                "/usr/bin/python3",
                                SCRIPT,
                                "stay",
                                machines.address(ROUTER),
                                "6881"));
        Machines.await(router, log, "ready");
        return router;
    }

    /// @return the link of the publisher's key
    private String publish(Machines machines) throws Exception {
        Path sounds = Files.createDirectories(folder.resolve("sounds"));
        for (int i = 1; i <= WORKS; i++) {
            Machines.tone(sounds.resolve("broadcast-%d.wav".formatted(i)), 300 + 10 * i);
        }
        machines.release(ORIGIN, sounds, "audio");
        String link = machines.edition(ORIGIN, "follow");
        assertTrue(link.matches("magnet:[?]xs=urn:btpk:[0-9a-f]{64}&s=636174616c6f677565"), link);
        return link;
    }

    private Process running(Machines machines, String host, String command) throws Exception {
        Path log = folder.resolve(host + "-" + command + ".log");
        Process process = machines.start(host, log, command);
        Machines.await(process, log, command.equals("run") ? "running on" : "wanted");
        return process;
    }

    /// What is announced in the DHT is found a little later.
    private void take(Machines machines, String host, String link) throws Exception {
        String said = "";
        for (int i = 0; i < TRIES; i++) {
            Path log = folder.resolve(host + "-take-" + i + ".log");
            Process process = machines.start(host, log, "mirror", link, "--once");
            assertTrue(process.waitFor(2, TimeUnit.MINUTES));
            said = Files.readString(log);
            if (process.exitValue() == 0) {
                assertTrue(said.contains("%d wanted, %d held".formatted(WORKS, WORKS)), said);
                return;
            }
            assertEquals(Exit.LATER.status, process.exitValue(), said);
            Thread.sleep(2_000);
        }
        fail(said);
    }

    private void aClientOfOthersFindsAFilm(Machines machines) throws Exception {
        Path torrents = machines.library(MIRROR).resolve("torrents");
        Path magnet;
        try (Stream<Path> files = Files.list(torrents)) {
            magnet =
                    files.filter(file -> file.toString().endsWith(".magnet"))
                            .sorted()
                            .findFirst()
                            .orElseThrow();
        }
        String link = Files.readString(magnet).strip();
        assertTrue(!link.contains("tr=") && !link.contains("ws="), link);
        Path into = Files.createDirectories(folder.resolve("into"));
        Path log = folder.resolve("client.log");
        Process client =
                machines.started(
                        NEWCOMER,
                        log,
                        List.of(
                                "/usr/bin/python3",
                                SCRIPT,
                                "get",
                                machines.address(NEWCOMER),
                                machines.address(ROUTER) + ":6881",
                                link,
                                into.toString()));
        assertTrue(client.waitFor(2, TimeUnit.MINUTES), "it is not found");
        assertEquals(0, client.exitValue(), Files.readString(log));
        String name = magnet.getFileName().toString().replace(".magnet", "");
        assertEquals(
                Machines.bytesBelow(machines.library(MIRROR).resolve("releases").resolve(name)),
                Machines.bytesBelow(into.resolve(name)));
    }
}
