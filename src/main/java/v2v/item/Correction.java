package v2v.item;

import org.jspecify.annotations.Nullable;

/// What a corrected version of a release knows of the one that it replaces. That one is not
/// touched: it keeps its folder, its torrent and its place.
///
/// @param item of which the earlier version is a release; the same original or another
/// @param number of the new release among those of its original: 2 for the first correction; 1 when
///   the earlier one was made of another original
/// @param folder name of the release folder that is replaced
/// @param torrent its .torrent, relative to the library
/// @param infohash its v1 info-hash; null for a v2-only torrent
/// @param infohashV2 its v2 info-hash; null for a v1 torrent
/// @param why in words for the public
public record Correction(
        ItemId item,
        int number,
        String folder,
        String torrent,
        @Nullable String infohash,
        @Nullable String infohashV2,
        String why) {
    /// The correction of what is out now.
    ///
    /// @param number of the new release
    public static Correction of(Released earlier, int number, String why) {
        String folder = earlier.folder();
        return new Correction(
                earlier.id(),
                number,
                folder.substring(folder.lastIndexOf('/') + 1),
                earlier.torrent(),
                earlier.infohash(),
                earlier.infohashV2(),
                why);
    }
}
