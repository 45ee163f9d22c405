package v2v.torrent.fetch;

import java.nio.file.Path;

/// What it took to get a content whole.
///
/// @param content where it lies: the folder, or the bare file
/// @param bytesFromPeers that arrived from the swarm, with what turned out to be wrong
/// @param bytesFromWeb that arrived from web seeds, with what turned out to be wrong
/// @param bytesKept that were here already and right
/// @param bytesWasted of those that arrived: wrong, or twice
/// @param dropped sources that gave wrong bytes, and were asked no more
public record Fetched(
        Path content,
        long bytesFromPeers,
        long bytesFromWeb,
        long bytesKept,
        long bytesWasted,
        int dropped) {}
