package v2v.pipeline;

import v2v.item.Settings;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/// How much may run at once, over all routes of a lane: `heavy` fills the machine for hours, `look`
/// for minutes (probes and decodes, which must not wait behind an encode), `light` does not.
record Lanes(Map<String, Semaphore> slots) {
    static Lanes from(Settings settings) {
        return new Lanes(
                new TreeMap<>(
                        Map.of(
                                "heavy", new Semaphore(settings.integer("lane.heavy", 1, 1, 256)),
                                "look", new Semaphore(settings.integer("lane.look", 1, 1, 256)),
                                "light",
                                        new Semaphore(settings.integer("lane.light", 4, 1, 256)))));
    }

    Semaphore slot(String lane) {
        Semaphore slot = slots.get(lane);
        if (slot == null) {
            throw new IllegalArgumentException(
                    "no lane '" + lane + "'; lanes are " + String.join(", ", slots.keySet()));
        }
        return slot;
    }
}
