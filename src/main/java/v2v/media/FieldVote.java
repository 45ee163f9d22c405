package v2v.media;

import v2v.item.Quality;
import v2v.item.Scan;
import v2v.item.Track;

import java.time.Duration;
import java.util.List;

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

    /// @param word the first letter of what `idet` says: tff, bff, progressive, undetermined
    FieldVote count(char word) {
        return switch (word) {
            case 't' -> new FieldVote(top + 1, bottom, progressive, undetermined);
            case 'b' -> new FieldVote(top, bottom + 1, progressive, undetermined);
            case 'p' -> new FieldVote(top, bottom, progressive + 1, undetermined);
            default -> new FieldVote(top, bottom, progressive, undetermined + 1);
        };
    }

    Quality.Window window(Duration start) {
        return new Quality.Window(start, top, bottom, progressive, undetermined);
    }

    private static FieldVote of(Quality.Window window) {
        return new FieldVote(
                window.top(), window.bottom(), window.progressive(), window.undetermined());
    }

    /// The verdict on a work that no pull-down was found in.
    ///
    /// Still scenes of interlaced footage look progressive to the vote of neighbours. So the header
    /// breaks the tie where the frames that move all agree on an order and it says interlaced too,
    /// unless whole parts of the work move without a comb.
    ///
    /// @param flags what the frames themselves claim: believed where nothing moves
    Scan scan(Track.Picture header, Scan flags, List<Quality.Window> windows) {
        if (!tall(header)) {
            return Scan.PROGRESSIVE;
        }
        if (told() < FEWEST_FRAMES && flags != Scan.PROGRESSIVE) {
            return flags;
        }
        if (told() < FEWEST_FRAMES && saysInterlaced(header)) {
            return saysBottomFirst(header) ? Scan.BOTTOM_FIELD_FIRST : Scan.TOP_FIELD_FIRST;
        }
        if (mixed(windows)) {
            return Scan.MIXED;
        }
        if (combed() < FEWEST_FRAMES || combed() < told() * SOME) {
            return Scan.PROGRESSIVE;
        }
        boolean mostly = combed() >= told() * CLEAR;
        boolean agreed = Math.max(top, bottom) >= combed() * CLEAR;
        if (agreed && (mostly || saysInterlaced(header))) {
            return top > bottom ? Scan.TOP_FIELD_FIRST : Scan.BOTTOM_FIELD_FIRST;
        }
        return Scan.MIXED;
    }

    /// Whether the picture has enough lines for two fields.
    static boolean tall(Track.Picture header) {
        return header.height() > FEWEST_LINES;
    }

    long combed() {
        return top + bottom;
    }

    /// Frames that could be told.
    long told() {
        return combed() + progressive;
    }

    /// Whether some parts of the work clearly move one way and some the other.
    private static boolean mixed(List<Quality.Window> windows) {
        List<FieldVote> clear =
                windows.stream().map(FieldVote::of).filter(FieldVote::moving).toList();
        long film = clear.stream().filter(v -> v.progressive >= v.told() * CLEAR).count();
        long video = clear.stream().filter(v -> v.combed() >= v.told() * CLEAR).count();
        long least = Math.max(1, Math.round(clear.size() * SOME));
        return film >= least && video >= least;
    }

    private boolean moving() {
        return told() >= 10 * FEWEST_FRAMES && told() >= undetermined;
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
