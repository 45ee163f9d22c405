package v2v.item;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// How many others were seen to hold a release, look after look.
///
/// @param since the first look of an unbroken run in which enough were found; null when there is no
///   such run
/// @param least the fewest found in that run
/// @param looked the last look; null before the first
/// @param seeds found at the last look
public record Copies(@Nullable Instant since, int least, @Nullable Instant looked, int seeds) {
    /// Nobody has looked yet.
    public static final Copies UNSEEN = new Copies(null, 0, null, 0);
}
