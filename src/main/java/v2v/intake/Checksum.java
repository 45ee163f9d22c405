package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Record.Provenance;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a vendor says the sum of a file is.
///
/// @param hex in lower case
/// @param source the list or table, by base name
/// @param place in it
record Checksum(Hash hash, String hex, String source, @Nullable String place) {
    private static final String FIELD = Word.CHECKSUM.field();
    private static final Pattern LABELLED =
            Pattern.compile("(?i)(?:(md5|sha-?1|sha-?256|sha-?512)\\s*[:=]\\s*)?(\\S+)");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

    static boolean isOne(Provenance said) {
        return said.field().equals(FIELD) || said.field().startsWith(FIELD + ".");
    }

    /// The sum in a value; nothing when it is none, or not of the kind that its head promises.
    static Optional<Checksum> of(Provenance said) {
        Matcher parts = LABELLED.matcher(said.value().strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String hex = parts.group(2).toLowerCase(Locale.ROOT);
        String promised =
                said.field().equals(FIELD)
                        ? parts.group(1)
                        : said.field().substring(FIELD.length() + 1);
        return Optional.of(hex)
                .filter(h -> HEX.matcher(h).matches())
                .flatMap(h -> Hash.ofDigits(h.length()))
                .filter(h -> promised == null || Hash.named(promised).equals(Optional.of(h)))
                .map(h -> new Checksum(h, hex, said.source(), said.place()));
    }

    /// Where it is said, for a sentence.
    String where() {
        return place == null ? source : source + ", " + place;
    }

    Provenance provenance() {
        String field = FIELD + "." + hash.name().toLowerCase(Locale.ROOT);
        return new Provenance(field, source, place, hex);
    }
}
