package v2v.web;

import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// What lies at a path.
sealed interface Place {
    /// A file, or the part of it that is asked for.
    ///
    /// @param sha256 of its bytes, hexadecimal, where the release's own list vouches for them;
    ///   empty where nothing does
    /// @param keepAs the name under which a browser puts it aside; empty when it is to be shown
    /// @param successor path of the release that replaces the one in which it lies; empty for none
    record Film(
            Path file, long bytes, Instant modified, String sha256, String keepAs, String successor)
            implements Place {
        /// What a browser may compare its copy by (RFC 9110): the bytes themselves, or else size
        /// and time.
        String tag() {
            return sha256.isEmpty()
                    ? "\"%x-%x\"".formatted(modified.getEpochSecond(), bytes)
                    : '"' + sha256 + '"';
        }

        Film vouched(String hash) {
            return new Film(file, bytes, modified, hash, keepAs, successor);
        }

        Film followedBy(String path) {
            return new Film(file, bytes, modified, sha256, keepAs, path);
        }
    }

    /// What is no file: written when it is asked for.
    record Page(String html) implements Place {}

    /// A folder that was asked for without its last slash: links in its page would go astray.
    record Moved(String to) implements Place {}

    /// A release that was withdrawn: a page for people, and for programs its tombstone as it is.
    record Gone(String html, String json) implements Place {}

    /// A file that belongs here and is kept by others for now.
    ///
    /// @param folder name of its release
    /// @param order has it brought back; false when it is not, this time
    record Elsewhere(String folder, BooleanSupplier order) implements Place {}

    /// The same, once that is settled.
    ///
    /// @param coming whether it is being brought back
    record Awaited(String folder, boolean coming) implements Place {}

    record Nowhere() implements Place {}
}
