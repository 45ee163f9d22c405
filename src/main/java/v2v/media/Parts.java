package v2v.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How a work is divided: what can be done at once, then what needs the one before, and so on. The
/// parts of one step need nothing of each other.
///
/// @param films pieces of the film; 0 for a work that is not divided
/// @param sound whether it has any
/// @param master whether a lossless copy is made
public record Parts(int films, boolean sound, boolean master) {
    /// A work that is not divided.
    public static final Parts WHOLE = new Parts(0, false, false);

    static Parts of(Plan plan, Duration longerThan) {
        Film film = plan.film();
        boolean shorter = plan.inspection().decode().duration().compareTo(longerThan) <= 0;
        if (film == null || shorter || !plan.inPieces()) {
            return WHOLE;
        }
        // how many there are does not depend on when the first picture comes
        Piece.Clock clock = new Piece.Clock(0, film.rate().source(), true);
        long frames = plan.inspection().decode().frames();
        int pieces = Piece.of(frames, plan.pieceFrames(), clock).size();
        Lossless lossless = plan.lossless();
        return pieces < 2
                ? WHOLE
                : new Parts(
                        pieces,
                        !plan.programmes().all().isEmpty(),
                        lossless != null && lossless.convert());
    }

    /// Whether the first step is all.
    public boolean whole() {
        return films == 0;
    }

    public List<Part> first() {
        return whole() ? List.of(new Part.Whole()) : List.of(new Part.Prepare());
    }

    /// The sound and the master before the pieces: they take the longest.
    ///
    /// @param found by the first
    public List<Part> second(Prepared found) {
        List<Part> parts = new ArrayList<>();
        if (whole()) {
            return List.of();
        }
        if (sound) {
            parts.add(new Part.Sound(found));
        }
        if (master) {
            parts.add(new Part.Master(found));
        }
        for (int i = 0; i < films; i++) {
            parts.add(new Part.Film(i, films, found));
        }
        return List.copyOf(parts);
    }

    public List<Part> last(Prepared found) {
        return whole() ? List.of() : List.of(new Part.Finish(found));
    }
}
