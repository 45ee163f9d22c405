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

/// A folder that people and machines copy footage into. Asked again and again, by one thread, it
/// tells what has arrived since.
public final class WatchFolder {
    private final Path folder;
    private final IntakeSettings settings;
    private final Sightings memory;
    private final InstantSource clock;
    private final Map<String, Sighting> offered = new HashMap<>();

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
        for (Path file : walk.footage()) {
            String path = file.toString();
            Sighting seen = walk.sighting(file, now);
            Sighting known = before.get(path);
            if (known == null
                    || !known.stamp().equals(seen.stamp())
                    || known.since().isAfter(now)) {
                changed.put(path, seen);
            } else if (!known.delivered() && settled(known, now)) {
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

    private boolean settled(Sighting known, Instant now) {
        return Duration.between(known.since(), now).compareTo(settings.settle()) >= 0;
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
