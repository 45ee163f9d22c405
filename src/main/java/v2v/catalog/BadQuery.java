package v2v.catalog;

/// The question can not be understood; the message is a sentence for the person who asked it.
public final class BadQuery extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadQuery(String sentence) {
        super(sentence, null, false, false);
    }

    /// Always present; declared so that the type says it.
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
