package v2v.torrent;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// How often what happened; any number may count at once.
public class Tally<E extends Enum<E>> {
    private final Class<E> events;
    private final Map<E, LongAdder> counts;

    /// Nothing has happened yet.
    protected Tally(Class<E> events) {
        this.events = events;
        this.counts = new EnumMap<>(events);
        for (E event : events.getEnumConstants()) {
            counts.put(event, new LongAdder());
        }
    }

    public void add(E event) {
        LongAdder count = counts.get(event);
        if (count != null) {
            count.increment();
        }
    }

    /// As of now.
    public Map<E, Long> all() {
        Map<E, Long> all = new EnumMap<>(events);
        counts.forEach((event, count) -> all.put(event, count.sum()));
        return all;
    }

    public long of(E event) {
        LongAdder count = counts.get(event);
        return count == null ? 0 : count.sum();
    }
}
