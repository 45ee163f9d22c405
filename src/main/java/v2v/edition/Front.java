package v2v.edition;

import java.time.Instant;

/// Whose catalogue it is.
///
/// @param publisher in words; empty when nobody said
/// @param base address of the catalogue on the web, ending in `/`; empty for nowhere
/// @param at when the newest of its contents came
record Front(String publisher, String base, Instant at) {}
