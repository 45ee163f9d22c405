package v2v.torrent.tracker;

import java.net.InetAddress;
import java.util.List;

/// What a peer tells a tracker (BEP 3, BEP 15).
///
/// @param hash 20 bytes, hexadecimal: a v1 info-hash, or the start of a v2 one
/// @param peerId 20 bytes, hexadecimal
/// @param address where it came from; what a peer claims of itself is not asked
/// @param port where it listens
/// @param uploaded bytes it says it gave since it began
/// @param downloaded bytes it says it took since it began
/// @param left bytes it lacks
/// @param wanted how many peers it would like
public record Announcement(
        String hash,
        String peerId,
        InetAddress address,
        int port,
        long uploaded,
        long downloaded,
        long left,
        Event event,
        int wanted) {
    /// What has happened to it.
    public enum Event {
        NONE,
        COMPLETED,
        STARTED,
        STOPPED;

        /// As BEP 15 counts them.
        static final List<Event> BY_NUMBER = List.of(NONE, COMPLETED, STARTED, STOPPED);
    }
}
