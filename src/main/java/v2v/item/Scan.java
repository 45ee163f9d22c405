package v2v.item;

/// How the lines of a frame belong to time, as the decoded frames say, not the header.
public enum Scan {
    PROGRESSIVE,
    TOP_FIELD_FIRST,
    BOTTOM_FIELD_FIRST,
    /// Film at 24 pictures a second, spread over fields by 3:2 pull-down; inverse telecine gives
    /// the film frames back.
    TELECINED,
    /// Interlaced and progressive frames in one file.
    MIXED;

    /// Whether the two fields of a frame may show different moments.
    public boolean interlaced() {
        return this != PROGRESSIVE;
    }
}
