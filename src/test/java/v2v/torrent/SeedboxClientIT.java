package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Json;
import v2v.item.Settings;
import v2v.torrent.seed.BoxSeeder;
import v2v.torrent.seed.BoxSettings;
import v2v.torrent.seed.Seeder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Releases are handed over to seedboxes that we did not write, and a client that we did not write
/// takes them from there.
class SeedboxClientIT {
    private static final String SECRET = "adminadmin";

    @TempDir private Path folder = Path.of("");
    private final List<Process> daemons = new ArrayList<>();
    private final List<String> deaf = Collections.synchronizedList(new ArrayList<>());
    private final List<String> withdrawn = Collections.synchronizedList(new ArrayList<>());

    private final Seeder.Notes notes =
            new Seeder.Notes() {
                @Override
                public void withdrawn(Offer offer, String why) {
                    withdrawn.add(why);
                }

                @Override
                public void restored(Offer offer) {
                    withdrawn.add("restored");
                }

                @Override
                public void deaf(String tracker, String why) {
                    deaf.add(why);
                }

                @Override
                public void starved(String why) {
                    deaf.add(why);
                }
            };

    @AfterEach
    void end() throws Exception {
        for (Process daemon : daemons) {
            daemon.destroyForcibly();
            daemon.waitFor(5, TimeUnit.SECONDS);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void start(String by, int web, int port) throws IOException {
        Path profile = Files.createDirectories(folder.resolve(by));
        List<String> command =
                by.equals("transmission")
                        ? transmission(profile, web, port)
                        : q(profile, web, port);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", profile.toString());
        daemons.add(
                builder.redirectErrorStream(true)
                        .redirectOutput(profile.resolve("client.log").toFile())
                        .start());
    }

    private static List<String> transmission(Path profile, int web, int port) throws IOException {
        Map<String, Object> settings =
                Map.ofEntries(
                        Map.entry("rpc-bind-address", "127.0.0.1"),
                        Map.entry("rpc-port", web),
                        Map.entry("rpc-authentication-required", true),
                        Map.entry("rpc-username", "admin"),
                        Map.entry("rpc-password", SECRET),
                        Map.entry("bind-address-ipv4", "127.0.0.1"),
                        Map.entry("bind-address-ipv6", "::1"),
                        Map.entry("peer-port", port),
                        Map.entry("port-forwarding-enabled", false),
                        Map.entry("dht-enabled", false),
                        Map.entry("lpd-enabled", false),
                        Map.entry("pex-enabled", false),
                        Map.entry("utp-enabled", false));
        Files.writeString(profile.resolve("settings.json"), Json.line(settings));
        Path program = Program.installed("/usr/bin/transmission-daemon", "transmission-daemon");
        return List.of(program.toString(), "--foreground", "--config-dir", profile.toString());
    }

    private static List<String> q(Path profile, int web, int port) throws IOException {
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
                WebUI\\UseUPnP=false
                """
                        .formatted(port));
        Path program = Program.installed("/usr/bin/qbittorrent-nox", "qbittorrent-nox");
        return List.of(program.toString(), "--profile=" + profile, "--webui-port=" + web);
    }

    private BoxSettings settings(String by, int web, String secret, String seen)
            throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), secret + "\n");
        Path properties =
                Files.writeString(
                        folder.resolve("v2v.properties"),
                        """
                        seed.by = %s
                        seed.box.url = http://127.0.0.1:%d
                        seed.box.user = admin
                        seed.box.password-file = %s
                        seed.box.folder = %s
                        """
                                .formatted(by, web, file, seen));
        return BoxSettings.read(Settings.read(properties));
    }

    private Offer offer(Path library, TorrentFormat format) throws IOException {
        Path film = Bytes.release(library.resolve("releases/film"));
        TorrentSettings settings =
                new TorrentSettings(
                        format, List.of(), List.of(), OptionalInt.empty(), "", "V2V/test");
        Path torrent = Files.createDirectories(library.resolve("torrents")).resolve("film.torrent");
        TorrentMaker.Made made = new TorrentMaker(settings).make(film, Instant.EPOCH, _ -> {});
        made.write(torrent);
        Metainfo.Infohash hash = made.metainfo().info().hash();
        return new Offer(hash.v1(), hash.v2(), torrent, film);
    }

    private static void until(String what, BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!done.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            Thread.sleep(100);
        }
    }

    @ParameterizedTest
    @CsvSource({"transmission,V1", "qbittorrent,V1", "qbittorrent,HYBRID"})
    void aBoxGivesWhatItWasHanded(String by, TorrentFormat format) throws Exception {
        Path library = Files.createDirectories(folder.resolve("library"));
        Path seen = Files.createSymbolicLink(folder.resolve("seen"), library);
        Offer offer = offer(library, format);
        int web = freePort();
        int port = freePort();
        BoxSettings settings = settings(by, web, SECRET, seen.toString());
        try (BoxSeeder seeder = new BoxSeeder(settings, library, notes)) {
            seeder.seed(List.of(offer));
            until("it is said that the box is away", () -> !deaf.isEmpty());
            assertEquals(
                    "the seedbox http://127.0.0.1:" + web + " does not answer", deaf.getFirst());
            start(by, web, port);
            until("it is handed over when the box is there", () -> seeder.seeding() == 1);
            Thread.sleep(2000); // it reads its files
            Path got = Files.createDirectories(folder.resolve("got"));
            String answer =
                    Program.libtorrent(
                            folder,
                            "get",
                            offer.torrent().toString(),
                            Integer.toString(port),
                            got.toString(),
                            "free");
            assertTrue(Json.tree(answer).get("done").booleanValue(), answer + deaf + withdrawn);
            Program.assertSame(offer.content(), got.resolve("film"));
            assertEquals(List.of(), withdrawn);
            var _ = seeder.shares();
        }
        try (BoxSeeder again = new BoxSeeder(settings, library, notes)) {
            again.seed(List.of(offer));
            again.stop(offer);
            again.seed(List.of(offer)); // and is still there
            Thread.sleep(500);
            again.stop(offer);
            Thread.sleep(1000);
            assertEquals(0, again.seeding());
            assertTrue(Files.exists(offer.content().resolve("README.txt")), "files stay");
            again.seed(List.of(offer));
        }
        assertEquals(List.of(), withdrawn);
    }

    @ParameterizedTest
    @CsvSource({"transmission", "qbittorrent"})
    void aWrongPasswordIsSaidAndNotShown(String by) throws Exception {
        Path library = Files.createDirectories(folder.resolve("library"));
        Offer offer = offer(library, TorrentFormat.V1);
        int web = freePort();
        start(by, web, freePort());
        BoxSettings settings = settings(by, web, "wrong-secret", "");
        assertFalse(settings.toString().contains("secret"), settings::toString);
        try (BoxSeeder seeder = new BoxSeeder(settings, library, notes)) {
            seeder.seed(List.of(offer));
            until("it is said", () -> deaf.stream().anyMatch(d -> d.contains("does not accept")));
            assertTrue(deaf.stream().noneMatch(d -> d.contains("wrong-secret")));
        }
    }

    @Test
    void whatABoxDoesNotTakeOrFindIsSaid() throws Exception {
        Path library = Files.createDirectories(folder.resolve("library"));
        Offer hybrid = offer(library, TorrentFormat.HYBRID);
        int web = freePort();
        start("transmission", web, freePort());
        BoxSettings settings = settings("transmission", web, SECRET, "");
        try (BoxSeeder seeder = new BoxSeeder(settings, library, notes)) {
            seeder.seed(List.of(hybrid));
            until("Transmission 3 reads no hybrids", () -> !withdrawn.isEmpty());
            assertTrue(
                    withdrawn.getFirst().startsWith("Transmission does not take it"),
                    withdrawn::toString);
            withdrawn.clear();
            Offer offer = offer(library, TorrentFormat.V1);
            Files.delete(offer.content().resolve("README.txt"));
            seeder.seed(List.of(offer));
            until(
                    "a file is missing",
                    () -> {
                        var _ = seeder.shares();
                        return !withdrawn.isEmpty();
                    });
            assertEquals(
                    "the seedbox does not give it: it does not find all of its files",
                    withdrawn.getFirst());
        }
    }
}
