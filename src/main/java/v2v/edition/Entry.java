package v2v.edition;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One release as the catalogue tells of it: a line of `items.jsonl`.
///
/// @param folder name of the release folder
/// @param id of the item
/// @param version of the item
/// @param language BCP 47; empty when nobody said
/// @param date as the record gives it (EDTF); empty when nobody said
/// @param duration zero when it is not known
/// @param license SPDX id
/// @param deed URL of the licence
/// @param credit whom to name
/// @param collection empty for none
/// @param bytes of the whole folder
/// @param infohash v1, 40 hexadecimal digits; null in a v2-only torrent
/// @param infohashV2 64 hexadecimal digits; null in a v1-only torrent
/// @param replaces folder of the version before; null when there is none
/// @param replacedBy folder of the next version; null while this is the newest
/// @param poster whether there is a still
/// @param at when it was released
public record Entry(
        String folder,
        String id,
        int version,
        String title,
        String description,
        String language,
        String date,
        Duration duration,
        String license,
        String deed,
        String credit,
        String collection,
        List<String> subjects,
        List<String> people,
        List<String> places,
        long bytes,
        @Nullable String infohash,
        @Nullable String infohashV2,
        String magnet,
        @Nullable String replaces,
        @Nullable String replacedBy,
        boolean poster,
        Instant at) {
    public Entry {
        subjects = List.copyOf(subjects);
        people = List.copyOf(people);
        places = List.copyOf(places);
    }
}
