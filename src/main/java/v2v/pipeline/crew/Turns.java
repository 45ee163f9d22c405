package v2v.pipeline.crew;

import org.jspecify.annotations.Nullable;

import v2v.ledger.Parts.Part;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whose turn it is. Kafka hands records out in the order in which they came, so the node keeps the
/// topics short and decides itself: what is urgent first, then the collection that has the fewest
/// parts out, then what was asked for first.
final class Turns {
    private final Roster roster;
    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<String, Integer> byQueue = new HashMap<>();
    private final Map<String, Integer> byCollection = new HashMap<>();

    Turns(List<Part> out, Roster roster) {
        this.roster = roster;
        out.forEach(this::sent);
    }

    void sent(Part part) {
        String queue = part.is("out") ? part.queue() : queue(part);
        byQueue.merge(part.lane() + " " + queue, 1, Integer::sum);
        byCollection.merge(part.collection(), 1, Integer::sum);
    }

    /// The label of the queue for it: its own, when somebody there has that.
    String queue(Part part) {
        boolean somebody = !part.label().isEmpty() && slots(part.lane(), part.label()) > 0;
        return somebody ? part.label() : "";
    }

    private int slots(String lane, String label) {
        return slots.computeIfAbsent(lane + " " + label, key -> roster.slots(lane, label));
    }

    /// The one to send now; null when what is out is enough for the workers there are.
    @Nullable Part next(List<Part> ready) {
        return ready.stream()
                .filter(this::room)
                .min(
                        Comparator.comparingInt((Part part) -> -part.priority())
                                .thenComparingInt(
                                        part -> byCollection.getOrDefault(part.collection(), 0))
                                .thenComparingLong(Part::task)
                                .thenComparingInt(Part::seq))
                .orElse(null);
    }

    /// A few more than can be done at once, so that nobody waits for the next.
    private boolean room(Part part) {
        String queue = queue(part);
        int there = slots(part.lane(), queue);
        int out = byQueue.getOrDefault(part.lane() + " " + queue, 0);
        return there > 0 && out < there + Math.max(2, there / 4);
    }
}
