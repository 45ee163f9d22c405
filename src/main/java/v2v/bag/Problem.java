package v2v.bag;

/// One thing that is wrong with what is kept.
///
/// @param file path inside the folder, with forward slashes, as it is or as a list has it
/// @param text the rest of the sentence that the file's name begins
public record Problem(String file, Kind kind, String text) {
    public enum Kind {
        /// It should be there.
        MISSING,
        /// Its bytes are not those that were kept.
        ALTERED,
        /// No list names it.
        EXTRA,
        /// The disk did not give it.
        UNREADABLE,
        /// Only its address is there.
        UNFETCHED,
        /// A list names a place that is not in the folder.
        OUTSIDE,
        /// A list or a description breaks its own rules.
        MALFORMED
    }

    /// `data/a.mxf is not what manifest-sha256.txt says`.
    public String sentence() {
        return file + " " + text;
    }
}
