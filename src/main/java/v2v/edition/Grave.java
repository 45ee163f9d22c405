package v2v.edition;

import java.time.Instant;

/// A release that was taken back, as the catalogue tells of it.
///
/// @param folder name that its release folder had
/// @param reason in words for the public
/// @param at when it was withdrawn
public record Grave(String folder, String title, String reason, Instant at) {}
