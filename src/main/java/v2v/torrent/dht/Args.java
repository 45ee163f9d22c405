package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;

import java.util.OptionalLong;

/// A dictionary of a stranger, read by name and type. What has the wrong type is said; what is not
/// known is passed over.
record Args(Bencode.Dict dict) {
    @Nullable Bencode value(String key) {
        return dict.entries().get(Bencode.text(key));
    }

    Args inner(String key) throws BadMessage {
        if (value(key) instanceof Bencode.Dict inner) {
            return new Args(inner);
        }
        throw missing(key);
    }

    Bencode.@Nullable Text optional(String key) throws BadMessage {
        return switch (value(key)) {
            case null -> null;
            case Bencode.Text text -> text;
            case Bencode.Whole _, Bencode.Series _, Bencode.Dict _ -> throw missing(key);
        };
    }

    Bencode.Text text(String key) throws BadMessage {
        Bencode.Text text = optional(key);
        if (text == null) {
            throw missing(key);
        }
        return text;
    }

    /// A text of so many bytes.
    Bencode.Text text(String key, int length) throws BadMessage {
        Bencode.Text text = text(key);
        if (text.length() != length) {
            throw missing(key);
        }
        return text;
    }

    Id id(String key) throws BadMessage {
        return Id.of(text(key, Id.BYTES).bytes());
    }

    OptionalLong number(String key) throws BadMessage {
        return switch (value(key)) {
            case null -> OptionalLong.empty();
            case Bencode.Whole(long number) -> OptionalLong.of(number);
            case Bencode.Text _, Bencode.Series _, Bencode.Dict _ -> throw missing(key);
        };
    }

    /// A number that is there and not 0.
    boolean flag(String key) throws BadMessage {
        return number(key).orElse(0) != 0;
    }

    private static BadMessage missing(String key) {
        return new BadMessage(BadMessage.MALFORMED, "'" + key + "' is missing or none");
    }
}
