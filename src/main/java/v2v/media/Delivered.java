package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Master;
import v2v.item.Rendition;

import java.time.Instant;
import java.util.List;

/// What came of a [Part]. No path in it is absolute: machines may know one folder by several.
///
/// @param recipe SHA-256 of all that decides how the files come out, hexadecimal
/// @param files that were made, below the maker's own folder
/// @param prepared what was found out; of `prepare` only
/// @param made the finished files; of `whole` and `finish` only
/// @param tool names and versions of the programs that made them
public record Delivered(
        String recipe,
        List<File> files,
        @Nullable Prepared prepared,
        @Nullable Made made,
        String tool) {
    /// One file.
    ///
    /// @param place below the maker's own folder, and later in the work's, with forward slashes
    public record File(String place, long bytes) {}

    /// The finished files.
    ///
    /// @param instant when the last of them was finished
    /// @param notes what came out otherwise than the profile asks, for the report
    public record Made(
            List<Rendition> files, @Nullable Master master, Instant instant, List<String> notes) {}
}
