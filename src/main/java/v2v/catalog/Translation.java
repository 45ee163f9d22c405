package v2v.catalog;

import static org.apache.lucene.search.BooleanClause.Occur.FILTER;
import static org.apache.lucene.search.BooleanClause.Occur.MUST;
import static org.apache.lucene.search.BooleanClause.Occur.MUST_NOT;
import static org.apache.lucene.search.BooleanClause.Occur.SHOULD;

import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.LongRange;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a question means in the index.
///
/// Every word must be there, in whatever field; the best field decides the rank. Words that some
/// grammar holds for too small to keep (`le`, `the`, `der`) only help.
final class Translation {
    private final Wording wording;

    /// @param languages that the index has text in
    Translation(Set<String> languages) {
        this.wording = new Wording(languages);
    }

    Query of(Clause clause) {
        return switch (clause) {
            case Clause.Everything e -> MatchAllDocsQuery.INSTANCE;
            case Clause.All(List<Clause> parts) -> all(parts);
            case Clause.Any(List<Clause> parts) -> any(parts.stream().map(this::of).toList());
            case Clause.Not not -> all(List.of(not));
            case Clause.In(Field field, Clause part) -> within(field, part);
            case Clause.Leaf leaf -> anywhere(leaf);
        };
    }

    private Query all(List<Clause> parts) {
        List<Clause> asked = parts.stream().filter(p -> !wording.empty(p)).toList();
        boolean onlySmall = asked.stream().allMatch(wording::small);
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean something = false;
        for (Clause part : asked) {
            if (part instanceof Clause.Not(Clause left)) {
                all.add(of(left), MUST_NOT);
            } else {
                all.add(of(part), wording.small(part) && !onlySmall ? SHOULD : MUST);
                something = true;
            }
        }
        if (!something && !asked.isEmpty()) {
            all.add(MatchAllDocsQuery.INSTANCE, MUST);
        }
        return all.build();
    }

    private static Query any(List<Query> ways) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        ways.forEach(w -> any.add(w, SHOULD));
        return any.build();
    }

    private Query within(Field field, Clause clause) {
        return switch (clause) {
            case Clause.Everything e -> new ConstantScoreQuery(wording.exists(field));
            case Clause.All(List<Clause> parts) -> allWithin(field, parts);
            case Clause.Any(List<Clause> parts) ->
                    any(parts.stream().map(p -> within(field, p)).toList());
            case Clause.Not(Clause part) ->
                    all(List.of(new Clause.Not(new Clause.In(field, part))));
            case Clause.In in -> throw new BadQuery("A field can not stand inside another field.");
            case Clause.Leaf leaf -> leaf(field, leaf);
        };
    }

    private Query allWithin(Field field, List<Clause> parts) {
        List<Clause> each = new ArrayList<>();
        for (Clause part : parts) {
            each.add(
                    part instanceof Clause.Not(Clause left)
                            ? new Clause.Not(new Clause.In(field, left))
                            : new Clause.In(field, part));
        }
        return all(each);
    }

    private Query anywhere(Clause.Leaf leaf) {
        if (leaf instanceof Clause.Range) {
            throw new BadQuery("A range needs a field, for instance date:[1980 TO 1989].");
        }
        List<Query> ways = new ArrayList<>();
        ways.add(wording.prose(Field.TEXT, leaf));
        ways.add(new BoostQuery(wording.prose(Field.TITLE, leaf), 3));
        ways.add(new BoostQuery(wording.prose(Field.SUBJECT, leaf), 2));
        ways.add(new BoostQuery(wording.name(Field.PERSON, leaf), 2));
        if (leaf instanceof Clause.Word(String text)) {
            ways.add(new BoostQuery(key(Field.ID, text), 5));
        }
        return new DisjunctionMaxQuery(ways, 0.1f);
    }

    private Query leaf(Field field, Clause.Leaf leaf) {
        return switch (field.kind()) {
            case PROSE -> wording.ranged(field, leaf, wording::prose);
            case NAME -> wording.ranged(field, leaf, wording::name);
            case KEY -> wording.ranged(field, leaf, Translation::keyed);
            case DATE -> date(field, leaf);
            case NUMBER -> number(field, leaf);
        };
    }

    private static Query keyed(Field field, Clause.Leaf leaf) {
        return switch (leaf) {
            case Clause.Prefix(String text) -> Wording.prefix(field.word(), field.key(text));
            case Clause.Word(String text) -> key(field, text);
            case Clause.Phrase(String text, int slop) -> key(field, text);
            case Clause.Fuzzy(String text, int edits) ->
                    Wording.fuzzy(field.word(), field.key(text), edits);
            case Clause.Range r -> MatchNoDocsQuery.INSTANCE;
        };
    }

    private static Query key(Field field, String text) {
        return new ConstantScoreQuery(new TermQuery(new Term(field.word(), field.key(text))));
    }

    private static Query date(Field field, Clause.Leaf leaf) {
        Edtf asked =
                switch (leaf) {
                    case Clause.Word(String text) -> Dates.read(text);
                    case Clause.Phrase(String text, int slop) -> Dates.read(text);
                    case Clause.Prefix(String text) -> Dates.beginning(text);
                    case Clause.Fuzzy(String text, int edits) -> Dates.read(text);
                    case Clause.Range(String from, String to) -> Dates.between(from, to);
                };
        return new ConstantScoreQuery(
                LongRange.newIntersectsQuery(
                        field.word(), new long[] {asked.from()}, new long[] {asked.to()}));
    }

    private static Query number(Field field, Clause.Leaf leaf) {
        return switch (leaf) {
            case Clause.Word(String text) -> minutes(field, text, text);
            case Clause.Range(String from, String to) -> minutes(field, from, to);
            case Clause.Phrase p -> throw notANumber();
            case Clause.Prefix p -> throw notANumber();
            case Clause.Fuzzy f -> throw notANumber();
        };
    }

    private static Query minutes(Field field, String from, String to) {
        long least = minute(from).orElse(0L);
        long most = minute(to).orElse((long) Integer.MAX_VALUE);
        return new ConstantScoreQuery(LongPoint.newRangeQuery(field.word(), least, most));
    }

    private static Optional<Long> minute(String text) {
        if (text.equals("*")) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,6}")) {
            throw notANumber();
        }
        return Optional.of(Long.valueOf(text));
    }

    private static BadQuery notANumber() {
        return new BadQuery("minutes takes a number or a range: minutes:[20 TO 60].");
    }

    /// Only what is out; a question that asks for nothing finds nothing.
    static Query released(Query asked) {
        return new BooleanQuery.Builder()
                .add(asked, MUST)
                .add(new TermQuery(new Term(Card.STATE, Card.RELEASED)), FILTER)
                .build();
    }
}
