package v2v.catalog;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;

import java.util.function.Supplier;

/// French and Spanish by the Snowball grammars. Lucene's own analyzers stem lightly and leave words
/// of four letters alone, so that `amis` does not find `ami`, nor `niños` a `niño`.
final class Stemmed extends Analyzer {
    private final CharArraySet small;
    private final CharArraySet articles;
    private final Supplier<SnowballStemmer> grammar;

    private Stemmed(CharArraySet small, CharArraySet articles, Supplier<SnowballStemmer> grammar) {
        this.small = small;
        this.articles = articles;
        this.grammar = grammar;
    }

    static Analyzer french() {
        return new Stemmed(
                FrenchAnalyzer.getDefaultStopSet(),
                FrenchAnalyzer.DEFAULT_ARTICLES,
                FrenchStemmer::new);
    }

    static Analyzer spanish() {
        return new Stemmed(
                SpanishAnalyzer.getDefaultStopSet(), CharArraySet.EMPTY_SET, SpanishStemmer::new);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer words = new StandardTokenizer();
        TokenStream bare = new ElisionFilter(new LowerCaseFilter(words), articles);
        TokenStream great = new StopFilter(bare, small);
        return new TokenStreamComponents(words, new SnowballFilter(great, grammar.get()));
    }
}
