package v2v.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.regex.Pattern;

/// Which work this is: the first 16 hexadecimal digits of the SHA-256 of the original file.
///
/// Identity is content. The same bytes under another name are the same item.
public record ItemId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ItemId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an item id (16 hexadecimal digits): " + value);
        }
    }

    public static ItemId of(Digest original) {
        return new ItemId(original.hex().substring(0, 16));
    }

    @Override
    public String toString() {
        return value;
    }
}
