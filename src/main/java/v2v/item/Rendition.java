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
        List<String> command,
        String tool) {
    public enum Role {
        ACCESS,
        POSTER
    }
}
