package v2v.intake;

import v2v.item.Sightings;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Sightings that last as long as the test, and count how often they are asked.
final class MemorySightings implements Sightings {
    final Map<String, Sighting> kept = new HashMap<>();
    int asked;
    int told;

    @Override
    public Map<String, Sighting> below(String folder) {
        asked++;
        return kept.entrySet().stream()
                .filter(e -> e.getKey().startsWith(folder + "/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void remember(Map<String, Sighting> changed, Collection<String> gone) {
        told++;
        kept.putAll(changed);
        gone.forEach(kept::remove);
    }
}
