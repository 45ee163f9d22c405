package v2v.media;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// One encoded sound track.
///
/// @param language ISO 639-2 code, as WebM wants it; null when nobody said
/// @param end when it ends, as measured
record Voice(int channels, @Nullable String language, Duration end) {}
