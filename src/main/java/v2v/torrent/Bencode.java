package v2v.torrent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A value in the torrents' own notation (BEP 3, "bencoding"): closed, immutable, with one spelling
/// only, so that what was read strictly is written again byte for byte.
public sealed interface Bencode {
    /// The canonical spelling: dictionary keys in the order of their raw bytes.
    default byte[] encoded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out);
        return out.toByteArray();
    }

    /// Appends the canonical spelling.
    void write(ByteArrayOutputStream out);

    static Text text(String value) {
        return new Text(value.getBytes(StandardCharsets.UTF_8));
    }

    static Text bytes(byte[] value) {
        return new Text(value.clone());
    }

    static Whole whole(long value) {
        return new Whole(value);
    }

    /// A byte string; often, but not always, UTF-8. Ordered by unsigned bytes.
    final class Text implements Bencode, Comparable<Text> {
        private final byte[] value;

        Text(byte[] owned) {
            this.value = owned;
        }

        public byte[] bytes() {
            return value.clone();
        }

        public int length() {
            return value.length;
        }

        /// Bytes `from` (inclusive) to `to` (exclusive).
        public byte[] slice(int from, int to) {
            return Arrays.copyOfRange(value, from, to);
        }

        /// True when both have the same `length` bytes at `at`.
        boolean matches(Text other, int at, int length) {
            return Arrays.equals(value, at, at + length, other.value, at, at + length);
        }

        public String hex() {
            return HexFormat.of().formatHex(value);
        }

        /// As UTF-8; what is not, becomes U+FFFD.
        public String utf8() {
            return new String(value, StandardCharsets.UTF_8);
        }

        @Override
        public void write(ByteArrayOutputStream out) {
            out.writeBytes(ascii(value.length + ":"));
            out.writeBytes(value);
        }

        @Override
        public int compareTo(Text other) {
            return Arrays.compareUnsigned(value, other.value);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text text && Arrays.equals(value, text.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return utf8();
        }
    }

    /// A whole number, 64 bits.
    record Whole(long value) implements Bencode {
        @Override
        public void write(ByteArrayOutputStream out) {
            out.writeBytes(ascii("i" + value + "e"));
        }
    }

    /// Values in an order that means something.
    record Series(List<Bencode> values) implements Bencode {
        public Series {
            values = List.copyOf(values);
        }

        @Override
        public void write(ByteArrayOutputStream out) {
            out.write('l');
            values.forEach(v -> v.write(out));
            out.write('e');
        }
    }

    /// Values by name.
    record Dict(SortedMap<Text, Bencode> entries) implements Bencode {
        public Dict {
            entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        }

        @Override
        public void write(ByteArrayOutputStream out) {
            out.write('d');
            entries.forEach((key, value) -> {
                key.write(out);
                value.write(out);
            });
            out.write('e');
        }
    }

    /// Collects a [Dict]; every `put` returns the draft.
    final class Draft {
        private final SortedMap<Text, Bencode> entries = new TreeMap<>();

        public Draft put(Text key, Bencode value) {
            entries.put(key, value);
            return this;
        }

        public Draft put(String key, Bencode value) {
            entries.put(text(key), value);
            return this;
        }

        public Dict dict() {
            return new Dict(entries);
        }
    }

    private static byte[] ascii(String value) {
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}
