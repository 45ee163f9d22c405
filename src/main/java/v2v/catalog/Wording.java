package v2v.catalog;

import static org.apache.lucene.search.BooleanClause.Occur.MUST;

import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.LongRange;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.QueryBuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words of a question as the index keeps them.
final class Wording {
    private static final QueryBuilder BUILDER = new QueryBuilder(Reading.QUESTION);
    private final Set<String> languages;

    Wording(Set<String> languages) {
        this.languages = languages;
    }

    /// A single word is also understood by every grammar that the index has text in; everything
    /// else is meant as written.
    Query prose(Field field, Clause.Leaf leaf) {
        if (!(leaf instanceof Clause.Word(String text))) {
            return name(field, leaf);
        }
        List<Query> ways = new ArrayList<>();
        ways.add(written(field, text, 0));
        for (String language : languages) {
            Query stem = BUILDER.createPhraseQuery(Reading.field(field.word(), language), text);
            if (stem != null) {
                ways.add(stem);
            }
        }
        return new DisjunctionMaxQuery(ways, 0.1f);
    }

    Query name(Field field, Clause.Leaf leaf) {
        return switch (leaf) {
            case Clause.Word(String text) -> written(field, text, 0);
            case Clause.Phrase(String text, int slop) -> written(field, text, slop);
            case Clause.Prefix(String text) -> last(field, text, Wording::prefix);
            case Clause.Fuzzy(String text, int edits) ->
                    last(field, text, (name, word) -> fuzzy(name, word, edits));
            case Clause.Range r -> MatchNoDocsQuery.INSTANCE;
        };
    }

    Query ranged(Field field, Clause.Leaf leaf, BiFunction<Field, Clause.Leaf, Query> otherwise) {
        if (leaf instanceof Clause.Range) {
            throw new BadQuery("%s takes no range; date and minutes do.".formatted(field.word()));
        }
        return otherwise.apply(field, leaf);
    }

    private static Query written(Field field, String text, int slop) {
        Query words =
                BUILDER.createPhraseQuery(Reading.field(field.word(), Reading.ALL), text, slop);
        return words == null ? MatchNoDocsQuery.INSTANCE : words;
    }

    /// `l'éc*` is two words; only the last of them goes on.
    private static Query last(Field field, String text, BiFunction<String, String, Query> open) {
        String name = Reading.field(field.word(), Reading.ALL);
        List<String> words = Reading.QUESTION.words(name, text);
        if (words.isEmpty()) {
            return MatchNoDocsQuery.INSTANCE;
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (String word : words.subList(0, words.size() - 1)) {
            all.add(written(field, word, 0), MUST);
        }
        return all.add(open.apply(name, words.getLast()), MUST).build();
    }

    static Query prefix(String field, String start) {
        return new PrefixQuery(new Term(field, start));
    }

    /// The first letter is taken to be right: nearly always so, and a hundred times faster.
    static Query fuzzy(String field, String word, int edits) {
        return new FuzzyQuery(new Term(field, word), edits, 1);
    }

    Query exists(Field field) {
        return switch (field.kind()) {
            case PROSE, NAME -> prefix(Reading.field(field.word(), Reading.ALL), "");
            case KEY -> prefix(field.word(), "");
            case DATE ->
                    LongRange.newIntersectsQuery(
                            field.word(), new long[] {Long.MIN_VALUE}, new long[] {Long.MAX_VALUE});
            case NUMBER -> LongPoint.newRangeQuery(field.word(), 0, Long.MAX_VALUE);
        };
    }

    /// Whether a grammar drops the word. Asked of the four usual languages only: every language has
    /// its small words, and some are another's great ones.
    boolean small(Clause clause) {
        return switch (clause) {
            case Clause.Word(String text) ->
                    Languages.USUAL.stream().anyMatch(l -> words(l, text).isEmpty());
            case Clause.In(Field field, Clause part) ->
                    field.kind() == Field.Kind.PROSE && small(part);
            default -> false;
        };
    }

    /// Whether nothing is left of the clause but punctuation.
    boolean empty(Clause clause) {
        return switch (clause) {
            case Clause.Word(String text) -> words(Reading.ALL, text).isEmpty();
            case Clause.Phrase(String text, int slop) -> words(Reading.ALL, text).isEmpty();
            default -> false;
        };
    }

    private static List<String> words(String language, String text) {
        return Reading.QUESTION.words(Reading.field(Field.TEXT.word(), language), text);
    }

    /// The languages of the fields that an index has.
    static Set<String> languages(Stream<String> fields) {
        return fields.filter(f -> f.startsWith(Field.TEXT.word() + "_"))
                .map(Reading::language)
                .filter(Languages::known)
                .collect(Collectors.toUnmodifiableSet());
    }
}
