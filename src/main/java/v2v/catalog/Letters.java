package v2v.catalog;

import java.util.Optional;

/// A question, letter by letter.
final class Letters {
    private static final String SPECIAL = "()[]{}\"~";
    private final String text;
    private int at;

    Letters(String typed) {
        this.text = typed.replaceAll("[“”„«»]", "\"");
    }

    boolean atEnd() {
        skipSpace();
        return at == text.length();
    }

    char peek() {
        if (atEnd()) {
            throw new BadQuery(
                    "The question ends too early: a field needs a value after its colon.");
        }
        return text.charAt(at);
    }

    void next() {
        at++;
    }

    /// Whether this whole word, in capitals, comes next.
    boolean sees(String word) {
        skipSpace();
        int end = at + word.length();
        return text.startsWith(word, at)
                && (end == text.length()
                        || Character.isWhitespace(text.charAt(end))
                        || "()".indexOf(text.charAt(end)) >= 0);
    }

    boolean take(String word) {
        boolean seen = sees(word);
        at += seen ? word.length() : 0;
        return seen;
    }

    /// A sign counts only where a word begins: `well-known` keeps its hyphen, and so does ` - `.
    boolean takeSign(char sign) {
        skipSpace();
        boolean seen =
                at + 1 < text.length()
                        && text.charAt(at) == sign
                        && !Character.isWhitespace(text.charAt(at + 1));
        at += seen ? 1 : 0;
        return seen;
    }

    boolean takeMark(char mark) {
        boolean seen = at < text.length() && text.charAt(at) == mark;
        at += seen ? 1 : 0;
        return seen;
    }

    /// The letters before a colon that has a value behind it; not `http://`, not `12:30`.
    Optional<String> fieldName() {
        skipSpace();
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        boolean field =
                end > at
                        && end + 1 < text.length()
                        && text.charAt(end) == ':'
                        && !Character.isWhitespace(text.charAt(end + 1))
                        && text.charAt(end + 1) != '/';
        if (!field) {
            return Optional.empty();
        }
        String name = text.substring(at, end);
        at = end + 1;
        return Optional.of(name);
    }

    /// Everything up to one of these, which is taken too.
    Optional<String> until(String ends) {
        for (int end = at; end < text.length(); end++) {
            if (ends.indexOf(text.charAt(end)) >= 0) {
                String inside = text.substring(at, end);
                at = end + 1;
                return Optional.of(inside);
            }
        }
        return Optional.empty();
    }

    String word() {
        int start = at;
        while (at < text.length() && !endOfWord()) {
            at += text.charAt(at) == '\\' && at + 1 < text.length() ? 2 : 1;
        }
        if (at == start) {
            at++; // a lone ~ is no word; it is passed over like any other punctuation
        }
        return text.substring(start, at);
    }

    boolean endOfWord() {
        return at == text.length()
                || Character.isWhitespace(text.charAt(at))
                || SPECIAL.indexOf(text.charAt(at)) >= 0;
    }

    int number(int otherwise) {
        int start = at;
        while (at < text.length() && at < start + 4 && isDigit(text.charAt(at))) {
            at++;
        }
        return at == start ? otherwise : Integer.parseInt(text.substring(start, at));
    }

    String unescaped(String word) {
        return word.replaceAll("\\\\(.)", "$1");
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
