package v2v.item;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/// What was seen in the watch folders before: the memory that lets a scan know which files stand
/// still.
public interface Sightings {
    /// One look at a file.
    ///
    /// @param stamp size and times of the file and its sidecar, as one text: any change shows
    /// @param since when it was first seen with this stamp
    /// @param delivered true once it has been handed over with this stamp
    record Sighting(String stamp, Instant since, boolean delivered) {}

    /// Everything remembered below the folder, by absolute path.
    Map<String, Sighting> below(String folder);

    /// Remembers new or changed sightings and forgets files that are gone; one transaction.
    void remember(Map<String, Sighting> changed, Collection<String> gone);
}
