package v2v.media;

import v2v.item.Settings;

import java.time.Duration;

/// What one run of FFmpeg may cost before it is ended.
///
/// @param maxPixels samples of one picture; a small file can unpack to gigabytes
/// @param stall how long a run may show no progress at all
/// @param grace between asking a run to end and killing it
/// @param looking for headers, decodes and stills
/// @param encoding for encodes
record Limits(long maxPixels, Duration stall, Duration grace, Budget looking, Budget encoding) {
    /// Of one sample in 16 bits a colour, with transparency.
    private static final long BYTES = 8;

    /// For margins, and for what is no picture.
    private static final long REST = 64L << 20;

    private static final long MEGA = 1_000_000;

    static Limits of(Settings settings) {
        return new Limits(
                MEGA * settings.integer("media.max-megapixels", 40, 1, 500),
                settings.duration("media.stall", "120s"),
                settings.duration("media.grace", "10s"),
                Budget.looking(settings),
                Budget.encoding(settings));
    }

    /// The same with less patience.
    Limits within(Duration patience) {
        return new Limits(maxPixels, patience, grace, looking, encoding);
    }

    /// One allocation: the largest picture, and a little more. A header may unpack too.
    long maxAllocation() {
        return BYTES * maxPixels + REST;
    }
}
