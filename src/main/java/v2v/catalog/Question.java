package v2v.catalog;

/// What somebody wants to find, and how much of the answer.
///
/// @param text as typed; empty asks for everything
/// @param from how many hits to leave out, for the pages after the first
/// @param size at most so many hits, up to 1,000
/// @param marks set around the words that were found
public record Question(String text, int from, int size, Marks marks) {
    /// Deeper pages cost memory in proportion; a person narrows the question long before.
    static final int DEEPEST = 10_000;

    static final int MOST = 1_000;

    public Question {
        if (from < 0 || size < 0 || size > MOST || from > DEEPEST) {
            throw new BadQuery(
                    "A search shows at most %,d works at a time and goes no deeper than %,d; ask for less."
                            .formatted(MOST, DEEPEST));
        }
    }

    /// The first twenty hits, unmarked.
    public static Question of(String text) {
        return new Question(text, 0, 20, Marks.NONE);
    }

    /// What stands before and after a found word in a snippet. The snippet is plain text: whoever
    /// shows it as HTML escapes it, and does well to choose marks that survive that.
    public record Marks(String open, String close) {
        public static final Marks NONE = new Marks("", "");
    }
}
