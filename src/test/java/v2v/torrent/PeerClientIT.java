package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Json;
import v2v.torrent.peer.Counters.Event;
import v2v.torrent.peer.Limits;
import v2v.torrent.peer.PeerSeeder;
import v2v.torrent.peer.PeerSettings;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/// Clients that we did not write download from our own upload side, over the loopback.
class PeerClientIT {
    @TempDir Path folder;
    private PeerSeeder seeder;
    private final List<String> changed = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() throws Exception {
        PeerSettings settings =
                new PeerSettings(
                        InetAddress.getLoopbackAddress(),
                        0,
                        2000,
                        2000,
                        32,
                        Limits.NONE,
                        Limits.NONE,
                        "V2V 0.1.0");
        seeder = new PeerSeeder(settings, InstantSource.system(), (offer, why) -> changed.add(why));
    }

    @AfterEach
    void close() throws Exception {
        seeder.close();
    }

    @ParameterizedTest
    @CsvSource({
        "V1,torrent,free",
        "HYBRID,torrent,free",
        "HYBRID,torrent,v2",
        "HYBRID,btih,free",
        "HYBRID,btmh,free",
        "V1,torrent,forced",
        "HYBRID,torrent,forced",
        "HYBRID,btih,plain",
        "V2,torrent,v2",
        "V2,btmh,free"
    })
    void libtorrentTakesEveryForm(TorrentFormat format, String by, String how) throws Exception {
        Path film = Bytes.release(folder.resolve("film"));
        Metainfo metainfo = make(format, film, OptionalInt.empty());
        seeder.seed(List.of(offer(metainfo, film)));
        String hash = metainfo.info().hash().v1();
        String what =
                switch (by) {
                    case "btih" -> "magnet:?xt=urn:btih:" + hash;
                    case "btmh" -> "magnet:?xt=urn:btmh:1220" + metainfo.info().hash().v2();
                    default -> torrent().toString();
                };
        Path got = Files.createDirectory(folder.resolve("got"));
        String answer =
                Program.libtorrent(
                        folder, "get", what, Integer.toString(seeder.port()), got.toString(), how);
        assertTrue(Json.tree(answer).get("done").booleanValue(), answer + seeder.counters().all());
        Program.assertSame(film, got.resolve("film"));
        assertEquals(List.of(), changed);
        if (how.equals("forced")) {
            assertTrue(seeder.counters().of(Event.ENCRYPTED) > 0);
        }
        System.err.println(format + " " + by + " " + how + " " + seeder.counters().all());
    }

    /// So many that no hash request covers all: what is asked must be proved by its uncles (BEP
    /// 52).
    @Test
    void libtorrentTakesAFileOfManyPiecesByItsNewerName() throws Exception {
        Path film = Files.createDirectories(folder.resolve("film"));
        Bytes.file(film.resolve("film.webm"), 20_000_001);
        Metainfo metainfo = make(TorrentFormat.HYBRID, film, OptionalInt.of(16 << 10));
        seeder.seed(List.of(offer(metainfo, film)));
        Path got = Files.createDirectory(folder.resolve("got"));
        String magnet = "magnet:?xt=urn:btmh:1220" + metainfo.info().hash().v2();
        String port = Integer.toString(seeder.port());
        String answer = Program.libtorrent(folder, "get", magnet, port, got.toString(), "free");
        assertTrue(Json.tree(answer).get("done").booleanValue(), answer + seeder.counters().all());
        Program.assertSame(film, got.resolve("film"));
    }

    private static Offer offer(Metainfo metainfo, Path torrent, Path film) {
        Metainfo.Infohash hash = metainfo.info().hash();
        return new Offer(hash.v1(), hash.v2(), torrent, film);
    }

    private Offer offer(Metainfo metainfo, Path film) {
        return offer(metainfo, torrent(), film);
    }

    private Metainfo make(TorrentFormat format, Path content, OptionalInt pieceLength)
            throws Exception {
        TorrentSettings settings =
                new TorrentSettings(format, List.of(), List.of(), pieceLength, "", "V2V/test");
        TorrentMaker.Made made = new TorrentMaker(settings).make(content, Instant.EPOCH, _ -> {});
        made.write(torrent());
        return made.metainfo();
    }

    private Path torrent() {
        return folder.resolve("film.torrent");
    }
}
