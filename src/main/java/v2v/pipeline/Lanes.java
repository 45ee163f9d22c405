package v2v.pipeline;

import v2v.item.Settings;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/// How much may run at once, over all routes of a lane: `heavy` fills the machine for hours, `look`
/// for minutes (probes and decodes, which must not wait behind an encode), `light` does not.
///
/// @param sizes how many slots each has when nothing runs
record Lanes(Map<String, Semaphore> slots, Map<String, Integer> sizes) {
    static Lanes from(Settings settings) {
        Map<String, Integer> sizes =
                new TreeMap<>(
                        Map.of(
                                "heavy", settings.integer("lane.heavy", 1, 1, 256),
                                "look", settings.integer("lane.look", 1, 1, 256),
                                "light", settings.integer("lane.light", 4, 1, 256)));
        Map<String, Semaphore> slots = new TreeMap<>();
        sizes.forEach((lane, size) -> slots.put(lane, new Semaphore(size)));
        return new Lanes(slots, sizes);
    }

    Semaphore slot(String lane) {
        Semaphore slot = slots.get(lane);
        if (slot == null) {
            throw new IllegalArgumentException(
                    "no lane '" + lane + "'; lanes are " + String.join(", ", slots.keySet()));
        }
        return slot;
    }

    /// How many tasks of a lane this machine does at once.
    int size(String lane) {
        return sizes.getOrDefault(lane, 0);
    }
}
