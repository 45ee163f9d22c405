package v2v.catalog;

import java.util.List;

/// A question, understood. What every part means in the index is decided in [Translation].
sealed interface Clause {
    record Everything() implements Clause {}

    record All(List<Clause> parts) implements Clause {}

    record Any(List<Clause> parts) implements Clause {}

    record Not(Clause part) implements Clause {}

    record In(Field field, Clause part) implements Clause {}

    /// A part that holds words of the person.
    sealed interface Leaf extends Clause {}

    record Word(String text) implements Leaf {}

    /// Words in quotation marks: just so, in this order.
    ///
    /// @param slop how many words may stand between
    record Phrase(String text, int slop) implements Leaf {}

    record Prefix(String text) implements Leaf {}

    /// A word that may be misspelt by so many letters.
    record Fuzzy(String text, int edits) implements Leaf {}

    /// Both ends belong to it; `*` leaves one open.
    record Range(String from, String to) implements Leaf {}
}
