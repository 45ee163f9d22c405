package v2v.catalog;

import java.util.List;

/// The answer to a question.
///
/// @param total of works that match, shown or not
/// @param hits the page that was asked for, best first
/// @param facets how all matching works divide by decade, year, licence, language, collection
public record Found(long total, List<Hit> hits, List<Facet> facets) {
    static final Found NOTHING = new Found(0, List.of(), List.of());

    /// A released work that matches.
    ///
    /// @param folder relative to the library
    /// @param license as people say it: `CC BY-SA 4.0`
    /// @param year for people: `1987`, `c. 1987`, `1980s`; empty when nobody knows
    /// @param snippet one line of what is said about the work, found words marked
    public record Hit(
            String id,
            String title,
            String folder,
            String license,
            String year,
            float score,
            String snippet,
            String magnet) {}

    /// How the matching works divide by one property.
    ///
    /// @param name decade, year, license, class, language or collection
    /// @param counts decades and years in their order, everything else most frequent first
    public record Facet(String name, List<Count> counts) {}

    /// So many works with this value.
    public record Count(String value, int works) {}
}
