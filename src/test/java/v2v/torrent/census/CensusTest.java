package v2v.torrent.census;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import v2v.torrent.Bytes;
import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.peer.Limits;
import v2v.torrent.peer.PeerSeeder;
import v2v.torrent.peer.PeerSettings;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Who counts and who does not, over real sockets.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CensusTest {
    @TempDir Path folder;
    private Path content;
    private Metainfo metainfo;
    private Offer offer;
    private final List<Closeable> open = new ArrayList<>();
    private final List<InetSocketAddress> named = new ArrayList<>();

    @BeforeEach
    void make() throws IOException {
        content = Bytes.release(folder.resolve("film-1"));
        make(TorrentFormat.HYBRID);
    }

    private void make(TorrentFormat format) throws IOException {
        TorrentSettings settings =
                new TorrentSettings(
                        format, List.of(), List.of(), OptionalInt.empty(), "", "V2V/test");
        TorrentMaker.Made made = new TorrentMaker(settings).make(content, Instant.EPOCH, _ -> {});
        Path torrent = folder.resolve("film-1.torrent");
        made.write(torrent);
        metainfo = made.metainfo();
        Metainfo.Infohash hash = metainfo.info().hash();
        offer = new Offer(hash.v1(), hash.v2(), torrent, content);
    }

    @AfterEach
    void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }

    private PeerSeeder honest(String address) throws IOException {
        PeerSettings settings =
                new PeerSettings(
                        InetAddress.getByName(address),
                        0,
                        100,
                        100,
                        8,
                        Limits.NONE,
                        Limits.NONE,
                        "V2V 1");
        PeerSeeder seeder = new PeerSeeder(settings, InstantSource.system(), (_, _) -> {});
        open.add(seeder);
        seeder.seed(List.of(offer));
        named.add(new InetSocketAddress(address, seeder.port()));
        return seeder;
    }

    private void strange(String address, Stranger.Manner manner) throws IOException {
        Stranger stranger = new Stranger(address, manner, metainfo, content);
        open.add(stranger);
        named.add(stranger.address());
    }

    private int seeds(boolean away, int enough, byte... ourName)
            throws IOException, InterruptedException {
        Census census = new Census(_ -> named, ourName::clone, Duration.ofSeconds(1));
        return census.look(metainfo, away ? null : content, List.of(), enough).seeds().size();
    }

    @ParameterizedTest
    @EnumSource
    void whoGivesTheBytesCounts(TorrentFormat format) throws Exception {
        make(format);
        honest("127.0.0.2");
        honest("127.0.0.3");
        for (int i = 0; i < 8; i++) { // another lot each time: pads, small files, last blocks
            assertEquals(2, seeds(false, 9));
            assertEquals(2, seeds(true, 9));
        }
    }

    @Test
    void manyPortsAreOneSeed() throws Exception {
        honest("127.0.0.2");
        honest("127.0.0.2");
        honest("127.0.0.2");
        honest("127.0.0.2");
        assertEquals(1, seeds(false, 9));
    }

    /// What lies on this machine may be the very files.
    @Test
    void nobodyAtOurOwnAddressCounts() throws Exception {
        honest("127.0.0.1");
        honest("127.0.0.2");
        assertEquals(1, seeds(false, 9));
    }

    @Test
    void weAreNotAnother() throws Exception {
        PeerSeeder ours = honest("127.0.0.2");
        assertEquals(0, seeds(false, 9, ours.peerId()));
        assertEquals(1, seeds(false, 9));
    }

    @Test
    void noMoreAreCountedThanAskedFor() throws Exception {
        for (int i = 2; i < 8; i++) {
            honest("127.0.0." + i);
        }
        assertEquals(3, seeds(false, 3));
    }

    @ParameterizedTest
    @EnumSource
    void whoOnlySaysSoDoesNotCount(Stranger.Manner manner) throws Exception {
        honest("127.0.0.2");
        strange("127.0.0.3", manner);
        boolean counts = manner == Stranger.Manner.HONEST;
        assertEquals(counts ? 2 : 1, seeds(false, 9), "here");
        assertEquals(counts ? 2 : 1, seeds(true, 9), "away");
    }

    @Test
    void whoIsNotThereDoesNotCount() throws Exception {
        honest("127.0.0.2");
        named.add(new InetSocketAddress("127.0.0.3", 9));
        assertEquals(1, seeds(false, 9));
    }

    /// After a restart nobody names them.
    @Test
    void whoHeldItBeforeIsAskedToo() throws Exception {
        honest("127.0.0.2");
        List<InetSocketAddress> before = List.copyOf(named);
        named.clear();
        Census census = new Census(_ -> named, () -> new byte[0], Duration.ofSeconds(1));
        assertEquals(before, census.look(metainfo, null, before, 9).seeds());
    }

    /// What was given is compared with our own disk, not with what somebody else says is right.
    @Test
    void aCopyOfOursThatRottedCountsNobody() throws Exception {
        honest("127.0.0.2");
        Path ours = folder.resolve("ours");
        for (Metainfo.Entry entry : metainfo.info().files()) {
            Path file = ours.resolve(entry.name());
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, new byte[(int) entry.bytes()]);
        }
        Census census = new Census(_ -> named, () -> new byte[0], Duration.ofSeconds(1));
        assertEquals(List.of(), census.look(metainfo, ours, List.of(), 9).seeds());
    }
}
