package v2v.media.stills;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// Which frame stands for a work.
public final class Choice {
    private static final double BLACK = 20;
    private static final double DARK = 40;
    private static final double WHITE = 230;
    private static final double NO_CONTRAST = 12;
    private static final double STRIPED = 0.8;

    /// A plain frame has no detail, not even through an encoder.
    private static final double NOTHING = 1;

    /// Of a title card or a test card, more than this is plain; of a landscape under a clear sky,
    /// less.
    private static final double PLAIN = 0.9;

    /// The brightness at which most can be seen.
    private static final double MIDDLE = 115;

    private static final double FULL_CONTRAST = 55;
    private static final double FULL_COLOUR = 40;

    /// The mean difference to the next frame that halves a frame's worth.
    private static final double UNSTEADY = 20;

    private Choice() {}

    /// The best frame: sharp, well lit, steady, and neither black, white, plain nor colour bars.
    /// Where there is none, the brightest sharp one.
    public static Optional<Sight> best(List<Sight> sights) {
        Optional<Sight> good = most(sights, Choice::showable, Choice::worth);
        Optional<Sight> picture =
                good.isPresent()
                        ? good
                        : most(sights, s -> !bars(s) && s.sharp() > NOTHING, Choice::visible);
        return picture.isPresent() ? picture : most(sights, s -> true, Choice::visible);
    }

    private static Optional<Sight> most(
            List<Sight> sights, Predicate<Sight> wanted, ToDoubleFunction<Sight> worth) {
        return sights.stream().filter(wanted).max(Comparator.comparingDouble(worth));
    }

    private static boolean bars(Sight sight) {
        return sight.stripes() > STRIPED && sight.contrast() > NO_CONTRAST;
    }

    private static boolean showable(Sight sight) {
        return sight.mean() > BLACK
                && sight.mean() < WHITE
                && sight.contrast() > NO_CONTRAST
                && sight.flat() < PLAIN
                && !bars(sight);
    }

    private static double worth(Sight sight) {
        double light = 1 - Math.min(0.8, Math.abs(sight.mean() - MIDDLE) / 150);
        double dark = Math.min(1, sight.mean() / DARK);
        double contrast = Math.min(1, sight.contrast() / FULL_CONTRAST);
        double colour = 0.6 + 0.4 * Math.min(1, sight.colour() / FULL_COLOUR);
        double detail = 1 - 0.7 * sight.flat();
        double steady = UNSTEADY / (UNSTEADY + sight.change());
        return detail(sight) * light * dark * contrast * colour * detail * steady;
    }

    /// Twice as much fine detail is not twice as good: grain is detail too.
    private static double detail(Sight sight) {
        return Math.log1p(sight.sharp());
    }

    private static double visible(Sight sight) {
        return Math.min(sight.mean(), 255 - sight.mean()) * (1 + detail(sight));
    }
}
