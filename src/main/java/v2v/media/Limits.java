package v2v.media;

import v2v.item.Settings;

import java.time.Duration;

/// What one run of FFmpeg may cost before it is ended.
///
/// @param maxPixels samples of one picture; a small file can unpack to gigabytes
/// @param stall how long a run may show no progress at all
/// @param grace between asking a run to end and killing it
record Limits(long maxPixels, Duration stall, Duration grace) {
    /// One allocation; enough for a 40-megapixel picture in 16-bit RGB with its alignment.
    static final long MAX_ALLOCATION = 1L << 30;

    private static final long MEGA = 1_000_000;

    static Limits of(Settings settings) {
        return new Limits(
                MEGA * settings.integer("media.max-megapixels", 40, 1, 500),
                settings.duration("media.stall", "120s"),
                settings.duration("media.grace", "10s"));
    }
}
