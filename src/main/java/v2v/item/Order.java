package v2v.item;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// What the person or the watch folder asked for. A value given here wins over the sidecar's.
///
/// @param license as typed, in any form that people use
/// @param recordFile a record to read instead of the sidecar beside the footage
/// @param profile name of a file in `pipelines/profiles`, without `.yaml`
/// @param by the person who ordered it, and so approves it; null for what a watch folder found
/// @param replaces the item whose release this one corrects; null for a work that is new
/// @param why what is corrected, in words for the public; null when nothing is replaced
/// @param now whether it goes before all that waits; orders of old forms do not
public record Order(
        @Nullable String license,
        @Nullable String attribution,
        @Nullable String title,
        @Nullable Path recordFile,
        String profile,
        @Nullable String by,
        @Nullable String replaces,
        @Nullable String why,
        boolean now) {
    /// What provenance calls an order: it is not a document, and what it says is meant to win.
    public static final String SOURCE = "command line";

    /// An order that replaces nothing.
    public Order(
            @Nullable String license,
            @Nullable String attribution,
            @Nullable String title,
            @Nullable Path recordFile,
            String profile,
            @Nullable String by) {
        this(license, attribution, title, recordFile, profile, by, null, null, false);
    }

    /// The same, as a correction of what is out.
    public Order replacing(String item, String reason) {
        return new Order(license, attribution, title, recordFile, profile, by, item, reason, now);
    }

    /// The same, before all that waits.
    public Order first() {
        return new Order(license, attribution, title, recordFile, profile, by, replaces, why, true);
    }

    public static Order plain(String profile) {
        return new Order(null, null, null, null, profile, null);
    }
}
