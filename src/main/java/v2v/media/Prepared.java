package v2v.media;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What must be known of a film before its pieces can be made side by side.
///
/// @param recipe SHA-256 of all that decides how the files come out, hexadecimal: whoever would
///   make them otherwise must not
/// @param crf of the access copy; 0 when there is none
/// @param decibels XPSNR that samples measured at it; 0 when nothing was searched
/// @param start when the first picture comes, seconds from the start of the file; null when the
///   film is not cut
/// @param entered whether the file may be entered in the middle
public record Prepared(
        String recipe, int crf, double decibels, @Nullable Double start, boolean entered) {
    private static final int DIGITS = 16;
    private static final int MOST_CRF = 63;

    /// The same for a container that did not bear it.
    Prepared fromTheStart() {
        return new Prepared(recipe, crf, decibels, start, false);
    }

    /// Whether it can be what was found out, and not anything.
    boolean sane() {
        return crf >= 0
                && crf <= MOST_CRF
                && Double.isFinite(decibels)
                && (start == null || Double.isFinite(start));
    }

    QualitySearch.Found quality() {
        return new QualitySearch.Found(crf, decibels);
    }

    /// The name of the shelf for pieces that are cut so.
    String shelf(List<Piece> pieces) {
        String all = recipe + "\n" + crf + "\n" + pieces;
        return Fingerprint.digest(all).hex().substring(0, DIGITS);
    }
}
