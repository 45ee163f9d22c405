package v2v.item;

import java.nio.file.Path;

/// A file of words (subtitles, captions) that was delivered beside an original.
///
/// @param sha256 of its bytes when it was accepted
public record Companion(Path file, Digest sha256, long bytes) {}
