package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class TorrentCheckTest {
    @TempDir Path folder;
    private Path film = Path.of("");

    @BeforeEach
    void makeContent() throws IOException {
        film = Bytes.release(folder.resolve("film"));
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingWhereNothingIsWrong(TorrentFormat format) throws IOException {
        Verdict verdict = TorrentCheck.verify(metainfo(format), film, _ -> {});
        assertTrue(verdict.good());
        assertEquals(9, verdict.files());
    }

    @Test
    void namesThePieceOfAFlippedByteInAHybrid() throws IOException {
        Metainfo metainfo = metainfo(TorrentFormat.HYBRID);
        flip(film.resolve("video/film.av1.webm"), 1_000_000);
        flip(film.resolve("README.txt"), 0);
        assertEquals(
                List.of(
                        "README.txt is damaged in its piece 0 (from byte 0).",
                        "video/film.av1.webm is damaged in its piece 61 (from byte 999424)."),
                sentences(metainfo));
    }

    @Test
    void namesTheFilesOfABadV1Piece() throws IOException {
        Metainfo metainfo = metainfo(TorrentFormat.V1);
        flip(film.resolve("LICENSE.txt"), 699);
        assertEquals(
                List.of(
                        "Piece 0 is damaged; it holds LICENSE.txt, README.txt,"
                                + " images/poster.webp."),
                sentences(metainfo));
    }

    @Test
    void namesMissingAndCutFilesOnceAndStillFindsTheRest() throws IOException {
        Metainfo metainfo = metainfo(TorrentFormat.HYBRID);
        Files.delete(film.resolve("images/poster.webp"));
        Files.delete(film.resolve("zzz-empty"));
        Files.write(film.resolve("LICENSE.txt"), new byte[699]);
        flip(film.resolve("metadata/record.json"), 16_383);
        assertEquals(
                List.of(
                        "LICENSE.txt has 699 bytes instead of 700.",
                        "images/poster.webp is missing.",
                        "zzz-empty is missing.",
                        "metadata/record.json is damaged in its piece 0 (from byte 0)."),
                sentences(metainfo));
    }

    @Test
    void checksASingleFileUnderAnyName() throws IOException {
        Path file = Bytes.file(folder.resolve("one.webm"), 100_000);
        Metainfo metainfo =
                new TorrentMaker(TorrentSettings.standard("0"))
                        .make(file, Instant.EPOCH, _ -> {})
                        .metainfo();
        Path moved = Files.move(file, folder.resolve("other.webm"));
        assertTrue(TorrentCheck.verify(metainfo, moved, _ -> {}).good());
    }

    private Metainfo metainfo(TorrentFormat format) throws IOException {
        return new TorrentMaker(TorrentSettings.standard("0").with(format))
                .make(film, Instant.EPOCH, _ -> {})
                .metainfo();
    }

    private List<String> sentences(Metainfo metainfo) throws IOException {
        return TorrentCheck.verify(metainfo, film, _ -> {}).faults().stream()
                .map(Verdict.Fault::sentence)
                .toList();
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "rw")) {
            in.seek(at);
            int old = in.read();
            in.seek(at);
            in.write(old ^ 1);
        }
    }
}
