package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Digest;
import v2v.torrent.Metainfo.Entry;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/// Against the definition of BEP 52, written down again in its slowest and plainest form.
class MerkleTreeTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "1, 16384", "16383, 16384", "16384, 16384", "16385, 16384", "16384, 32768",
        "16385, 32768", "50000, 65536", "65536, 65536", "65537, 65536", "300000, 65536",
        "300000, 16384", "9000000, 32768", "9000000, 4194304", "5000000, 16777216"
    })
    void agreesWithTheDefinition(int bytes, int pieceLength) throws IOException {
        Path file = Bytes.file(folder.resolve("f"), bytes);
        List<Entry> entries = List.of(new Entry(List.of("f"), bytes, false, null));
        Layout layout = Layout.of(pieceLength, entries, List.of(file));
        Hashes hashes = PieceHasher.hash(layout, 1, EnumSet.allOf(Want.class), 2, _ -> {});
        Hashes.Tree tree = Objects.requireNonNull(hashes.trees().getFirst());
        byte[] data = Bytes.of(bytes);
        assertEquals(Digest.of(root(leaves(data))), tree.root());
        assertEquals(Digest.of(sha("SHA-256", data)), hashes.flat().getFirst());
        for (int piece = 0; piece < layout.pieces(); piece++) {
            int end = Math.min(bytes, (piece + 1) * pieceLength);
            byte[] part = Arrays.copyOfRange(data, piece * pieceLength, end);
            assertArrayEquals(sha("SHA-1", part), hashes.piece(piece));
        }
    }

    @Test
    void knowsTheRootOfOneBlock() {
        // SHA-256("abc"), FIPS 180-4
        byte[] out = new byte[32];
        new MerkleTree().leaf(new byte[] {'a', 'b', 'c'}, 0, 3, out, 0);
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Digest.of(out).hex());
    }

    private static List<byte[]> leaves(byte[] data) {
        List<byte[]> leaves = new ArrayList<>();
        for (int at = 0; at < data.length; at += 16384) {
            leaves.add(
                    sha(
                            "SHA-256",
                            Arrays.copyOfRange(data, at, Math.min(data.length, at + 16384))));
        }
        while (Integer.bitCount(leaves.size()) != 1) {
            leaves.add(new byte[32]);
        }
        return leaves;
    }

    private static byte[] root(List<byte[]> row) {
        if (row.size() == 1) {
            return row.getFirst();
        }
        List<byte[]> above = new ArrayList<>();
        for (int i = 0; i < row.size(); i += 2) {
            byte[] pair = Arrays.copyOf(row.get(i), 64);
            System.arraycopy(row.get(i + 1), 0, pair, 32, 32);
            above.add(sha("SHA-256", pair));
        }
        return root(above);
    }

    private static byte[] sha(String algorithm, byte[] data) {
        MessageDigest digest = MerkleTree.digest(algorithm);
        return digest.digest(data);
    }
}
