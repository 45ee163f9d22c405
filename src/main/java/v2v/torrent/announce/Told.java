package v2v.torrent.announce;

import org.jspecify.annotations.Nullable;

/// What we tell a tracker of one release, under one of its names.
///
/// @param hash 20 bytes
/// @param peerId 20 bytes
/// @param port where we listen
/// @param uploaded bytes given since the start
/// @param event what has happened; null for nothing new
/// @param wanted how many others we would like to call
@SuppressWarnings("ArrayRecordComponent") // made and read at once, never compared
record Told(
        byte[] hash, byte[] peerId, int port, long uploaded, @Nullable Event event, int wanted) {
    /// Numbers of BEP 15, words of BEP 3.
    enum Event {
        STARTED(2, "started"),
        STOPPED(3, "stopped");

        final int number;
        final String word;

        Event(int number, String word) {
            this.number = number;
            this.word = word;
        }
    }
}
