package v2v.torrent.peer;

import v2v.torrent.Site;
import v2v.torrent.peer.Counters.Event;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Everybody who is connected: how many there may be, and who has to go.
final class Crowd {
    /// Who has not read for so long may lose what it holds to others, nanoseconds.
    private static final long STILL = 1_000_000_000L;

    /// Who has been of no use for so long may have to make room, nanoseconds.
    private static final long USELESS = 5_000_000_000L;

    private final Station station;
    private final Map<Conversation, Site> conversations = new ConcurrentHashMap<>();
    private final Map<Site, Integer> sites = new HashMap<>();
    private volatile boolean closed;

    Crowd(Station station) {
        this.station = station;
    }

    int size() {
        return conversations.size();
    }

    /// Once in a while: whoever has let its time pass goes.
    void look(long now) {
        for (Conversation conversation : conversations.keySet()) {
            Event overdue = conversation.line().overdue(now);
            if (overdue != null) {
                cutOff(conversation, overdue);
            }
        }
        makeRoom(now);
    }

    void hangUpOn(Offered row) {
        conversations.keySet().stream().filter(c -> c.about(row)).forEach(Crowd::hangUp);
    }

    /// Until it ends.
    void talk(Conversation conversation, Site site) {
        conversations.put(conversation, site);
        if (closed) {
            hangUp(conversation);
        }
        try {
            conversation.run();
        } finally {
            conversations.remove(conversation);
        }
    }

    /// A place for one more from there; false when there is none. Give it back with [#leave].
    synchronized boolean enter(Site site) {
        int all = sites.values().stream().mapToInt(Integer::intValue).sum();
        int here = sites.getOrDefault(site, 0);
        if (closed || here >= station.settings.connectionsPerAddress()) {
            return false;
        }
        if (all >= station.settings.connections() && !displace()) {
            return false;
        }
        sites.put(site, here + 1);
        return true;
    }

    /// Hangs up on a peer that does nothing, of the place that has the most: one that does would
    /// find no room.
    ///
    /// @return false when there is none
    private boolean displace() {
        long now = System.nanoTime();
        Comparator<Map.Entry<Conversation, Site>> most =
                Comparator.comparingInt(peer -> sites.getOrDefault(peer.getValue(), 0));
        Optional<Conversation> idle =
                conversations.entrySet().stream()
                        .filter(peer -> peer.getKey().useless(now) > USELESS)
                        .max(most.thenComparingLong(peer -> peer.getKey().useless(now)))
                        .map(Map.Entry::getKey);
        idle.ifPresent(conversation -> {
            conversations.remove(conversation); // nobody makes room twice
            cutOff(conversation, Event.DISPLACED);
        });
        return idle.isPresent();
    }

    synchronized void leave(Site site) {
        sites.computeIfPresent(site, (key, count) -> count == 1 ? null : count - 1);
    }

    /// Some wait for memory that others hold and do not pass on: as many of these go, those that
    /// have not read for longest.
    private void makeRoom(long now) {
        int waiting = station.buffers.waiting();
        if (waiting > 0) {
            Map<Conversation, Long> still = new HashMap<>();
            conversations.keySet().forEach(peer -> still.put(peer, peer.stalled(now)));
            still.entrySet().stream()
                    .filter(peer -> peer.getValue() > STILL)
                    .sorted(Map.Entry.<Conversation, Long>comparingByValue().reversed())
                    .limit(waiting)
                    .forEach(peer -> cutOff(peer.getKey(), Event.STALLED));
        }
    }

    private void cutOff(Conversation conversation, Event why) {
        station.counters.add(why);
        hangUp(conversation);
    }

    private static void hangUp(Conversation conversation) {
        try {
            conversation.line().close();
        } catch (IOException e) {
            // it is gone all the same
        }
    }

    /// Hangs up on everybody, and lets nobody in any more.
    void close() {
        closed = true;
        conversations.keySet().forEach(Crowd::hangUp);
    }
}
