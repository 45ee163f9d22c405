package v2v.item;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// Everything that was made from one original for the public.
///
/// @param work the release folder while it is being made, relative to the library:
///   `work/<id>-<version>/<slug>-<id>`
/// @param master what is kept for good; null when the profile keeps nothing
/// @param made when the last of them was finished
public record Renditions(
        Clearance clearance,
        String work,
        List<Rendition> files,
        @Nullable Master master,
        Instant made)
        implements Ticket {
    public Rendition access() {
        return files.stream()
                .filter(f -> f.role() == Rendition.Role.ACCESS)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String item() {
        return clearance.item();
    }

    @Override
    public int version() {
        return clearance.version();
    }
}
