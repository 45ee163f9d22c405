package v2v.media;

/// How access copies are made: one file in `pipelines/profiles`.
///
/// The file itself documents every key; this record is what is left after it was checked.
public record Profile(String name, Video video, Sound sound, Poster poster, Damage damage) {
    /// The picture.
    ///
    /// @param preset SVT-AV1 speed, 0 (slow) to 13
    /// @param crf constant quality, 1 (best) to 63
    /// @param keyframeSeconds at most so far apart, so that players can jump
    /// @param maxLines length of the picture's short side; never scaled up to it
    public record Video(
            int preset, int crf, int keyframeSeconds, int maxLines, Deinterlace deinterlace) {}

    /// The sound.
    ///
    /// @param kbits a second for two channels; one channel gets half
    public record Sound(int kbits) {}

    /// The still picture that stands for the work.
    ///
    /// @param quality of the WebP picture, 1 to 100
    /// @param maxWidth wider posters are scaled down
    public record Poster(int quality, int maxWidth) {}

    /// What becomes of the two fields of an interlaced frame.
    public enum Deinterlace {
        /// One picture a field: 50i becomes 50p, movement stays fluid.
        FIELDS,
        /// One picture a frame: 50i becomes 25p, half the work.
        FRAMES
    }

    /// What becomes of footage with decoding errors.
    public enum Damage {
        REFUSE,
        ACCEPT
    }
}
