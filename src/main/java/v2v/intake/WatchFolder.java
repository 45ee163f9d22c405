package v2v.intake;

import v2v.item.Delivery;
import v2v.item.Order;
import v2v.item.Sightings;
import v2v.item.Sightings.Sighting;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A folder that people and machines copy footage into. Asked again and again, by one thread, it
/// tells what has arrived since.
public final class WatchFolder {
    /// Of an incomplete bag: so many times the time to settle, ten minutes with 10 seconds.
    private static final int PATIENCE = 60;

    private final Path folder;
    private final IntakeSettings settings;
    private final Sightings memory;
    private final InstantSource clock;
    private final Map<String, Sighting> offered = new HashMap<>();
    private final Bags bags = new Bags();

    public WatchFolder(
            Path folder, IntakeSettings settings, Sightings memory, InstantSource clock) {
        this.folder = folder.toAbsolutePath().normalize();
        this.settings = settings;
        this.memory = memory;
        this.clock = clock;
    }

    /// The files that have stood still for long enough and were not taken yet. They are offered at
    /// every scan until [#taken] is called: whoever is interrupted in between loses nothing.
    ///
    /// @throws IOException when the folder itself can not be walked
    public List<Delivery> arrived() throws IOException {
        Walk walk = Walk.of(folder);
        Map<String, Sighting> before = memory.below(folder.toString());
        Map<String, Sighting> changed = new HashMap<>();
        List<Delivery> arrived = new ArrayList<>();
        offered.clear();
        Instant now = clock.instant();
        Map<Path, String> halves = bags.halves(walk);
        for (Path file : walk.footage()) {
            String path = file.toString();
            String half = half(file, walk, halves);
            Sighting seen = walk.sighting(file, now, half);
            Sighting known = before.get(path);
            if (known == null
                    || !known.stamp().equals(seen.stamp())
                    || known.since().isAfter(now)) {
                changed.put(path, seen);
            } else if (!known.delivered() && settled(known, now, half)) {
                offered.put(path, known);
                arrived.add(delivery(file, walk));
            }
        }
        remember(changed, gone(before, walk));
        return List.copyOf(arrived);
    }

    /// Says that these are in safe hands. They are not offered again until they, or their sidecars,
    /// change.
    public void taken(Collection<Delivery> deliveries) {
        Map<String, Sighting> taken = new HashMap<>();
        for (Delivery delivery : deliveries) {
            String path = delivery.file().toString();
            Sighting seen = offered.get(path);
            if (seen != null) {
                taken.put(path, new Sighting(seen.stamp(), seen.since(), true));
            }
        }
        remember(taken, List.of());
    }

    private void remember(Map<String, Sighting> changed, Collection<String> gone) {
        if (!changed.isEmpty() || !gone.isEmpty()) {
            memory.remember(changed, gone);
        }
    }

    /// What is here of the bag that the file lies in; empty when all is, or there is no bag. It is
    /// part of the stamp, so that each file of the bag that arrives begins the wait again.
    private static String half(Path file, Walk walk, Map<Path, String> halves) {
        Path bag = halves.isEmpty() ? null : walk.bag(file);
        return bag == null ? "" : halves.getOrDefault(bag, "");
    }

    /// A bag that stays incomplete is handed over all the same: its refusal is the only way for a
    /// person to hear of it.
    private boolean settled(Sighting known, Instant now, String half) {
        Duration wait =
                half.isEmpty() ? settings.settle() : settings.settle().multipliedBy(PATIENCE);
        return Duration.between(known.since(), now).compareTo(wait) >= 0;
    }

    /// The lists of the bags in the folder, read again only when they change.
    private static final class Bags {
        private record Lists(String stamp, Set<Path> files) {}

        private final Map<Path, Lists> known = new HashMap<>();

        /// The bags of which something is missing, each with what is here of it.
        Map<Path, String> halves(Walk walk) throws IOException {
            known.keySet().retainAll(walk.bags());
            Map<Path, String> halves = new HashMap<>();
            for (Path bag : walk.bags()) {
                String stamp = walk.lists(bag);
                Lists lists = known.get(bag);
                if (lists == null || !lists.stamp().equals(stamp)) {
                    lists = new Lists(stamp, new Envelope(bag).listed());
                    known.put(bag, lists);
                }
                if (!walk.isWhole(bag, lists.files())) {
                    halves.put(bag, " of a bag, " + walk.extent(bag));
                }
            }
            return halves;
        }
    }

    private Delivery delivery(Path file, Walk walk) {
        BasicFileAttributes look = walk.look(file);
        List<Path> sidecars = walk.sidecars(file);
        return new Delivery(
                file,
                look.size(),
                look.lastModifiedTime().toInstant(),
                sidecars.isEmpty() ? null : sidecars.getFirst(),
                Order.plain(settings.profile()),
                0);
    }

    /// An empty folder is more often a share that is not mounted than one that was cleared: to
    /// forget it would mean to hash everything again when it comes back. The same holds for what
    /// lies below a folder that could not be opened.
    private List<String> gone(Map<String, Sighting> before, Walk walk) {
        if (walk.isEmpty()) {
            return List.of();
        }
        return before.keySet().stream()
                .filter(path -> !walk.saw(path))
                .filter(path -> !walk.isBelowClosed(path))
                .toList();
    }
}
