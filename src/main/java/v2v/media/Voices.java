package v2v.media;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// The encoded sound of a work, made once for all its films.
///
/// @param file Matroska with one Opus track a voice; null for a silent work
record Voices(@Nullable Path file, List<Voice> all) {
    static final Voices NONE = new Voices(null, List.of());
}
