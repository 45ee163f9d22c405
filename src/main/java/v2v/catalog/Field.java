package v2v.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What can be asked for by name: `person:curie`.
///
/// The first word is also the name in the index.
enum Field {
    TEXT(Kind.PROSE, "text"),
    TITLE(Kind.PROSE, "title"),
    DESCRIPTION(Kind.PROSE, "description"),
    SUBJECT(Kind.PROSE, "subject subjects"),
    GENRE(Kind.NAME, "genre"),
    PERSON(Kind.NAME, "person people"),
    ORGANISATION(Kind.NAME, "organisation organization"),
    PLACE(Kind.NAME, "place"),
    SERIES(Kind.NAME, "series"),
    COLLECTION(Kind.NAME, "collection"),
    ID(Kind.KEY, "id"),
    LICENSE(Kind.KEY, "license licence"),
    LANGUAGE(Kind.KEY, "language lang"),
    DATE(Kind.DATE, "date year"),
    MINUTES(Kind.NUMBER, "minutes");

    /// How a field is read and asked.
    enum Kind {
        /// Sentences: by the grammar of their language, and as written.
        PROSE,
        /// Names: as written.
        NAME,
        /// Identifiers: whole.
        KEY,
        DATE,
        NUMBER
    }

    private final Kind kind;
    private final String words;

    Field(Kind kind, String words) {
        this.kind = kind;
        this.words = words;
    }

    Kind kind() {
        return kind;
    }

    String word() {
        return words.split(" ", 2)[0];
    }

    static Optional<Field> named(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(f -> List.of(f.words.split(" ", -1)).contains(lower))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Field::word).collect(Collectors.joining(", "));
    }

    /// The one spelling of an identifier, in the index and in a question.
    String key(String value) {
        UnaryOperator<String> spelling =
                switch (this) {
                    case LICENSE -> Field::license;
                    case LANGUAGE -> Languages::key;
                    default -> v -> v.strip().toLowerCase(Locale.ROOT);
                };
        return Clean.cut(spelling.apply(value), 256);
    }

    /// `by-sa-4.0` for `CC BY-SA 4.0`, `CC-BY-SA-4.0` and `by-sa-4.0`.
    private static String license(String said) {
        String joined = said.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
        return joined.replaceFirst("^https?://(www\\.)?", "").replaceFirst("^cc-", "");
    }
}
