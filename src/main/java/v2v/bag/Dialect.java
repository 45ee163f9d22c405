package v2v.bag;

/// Whose rules a list follows.
enum Dialect {
    /// BagIt 0.93 to 0.97.
    EARLY,
    /// BagIt 1.0, RFC 8493.
    RFC,
    /// What `sha256sum` writes and reads: nothing is encoded.
    COREUTILS;

    /// The file that a list means: `encoded` holds which letters stand for others.
    String decode(String listed) {
        return switch (this) {
            case EARLY -> Names.decode(listed, false);
            case RFC -> Names.decode(listed, true);
            case COREUTILS -> listed;
        };
    }

    /// Whether a file may stand in one list twice, with the same digest.
    boolean forgivesRepeats() {
        return this == EARLY;
    }

    /// Whether each list of payload must name all of it.
    boolean wantsAllInEach() {
        return this != EARLY;
    }
}
