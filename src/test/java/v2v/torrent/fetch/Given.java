package v2v.torrent.fetch;

import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.peer.Limits;
import v2v.torrent.peer.PeerSeeder;
import v2v.torrent.peer.PeerSettings;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/// What the tests of fetching have in common.
final class Given {
    static final int PIECE = 16 << 10;

    private Given() {}

    static FetchSettings settings() {
        return new FetchSettings(
                Duration.ofMillis(300), 1_000, Duration.ofSeconds(12), 0, 0, 10, 6891);
    }

    /// A folder like a release: a large file, small ones, an empty one.
    static Path release(Path folder, int size) throws IOException {
        Random random = new Random(size);
        for (String name : List.of("video/film.webm", "images/poster.webp", "a.txt", "b.txt")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            byte[] bytes = new byte[name.startsWith("video") ? size : 200 + random.nextInt(30_000)];
            random.nextBytes(bytes);
            Files.write(file, bytes);
        }
        Files.createFile(folder.resolve("empty.vtt"));
        return folder;
    }

    static TorrentMaker.Made made(Path content, TorrentFormat format) throws IOException {
        TorrentSettings settings =
                new TorrentSettings(
                        format, List.of(), List.of(), OptionalInt.of(PIECE), "", "V2V/test");
        return new TorrentMaker(settings).make(content, Instant.EPOCH, _ -> {});
    }

    static PeerSeeder seeder(long rate) throws IOException {
        return new PeerSeeder(
                new PeerSettings(
                        InetAddress.getLoopbackAddress(),
                        0,
                        100,
                        100,
                        8,
                        Limits.always(rate),
                        Limits.NONE,
                        "V2V 1"),
                InstantSource.system(),
                (offer, why) -> {});
    }

    /// Offered by a peer of our own.
    static void offer(PeerSeeder seeder, TorrentMaker.Made made, Path torrent, Path content)
            throws IOException {
        made.write(torrent);
        Metainfo.Infohash hash = made.metainfo().info().hash();
        seeder.seed(List.of(new Offer(hash.v1(), hash.v2(), torrent, content)));
    }

    static Sources peers(PeerSeeder... seeders) {
        return new Sources(
                List.of(seeders).stream().map(s -> "127.0.0.1:" + s.port()).toList(),
                List.of(),
                List.of());
    }

    static Sources web(String... urls) {
        return new Sources(List.of(), List.of(), List.of(urls));
    }

    static Path copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        return to;
    }

    static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "rw")) {
            in.seek(at);
            int old = in.read();
            in.seek(at);
            in.write(old ^ 1);
        }
    }
}
