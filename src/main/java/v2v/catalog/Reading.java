package v2v.catalog;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// How a text becomes words: a field `…_fr` by French grammar, a field `…_all` as written, folded.
///
/// Chinese, Japanese and Korean have no spaces, so their text is kept as pairs of characters. The
/// index keeps the single characters as well; a question that did would match everything.
final class Reading extends AnalyzerWrapper {
    static final String ALL = "all";
    static final Reading INDEX = new Reading(true);
    static final Reading QUESTION = new Reading(false);

    private static final Logger VECTORS =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    /// Lucene warns every process that it could compare vectors faster; we have none. To be called
    /// before anything of it is opened.
    static void withoutVectors() {
        VECTORS.setLevel(Level.SEVERE);
    }

    private final Analyzer asWritten;

    private Reading(boolean singles) {
        super(PER_FIELD_REUSE_STRATEGY);
        this.asWritten = new AsWritten(singles);
    }

    static String field(String base, String language) {
        return base + "_" + language;
    }

    static String language(String field) {
        return field.substring(field.lastIndexOf('_') + 1);
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
        String language = language(field);
        return Languages.known(language) ? Languages.analyzer(language) : asWritten;
    }

    /// Stems are folded too: grammars differ in which accents they leave.
    @Override
    protected TokenStreamComponents wrapComponents(String field, TokenStreamComponents parts) {
        return new TokenStreamComponents(parts.getSource(), new Folding(parts.getTokenStream()));
    }

    /// The words that the field would keep of this text.
    List<String> words(String field, String text) {
        List<String> words = new ArrayList<>();
        try (TokenStream stream = tokenStream(field, text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory can not fail to be read
        }
        return words;
    }

    private static final class AsWritten extends Analyzer {
        private static final NormalizeCharMap PARTS = parts();
        private final boolean singles;

        AsWritten(boolean singles) {
            this.singles = singles;
        }

        /// `l'école` and `tape_0042` are two words each.
        private static NormalizeCharMap parts() {
            NormalizeCharMap.Builder map = new NormalizeCharMap.Builder();
            for (String joint : List.of("'", "’", "ʼ", "_")) {
                map.add(joint, " ");
            }
            return map.build();
        }

        @Override
        protected Reader initReader(String field, Reader text) {
            return new MappingCharFilter(PARTS, text);
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer words = new StandardTokenizer();
            TokenStream folded = new Folding(words);
            int scripts =
                    CJKBigramFilter.HAN
                            | CJKBigramFilter.HIRAGANA
                            | CJKBigramFilter.KATAKANA
                            | CJKBigramFilter.HANGUL;
            return new TokenStreamComponents(words, new CJKBigramFilter(folded, scripts, singles));
        }
    }
}
