package v2v.torrent.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.torrent.Magnet;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.peer.PeerSeeder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class MetadataTest {
    @TempDir private Path folder = Path.of("");

    /// 12,000,000 bytes in pieces of 16 KiB: more hashes than one request may ask for.
    @ParameterizedTest
    @CsvSource({"V1,1000000", "HYBRID,1000000", "HYBRID,12000000", "HYBRID,17000"})
    void aMagnetBecomesItsTorrent(TorrentFormat format, int size) throws IOException {
        Path film = Given.release(folder.resolve("film"), size);
        TorrentMaker.Made made = Given.made(film, format);
        Metainfo.Infohash hash = made.metainfo().info().hash();
        try (PeerSeeder seeder = Given.seeder(0)) {
            Given.offer(seeder, made, folder.resolve("film.torrent"), film);
            Fetcher fetcher = new Fetcher(Given.settings());
            for (Metainfo.Infohash name :
                    format == TorrentFormat.V1
                            ? List.of(hash)
                            : List.of(
                                    hash,
                                    new Metainfo.Infohash(hash.v1(), null),
                                    new Metainfo.Infohash(null, hash.v2()))) {
                Magnet magnet = new Magnet(name, "film", -1, List.of(), List.of());
                Metainfo metainfo = fetcher.metainfo(magnet, Given.peers(seeder));
                assertEquals(made.metainfo().info(), metainfo.info());
                assertEquals(made.metainfo().pieceLayers(), metainfo.pieceLayers());
            }
        }
    }

    @Test
    void whoDoesNotHaveItIsSaid() throws IOException {
        try (PeerSeeder seeder = Given.seeder(0)) {
            Magnet magnet = Magnet.parse("magnet:?xt=urn:btih:" + "a".repeat(40) + "&dn=film");
            IOException e =
                    assertThrows(
                            IOException.class,
                            () ->
                                    new Fetcher(Given.settings())
                                            .metainfo(magnet, Given.peers(seeder)));
            assertTrue(
                    String.valueOf(e.getMessage())
                            .startsWith("nobody tells what film is; asked: peer 127.0.0.1:"),
                    e::getMessage);
        }
    }

    /// It says hello rightly, and then anything.
    @Test
    void aPeerThatLiesIsNotBelieved() throws IOException {
        try (ServerSocket there = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> lie(there));
            Magnet magnet = Magnet.parse("magnet:?xt=urn:btih:" + "a".repeat(40));
            Sources sources =
                    new Sources(List.of("127.0.0.1:" + there.getLocalPort()), List.of(), List.of());
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> new Fetcher(Given.settings()).metainfo(magnet, sources));
            assertTrue(
                    String.valueOf(e.getMessage()).contains("tells of another torrent"),
                    e::getMessage);
        }
    }

    private static void lie(ServerSocket there) {
        try (Socket peer = there.accept()) {
            peer.getOutputStream().write(peer.getInputStream().readNBytes(68));
            say(peer, 0, "d1:md11:ut_metadatai3ee13:metadata_sizei4ee");
            say(peer, 1, "d8:msg_typei1e5:piecei0e10:total_sizei4eed1:e");
            var _ = peer.getInputStream().readAllBytes();
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Socket peer, int kind, String words) throws IOException {
        byte[] bytes = words.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(new byte[] {0, 0, 0, 0, 20, (byte) kind}, 6 + bytes.length);
        message[3] = (byte) (2 + bytes.length);
        System.arraycopy(bytes, 0, message, 6, bytes.length);
        peer.getOutputStream().write(message);
    }
}
