package v2v.catalog;

import java.text.Normalizer;

/// Text from outside, made fit to be kept: one spelling of every character, no control characters
/// that could drive somebody's terminal, no half surrogate pairs.
final class Clean {
    private Clean() {}

    /// Everything on its own line stays there.
    static String prose(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .map(c -> c == '\n' || allowed(c) ? c : ' ')
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    static String line(String text) {
        return prose(text).replace('\n', ' ').strip();
    }

    /// At most so many characters, and never half of one.
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean pair = Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, pair ? most - 1 : most);
    }

    private static boolean allowed(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
