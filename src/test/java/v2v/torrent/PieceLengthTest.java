package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class PieceLengthTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "1, 16384",
        "33554432, 16384",
        "33554433, 32768",
        "4294967296, 2097152",
        "1099511627776, 16777216"
    })
    void aimsForOneToTwoThousandPieces(long bytes, int expected) {
        assertEquals(expected, PieceLength.plain(bytes));
    }

    /// One large file and 15 small ones, from a minute of footage to a long programme in UHD.
    @ParameterizedTest
    @ValueSource(longs = {32, 50, 64, 100, 250, 700, 2_000, 4_096, 9_000, 50_000, 400_000})
    void keepsThePadsOfAReleaseBelowOnePerCent(long mib) {
        for (int seed = 0; seed < 20; seed++) {
            List<Long> sizes = release(mib * MIB, new Random(seed));
            int length = PieceLength.padded(sizes);
            long total = sizes.stream().mapToLong(Long::longValue).sum();
            assertTrue(PieceLength.pads(sizes, length) <= total / 100, () -> mib + " MiB");
        }
    }

    @Test
    void keepsPiecesLongWhereFilesAreAlignedAlready() {
        List<Long> sizes = List.of(1024 * MIB, 1024 * MIB, 1024 * MIB, 1024 * MIB);
        assertEquals(2 * MIB, PieceLength.padded(sizes));
        assertEquals(0, PieceLength.pads(sizes, 2 << 20));
    }

    @Test
    void stopsAtTheShortestPieceThatThereIs() {
        assertEquals(16 << 10, PieceLength.padded(List.of(1L, 1L, 1L)));
        assertEquals(2 * ((16 << 10) - 1), PieceLength.pads(List.of(1L, 0L, 1L, 1L), 16 << 10));
    }

    private static List<Long> release(long video, Random random) {
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            sizes.add((long) Math.pow(10, 2 + random.nextDouble() * 3.5));
        }
        sizes.add(random.nextInt(16), video + random.nextInt(100_000));
        return sizes;
    }
}
