package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Ratio;
import v2v.item.Track;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What a file's header says. None of it is believed until the file has been decoded.
///
/// @param format FFmpeg's demuxer name
/// @param score how sure the demuxer was, of 100
/// @param claimed the container's duration
/// @param claims more of what the header says, by track index
/// @param tags of the container, keys in lower case
record Probe(
        String format,
        int score,
        @Nullable Duration claimed,
        List<Track> tracks,
        Map<Integer, Claim> claims,
        Map<String, String> tags,
        @Nullable String timecode) {
    /// @param duration that the header gives to this track
    /// @param usual whether the file marks it as the one to show
    /// @param level the codec's level number, -1 when it has none
    /// @param dolbyOnly Dolby Vision without a base layer that others can show
    /// @param codecTag the container's four letters for the codec
    /// @param shaped whether the header gives the shape of a sample
    /// @param captions whether the picture is said to carry captions
    /// @param tags of the track, keys in lower case
    record Claim(
            @Nullable Duration duration,
            boolean usual,
            int level,
            boolean dolbyOnly,
            String codecTag,
            boolean shaped,
            boolean captions,
            Map<String, String> tags) {}

    private static final Claim NO_CLAIM =
            new Claim(null, false, -1, false, "", false, false, Map.of());

    /// The largest moving picture that some decoder knows; the usual one of equals.
    Track.@Nullable Picture picture() {
        return tracks.stream()
                .filter(Track.Picture.class::isInstance)
                .map(Track.Picture.class::cast)
                .filter(p -> !p.still() && known(p.codec()) && p.width() > 0 && p.height() > 0)
                .max(
                        Comparator.comparingLong((Track.Picture p) -> (long) p.width() * p.height())
                                .thenComparing(p -> usual(p.index()))
                                .thenComparingInt(p -> -p.index()))
                .orElse(null);
    }

    /// Every sound track that some decoder knows, in file order.
    List<Track.Sound> sounds() {
        return tracks.stream()
                .filter(Track.Sound.class::isInstance)
                .map(Track.Sound.class::cast)
                .filter(s -> known(s.codec()) && s.channels() > 0 && s.sampleRate() > 0)
                .toList();
    }

    String container() {
        return format.split(",", 2)[0];
    }

    Claim claim(int index) {
        return claims.getOrDefault(index, NO_CLAIM);
    }

    private boolean usual(int index) {
        return claim(index).usual();
    }

    private static boolean known(String codec) {
        return !codec.isEmpty() && !codec.equals("none") && !codec.equals("unknown");
    }

    /// A rate beyond this is a time base that was mistaken for one (57,600 and 90,000 were seen).
    static boolean credible(Ratio rate) {
        return rate.num() > 0 && rate.value() <= 300;
    }
}
