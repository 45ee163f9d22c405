package v2v.torrent.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

class HashIndexTest {
    @Test
    void findsWhatItHoldsAndNothingElse() {
        Random random = new Random(7);
        int count = 5_000;
        byte[] keys = new byte[count * HashIndex.KEY];
        random.nextBytes(keys);
        for (int i = 0; i < count; i += 3) {
            // equal beginnings, and every first byte from 0 to 255
            Arrays.fill(keys, i * HashIndex.KEY, i * HashIndex.KEY + 4, (byte) i);
        }
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        HashIndex index =
                HashIndex.EMPTY
                        .plus(keys, numbers, count / 2)
                        .plus(
                                Arrays.copyOfRange(keys, count / 2 * HashIndex.KEY, keys.length),
                                Arrays.copyOfRange(numbers, count / 2, count),
                                count / 2);
        for (int i = 0; i < count; i++) {
            assertEquals(i, index.find(key(keys, i)));
            byte[] other = key(keys, i);
            other[HashIndex.KEY - 1] ^= 1;
            assertEquals(-1, index.find(other));
        }
        HashIndex less = index.minus(42);
        assertEquals(-1, less.find(key(keys, 42)));
        assertEquals(43, less.find(key(keys, 43)));
        assertEquals(count - 1, less.size());
        assertEquals(42, index.find(key(keys, 42)), "the old one is as it was");
    }

    private static byte[] key(byte[] keys, int index) {
        return Arrays.copyOfRange(keys, index * HashIndex.KEY, (index + 1) * HashIndex.KEY);
    }
}
