package v2v.torrent.peer;

import java.util.Arrays;

/// Numbers by 20-byte hash, 24 bytes each: sorted, searched by halves, never changed. A longer one
/// is made beside it and takes its place.
final class HashIndex {
    /// Bytes of a key: SHA-1, or the first 20 of a SHA-256 (BEP 52).
    static final int KEY = 20;

    static final HashIndex EMPTY = new HashIndex(new byte[0], new int[0]);

    private final byte[] keys;
    private final int[] values;

    private HashIndex(byte[] keys, int[] values) {
        this.keys = keys;
        this.values = values;
    }

    int size() {
        return values.length;
    }

    /// The number of the 20 bytes at the start of `key`; -1 when there is none.
    int find(byte[] key) {
        int low = 0;
        int high = values.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, key, 0);
            if (order == 0) {
                return values[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /// All of this and `count` more.
    ///
    /// @param more `count` keys, one after another, none of them known yet
    /// @param numbers one a key
    HashIndex plus(byte[] more, int[] numbers, int count) {
        int all = values.length + count;
        byte[] joined = Arrays.copyOf(keys, all * KEY);
        System.arraycopy(more, 0, joined, keys.length, count * KEY);
        int[] owners = Arrays.copyOf(values, all);
        System.arraycopy(numbers, 0, owners, values.length, count);
        return sorted(joined, owners);
    }

    /// All but those that have this number.
    HashIndex minus(int number) {
        byte[] left = new byte[keys.length];
        int[] owners = new int[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != number) {
                System.arraycopy(keys, i * KEY, left, count * KEY, KEY);
                owners[count++] = values[i];
            }
        }
        return new HashIndex(Arrays.copyOf(left, count * KEY), Arrays.copyOf(owners, count));
    }

    /// Sorted by the first four bytes and the place, as one long each: no object a key. Hashes are
    /// evenly spread, so the few with equal beginnings are put right one by one.
    private static HashIndex sorted(byte[] keys, int[] values) {
        long[] order = new long[values.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) prefix(keys, i) << 32 | i;
        }
        Arrays.sort(order);
        byte[] sortedKeys = new byte[keys.length];
        int[] sortedValues = new int[values.length];
        HashIndex index = new HashIndex(sortedKeys, sortedValues);
        for (int i = 0; i < order.length; i++) {
            int from = (int) order[i];
            int to = i;
            while (to > 0 && index.compare(to - 1, keys, from * KEY) > 0) {
                System.arraycopy(sortedKeys, (to - 1) * KEY, sortedKeys, to * KEY, KEY);
                sortedValues[to] = sortedValues[to - 1];
                to--;
            }
            System.arraycopy(keys, from * KEY, sortedKeys, to * KEY, KEY);
            sortedValues[to] = values[from];
        }
        return index;
    }

    /// The sign bit turned over, so that signed longs sort like unsigned bytes.
    private static int prefix(byte[] keys, int index) {
        int at = index * KEY;
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | (keys[at + i] & 0xFF);
        }
        return value ^ 0x80000000;
    }

    private int compare(int index, byte[] key, int at) {
        return Arrays.compareUnsigned(keys, index * KEY, (index + 1) * KEY, key, at, at + KEY);
    }
}
