package v2v.release;

/// Text of unknown origin made fit for a document.
final class Clean {
    private Clean() {}

    /// Without the characters that XML 1.0 forbids and those that turn the reading direction of
    /// what follows; HTML and plain text are no worse without them either.
    static String text(String given) {
        StringBuilder clean = new StringBuilder(given.length());
        given.codePoints().filter(Clean::allowed).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /// The same on one line.
    static String line(String given) {
        return text(given).replaceAll("[\\s\\u2028\\u2029\\u0085]+", " ").strip();
    }

    private static boolean allowed(int c) {
        boolean control = c < 0x20 ? c != '\n' && c != '\t' : c >= 0x7f && c < 0xa0;
        boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        boolean half = c >= 0xd800 && c <= 0xdfff;
        return !control && !turns && !half && c != 0xfeff && (c & 0xfffe) != 0xfffe;
    }
}
