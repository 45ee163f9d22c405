package v2v.catalog;

import v2v.catalog.Clause.All;
import v2v.catalog.Clause.Any;
import v2v.catalog.Clause.Everything;
import v2v.catalog.Clause.Fuzzy;
import v2v.catalog.Clause.In;
import v2v.catalog.Clause.Not;
import v2v.catalog.Clause.Phrase;
import v2v.catalog.Clause.Prefix;
import v2v.catalog.Clause.Range;
import v2v.catalog.Clause.Word;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a question.
///
/// ```
/// question = group { "OR" group }
/// group    = { ["AND"] ["-" | "NOT"] part }
/// part     = [ field ":" ] ( word | word "*" | word "~" [n] | phrase | range | "(" question ")" )
/// ```
///
/// Lucene's own parser answers a slip with a parser's trace, lets a leading `*` walk through every
/// word of the index, and takes any word before a colon for a field. People also type titles, web
/// addresses and times, so a colon makes a field only between letters and a value.
final class Grammar {
    private static final int LONGEST = 1_000;
    private static final int DEEPEST = 20;
    private static final int MOST_WORDS = 32;

    private final Letters in;
    private int depth;
    private int words;

    private Grammar(Letters in) {
        this.in = in;
    }

    /// @throws BadQuery with a sentence that says what is wrong and what to do
    static Clause read(String text) {
        if (text.length() > LONGEST) {
            throw new BadQuery(
                    "The question has %,d characters, and %,d are the most; use fewer words."
                            .formatted(text.length(), LONGEST));
        }
        Grammar grammar = new Grammar(new Letters(Clean.line(text)));
        Clause all = grammar.question();
        if (!grammar.in.atEnd()) {
            throw new BadQuery("A ) closes nothing; put a ( before it, or leave it out.");
        }
        return all;
    }

    private Clause question() {
        List<Clause> ways = new ArrayList<>();
        ways.add(group());
        while (in.take("OR")) {
            ways.add(group());
        }
        if (ways.size() > 1 && ways.contains(new Everything())) {
            throw new BadQuery("OR needs something on both of its sides.");
        }
        return ways.size() == 1 ? ways.getFirst() : new Any(ways);
    }

    private Clause group() {
        List<Clause> parts = new ArrayList<>();
        while (!in.atEnd() && in.peek() != ')' && !in.sees("OR")) {
            if (in.take("AND")) {
                if (parts.isEmpty() || in.atEnd() || in.peek() == ')') {
                    throw new BadQuery("AND needs something on both of its sides.");
                }
                continue;
            }
            parts.add(in.take("NOT") || in.takeSign('-') ? new Not(part()) : part());
        }
        return switch (parts.size()) {
            case 0 -> new Everything();
            case 1 -> parts.getFirst();
            default -> new All(parts);
        };
    }

    private Clause part() {
        if (in.atEnd()) {
            throw new BadQuery(
                    "Nothing follows the NOT or minus at the end; say what to leave out.");
        }
        if (++words > MOST_WORDS) {
            throw new BadQuery(
                    "The question has more than %d words; use fewer.".formatted(MOST_WORDS));
        }
        in.takeSign('+');
        Optional<String> name = in.fieldName();
        if (name.isEmpty()) {
            return value();
        }
        String word = name.get();
        Field field =
                Field.named(word)
                        .orElseThrow(() ->
                                new BadQuery(
                                        "There is no field \"%s\". These exist: %s. To find the colon itself, put the words in quotation marks."
                                                .formatted(word, Field.all())));
        return new In(field, value());
    }

    private Clause value() {
        return switch (in.peek()) {
            case '(' -> bracket();
            case '"' -> phrase();
            case '[', '{' -> range();
            case ']', '}', ')' ->
                    throw new BadQuery("A %s closes nothing; leave it out.".formatted(in.peek()));
            default -> word();
        };
    }

    private Clause bracket() {
        if (++depth > DEEPEST) {
            throw new BadQuery("The brackets are nested too deep; use fewer.");
        }
        in.next();
        Clause inner = question();
        if (in.atEnd()) {
            throw new BadQuery("A ( is never closed; put a ) where it ends.");
        }
        in.next();
        depth--;
        return inner;
    }

    private Clause phrase() {
        in.next();
        String text =
                in.until("\"")
                        .orElseThrow(() ->
                                new BadQuery(
                                        "A quotation mark is never closed; put another where the"
                                                + " phrase ends."));
        return new Phrase(text, in.takeMark('~') ? in.number(99) : 0);
    }

    private Clause range() {
        in.next();
        String inside = in.until("]}").orElse("");
        String[] ends = inside.strip().split("\\s+TO\\s+", -1);
        if (ends.length != 2 || ends[0].isEmpty() || ends[1].isEmpty()) {
            throw new BadQuery("A range is written like this: date:[1980 TO 1989].");
        }
        return new Range(ends[0], ends[1]);
    }

    private Clause word() {
        String text = in.word();
        if (text.equals("*") && in.endOfWord()) {
            return new Everything();
        }
        if (text.startsWith("*") || text.startsWith("?*")) {
            throw new BadQuery("A word can not begin with *; give its first letters.");
        }
        if (in.takeMark('~')) {
            return new Fuzzy(text, edits());
        }
        int star = text.indexOf('*');
        if (star >= 0 && star < text.length() - 1) {
            throw new BadQuery("A * may stand only at the end of a word.");
        }
        return star < 0 ? new Word(in.unescaped(text)) : new Prefix(text.substring(0, star));
    }

    private int edits() {
        int edits = in.number(2);
        if (edits > 2) {
            throw new BadQuery("A word may be off by 1 or 2 letters: write word~1 or word~2.");
        }
        return edits;
    }
}
