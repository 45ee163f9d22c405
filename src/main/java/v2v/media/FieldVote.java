package v2v.media;

import v2v.item.Scan;
import v2v.item.Track;

/// What `idet` said of every decoded frame, and what follows from it.
///
/// @param undetermined frames without enough movement to tell
record FieldVote(long top, long bottom, long progressive, long undetermined) {
    static final FieldVote NONE = new FieldVote(0, 0, 0, 0);

    /// A picture of so few lines holds one field at most; what looks like combs is aliasing.
    private static final int FEWEST_LINES = 400;

    /// Of the frames that could be told.
    private static final double CLEAR = 0.9;

    private static final double SOME = 0.1;

    private static final long FEWEST_FRAMES = 3;

    FieldVote count(String word) {
        return switch (word) {
            case "tff" -> new FieldVote(top + 1, bottom, progressive, undetermined);
            case "bff" -> new FieldVote(top, bottom + 1, progressive, undetermined);
            case "progressive" -> new FieldVote(top, bottom, progressive + 1, undetermined);
            default -> new FieldVote(top, bottom, progressive, undetermined + 1);
        };
    }

    FieldVote plus(FieldVote other) {
        return new FieldVote(
                top + other.top,
                bottom + other.bottom,
                progressive + other.progressive,
                undetermined + other.undetermined);
    }

    /// Still scenes of interlaced footage look progressive. So the header breaks the tie where the
    /// frames that move all agree on an order and it says interlaced too.
    Scan scan(Track.Picture header) {
        long combed = top + bottom;
        long told = combed + progressive;
        if (combed < FEWEST_FRAMES || header.height() <= FEWEST_LINES || combed < told * SOME) {
            return Scan.PROGRESSIVE;
        }
        boolean mostly = combed >= told * CLEAR;
        boolean agreed = Math.max(top, bottom) >= combed * CLEAR;
        if (agreed && (mostly || saysInterlaced(header))) {
            return top > bottom ? Scan.TOP_FIELD_FIRST : Scan.BOTTOM_FIELD_FIRST;
        }
        return Scan.MIXED;
    }

    static boolean saysInterlaced(Track.Picture header) {
        return switch (header.fieldOrder()) {
            case "tt", "tb", "bb", "bt" -> true;
            default -> false;
        };
    }

    /// Matroska's "tb" is "top coded first", not "bottom displayed first": FFmpeg writes it for
    /// top-field-first footage.
    static boolean saysBottomFirst(Track.Picture header) {
        return header.fieldOrder().equals("bb") || header.fieldOrder().equals("bt");
    }

    @Override
    public String toString() {
        return top
                + " top field first, "
                + bottom
                + " bottom field first, "
                + progressive
                + " progressive, "
                + undetermined
                + " without movement";
    }
}
