package v2v.media;

import java.util.Locale;

/// Media types with codecs (RFC 6381).
final class Mime {
    private Mime() {}

    /// AV1 codecs parameter string (profile, level and tier, bit depth) or VP9's (profile, level,
    /// bit depth).
    ///
    /// @param level as the decoder gives it; not known for VP9
    static String film(Copy copy, int level, boolean sound) {
        String video =
                copy.vp9()
                        ? String.format(Locale.ROOT, "vp09.00.%02d.08", vp9Level(copy))
                        : String.format(Locale.ROOT, "av01.0.%02dM.10", Math.max(0, level));
        return "video/webm; codecs=\"" + video + (sound ? ", opus" : "") + "\"";
    }

    /// The lowest level of the VP9 bitstream specification (annex A) that has room for so many luma
    /// samples a picture and a second.
    private static int vp9Level(Copy copy) {
        long picture = (long) copy.shape().width() * copy.shape().height();
        double second = picture * copy.rate().value();
        for (long[] level : LEVELS) {
            if (picture <= level[1] && second <= level[2]) {
                return (int) level[0];
            }
        }
        return 62;
    }

    private static final long[][] LEVELS = {
        {10, 36_864, 829_440},
        {11, 73_728, 2_764_800},
        {20, 122_880, 4_608_000},
        {21, 245_760, 9_216_000},
        {30, 552_960, 20_736_000},
        {31, 983_040, 36_864_000},
        {40, 2_228_224, 83_558_400},
        {41, 2_228_224, 160_432_128},
        {50, 8_912_896, 311_951_360},
        {51, 8_912_896, 588_251_136},
        {52, 8_912_896, 1_176_502_272},
        {60, 35_651_584, 1_176_502_272},
        {61, 35_651_584, 2_353_004_544L},
    };
}
