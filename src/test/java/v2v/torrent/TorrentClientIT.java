package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import v2v.item.Json;
import v2v.item.Settings;
import v2v.torrent.seed.NodeSeeder;
import v2v.torrent.seed.SeedSettings;
import v2v.torrent.seed.Seeder;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/// Clients that we did not write take our torrents, and download from our seeder over the loopback.
class TorrentClientIT {
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void libtorrentComputesTheSameInfoHashes(TorrentFormat format) throws Exception {
        Path film = Bytes.release(folder.resolve("film"));
        Metainfo metainfo = make(format, List.of(), film);
        JsonNode seen = Json.tree(Program.libtorrent(folder, "hash", torrent().toString()));
        Metainfo.Infohash hash = metainfo.info().hash();
        assertEquals(hash.v1(), seen.get("v1").textValue());
        assertEquals(Objects.requireNonNullElse(hash.v2(), ""), seen.get("v2").textValue());
        assertEquals(metainfo.info().pieceCount(), seen.get("pieces").longValue());
        assertEquals(false, seen.get("private").booleanValue());
        List<String> names = new ArrayList<>();
        seen.get("files").forEach(f -> names.add(f.get(0).textValue()));
        assertEquals(metainfo.info().files().stream().map(f -> "film/" + f.name()).toList(), names);
    }

    @Test
    void libtorrentTakesASingleFileHybrid() throws Exception {
        Path film = Bytes.file(folder.resolve("film.webm"), 1_000_000);
        Metainfo metainfo = make(TorrentFormat.HYBRID, List.of(), film);
        JsonNode seen = Json.tree(Program.libtorrent(folder, "hash", torrent().toString()));
        assertEquals(metainfo.info().hash().v2(), seen.get("v2").textValue());
        assertEquals("film.webm", seen.get("files").get(0).get(0).textValue());
    }

    @Test
    void libtorrentDownloadsAHybridFromTheMagnetAlone() throws Exception {
        Path film = Bytes.release(folder.resolve("film"));
        List<Path> before = everything(film);
        Metainfo metainfo = make(TorrentFormat.HYBRID, List.of(), film);
        int port = freePort();
        try (NodeSeeder seeder = seeder(port)) {
            seeder.seed(List.of(offer(metainfo, film)));
            String magnet = Magnet.of(metainfo).toString();
            Path got = Files.createDirectory(folder.resolve("got"));
            String answer =
                    Program.libtorrent(
                            folder, "get", magnet, Integer.toString(port), got.toString());
            assertTrue(Json.tree(answer).get("done").booleanValue(), answer);
            Program.assertSame(film, got.resolve("film"));
            Seeder.Share share = seeder.shares().getFirst();
            assertTrue(share.given() >= metainfo.info().bytes(), share::toString);
        }
        assertEquals(before, everything(film), "nothing may appear in a release folder");
    }

    @Test
    void aria2DownloadsAV1TorrentFoundThroughATracker() throws Exception {
        Path aria2 = Program.installed("/usr/bin/aria2c", "aria2");
        Path film = Bytes.release(folder.resolve("film"));
        try (SmallTracker tracker = new SmallTracker(0);
                NodeSeeder seeder = seeder(freePort())) {
            Metainfo metainfo = make(TorrentFormat.V1, List.of(tracker.url()), film);
            seeder.seed(List.of(offer(metainfo, film)));
            awaitEvent(tracker, "started");
            Path got = Files.createDirectory(folder.resolve("got"));
            Program.run(
                    folder,
                    List.of(
                            aria2.toString(),
                            "--no-conf",
                            "--dir=" + got,
                            "--seed-time=0",
                            "--enable-dht=false",
                            "--enable-dht6=false",
                            "--enable-peer-exchange=false",
                            "--bt-stop-timeout=60",
                            torrent().toString()));
            Program.assertSame(film, got.resolve("film"));
        }
    }

    @Test
    void announcesBothNamesAndSaysGoodBye() throws Exception {
        try (SmallTracker tracker = new SmallTracker(50)) {
            long end;
            try (NodeSeeder seeder = seeder(freePort())) {
                for (int i = 0; i < 5; i++) {
                    Path film = Bytes.file(folder.resolve("film" + i), 20_000 + i);
                    Path torrent = folder.resolve(i + ".torrent");
                    Metainfo metainfo =
                            make(TorrentFormat.HYBRID, List.of(tracker.url()), film, torrent);
                    Metainfo.Infohash hash = metainfo.info().hash();
                    seeder.seed(List.of(new Offer(hash.v1(), hash.v2(), torrent, film)));
                }
                awaitEvents(tracker, "started", 10); // both names of each
                assertEquals(5, seeder.seeding());
                end = System.nanoTime();
            }
            assertTrue(System.nanoTime() - end < 2_000_000_000L, "closing took too long");
            awaitEvents(tracker, "stopped", 10);
        }
    }

    private Metainfo make(TorrentFormat format, List<String> trackers, Path content)
            throws Exception {
        return make(format, trackers, content, torrent());
    }

    private static Metainfo make(
            TorrentFormat format, List<String> trackers, Path content, Path torrent)
            throws Exception {
        TorrentSettings settings =
                new TorrentSettings(
                        format, trackers, List.of(), OptionalInt.empty(), "", "V2V/test");
        TorrentMaker.Made made = new TorrentMaker(settings).make(content, Instant.EPOCH, _ -> {});
        made.write(torrent);
        return made.metainfo();
    }

    private Offer offer(Metainfo metainfo, Path content) {
        return new Offer(
                metainfo.info().hash().v1(), metainfo.info().hash().v2(), torrent(), content);
    }

    private Path torrent() {
        return folder.resolve("film.torrent");
    }

    private static NodeSeeder seeder(int port) throws Exception {
        return new NodeSeeder(
                SeedSettings.read(Settings.none(), "0").at(InetAddress.getLoopbackAddress(), port),
                InstantSource.system(),
                new HeardNotes());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<Path> everything(Path below) throws Exception {
        try (var files = Files.walk(below)) {
            return files.sorted().toList();
        }
    }

    private static void awaitEvent(SmallTracker tracker, String event) throws Exception {
        awaitEvents(tracker, event, 1);
    }

    private static void awaitEvents(SmallTracker tracker, String event, int count)
            throws Exception {
        for (int i = 0; i < 1000 && count(tracker, event) < count; i++) {
            Thread.sleep(10);
        }
        assertEquals(count, count(tracker, event), tracker.events::toString);
    }

    private static long count(SmallTracker tracker, String event) {
        return tracker.events.stream().filter(e -> e.startsWith(event)).distinct().count();
    }
}
