package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;

import java.util.List;

/// A dictionary out of a stranger's torrent, asked for fields of a type; a wrong type is refused by
/// name.
record Fields(Bencode.Dict dict, String source) {
    static Fields of(Bencode value, String what, String source) {
        if (value instanceof Bencode.Dict dict) {
            return new Fields(dict, source);
        }
        throw BencodeReader.invalid(source, "has no dictionary where " + what + " should be");
    }

    @Nullable Bencode get(String key) {
        return dict.entries().get(Bencode.text(key));
    }

    boolean has(String key) {
        return get(key) != null;
    }

    Fields dict(String key) {
        Bencode value = get(key);
        if (value == null) {
            throw lacks(key);
        }
        return of(value, key, source);
    }

    /// A number that is not negative.
    long size(String key) {
        if (get(key) instanceof Bencode.Whole(long value) && value >= 0) {
            return value;
        }
        throw lacks(key);
    }

    Bencode.Text bytes(String key) {
        if (get(key) instanceof Bencode.Text text) {
            return text;
        }
        throw lacks(key);
    }

    /// Empty when the key is absent.
    String text(String key) {
        return has(key) ? bytes(key).utf8() : "";
    }

    /// Empty when the key is absent.
    List<Bencode> series(String key) {
        return switch (get(key)) {
            case null -> List.of();
            case Bencode.Series(List<Bencode> values) -> values;
            case Bencode.Text _, Bencode.Whole _, Bencode.Dict _ -> throw lacks(key);
        };
    }

    /// A list of strings; a single string counts as a list of one, an empty one as none.
    List<String> texts(String key) {
        if (get(key) instanceof Bencode.Text one) {
            return one.length() == 0 ? List.of() : List.of(one.utf8());
        }
        return texts(series(key), key);
    }

    List<String> texts(List<Bencode> values, String key) {
        return values.stream()
                .map(value -> {
                    if (value instanceof Bencode.Text text) {
                        return text.utf8();
                    }
                    throw lacks(key);
                })
                .toList();
    }

    Refusal lacks(String key) {
        return BencodeReader.invalid(source, "has no usable '" + key + "'");
    }
}
