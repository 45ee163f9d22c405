package v2v.rights.rule;

/// Text from a record made fit for one line of a tag: no control characters, no signs that turn the
/// reading direction of what follows, not endless.
public final class Line {
    private Line() {}

    /// @param longest in code points; what is longer ends in an ellipsis
    public static String of(String text, int longest) {
        String line =
                text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ")
                        .replaceAll("[\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\p{Cs}\\p{Cn}]+", "")
                        .replaceAll("\\s+", " ")
                        .strip();
        int length = line.codePointCount(0, line.length());
        return length <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest - 1)).strip() + "…";
    }
}
