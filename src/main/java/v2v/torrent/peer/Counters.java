package v2v.torrent.peer;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// How often what happened: the publisher's view of a swarm that is not always friendly.
public final class Counters {
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

    private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);

    Counters() {
        for (Event event : Event.values()) {
            counts.put(event, new LongAdder());
        }
    }

    void add(Event event) {
        LongAdder count = counts.get(event);
        if (count != null) {
            count.increment();
        }
    }

    /// As of now.
    public Map<Event, Long> all() {
        Map<Event, Long> all = new EnumMap<>(Event.class);
        counts.forEach((event, count) -> all.put(event, count.sum()));
        return all;
    }

    public long of(Event event) {
        LongAdder count = counts.get(event);
        return count == null ? 0 : count.sum();
    }
}
