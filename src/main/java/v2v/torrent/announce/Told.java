package v2v.torrent.announce;

/// What we tell a tracker of one release, under one of its names.
///
/// @param hash 20 bytes
/// @param peerId 20 bytes
/// @param port where we listen
/// @param uploaded bytes given since the start
/// @param left bytes that we do not have yet; 0 for a seed
/// @param event what has just happened
/// @param wanted how many others we would like to call
@SuppressWarnings("ArrayRecordComponent") // made and read at once, never compared
record Told(
        byte[] hash, byte[] peerId, int port, long uploaded, long left, Event event, int wanted) {

    /// With its number in BEP 15.
    enum Event {
        NONE(0, ""),
        COMPLETED(1, "&event=completed"),
        STARTED(2, "&event=started"),
        STOPPED(3, "&event=stopped");

        private final int number;
        private final String query;

        Event(int number, String query) {
            this.number = number;
            this.query = query;
        }

        int number() {
            return number;
        }

        /// For the end of an announce over HTTP.
        String query() {
            return query;
        }
    }
}
