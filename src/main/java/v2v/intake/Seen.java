package v2v.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Names that were seen, and in which row first, at 24 bytes a name: a delivery may have a million.
/// It keeps 64 bits of their SHA-256, so that nobody can make two that collide by hand.
final class Seen {
    private long[] keys = new long[1 << 10];
    private int[] rows = new int[1 << 10];
    private int count;
    private final MessageDigest digest;

    Seen() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The row that had this name before; 0 when this is the first.
    int put(String name, long row) {
        if (2 * count > keys.length) {
            grow();
        }
        long key = key(name);
        int slot = slot(key);
        if (keys[slot] == key) {
            return rows[slot];
        }
        keys[slot] = key;
        rows[slot] = (int) Math.min(row, Integer.MAX_VALUE);
        count++;
        return 0;
    }

    boolean has(String name) {
        long key = key(name);
        return keys[slot(key)] == key;
    }

    private long key(String name) {
        byte[] sum = digest.digest(name.getBytes(StandardCharsets.UTF_8));
        long key = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            key = (key << 8) | (sum[i] & 0xFF);
        }
        return key == 0 ? 1 : key;
    }

    private int slot(long key) {
        int slot = (int) key & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] before = keys;
        int[] beforeRows = rows;
        keys = new long[2 * before.length];
        rows = new int[2 * before.length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int slot = slot(before[i]);
                keys[slot] = before[i];
                rows[slot] = beforeRows[i];
            }
        }
        Arrays.fill(before, 0);
    }
}
