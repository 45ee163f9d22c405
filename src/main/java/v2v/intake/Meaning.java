package v2v.intake;

import org.jspecify.annotations.Nullable;

/// What the head of a column, or a key, means.
///
/// @param detail narrows the word: `director` for a person, `recorded` for a date
/// @param lang BCP 47, when the head names the language of its values
record Meaning(Word word, @Nullable String detail, @Nullable String lang) {}
