package v2v.torrent;

import v2v.item.Refusal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads bencoding (BEP 3) from strangers: strictly, within limits, and without believing a length
/// before the bytes are there.
///
/// Only the canonical form is taken: no leading zeros, no `-0`, keys sorted and unique, nothing
/// after the end. So the info-hash may be computed from the value, and two readers can not see two
/// different torrents in the same bytes.
public final class BencodeReader {
    /// A metainfo file above this is refused, bytes.
    static final int MAX_BYTES = 64 << 20;

    private static final int MAX_DEPTH = 100;
    private static final int MAX_VALUES = 4_000_000;
    private static final int MAX_DIGITS = 20;

    // compiled once: a stranger's torrent may hold millions of values
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]*");

    private final byte[] input;
    private final String source;
    private int at;
    private int values;

    private BencodeReader(byte[] input, String source) {
        this.input = input;
        this.source = source;
    }

    /// The one value that `input` is.
    ///
    /// @param source the file, for the sentence
    /// @throws Refusal `TORRENT_INVALID` with the byte position
    public static Bencode read(byte[] input, String source) {
        BencodeReader reader = new BencodeReader(input, source);
        if (input.length > MAX_BYTES) {
            throw reader.invalid("is larger than " + (MAX_BYTES >> 20) + " MiB");
        }
        Bencode value = reader.value(0);
        if (reader.at != input.length) {
            throw reader.invalid("goes on after its end");
        }
        return value;
    }

    private Bencode value(int depth) {
        if (depth > MAX_DEPTH) {
            throw invalid("nests deeper than " + MAX_DEPTH + " levels");
        }
        if (++values > MAX_VALUES) {
            throw invalid("holds more than " + MAX_VALUES + " values");
        }
        return switch (peek()) {
            case 'i' -> whole();
            case 'l' -> series(depth);
            case 'd' -> dict(depth);
            default -> text();
        };
    }

    private Bencode.Whole whole() {
        at++;
        String digits = until('e');
        if (!WHOLE.matcher(digits).matches()) {
            throw invalid("has a number that is not written canonically");
        }
        if (new BigInteger(digits).bitLength() > 63) {
            throw invalid("has a number beyond 64 bits");
        }
        return new Bencode.Whole(Long.parseLong(digits));
    }

    private Bencode.Text text() {
        String digits = until(':');
        if (!LENGTH.matcher(digits).matches()) {
            throw invalid("has something that is no bencoded value");
        }
        long length = digits.length() > 10 ? Long.MAX_VALUE : Long.parseLong(digits);
        if (length > input.length - at) {
            throw invalid("ends inside a string");
        }
        at += (int) length;
        return new Bencode.Text(Arrays.copyOfRange(input, at - (int) length, at));
    }

    private Bencode.Series series(int depth) {
        at++;
        List<Bencode> list = new ArrayList<>();
        while (peek() != 'e') {
            list.add(value(depth + 1));
        }
        at++;
        return new Bencode.Series(list);
    }

    private Bencode.Dict dict(int depth) {
        at++;
        SortedMap<Bencode.Text, Bencode> entries = new TreeMap<>();
        while (peek() != 'e') {
            Bencode.Text key = text();
            if (!entries.isEmpty() && key.compareTo(entries.lastKey()) <= 0) {
                throw invalid("has dictionary keys that are not sorted or not unique");
            }
            entries.put(key, value(depth + 1));
        }
        at++;
        return new Bencode.Dict(entries);
    }

    private byte peek() {
        if (at >= input.length) {
            throw invalid("ends too early");
        }
        return input[at];
    }

    private String until(char end) {
        int start = at;
        while (peek() != end) {
            if (at++ - start > MAX_DIGITS) {
                throw invalid("has something that is no bencoded value");
            }
        }
        return new String(input, start, at++ - start, StandardCharsets.ISO_8859_1);
    }

    private Refusal invalid(String what) {
        return invalid(source, what + " (byte " + at + ")");
    }

    /// The one form in which this room refuses a metainfo file.
    static Refusal invalid(String source, String what) {
        return new Refusal(
                Refusal.Code.TORRENT_INVALID,
                source,
                "the torrent " + what,
                "fetch it again from the publisher, and do not use this copy");
    }
}
