package v2v.rights.rule;

import java.util.regex.Pattern;

/// Text from a record made fit for one line of a tag: no control characters, no signs that turn the
/// reading direction of what follows, not endless.
public final class Line {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
    private static final Pattern TURNING =
            Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\p{Cs}\\p{Cn}]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final int MOST_TO_READ = 8;

    private Line() {}

    /// The text as one line.
    ///
    /// @param longest in code points; what is longer ends in an ellipsis
    public static String of(String text, int longest) {
        if (text.length() <= longest && isPlain(text)) {
            return text.strip();
        }
        // a hostile table has names of a million letters
        String enough = text.substring(0, Math.min(text.length(), longest * MOST_TO_READ));
        String visible = CONTROLS.matcher(enough).replaceAll(" ");
        String still = TURNING.matcher(visible).replaceAll("");
        String line = BLANKS.matcher(still).replaceAll(" ").strip();
        int length = line.codePointCount(0, line.length());
        return length <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest - 1)).strip() + "…";
    }

    /// Most names are, and a table has a hundred thousand of them.
    private static boolean isPlain(String text) {
        char before = 'a';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return true;
    }
}
