package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.bag.Kept;
import v2v.item.Delivery;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Settings;
import v2v.ledger.Ledger;
import v2v.ledger.Outcome;
import v2v.ledger.View;
import v2v.torrent.Magnet;
import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.TorrentCheck;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.fetch.FetchSettings;
import v2v.torrent.fetch.Fetcher;
import v2v.torrent.fetch.Sources;
import v2v.torrent.peer.Limits;
import v2v.torrent.peer.PeerSeeder;
import v2v.torrent.peer.PeerSettings;
import v2v.web.Web;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// `v2v check --repair` on a library of ten releases, with somebody else who has them.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class RepairFaultIT {
    private static final int RELEASES = 10;

    @TempDir private Path folder;
    private Library library;
    private Library other;
    private PeerSeeder seeder;
    private final List<Path> releases = new ArrayList<>();
    private final Random random = new Random(7);

    @BeforeEach
    void releaseTen() throws IOException {
        Kept first = Kept.in(folder);
        library = first.library();
        other = new Library(folder.resolve("other")).prepare();
        seeder =
                new PeerSeeder(
                        new PeerSettings(
                                InetAddress.getLoopbackAddress(),
                                0,
                                100,
                                100,
                                8,
                                Limits.NONE,
                                Limits.NONE,
                                "V2V 1"),
                        InstantSource.system(),
                        (offer, why) -> {});
        try (Ledger ledger = Ledger.own(library).orElseThrow()) {
            for (int i = 0; i < RELEASES; i++) {
                release(ledger, first, i);
            }
        }
    }

    @AfterEach
    void close() {
        seeder.close();
    }

    private void release(Ledger ledger, Kept first, int number) throws IOException {
        Path tape = Files.writeString(folder.resolve("tapes/tape" + number), "tape " + number);
        Kept kept = new Kept(library, tape, first.words(), Kept.digest(tape), 1);
        kept.keep();
        String name = "harbour-" + kept.id();
        Path content = library.releases().resolve(name);
        fill(content);
        TorrentMaker.Made made =
                new TorrentMaker(TorrentSettings.standard("0"))
                        .make(content, Instant.EPOCH, _ -> {});
        Path torrent = library.torrents().resolve(name + ".torrent");
        made.write(torrent);
        String magnet = Magnet.of(made.metainfo()).toString();
        Path copy = other.releases().resolve(name);
        copy(content, copy);
        Path otherTorrent = other.torrents().resolve(name + ".torrent");
        made.write(otherTorrent);
        Files.setLastModifiedTime(otherTorrent, FileTime.from(Instant.now()));
        seeder.seed(List.of(Offer.of(magnet, otherTorrent, copy)));
        releases.add(content);
        record(ledger, kept, name, magnet);
    }

    private void fill(Path content) throws IOException {
        StringBuilder list = new StringBuilder();
        for (String name : List.of("README.txt", "images/poster.webp", "video/film.webm")) {
            Path file = content.resolve(name);
            Files.createDirectories(file.getParent());
            byte[] bytes = new byte[name.startsWith("video") ? 4_000_000 : 3_000];
            random.nextBytes(bytes);
            Files.write(file, bytes);
            list.append(Kept.digest(file)).append("  ").append(name).append('\n');
        }
        Files.writeString(content.resolve("manifest-sha256.txt"), list);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private void record(Ledger ledger, Kept kept, String name, String magnet) throws IOException {
        Release release = kept.release();
        Footage footage = release.renditions().clearance().inspection().footage();
        Delivery file =
                new Delivery(footage.file(), 8, Instant.EPOCH, null, Order.plain("access"), 0);
        Delivery delivery = ledger.deliver(List.of(file)).getFirst();
        var accept = ledger.claim("accept", "").orElseThrow();
        ledger.items().register(delivery, footage);
        ledger.end(accept, new Outcome.Done(List.of(new Outcome.Next("index", release))));
        Released released =
                new Released(
                        new ItemId(kept.id()),
                        1,
                        "releases/" + name,
                        "torrents/" + name + ".torrent",
                        magnet,
                        String.valueOf(Magnet.parse(magnet).hash().v1()),
                        Instant.EPOCH);
        ledger.end(
                ledger.claim("index", "").orElseThrow(),
                new Outcome.Done(List.of(new Outcome.Next(Ledger.END, released))));
    }

    private Typed check(Object... more) {
        return Typed.of(List.of("check", "--library", library.root().toString()), more);
    }

    private String peer() {
        return "127.0.0.1:" + seeder.port();
    }

    private static List<Map<?, ?>> bad(Typed ended) {
        return ended.objects().stream().filter(o -> !"good".equals(o.get("state"))).toList();
    }

    private void flip(Path file, long at) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "rw")) {
            in.seek(at);
            int old = in.read();
            in.seek(at);
            in.write(old ^ 1);
        }
        Files.setLastModifiedTime(file, before); // as a disk does it
    }

    private void assertWhole() throws IOException {
        for (Path content : releases) {
            Path torrent = library.torrents().resolve(content.getFileName() + ".torrent");
            Metainfo metainfo = Metainfo.read(torrent);
            assertTrue(TorrentCheck.verify(metainfo, content, _ -> {}).good(), content::toString);
            for (Metainfo.Entry entry : metainfo.info().files()) {
                Path file = TorrentCheck.place(metainfo.info(), content, entry);
                assertTrue(
                        Files.getLastModifiedTime(file)
                                        .compareTo(Files.getLastModifiedTime(torrent))
                                <= 0,
                        "the torrent's time no longer vouches for " + file);
            }
        }
        try (var left = Files.list(library.work())) {
            assertEquals(
                    List.of(),
                    left.filter(p -> p.toString().contains("repair")).toList(),
                    "nothing is left over");
        }
    }

    /// The number that the project promises: at most 1.2 times the damaged pieces.
    @Test
    void ofTwoHundredFlippedBytesOnlyTheirPiecesAreFetched() throws IOException {
        Set<String> damaged = new TreeSet<>();
        Set<String> pieces = new HashSet<>();
        long bytes = 0;
        for (int i = 0; i < 200; i++) {
            Path content = releases.get(random.nextInt(RELEASES));
            String name = i % 9 == 0 ? "images/poster.webp" : "video/film.webm";
            Path file = content.resolve(name);
            long at = random.nextLong(Files.size(file));
            Path torrent = library.torrents().resolve(content.getFileName() + ".torrent");
            int length = Metainfo.read(torrent).info().pieceLength();
            if (pieces.add(file + " " + at / length)) {
                flip(file, at);
                bytes += Math.min(length, Files.size(file));
                damaged.add(content.getFileName() + "/" + name);
            }
        }
        Typed before = check("--json");
        assertEquals(3, before.status(), before.err());
        Set<String> named = new TreeSet<>();
        for (Map<?, ?> object : bad(before)) {
            Path content = Path.of(String.valueOf(object.get("folder")));
            for (Object problem : (List<?>) Objects.requireNonNull(object.get("problems"))) {
                named.add(content.getFileName() + "/" + ((Map<?, ?>) problem).get("file"));
            }
        }
        assertEquals(damaged, named, "every damaged file is named, and no other");
        Typed repaired = check("--json", "--repair", "--from", peer());
        assertEquals(0, repaired.status(), repaired.out() + repaired.err());
        long given = seeder.given().values().stream().mapToLong(Long::longValue).sum();
        System.err.printf(
                "%d files, %d pieces, %d bytes damaged; %d bytes given: %.2f x%n",
                damaged.size(), pieces.size(), bytes, given, (double) given / bytes);
        assertTrue(given <= bytes * 1.2, given + " bytes for " + bytes);
        assertWhole();
        assertEquals(0, check("--json").status());
    }

    @Test
    void whatIsMissingComesBack() throws IOException {
        Files.delete(releases.get(0).resolve("images/poster.webp"));
        Files.write(releases.get(1).resolve("video/film.webm"), new byte[10]);
        Files.delete(releases.get(2).resolve("manifest-sha256.txt"));
        delete(releases.get(3));
        Path untouched = releases.get(0).resolve("video/film.webm");
        Object inode = Files.getAttribute(untouched, "unix:ino");
        Object cut = Files.getAttribute(releases.get(1).resolve("video/film.webm"), "unix:ino");
        Typed repaired = check("--repair", "--from", peer());
        assertEquals(0, repaired.status(), repaired.out() + repaired.err());
        assertTrue(repaired.out().contains("repaired 1 files"), repaired.out());
        assertTrue(repaired.out().contains("checked 20, all good"), repaired.out());
        assertWhole();
        assertEquals(inode, Files.getAttribute(untouched, "unix:ino"));
        assertNotEquals(
                cut, Files.getAttribute(releases.get(1).resolve("video/film.webm"), "unix:ino"));
    }

    private static void delete(Path tree) throws IOException {
        try (var all = Files.walk(tree)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// The library of another as its web server shows it, with the peers gone.
    @Test
    void aWebSeedIsEnough() throws Exception {
        flip(releases.get(0).resolve("video/film.webm"), 1_000_000);
        try (Web web = Web.library("127.0.0.1", 0, other, "")) {
            String from = "http://127.0.0.1:" + web.port() + "/releases/";
            Typed repaired = check("--json", "--repair", "--from", from);
            assertEquals(0, repaired.status(), repaired.out() + repaired.err());
            Map<?, ?> fetched = (Map<?, ?>) bad(repaired).getFirst().get("fetched");
            assertEquals(0, Objects.requireNonNull(fetched).get("bytesFromPeers"));
            assertNotEquals(0, fetched.get("bytesFromWeb"));
        }
        assertWhole();
    }

    @Test
    void whatNobodyHasStaysAsItWasAndSaysWhy() throws IOException {
        Path film = releases.get(0).resolve("video/film.webm");
        flip(film, 5);
        byte[] damaged = Files.readAllBytes(film);
        seeder.close();
        Typed tried = check("--json", "--repair", "--from", peer());
        assertEquals(3, tried.status(), tried.out());
        Map<?, ?> object = bad(tried).getFirst();
        assertTrue(
                String.valueOf(object.get("why")).contains("nobody is left to ask"),
                String.valueOf(object.get("why")));
        assertEquals("damaged", object.get("after"));
        assertEquals(-1, java.util.Arrays.mismatch(damaged, Files.readAllBytes(film)), "as it was");
    }

    /// Withdrawn after the check has named it: it must not come back.
    @Test
    void whatIsWithdrawnMeanwhileIsNotPutBack() throws IOException {
        List<Holding> all;
        try (View view = View.of(library).orElseThrow()) {
            all = Holding.all(library, view);
        }
        Repair repair =
                new Repair(
                        library,
                        new Fetcher(FetchSettings.read(Settings.none())),
                        Sources.of(List.of(peer())),
                        new Screen(System.err, true));
        flip(releases.get(0).resolve("video/film.webm"), 5);
        delete(releases.get(1));
        Files.createDirectories(library.tombstones());
        for (Path content : releases.subList(0, 2)) {
            Files.writeString(library.tombstone(content.getFileName().toString()), "{}");
            Holding holding =
                    all.stream().filter(h -> h.folder().equals(content)).findFirst().orElseThrow();
            Repair.Repaired repaired = repair.run(holding);
            assertEquals("it was withdrawn: it is not put back", repaired.why());
        }
        assertFalse(Files.exists(releases.get(1)));
        assertFalse(
                Files.exists(library.work().resolve("repair-" + releases.get(1).getFileName())));
    }

    @Test
    void anotherTorrentInItsPlaceRepairsNothing() throws IOException {
        Path first = releases.get(0);
        flip(first.resolve("video/film.webm"), 5);
        Files.copy(
                library.torrents().resolve(releases.get(1).getFileName() + ".torrent"),
                library.torrents().resolve(first.getFileName() + ".torrent"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Typed tried = check("--repair", "--from", peer());
        assertEquals(3, tried.status(), tried.out());
        assertTrue(tried.out().contains("is not the torrent that was released"), tried.out());
    }

    @Test
    void aMasterIsReportedOnly() throws IOException {
        Path master;
        try (var all = Files.list(library.masters())) {
            master = all.findFirst().orElseThrow();
        }
        Path file = master.resolve("data/master/master.mkv");
        file.toFile().setWritable(true);
        Files.writeString(file, "other");
        Typed tried = check("--repair", "--from", peer());
        assertEquals(3, tried.status());
        assertTrue(tried.out().contains("a master is in no torrent"), tried.out());
        assertFalse(Files.exists(library.work().resolve("repair-" + master.getFileName())));
    }

    @Test
    void theRateIsKept() {
        long began = System.nanoTime();
        assertEquals(0, check("--json", "--rate", "20").status());
        double seconds = (System.nanoTime() - began) / 1e9;
        assertTrue(seconds > 1.7, "40 MB at 20 MB/s were read in " + seconds + " s");
        Typed wrong = check("--repair", "--from", "ftp://here");
        assertEquals(3, wrong.status(), wrong.err());
    }
}
