package v2v.torrent.dht;

import v2v.torrent.Tally;

/// How often what happened.
public final class Counters extends Tally<Counters.Event> {
    /// What is counted.
    public enum Event {
        /// Questions that we asked.
        ASKED,
        /// Questions of ours that nobody answered in time.
        SILENCE,
        /// Datagrams that the system did not take from us.
        UNSENT,
        /// Times that what we know could not be written to the disk.
        UNSAVED,
        /// Questions of others that were answered.
        ANSWERED,
        /// Datagrams that are no message.
        GARBAGE,
        /// Senders that nobody can answer: no IPv4, or an address that can not be.
        NOWHERE,
        /// Answers that nobody asked for, or that came from elsewhere.
        UNASKED,
        /// Questions with missing or wrong parts (203).
        MALFORMED,
        /// Questions that we do not know (204).
        UNKNOWN,
        /// One address asked too often.
        THROTTLED,
        /// All together asked too often.
        BUSY,
        /// Something to store, with a token that is not that address's, or too old (203).
        BAD_TOKEN,
        /// Something to store, and no room for it, or not for more of that address (202).
        FULL,
        /// Values or salts that are too large (205, 207).
        TOO_LARGE,
        /// Values with a wrong signature (206).
        FORGED,
        /// Values that were to replace another one than we have (301).
        NOT_EXPECTED,
        /// Values that are older than what we have (302).
        OLDER
    }

    Counters() {
        super(Event.class);
    }
}
