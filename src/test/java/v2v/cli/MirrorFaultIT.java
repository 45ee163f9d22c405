package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.Program;
import v2v.edition.Shelf;
import v2v.item.Library;
import v2v.item.Settings;
import v2v.torrent.Metainfo;
import v2v.torrent.fetch.FetchSettings;
import v2v.torrent.fetch.Fetched;
import v2v.torrent.fetch.Fetcher;
import v2v.torrent.fetch.Sources;
import v2v.web.Proxies;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// `v2v mirror` against a publisher, and against those who say that they are one.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class MirrorFaultIT {
    private static final int FILM = 300_000;

    @TempDir private Path folder;
    private Archive archive;
    private String harbour = "";
    private String tram = "";

    @BeforeEach
    void publishTwo() throws IOException {
        archive = new Archive(folder.resolve("origin"), 0);
        harbour = archive.release("harbour", "Ports", "CC-BY-4.0", FILM);
        tram = archive.release("tram", "Streets", "CC-BY-SA-4.0", FILM);
        archive.edition();
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    private Library at(String name) {
        return new Library(folder.resolve(name));
    }

    private Path settings(String name) throws IOException {
        Path place = Files.createDirectories(folder.resolve("settings-" + name));
        if (!Files.exists(place.resolve("v2v.properties"))) {
            Files.writeString(
                    place.resolve("v2v.properties"),
                    """
                    seed.address = 127.0.0.1
                    seed.port = %d
                    seed.announce = no
                    fetch.patience = 1s
                    fetch.stall = 3s
                    fetch.spare = 1
                    """
                            .formatted(free()));
        }
        return place;
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Typed mirror(String name, Object... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("mirror", "--once", "--json"));
        command.addAll(List.of("--library", at(name).root().toString()));
        command.addAll(List.of("--pipelines", settings(name).toString()));
        return Typed.of(command, more);
    }

    private Typed take(String name, Object... more) throws IOException {
        List<Object> all =
                new ArrayList<>(
                        List.of(archive.url(), "--key", archive.key(), "--peer", archive.peer()));
        all.addAll(List.of(more));
        return mirror(name, all.toArray());
    }

    private static void assertDone(Typed ended, int wanted, int held, int fetched) {
        assertEquals(0, ended.status(), ended.out() + ended.err());
        Map<?, ?> said = ended.objects().getFirst();
        assertEquals(
                List.of(wanted, held, fetched),
                List.of(
                                String.valueOf(said.get("wanted")),
                                String.valueOf(said.get("held")),
                                String.valueOf(said.get("fetched")))
                        .stream()
                        .map(Integer::valueOf)
                        .toList(),
                ended.out() + ended.err());
    }

    /// What the public sees of a library, byte for byte.
    private void assertSame(String name) throws IOException {
        for (String part : List.of("releases", "torrents", "catalogue")) {
            Path from = archive.library.root().resolve(part);
            Path to = at(name).root().resolve(part);
            assertEquals(files(from), files(to), part);
            for (String file : files(from)) {
                assertEquals(-1, Files.mismatch(from.resolve(file), to.resolve(file)), file);
            }
        }
    }

    private static Set<String> files(Path folder) throws IOException {
        Path real = folder.toRealPath();
        Set<String> names = new TreeSet<>();
        try (Stream<Path> all = Files.walk(real)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> names.add(real.relativize(file).toString()));
        }
        return names;
    }

    private static Set<String> held(Library library) throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(library.releases())) {
            try (Stream<Path> all = Files.list(library.releases())) {
                all.forEach(release -> names.add(release.getFileName().toString()));
            }
        }
        return names;
    }

    @Test
    void itTakesAllAndThenOnlyWhatIsNew() throws IOException {
        assertDone(take("copy"), 2, 2, 2);
        assertSame("copy");
        long given = archive.given();
        assertTrue(given >= 2 * FILM, "peers gave " + given);
        assertDone(mirror("copy"), 2, 2, 0);
        assertEquals(given, archive.given(), "nothing is fetched twice");
        archive.release("market", "Streets", "CC-BY-4.0", FILM);
        archive.edition();
        assertDone(mirror("copy", "--peer", archive.peer()), 3, 3, 1);
        assertSame("copy");
        assertTrue(archive.given() < given + FILM + (1 << 17), "only the new one");
        assertEquals(
                magnet(archive.library), magnet(at("copy")), "everybody has the same swarm of it");
    }

    private static String magnet(Library library) throws IOException {
        return Files.readString(
                library.catalogue().toRealPath().resolveSibling(Shelf.NAME + ".magnet"));
    }

    /// Nothing but a link, a key and somebody who has it: catalogue and works come from peers.
    @Test
    void aMagnetIsEnough() throws Exception {
        String link = magnet(archive.library).strip() + "&x.pe=" + archive.peer();
        assertEquals(
                link.substring(0, link.indexOf("&x.pe")),
                text(archive.url() + "catalogue.magnet").strip());
        assertEquals(200, status(archive.url() + "catalogue.torrent"));
        Typed first = mirror("copy", link, "--key", archive.key(), "--peer", archive.peer());
        assertDone(first, 2, 2, 2);
        assertSame("copy");
        assertEquals(Set.of(), files(at("copy").work()), "nothing is left over");
        archive.release("market", "Streets", "CC-BY-4.0", FILM);
        archive.edition();
        assertDone(mirror("copy", link, "--peer", archive.peer()), 2, 2, 0);
        String next = magnet(archive.library).strip();
        assertDone(mirror("copy", link, next, "--peer", archive.peer()), 3, 3, 1);
        assertSame("copy");
        Typed foreign = mirror("other", link, "--key", "ab".repeat(32));
        assertRefused(foreign, "KEY_FOREIGN", "other");
    }

    /// The catalogue's torrent is the same wherever it is made, with all that it says.
    @Test
    void theCataloguesTorrentNamesItsWebSeedAndItsUpdates() throws Exception {
        archive.addressed();
        Shelf.Written edition = archive.edition();
        Metainfo made = Metainfo.read(edition.torrent());
        assertEquals(List.of(archive.url()), made.webSeeds());
        String shown = Files.readString(edition.torrent(), StandardCharsets.ISO_8859_1);
        assertTrue(shown.contains("10:update-url"), shown);
        assertTrue(shown.contains(archive.url() + "catalogue.torrent"), shown);
        assertDone(take("copy"), 2, 2, 2);
        Path copy = at("copy").catalogue().toRealPath().resolveSibling("catalogue.torrent");
        assertEquals(made.info().hash(), Metainfo.read(copy).info().hash());
        Fetcher fetcher =
                new Fetcher(
                        FetchSettings.read(
                                Settings.read(settings("web").resolve("v2v.properties"))));
        Path into = Files.createDirectories(folder.resolve("into"));
        Fetched got = fetcher.fetch(made, null, into, Sources.NONE, _ -> {});
        assertEquals(files(archive.library.catalogue()), files(got.content()));
        assertEquals(0, got.bytesFromPeers());
    }

    /// kill -9 in the middle of a film: what was there is not fetched again.
    @Test
    void whatWasKilledGoesOn() throws Exception {
        int film = 12_000_000;
        try (Archive slow = new Archive(folder.resolve("slow"), 4_000_000)) {
            slow.release("opera", "Stage", "CC-BY-4.0", film);
            slow.edition();
            Path said = folder.resolve("said");
            Process process =
                    Program.start(
                            said,
                            said,
                            "mirror",
                            slow.url(),
                            "--key",
                            slow.key(),
                            "--peer",
                            slow.peer(),
                            "--once",
                            "--library",
                            at("copy").root(),
                            "--pipelines",
                            settings("copy"));
            try {
                long end = System.nanoTime() + 20_000_000_000L;
                while (slow.given() < film / 2) {
                    assertTrue(
                            process.isAlive() && System.nanoTime() < end, Files.readString(said));
                    Thread.sleep(20);
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertEquals(Set.of(), held(at("copy")), "nothing half is seen");
            long before = slow.given();
            assertDone(
                    mirror("copy", "--key", slow.key(), slow.url(), "--peer", slow.peer()),
                    1,
                    1,
                    1);
            assertTrue(slow.given() < film * 1.4, before + ", then " + slow.given());
        }
    }

    private static String text(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void webSeedsAreEnough() throws IOException {
        assertDone(mirror("copy", archive.url(), "--key", archive.key()), 2, 2, 2);
        assertSame("copy");
        assertEquals(0, archive.given());
    }

    /// A copy of an older day, as a thief or a forgotten disk has it.
    @Test
    void anOlderCatalogueIsRefused() throws IOException {
        Path old = folder.resolve("old");
        copy(archive.library.catalogue().toRealPath(), old.resolve("catalogue"));
        archive.release("market", "Streets", "CC-BY-4.0", FILM);
        archive.edition();
        assertDone(take("copy"), 3, 3, 3);
        forget("copy");
        assertRefused(mirror("copy", old, "--key", archive.key()), "CATALOGUE_ROLLED_BACK", "copy");
        assertSame("copy");
    }

    /// The mirror still knows what it saw, but no place beside the one that is named.
    private void forget(String name) throws IOException {
        Path book = at(name).root().resolve("mirror.json");
        Files.writeString(
                book,
                Files.readString(book)
                        .replaceFirst("(?s)\"sources\"\\s*:\\s*\\[[^]]*]", "\"sources\":[]"));
    }

    /// The origin is gone, and somebody has an old catalogue: the works are there all the same.
    @Test
    void anOlderCatalogueKeepsNoWorkAway() throws IOException {
        Path old = folder.resolve("old");
        copy(archive.library.catalogue().toRealPath(), old.resolve("catalogue"));
        archive.edition();
        assertDone(take("copy"), 2, 2, 2);
        forget("copy");
        Program.delete(at("copy").releases().resolve(tram));
        assertRefused(
                mirror("copy", old, "--key", archive.key(), "--peer", archive.peer()),
                "CATALOGUE_ROLLED_BACK",
                "copy");
        assertSame("copy");
    }

    /// The publisher is in the DHT and says so in what he signs; this mirror is not.
    @Test
    void aKeysLinkIsPassedOverWhereThereIsNoDht() throws IOException {
        archive.pointed();
        Shelf.Written edition = archive.edition();
        String link = edition.head().places().getFirst();
        assertTrue(link.startsWith("magnet:?xs=urn:btpk:"), link);
        assertDone(take("copy"), 2, 2, 2);
        archive.release("market", "Streets", "CC-BY-4.0", FILM);
        archive.edition();
        assertDone(take("copy"), 3, 3, 1);
        Typed asked = mirror("other", link);
        assertEquals(Exit.CONFIG.status, asked.status(), asked.err());
        assertTrue(asked.err().contains("set dht = yes"), asked.err());
    }

    /// One flipped bit of the shown edition, with and without a newer one.
    @Test
    void aDamagedEditionIsTakenAgain() throws IOException {
        assertDone(take("copy"), 2, 2, 2);
        for (String page : List.of("index.html", "items.jsonl", "catalogue.json")) {
            flip(at("copy").catalogue().resolve(page));
            assertDone(mirror("copy"), 2, 2, 0);
            assertSame("copy");
        }
        flip(at("copy").catalogue().resolve("index.html"));
        archive.edition();
        assertDone(mirror("copy"), 2, 2, 0);
        assertSame("copy");
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /// Without its book a mirror knows by the edition that it shows what it has seen.
    @Test
    void whatWasSeenIsNotForgottenWithTheBook() throws IOException {
        Path old = folder.resolve("old");
        copy(archive.library.catalogue().toRealPath(), old.resolve("catalogue"));
        archive.edition();
        assertDone(take("copy"), 2, 2, 2);
        Files.delete(at("copy").root().resolve("mirror.json"));
        assertRefused(mirror("copy", old, "--key", archive.key()), "CATALOGUE_ROLLED_BACK", "copy");
    }

    /// As a power cut leaves it.
    @Test
    void anEmptyMagnetKeepsNoMirrorFromItsStart() throws IOException {
        assertDone(take("copy"), 2, 2, 2);
        Path magnet = at("copy").catalogue().toRealPath().resolveSibling("catalogue.magnet");
        Files.writeString(magnet, "");
        try (Mirroring mirroring = mirroring("copy")) {
            mirroring.resume();
        }
        assertDone(mirror("copy"), 2, 2, 0);
        assertEquals(magnet(archive.library), magnet(at("copy")));
    }

    private Typed check(Object... more) throws IOException {
        return Typed.of(
                List.of(
                        "check",
                        "--library",
                        at("copy").root().toString(),
                        "--pipelines",
                        settings("copy").toString()),
                more);
    }

    /// A mirror has no ledger; the signed catalogue says what should be there.
    @Test
    void aMirrorIsCheckedAndRepairedLikeALibrary() throws IOException {
        assertDone(take("copy"), 2, 2, 2);
        assertTrue(check().out().endsWith("checked 2, all good\n"), check().out());
        flip(at("copy").releases().resolve(harbour).resolve("video/film.webm"));
        Program.delete(at("copy").releases().resolve(tram));
        Typed found = check();
        assertEquals(3, found.status());
        assertTrue(found.out().contains("video/film.webm is not what it was"), found.out());
        assertTrue(found.out().contains("is missing; the catalogue has it"), found.out());
        Typed repaired = check("--repair", "--from", archive.peer());
        assertEquals(0, repaired.status(), repaired.out() + repaired.err());
        assertSame("copy");
        flip(at("copy").catalogue().resolve("index.html"));
        Typed edition = check();
        assertEquals(3, edition.status());
        assertTrue(
                edition.out()
                        .contains("editions/000001/catalogue/index.html is not what was signed"),
                edition.out());
        assertTrue(edition.out().contains("start 'v2v mirror' again"), edition.out());
    }

    @Test
    void aPeerThatIsNoneIsSaidAtOnce() throws IOException {
        Typed wrong = mirror("copy", archive.url(), "--key", archive.key(), "--peer", "foo");
        assertEquals(Exit.REFUSED.status, wrong.status());
        assertTrue(
                (wrong.out() + wrong.err()).contains("'foo' is no place to fetch from"),
                wrong.out() + wrong.err());
    }

    /// A round ends when the next is due, since news may be a withdrawal; what could not be had
    /// waits until the others had their turn.
    @Test
    void aDeadWorkKeepsNobodyWaiting() throws Exception {
        announce(tram, 1);
        flip(archive.library.releases().resolve(harbour).resolve("video/film.webm"));
        try (Mirroring mirroring = mirroring("copy")) {
            assertEquals(List.of(), round(mirroring), "what the fewest hold comes first");
            List<String> held = List.of();
            for (int i = 0; i < 5 && held.isEmpty(); i++) {
                held = round(mirroring); // a busy machine may need more than one to get it whole
            }
            assertEquals(List.of(tram), held);
            archive.withdraw(tram);
            archive.edition();
            assertEquals(List.of(), round(mirroring), "news come between two works");
        }
    }

    /// @return what is held after a round that has lasted long enough when it begins
    private List<String> round(Mirroring mirroring) throws IOException {
        Mirror.Round round =
                mirroring
                        .mirror()
                        .round(
                                archive.key(),
                                List.of(archive.url()),
                                new Selection(),
                                List.of(archive.peer()),
                                () -> true);
        assertFalse(round.complete());
        return List.copyOf(held(at("copy")));
    }

    @Test
    void anotherHistoryIsRefused() throws IOException {
        Path keys = archive.library.keys();
        assertDone(take("copy"), 2, 2, 2);
        forget("copy");
        try (Archive other = new Archive(folder.resolve("other"), 0)) {
            copy(keys, other.library.keys());
            other.release("opera", "Stage", "CC-BY-4.0", FILM);
            other.edition();
            other.edition();
            assertRefused(
                    mirror("copy", other.url(), "--key", other.key()), "CATALOGUE_FORKED", "copy");
        }
        assertSame("copy");
    }

    @Test
    void anotherPublisherIsRefused() throws IOException {
        try (Archive other = new Archive(folder.resolve("other"), 0)) {
            other.release("opera", "Stage", "CC-BY-4.0", FILM);
            other.edition();
            Typed ended = mirror("copy", other.url(), "--key", archive.key());
            assertRefused(ended, "KEY_FOREIGN", "copy");
            assertEquals(Set.of(), held(at("copy")));
            assertDone(take("copy"), 2, 2, 2);
            Typed later = mirror("copy", other.url(), "--key", other.key());
            assertEquals(Exit.CONFIG.status, later.status(), later.err());
            assertDone(mirror("copy", other.url()), 2, 2, 0);
        }
        assertSame("copy");
    }

    private void assertRefused(Typed ended, String code, String name) throws IOException {
        assertEquals(Exit.REFUSED.status, ended.status(), ended.out() + ended.err());
        assertTrue((ended.out() + ended.err()).contains(code), ended.out() + ended.err());
        assertFalse(Files.exists(at(name).editions().resolve("000009")), "no edition came of it");
    }

    @Test
    void aDamagedFileIsRefusedAndNothingIsHalfTaken() throws IOException {
        Path bad = folder.resolve("bad");
        copy(archive.library.catalogue().toRealPath(), bad);
        Files.writeString(bad.resolve("index.html"), "<script>");
        assertRefused(mirror("copy", bad, "--key", archive.key()), "CATALOGUE_DAMAGED", "copy");
        assertFalse(Files.exists(at("copy").catalogue()), "nothing is shown");
        assertEquals(Set.of(), held(at("copy")));
        assertDone(
                mirror("copy", bad, archive.url(), "--key", archive.key()),
                2,
                2,
                2); // another place heals it
        assertSame("copy");
    }

    @Test
    void aDamagedReleaseIsNotTaken() throws IOException {
        Path film = archive.library.releases().resolve(harbour).resolve("video/film.webm");
        byte[] bytes = Files.readAllBytes(film);
        bytes[7] ^= 1;
        Files.write(film, bytes);
        Typed ended = take("copy");
        assertEquals(Exit.LATER.status, ended.status(), ended.out() + ended.err());
        assertEquals(Set.of(tram), held(at("copy")));
        bytes[7] ^= 1;
        Files.write(film, bytes);
        assertDone(mirror("copy"), 2, 2, 1);
        assertSame("copy");
    }

    @Test
    void whatIsWithdrawnGoesAndIsTold() throws Exception {
        assertDone(take("copy"), 2, 2, 2);
        archive.withdraw(harbour);
        archive.edition();
        assertDone(mirror("copy"), 1, 1, 0);
        Library copy = at("copy");
        assertEquals(Set.of(tram), held(copy));
        assertFalse(Files.exists(copy.torrents().resolve(harbour + ".torrent")));
        assertEquals(
                -1, Files.mismatch(archive.library.tombstone(harbour), copy.tombstone(harbour)));
        try (Mirroring mirroring = mirroring("copy")) {
            int port = mirroring.serve("127.0.0.1", 0, "", Proxies.NONE);
            mirroring.resume();
            String here = "http://127.0.0.1:" + port;
            assertEquals(410, status(here + "/" + harbour + "/video/film.webm"));
            assertEquals(200, status(here + "/" + tram + "/video/film.webm"));
            assertEquals(200, status(here + "/tombstones/" + harbour + ".json"));
            assertEquals(
                    List.of(tram, "catalogue"),
                    mirroring.mirror().offers().stream()
                            .map(offer -> offer.content().getFileName().toString())
                            .sorted(java.util.Comparator.reverseOrder())
                            .toList());
        }
    }

    private static int status(String url) throws Exception {
        return status(url, "127.0.0.1");
    }

    /// @param from one of the addresses of the loopback
    private static int status(String url, String from) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().localAddress(InetAddress.getByName(from)).build()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private Mirroring mirroring(String name) throws IOException {
        Where where = new Where();
        where.library = at(name).root();
        where.pipelines = settings(name);
        return PeerWiring.mirroring(where, true);
    }

    @Test
    void aPartIsTaken() throws IOException {
        assertDone(take("ports", "--collection", "ports"), 1, 1, 1);
        assertEquals(Set.of(harbour), held(at("ports")));
        assertDone(take("share", "--license", "cc-by-sa"), 1, 1, 1);
        assertEquals(Set.of(tram), held(at("share")));
        assertDone(take("words", "--query", "film HARBOUR"), 1, 1, 1);
        assertEquals(Set.of(harbour), held(at("words")));
    }

    @Test
    void whatTheFewestHoldComesFirstAndStays() throws Exception {
        announce(tram, 1);
        announce(tram, 2);
        announce(harbour, 3);
        assertDone(take("small", "--space", "400k"), 1, 1, 1);
        assertEquals(Set.of(harbour), held(at("small")));
        announce(harbour, 4);
        announce(harbour, 5);
        announce(harbour, 6);
        assertDone(take("small", "--space", "400k"), 1, 1, 0);
        assertEquals(Set.of(harbour), held(at("small")), "what is here takes its room");
        assertDone(take("small", "--space", "900k"), 2, 2, 1);
        Typed wrong = take("small", "--space", "400KB");
        assertEquals(Exit.USAGE.status, wrong.status(), wrong.err());
        assertTrue(wrong.err().contains("--space: expected a size"), wrong.err());
    }

    /// Somebody who holds all of it.
    private void announce(String name, int who) throws Exception {
        String hash = archive.infohash(name).replaceAll("..", "%$0");
        assertEquals(
                200,
                status(
                        archive.url()
                                + "announce?info_hash="
                                + hash
                                + "&peer_id=-XX0001-00000000000"
                                + who
                                + "&left=0&downloaded=0&uploaded=0&event=started&compact=1&port="
                                + (7000 + who),
                        "127.0.0." + (10 + who))); // at one address they would be one
    }

    @Test
    void aMirrorFeedsAMirrorWhenTheOriginIsGone() throws IOException {
        assertDone(take("first"), 2, 2, 2);
        try (Mirroring first = mirroring("first")) {
            int port = first.serve("127.0.0.1", 0, "", Proxies.NONE);
            first.resume();
            archive.close();
            Typed ended =
                    mirror(
                            "second",
                            "http://127.0.0.1:" + port,
                            "--key",
                            archive.key(),
                            "--peer",
                            "127.0.0.1:" + port(settings("first")));
            assertDone(ended, 2, 2, 2);
            assertTrue(ended.err().contains("0 from the web"), ended.err());
        }
        assertSame("second");
    }

    private static String port(Path settings) throws IOException {
        return Files.readString(settings.resolve("v2v.properties"))
                .replaceFirst("(?s).*seed.port = (\\d+).*", "$1");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path place = to.resolve(from.relativize(path).toString());
                Files.createDirectories(place.getParent());
                Files.copy(path, place, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
