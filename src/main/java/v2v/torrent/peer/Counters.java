package v2v.torrent.peer;

import v2v.torrent.Tally;

/// How often what happened: the publisher's view of a swarm that is not always friendly.
public final class Counters extends Tally<Counters.Event> {
    /// What is counted.
    public enum Event {
        /// Connections that were let in.
        ACCEPTED,
        /// Turned away at the door: too many in all, or from one address.
        CROWDED,
        /// Hung up on, because they did nothing and others came.
        DISPLACED,
        /// Peers that were called by us and answered.
        DIALLED,
        /// No handshake of any kind.
        GARBAGE,
        /// A handshake that did not end in time.
        SLOW_HANDSHAKE,
        /// A hash that is not ours, or is out of service.
        UNKNOWN_HASH,
        /// Encrypted handshakes that were answered.
        ENCRYPTED,
        /// Encrypted handshakes above what is computed in a second.
        KEYS_DENIED,
        /// Messages that are none, too long, or ask for what is not there.
        BAD_MESSAGE,
        /// Requests that were refused: not unchoked, or too many in line.
        REFUSED_REQUEST,
        /// Hash requests that were refused.
        REFUSED_HASHES,
        /// Peers that were cut off because they did not read.
        STALLED,
        /// Peers that said nothing for too long.
        IDLE,
        /// Torrents that were taken out of service because of their files.
        CHANGED,
        /// Reads of our own files that failed.
        READ_FAILED
    }

    Counters() {
        super(Event.class);
    }
}
