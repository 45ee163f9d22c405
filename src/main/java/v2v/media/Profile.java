package v2v.media;

import java.util.Set;

/// What is made of a work and how: one file in `pipelines/profiles`.
///
/// The file itself documents every key; this record is what is left after it was checked.
///
/// @param make the products that the profile asks for; what the footage can not give (words that
///   are not there, sound of a silent film) is left out
public record Profile(
        String name,
        Set<Product> make,
        Video video,
        Compatible compatible,
        Proxy proxy,
        Sound sound,
        Poster poster,
        Storyboard storyboard,
        Master master,
        Chunks chunks,
        Damage damage) {
    /// What can be made of a work.
    public enum Product {
        /// AV1 and Opus in WebM.
        ACCESS,
        /// VP9 and Opus in WebM.
        COMPATIBLE,
        /// A small AV1 copy.
        PROXY,
        /// The sound alone in Opus.
        OPUS,
        /// The sound alone in FLAC.
        FLAC,
        POSTER,
        STORYBOARD,
        /// Subtitles and captions as WebVTT.
        WORDS,
        /// The bag of original and lossless copy.
        MASTER
    }

    /// The access copy's picture.
    ///
    /// @param preset SVT-AV1 speed, 0 (slow) to 13
    /// @param keyframeSeconds at most so far apart, so that players can jump
    /// @param maxLines length of the picture's short side; never scaled up to it
    public record Video(
            int preset,
            Quality quality,
            int keyframeSeconds,
            int maxLines,
            Deinterlace deinterlace,
            Dynamics hdr) {}

    /// How good the picture must be.
    public sealed interface Quality {}

    /// The encoder's own scale, 1 (best) to 63.
    public record Crf(int value) implements Quality {}

    /// A measured distance from the original, dB; the scale is searched for it.
    public record Xpsnr(double decibels) implements Quality {}

    /// The copy for players without AV1.
    ///
    /// @param speed libvpx's `cpu-used`, 0 (slow) to 8
    public record Compatible(int speed, int crf, int maxLines) {}

    /// The small copy.
    public record Proxy(int preset, int crf, int maxLines) {}

    /// The sound.
    ///
    /// @param kbits a second for two channels; one channel gets half
    /// @param join house rules for which channels belong together; empty: by what the tracks say
    public record Sound(int kbits, String join, Loudness loudness) {}

    /// To which loudness the copies are brought (EBU R 128).
    ///
    /// @param target LUFS; 0 leaves it as it is
    /// @param truePeak dBTP that may not be exceeded
    /// @param limiting what becomes of sound that can not be raised without exceeding it
    public record Loudness(int target, int truePeak, Limiting limiting) {
        /// Whether anything is done at all.
        public boolean on() {
            return target < 0;
        }
    }

    /// What to do where one gain for all would go over the peak.
    public enum Limiting {
        /// As much gain as the peak allows; the dynamics stay.
        GAIN,
        /// Two-pass dynamic normalisation: changes the dynamics.
        LOUDNORM
    }

    /// The still picture that stands for the work.
    ///
    /// @param quality of the WebP picture, 1 to 100
    /// @param maxWidth wider posters are scaled down
    public record Poster(int quality, int maxWidth) {}

    /// The small pictures for a player's time line.
    public record Storyboard(int everySeconds, int width) {}

    /// What is kept for good.
    public record Master(Convert convert, int slices) {}

    /// Which originals are converted to FFV1 and FLAC; all are kept byte for byte.
    public enum Convert {
        /// Tape, uncompressed and obsolete formats.
        ELIGIBLE,
        ALWAYS,
        NEVER
    }

    /// How long works are cut for encoding.
    ///
    /// @param fromSeconds longer works are cut
    /// @param seconds length of a piece, rounded up to whole key-frame distances
    public record Chunks(int fromSeconds, int seconds) {}

    /// What becomes of the two fields of an interlaced frame.
    public enum Deinterlace {
        /// One picture a field: 50i becomes 50p, movement stays fluid.
        FIELDS,
        /// One picture a frame: 50i becomes 25p, half the work.
        FRAMES
    }

    /// What becomes of high dynamic range.
    public enum Dynamics {
        /// The access copy keeps it; all 8-bit products are mapped to standard range.
        KEEP,
        /// Everything is mapped to standard range.
        MAP,
        REFUSE
    }

    /// What becomes of footage with decoding errors.
    public enum Damage {
        REFUSE,
        ACCEPT
    }

    boolean makes(Product product) {
        return make.contains(product);
    }
}
