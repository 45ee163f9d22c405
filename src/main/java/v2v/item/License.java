package v2v.item;

import org.jspecify.annotations.Nullable;

/// A Creative Commons legal tool. Its key is the canonical URL: SPDX names only 55 of the 639.
///
/// @param url canonical, `https://creativecommons.org/.../`
/// @param unit by, by-sa, zero, mark, …
/// @param version 4.0, 2.5, …
/// @param jurisdiction of a ported licence (`fr`, `uk`, `igo`); null when international
/// @param identifier as people say it: `CC BY-SA 4.0`
/// @param spdx SPDX licence identifier; null where SPDX has none
/// @param title the full name in the tool's own language
public record License(
        String url,
        String unit,
        String version,
        @Nullable String jurisdiction,
        String identifier,
        @Nullable String spdx,
        String title) {
    /// Whether whoever passes the work on must name somebody.
    public boolean needsAttribution() {
        return switch (unit) {
            case "zero",
                    "mark",
                    "certification",
                    "publicdomain",
                    "nc",
                    "nc-sa",
                    "nd",
                    "nd-nc",
                    "sa" ->
                    false;
            default -> true;
        };
    }

    /// Creative Commons' own RDF names its licences with `http:`, the pages people click with
    /// `https:`.
    public String rdfUri() {
        return url.replaceFirst("^https:", "http:");
    }
}
