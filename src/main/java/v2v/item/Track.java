package v2v.item;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.jspecify.annotations.Nullable;

/// One elementary stream of a file, as its header describes it.
///
/// `index` is the stream's number in the container, from 0; `codec` is FFmpeg's name for it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Track.Picture.class, name = "picture"),
    @JsonSubTypes.Type(value = Track.Sound.class, name = "sound"),
    @JsonSubTypes.Type(value = Track.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Track.Data.class, name = "data"),
})
public sealed interface Track {
    int index();

    String codec();

    /// Moving pictures, or one that is attached.
    ///
    /// @param width coded samples a line
    /// @param height lines
    /// @param sampleShape width of a sample to its height; 1/1 when the header says nothing
    /// @param rate frames a second that the header claims (its average)
    /// @param pixels FFmpeg's pixel format, `unknown` when it can not tell
    /// @param fieldOrder the header's word: progressive, tt, bb, tb, bt or unknown
    /// @param rotation degrees clockwise that a player must turn the picture: 0, 90, 180, 270
    /// @param colourRange tv, pc or unknown
    /// @param still true for an attached picture such as a cover
    record Picture(
            int index,
            String codec,
            int width,
            int height,
            Ratio sampleShape,
            Ratio rate,
            String pixels,
            String fieldOrder,
            int rotation,
            String colourRange,
            String primaries,
            String transfer,
            String matrix,
            boolean still)
            implements Track {}

    /// Sound.
    ///
    /// @param layout FFmpeg's channel layout, `unknown` when the header has none
    /// @param sampleRate Hz
    /// @param bits a sample, 0 when the codec has no such thing
    /// @param language ISO 639 code as the header gives it
    record Sound(
            int index,
            String codec,
            int channels,
            String layout,
            int sampleRate,
            int bits,
            @Nullable String language)
            implements Track {}

    record Text(int index, String codec, @Nullable String language) implements Track {}

    record Data(int index, String codec) implements Track {}
}
