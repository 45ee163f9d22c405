package v2v.cli;

import v2v.edition.EditionSettings;
import v2v.edition.Editions;
import v2v.edition.Shelf;
import v2v.item.Digest;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Released;
import v2v.item.Withdrawal;
import v2v.ledger.Items;
import v2v.release.Publisher;
import v2v.release.Releases;
import v2v.torrent.Magnet;
import v2v.torrent.Offer;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.peer.Limits;
import v2v.torrent.peer.PeerSeeder;
import v2v.torrent.peer.PeerSettings;
import v2v.torrent.tracker.HttpAsked;
import v2v.torrent.tracker.Tracker;
import v2v.web.Web;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;

/// A publisher's library with all its doors on the loopback: releases of noise, editions of the
/// catalogue, web server, tracker, peer.
final class Archive implements Closeable {
    private static final Instant FIRST = Instant.parse("2026-03-01T03:30:00Z");

    final Library library;
    private final Releases releases;
    private final Web web;
    private final Tracker tracker;
    private final PeerSeeder seeder;
    private final List<Items.Out> out = new ArrayList<>();
    private Instant now = FIRST;
    private String address = "";
    private List<String> places = List.of();

    /// @param rate of the peer, bytes a second; 0 is no bound
    Archive(Path root, long rate) throws IOException {
        library = new Library(root).prepare();
        releases = new Releases(library, Publisher.unnamed(), () -> now);
        tracker = new Tracker(InstantSource.system(), Map.of());
        web =
                Web.library(
                        "127.0.0.1",
                        0,
                        library,
                        "",
                        Web.Behind.tracker(new HttpAsked(tracker)::answer));
        seeder =
                new PeerSeeder(
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

    String url() {
        return "http://127.0.0.1:" + web.port() + "/";
    }

    String peer() {
        return "127.0.0.1:" + seeder.port();
    }

    String key() throws IOException {
        return releases.signer().open().fingerprint();
    }

    /// Bytes of content that its peer gave.
    long given() {
        return seeder.given().values().stream().mapToLong(Long::longValue).sum();
    }

    /// A release, out but in no edition yet.
    ///
    /// @return the name of its folder
    String release(String slug, String collection, String spdx, int bytes) throws IOException {
        String id = "%016x".formatted(0xabcd0000L + out.size());
        String name = slug + "-" + id;
        Path content = library.releases().resolve(name);
        Files.createDirectories(content.resolve("metadata"));
        Files.createDirectories(content.resolve("video"));
        Files.writeString(
                content.resolve("metadata/record.json"),
                """
                {"type":"record","id":"%1$s","described":"2026-03-01T00:00:00Z","folder":"%2$s","slug":"%3$s",
                "title":"%3$s","attribution":"us","credit":"by us",
                "license":{"spdx":"%4$s","url":"https://creativecommons.org/","unit":"by","version":"4.0",
                "identifier":"CC","title":"A licence"},
                "original":{"sha256":"%5$s","bytes":9,"duration":"PT3S"},"files":[],
                "record":{"collection":"%6$s","descriptions":[{"value":"A film"}]}}
                """
                        .formatted(id, name, slug, spdx, original(id).hex(), collection));
        byte[] film = new byte[bytes];
        new Random(out.size()).nextBytes(film);
        Files.write(content.resolve("video/film.webm"), film);
        list(content);
        TorrentMaker.Made made =
                new TorrentMaker(
                                new TorrentSettings(
                                        TorrentFormat.HYBRID,
                                        List.of(url() + "announce"),
                                        List.of(),
                                        OptionalInt.empty(),
                                        "",
                                        "V2V/test"))
                        .make(content, now, _ -> {});
        Path torrent = library.torrents().resolve(name + ".torrent");
        made.write(torrent);
        String magnet = Magnet.of(made.metainfo()).toString();
        Files.writeString(library.torrents().resolve(name + ".magnet"), magnet + "\n");
        out.add(new Items.Out("releases/" + name, "torrents/" + name + ".torrent", magnet, 1, now));
        give(Offer.of(magnet, torrent, content));
        now = now.plusSeconds(60);
        return name;
    }

    /// What its original is said to have been.
    static Digest original(String id) {
        return new Digest(id.repeat(4));
    }

    private static void list(Path content) throws IOException {
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> all = Files.walk(content)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                lines.append(HexFormat.of().formatHex(sum))
                        .append("  ")
                        .append(content.relativize(file))
                        .append('\n');
            }
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        Files.writeString(content.resolve("manifest-sha256.txt"), lines);
    }

    private void give(Offer offer) {
        tracker.track(List.of(offer));
        seeder.seed(List.of(offer));
    }

    /// From now on the catalogue says that its key is a way to it too.
    void pointed() throws IOException {
        places = List.of(Cataloguing.pointer(releases.signer().open()).toString());
    }

    /// From now on the catalogue says where it is on the web.
    void addressed() {
        address = url() + "catalogue/";
    }

    /// The next edition, shown and seeded.
    Shelf.Written edition() throws IOException {
        now = now.plusSeconds(86_400);
        Cataloguing cataloguing =
                new Cataloguing(
                        library,
                        new Editions(
                                library,
                                releases.signer(),
                                new EditionSettings("", address, places, 9, LocalTime.MIDNIGHT),
                                () -> now),
                        releases.signer(),
                        TorrentSettings.standard("test"),
                        () -> List.copyOf(out));
        Shelf.Written written = cataloguing.write(true).orElseThrow();
        give(Objects.requireNonNull(cataloguing.offer()));
        return written;
    }

    /// Takes a release back; the next edition tells it.
    void withdraw(String name) throws IOException {
        Items.Out gone =
                out.stream().filter(o -> o.folder().endsWith(name)).findFirst().orElseThrow();
        Released released =
                new Released(
                        new ItemId(name.substring(name.length() - 16)),
                        1,
                        gone.folder(),
                        gone.torrent(),
                        gone.magnet(),
                        String.valueOf(Magnet.parse(gone.magnet()).hash().v1()),
                        gone.at());
        releases.withdraw(new Withdrawal(released, name, "a claim", "the desk", now));
        out.remove(gone);
    }

    String infohash(String name) {
        Items.Out one =
                out.stream().filter(o -> o.folder().endsWith(name)).findFirst().orElseThrow();
        return String.valueOf(Magnet.parse(one.magnet()).hash().v1());
    }

    @Override
    public void close() throws IOException {
        seeder.close();
        web.close();
    }
}
