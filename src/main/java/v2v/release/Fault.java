package v2v.release;

/// One thing in a release folder that is not what its publisher signed.
///
/// @param file the file that is at fault, as far as that can be known: its path inside the folder
/// @param text the rest of the sentence that the file's name begins
public record Fault(String file, Kind kind, String text) {
    /// What is wrong with it.
    public enum Kind {
        /// It should be there.
        MISSING,
        /// Its bytes are others.
        ALTERED,
        /// Nobody vouches for it.
        EXTRA,
        /// It says something else than what was signed.
        CONTRADICTS,
        /// The signature does not hold.
        UNSIGNED,
        /// It is signed by another than was asked for.
        OTHER_KEY,
        /// It is a link, a pipe or a device, or it names a place that is not in the folder.
        UNSAFE,
        /// It can not be understood.
        MALFORMED,
        /// The disk did not give it.
        UNREADABLE
    }

    /// `index.html is not what the publisher signed`.
    public String sentence() {
        return file + " " + text;
    }
}
