package v2v.rights;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Brings the many spellings of a licence down to the few words that [Reading] knows.
final class Phrases {
    private record Rule(Pattern pattern, String word) {
        static Rule of(String pattern, String word) {
            return new Rule(Pattern.compile("(?<!\\S)(?:" + pattern + ")(?!\\S)"), word);
        }
    }

    /// In this order: the longer phrase stands before the shorter one that it holds.
    private static final List<Rule> RULES =
            List.of(
                    Rule.of("creative ?commons", "cc"),
                    Rule.of("cc (?:0|zero)", "cc zero"),
                    Rule.of(
                            "copyright only dedication(?: based on united states law)?"
                                    + "(?: or public domain certification)?",
                            "certification"),
                    Rule.of("public domain certification|pddc", "certification"),
                    Rule.of("public domain mark|pdm", "mark"),
                    Rule.of("public domain dedication", "dedication"),
                    Rule.of("some rights reserved", ""),
                    Rule.of("sampling plus", "sampling+"),
                    Rule.of("developing nations", "devnations"),
                    Rule.of("attribution", "by"),
                    Rule.of("non ?commercial", "nc"),
                    Rule.of("no ?(?:derivatives?|derivs) ?(?:works?)?", "nd"),
                    Rule.of("share ?alike", "sa"));

    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}.+]+");
    private static final Pattern LOOSE_MARK =
            Pattern.compile("\\.(?!\\d)|(?<!\\d)\\.|(?<!sampling)\\+");
    private static final Pattern GLUED_CC = Pattern.compile("\\bcc(?=by|0)");
    private static final Pattern GLUED_VERSION = Pattern.compile("\\b(by(?:nc|nd|sa)*)(?=\\d)");
    private static final Pattern VERSION_WORD = Pattern.compile("\\b(?:v|ver|version) ?(?=\\d)");
    private static final Pattern SPLIT_VERSION =
            Pattern.compile("(?<![\\d.])([1-4]) ([015])(?![\\d.])");

    private Phrases() {}

    /// Lower case, single blanks, no punctuation but the dot of a version and the plus of
    /// `sampling+`.
    static String plain(String said) {
        String low = Normalizer.normalize(said, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String words = NOT_A_WORD.matcher(low).replaceAll(" ");
        return single(LOOSE_MARK.matcher(words).replaceAll(" "));
    }

    /// The plain text with each phrase as its short word.
    static String shortened(String plain) {
        String text = GLUED_CC.matcher(plain).replaceAll("cc ");
        text = GLUED_VERSION.matcher(text).replaceAll("$1 ");
        text = VERSION_WORD.matcher(text).replaceAll("");
        text = SPLIT_VERSION.matcher(text).replaceAll("$1.$2");
        for (Rule rule : RULES) {
            text = rule.pattern().matcher(text).replaceAll(Matcher.quoteReplacement(rule.word()));
        }
        return single(text);
    }

    private static String single(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
