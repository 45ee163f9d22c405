package v2v.item;

/// A file that an operator edits is wrong; the process ends with status 78 and this sentence.
public final class BadConfig extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param place `file:line` where known, else the file
    public BadConfig(String place, String sentence) {
        super(place + ": " + sentence);
    }
}
