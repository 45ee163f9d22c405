package v2v.item;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// One public media file that has been made, decoded back and found good.
///
/// @param name path inside the release folder, with forward slashes
/// @param mime media type with codecs, RFC 6381
/// @param width square samples; 0 for sound
/// @param frames decoded back from the finished file; 0 for sound
/// @param rate frames a second; null for stills and sound
/// @param language BCP 47, of a file of words; null for all others
/// @param duration of the finished file; null for a still
/// @param command the exact argument list, paths made relative, for premis.xml
/// @param tool name and version of the program that made it
public record Rendition(
        Role role,
        String name,
        String mime,
        long bytes,
        Digest sha256,
        int width,
        int height,
        long frames,
        @Nullable Ratio rate,
        @Nullable Duration duration,
        @Nullable String language,
        List<String> command,
        String tool) {
    public enum Role {
        /// The copy for everybody: AV1 and Opus, or Opus alone where there is no picture.
        ACCESS,
        /// The same picture for players without AV1: VP9 and Opus.
        COMPATIBLE,
        /// A small picture for slow lines and for looking through.
        PROXY,
        /// The sound alone, Opus.
        SOUND,
        /// The sound alone, lossless: FLAC.
        LOSSLESS,
        POSTER,
        /// One picture of many small ones, for the time line of a player.
        STORYBOARD,
        /// Says which part of the storyboard belongs to which time (WebVTT).
        STORYBOARD_MAP,
        /// Subtitles or captions in one language (WebVTT).
        WORDS,
        /// The lossless copy that is kept, never released (FFV1 and FLAC in Matroska).
        MASTER,
        /// One hash a frame of the original, which are those of the master (framemd5).
        FRAME_HASHES
    }
}
