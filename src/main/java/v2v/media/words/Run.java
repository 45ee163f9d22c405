package v2v.media.words;

/// Words of one look: the little styling that every form of subtitles knows.
public record Run(String text, boolean italic, boolean bold, boolean underline) {
    static Run plain(String text) {
        return new Run(text, false, false, false);
    }

    Run saying(String other) {
        return new Run(other, italic, bold, underline);
    }

    boolean looksLike(Run other) {
        return italic == other.italic && bold == other.bold && underline == other.underline;
    }
}
