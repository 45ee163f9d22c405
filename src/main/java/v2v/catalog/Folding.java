package v2v.catalog;

import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

import java.io.IOException;
import java.text.Normalizer;
import java.util.Locale;

/// Makes words equal that differ only in case, accents or width: `Ærøskøbing` and `aeroskobing`,
/// `Ἑλλάς` and `ελλασ`, `ещё` and `еще`.
///
/// Lucene's own folding knows Latin only. Marks are dropped where they are an ornament of the
/// script; й, ї and ў stay, for they are letters, and so do the vowel signs of India and the
/// voicing marks of Japan.
final class Folding extends TokenFilter {
    private static final char BREVE = '\u0306';
    private static final char DIAERESIS = '\u0308';
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    Folding(TokenStream input) {
        super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        if (!plain(term.buffer(), term.length())) {
            String folded = fold(term.toString());
            term.setEmpty().append(folded);
        }
        return true;
    }

    private static boolean plain(char[] text, int length) {
        for (int i = 0; i < length; i++) {
            if (text[i] >= 128 || (text[i] >= 'A' && text[i] <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    /// The form in which a word is kept and looked for.
    static String fold(String word) {
        String apart = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        StringBuilder kept = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            if (!ornament(c) || letter(kept, c)) {
                kept.append(c == 'ς' ? 'σ' : c);
            }
        }
        String whole = Normalizer.normalize(kept, Normalizer.Form.NFC);
        char[] ascii = new char[4 * whole.length()];
        int n = ASCIIFoldingFilter.foldToASCII(whole.toCharArray(), 0, ascii, 0, whole.length());
        return new String(ascii, 0, n).toLowerCase(Locale.ROOT);
    }

    /// Combining marks of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs and the
    /// Arabic stretch.
    private static boolean ornament(char c) {
        return (c >= '\u0300' && c <= '\u036f')
                || (c >= '\u0591' && c <= '\u05c7' && c != '\u05be')
                || (c >= '\u064b' && c <= '\u065f')
                || c == '\u0670'
                || c == '\u0640';
    }

    private static boolean letter(StringBuilder before, char mark) {
        char base = before.isEmpty() ? 0 : before.charAt(before.length() - 1);
        return (mark == BREVE && (base == 'и' || base == 'у'))
                || (mark == DIAERESIS && base == 'і');
    }
}
