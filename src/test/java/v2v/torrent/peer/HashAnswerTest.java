package v2v.torrent.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.torrent.Bytes;
import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/// Hashes of 600 pieces under a tree that is 1,024 wide, checked as a client would.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class HashAnswerTest {
    private static final int PIECE = 16 << 10;
    private static final int HASH = 32;

    @TempDir Path folder;
    private Sharing sharing;
    private String root;

    @BeforeEach
    void make() throws Exception {
        Path film = Bytes.file(folder.resolve("film.webm"), 600 * PIECE - 5);
        TorrentSettings settings =
                new TorrentSettings(
                        TorrentFormat.V2,
                        List.of(),
                        List.of(),
                        OptionalInt.of(PIECE),
                        "",
                        "V2V/test");
        TorrentMaker.Made made = new TorrentMaker(settings).make(film, Instant.EPOCH, _ -> {});
        Path torrent = folder.resolve("film.torrent");
        made.write(torrent);
        Metainfo metainfo = made.metainfo();
        root = metainfo.pieceLayers().keySet().iterator().next().hex();
        Offer offer = new Offer(null, metainfo.info().hash().v2(), torrent, film);
        sharing = Sharing.open(new Offered(offer), new Rates(Limits.NONE, InstantSource.system()));
    }

    private byte[] ask(int index, int length, int proof) throws Exception {
        ByteBuffer request = ByteBuffer.allocate(HashAnswer.REQUEST);
        request.put(HexFormat.of().parseHex(root));
        request.putInt(0).putInt(index).putInt(length).putInt(proof);
        byte[] answer = HashAnswer.of(sharing, request.flip());
        assertNotNull(answer);
        return answer;
    }

    /// A tree of ten steps: nine proof layers lie between the base layer and the root.
    @ParameterizedTest
    @CsvSource({"0,512,1", "512,512,1", "512,2,9", "598,2,9", "256,256,2", "0,4,8"})
    void hashesAreProvedUpToTheRoot(int index, int length, int uncles) throws Exception {
        byte[] answer = ask(index, length, 9);
        assertEquals(length + uncles, answer.length / HASH);
        byte[] level = Arrays.copyOf(answer, length * HASH);
        while (level.length > HASH) {
            byte[] next = new byte[level.length / 2];
            for (int at = 0; at < next.length; at += HASH) {
                byte[] pair = Arrays.copyOfRange(level, 2 * at, 2 * at + 2 * HASH);
                System.arraycopy(sha256(pair), 0, next, at, HASH);
            }
            level = next;
        }
        int at = index / length;
        for (int uncle = length; uncle < length + uncles; uncle++) {
            byte[] sibling = Arrays.copyOfRange(answer, uncle * HASH, (uncle + 1) * HASH);
            byte[][] pair =
                    at % 2 == 0 ? new byte[][] {level, sibling} : new byte[][] {sibling, level};
            level = sha256(pair);
            at /= 2;
        }
        assertEquals(root, HexFormat.of().formatHex(level));
    }

    private static byte[] sha256(byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Arrays.stream(parts).forEach(digest::update);
        return digest.digest();
    }

    @Test
    void noMoreThanIsAskedAndNothingAboveTheRoot() throws Exception {
        assertEquals(512, ask(0, 512, 0).length / HASH);
        assertEquals(4, ask(0, 4, 1).length / HASH, "two hashes more are told by the four");
        assertEquals(5, ask(0, 4, 2).length / HASH);
        assertEquals(513, ask(0, 512, 30).length / HASH);
    }

    @Test
    void whatIsNotAlignedIsRefused() throws Exception {
        ByteBuffer request = ByteBuffer.allocate(HashAnswer.REQUEST);
        request.put(HexFormat.of().parseHex(root)).putInt(0).putInt(1).putInt(2).putInt(0);
        assertNull(HashAnswer.of(sharing, request.flip()));
    }
}
