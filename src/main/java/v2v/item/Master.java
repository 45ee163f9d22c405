package v2v.item;

import java.util.List;

/// What is kept for good of a work, beside the untouched original, until the bag is closed over it.
///
/// @param work the folder in which it is put together, relative to the library:
///   `work/<id>-<version>/master`
/// @param why in words: what was made, or why the original alone is kept
/// @param files the lossless copy and its frame hashes, by name inside `work`; empty where the
///   original alone is kept
public record Master(String work, String why, List<Rendition> files) {}
