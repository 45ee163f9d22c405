package v2v.item;

/// How the lines of a frame belong to time, as the decoded frames say, not the header.
public enum Scan {
    PROGRESSIVE,
    TOP_FIELD_FIRST,
    BOTTOM_FIELD_FIRST,
    /// Interlaced and progressive frames in one file.
    MIXED;

    public boolean interlaced() {
        return this != PROGRESSIVE;
    }
}
