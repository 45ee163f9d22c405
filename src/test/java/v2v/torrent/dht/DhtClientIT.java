package v2v.torrent.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Json;
import v2v.torrent.Bencode;
import v2v.torrent.Bytes;
import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.Program;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.peer.Limits;
import v2v.torrent.peer.PeerSeeder;
import v2v.torrent.peer.PeerSettings;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.interfaces.EdECPrivateKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// Nodes that we did not write, and ours, on the loopback: each finds what the other keeps.
class DhtClientIT {
    @TempDir Path folder;
    private final List<Dht> nodes = new ArrayList<>();

    private static InetAddress host(int number) throws Exception {
        return InetAddress.getByName("127.0.3." + number);
    }

    /// A few of ours that know each other: the first introduces all others.
    @BeforeEach
    void open() throws Exception {
        for (int i = 1; i <= 3; i++) {
            List<String> bootstrap = i == 1 ? List.of() : List.of(first());
            DhtSettings settings = new DhtSettings(host(i), 0, bootstrap, 500, false);
            nodes.add(new Dht(settings, null, InstantSource.system()));
        }
        for (Dht node : nodes) {
            for (int i = 0; i < 500 && node.nodes() < 2; i++) {
                Thread.sleep(20);
            }
            assertEquals(2, node.nodes());
        }
    }

    private String first() {
        return "127.0.3.1:" + nodes.getFirst().port();
    }

    @AfterEach
    void close() {
        for (Dht node : nodes) {
            System.err.println(node.counters().all());
            node.close();
        }
    }

    // --- peers ---

    private PeerSeeder seed(Metainfo metainfo, Path film) throws Exception {
        PeerSettings settings =
                new PeerSettings(host(2), 0, 200, 200, 32, Limits.NONE, Limits.NONE, "V2V 0.1.0");
        PeerSeeder seeder = new PeerSeeder(settings, InstantSource.system(), (_, _) -> {});
        Metainfo.Infohash hash = metainfo.info().hash();
        seeder.seed(List.of(new Offer(hash.v1(), hash.v2(), torrent(), film)));
        return seeder;
    }

    private Path torrent() {
        return folder.resolve("film.torrent");
    }

    private Metainfo make(TorrentFormat format, Path film) throws Exception {
        TorrentSettings settings =
                new TorrentSettings(
                        format, List.of(), List.of(), OptionalInt.empty(), "", "V2V/test");
        TorrentMaker.Made made = new TorrentMaker(settings).make(film, Instant.EPOCH, _ -> {});
        made.write(torrent());
        return made.metainfo();
    }

    /// The name that the DHT knows it by, and the magnet with that name alone.
    private static String magnet(Metainfo metainfo, boolean two) {
        Metainfo.Infohash hash = metainfo.info().hash();
        return two ? "magnet:?xt=urn:btmh:1220" + hash.v2() : "magnet:?xt=urn:btih:" + hash.v1();
    }

    private static byte[] hash(Metainfo metainfo, boolean two) {
        Metainfo.Infohash hash = metainfo.info().hash();
        String digits = Objects.requireNonNull(two ? hash.v2() : hash.v1());
        return Arrays.copyOf(HexFormat.of().parseHex(digits), 20);
    }

    @ParameterizedTest
    @CsvSource({"HYBRID,false", "V2,true"})
    void libtorrentFindsWhatWeAnnounce(TorrentFormat format, boolean two) throws Exception {
        Path film = Bytes.release(folder.resolve("film"));
        Metainfo metainfo = make(format, film);
        try (PeerSeeder seeder = seed(metainfo, film)) {
            Announced announced = nodes.get(1).announce(hash(metainfo, two), seeder.port(), true);
            assertEquals(2, announced.nodes());
            Path got = Files.createDirectory(folder.resolve("got"));
            JsonNode said =
                    libtorrent("get", "127.0.3.9", first(), magnet(metainfo, two), got.toString());
            assertTrue(said.path("done").booleanValue());
            Program.assertSame(film, got.resolve("film"));
        }
        // it announced itself to us in turn
        assertTrue(
                nodes.get(2).peers(hash(metainfo, two)).stream()
                        .anyMatch(peer -> peer.getAddress().getHostAddress().equals("127.0.3.9")));
    }

    @Test
    void aria2FindsWhatWeAnnounce() throws Exception {
        Path film = Bytes.release(folder.resolve("film"));
        Metainfo metainfo = make(TorrentFormat.V1, film);
        Path aria = Program.installed("/usr/bin/aria2c", "aria2");
        try (PeerSeeder seeder = seed(metainfo, film)) {
            nodes.get(1).announce(hash(metainfo, false), seeder.port(), true);
            Path got = Files.createDirectory(folder.resolve("got"));
            Program.run(
                    folder,
                    List.of(
                            aria.toString(),
                            "--no-conf",
                            "--interface=127.0.3.8",
                            "--dir=" + got,
                            "--seed-time=0",
                            "--enable-dht=true",
                            "--enable-dht6=false",
                            "--dht-file-path=" + folder.resolve("aria2.dht"),
                            "--dht-entry-point=" + first(),
                            "--enable-peer-exchange=false",
                            "--bt-stop-timeout=60",
                            "--file-allocation=none",
                            magnet(metainfo, false)));
            Program.assertSame(film, got.resolve("film"));
        }
    }

    // --- values ---

    @Test
    void libtorrentStoresAndWeRead() throws Exception {
        KeyPair pair = Vectors.pair();
        JsonNode said =
                libtorrent(
                        "put",
                        "127.0.3.9",
                        first(),
                        HexFormat.of().formatHex(expanded(pair)),
                        HexFormat.of().formatHex(Vectors.raw(pair)),
                        "news",
                        "the newest edition");
        assertTrue(said.path("nodes").intValue() > 0, said::toString);
        for (Dht node : nodes) {
            Optional<SignedItem> found = node.get(Vectors.raw(pair), Vectors.bytes("news"));
            assertTrue(found.isPresent());
            SignedItem item = found.orElseThrow();
            assertTrue(item.genuine());
            assertEquals(Bencode.text("the newest edition"), item.value());
        }
    }

    @Test
    void weStoreAndLibtorrentReads() throws Exception {
        KeyPair pair = Vectors.pair();
        SignedItem item = Vectors.signed(pair, "news", 41, Bencode.text("of 2026"));
        assertEquals(2, nodes.get(1).put(item));
        JsonNode said =
                libtorrent(
                        "item",
                        "127.0.3.9",
                        first(),
                        HexFormat.of().formatHex(Vectors.raw(pair)),
                        "news");
        assertEquals(41, said.path("sequence").intValue());
        assertEquals("of 2026", said.path("value").textValue());
    }

    /// The key as libtorrent has it: the seed hashed, and its first half clamped (RFC 8032).
    private static byte[] expanded(KeyPair pair) throws Exception {
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        byte[] expanded = MessageDigest.getInstance("SHA-512").digest(seed);
        expanded[0] &= (byte) 0xF8;
        expanded[31] = (byte) ((expanded[31] & 0x3F) | 0x40);
        return expanded;
    }

    private JsonNode libtorrent(String... arguments) throws Exception {
        Path python = Program.installed("/usr/bin/python3", "python3-libtorrent");
        List<String> command = new ArrayList<>();
        command.add(python.toString());
        command.add("src/test/resources/v2v/torrent/libtorrent_dht.py");
        command.addAll(List.of(arguments));
        return Json.tree(Program.run(folder, command).lines().toList().getLast());
    }
}
