package v2v.rights;

import org.jspecify.annotations.Nullable;

import v2v.item.License;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/// One licence as somebody wrote it, with what that person left out.
///
/// @param parts by, nc, nd, sa, zero, mark, … in any order: version 1.0 says by-nd-nc where later
///   ones say by-nc-nd
/// @param version `4.0`, or `2` when only that was written
/// @param named whether the words "Creative Commons" or "CC" stood before it
record Wording(
        SortedSet<String> parts,
        @Nullable String version,
        @Nullable String jurisdiction,
        boolean named) {
    static SortedSet<String> parts(String unit) {
        return new TreeSet<>(List.of(unit.split("-", -1)));
    }

    /// The tools that this may mean, newest first.
    List<License> fits(List<License> book) {
        List<License> fit = new ArrayList<>();
        for (License tool : book) {
            if (parts.equals(parts(tool.unit()))
                    && (version == null || tool.version().equals(version) || major(tool))
                    && (jurisdiction == null || jurisdiction.equals(tool.jurisdiction()))) {
                fit.add(tool);
            }
        }
        boolean international = fit.stream().anyMatch(t -> t.jurisdiction() == null);
        if (jurisdiction == null && international) {
            fit.removeIf(tool -> tool.jurisdiction() != null);
        }
        fit.sort(Nearest.NEWEST);
        return fit;
    }

    private boolean major(License tool) {
        return version != null && version.length() == 1 && tool.version().startsWith(version + ".");
    }

    /// Whether nothing had to be guessed to get from this to the tool: a missing version is no
    /// matter only where there never was a second one, a missing jurisdiction only where the
    /// international tool is meant or no other exists.
    boolean means(License tool, List<License> book) {
        List<License> family =
                book.stream().filter(t -> parts(t.unit()).equals(parts(tool.unit()))).toList();
        boolean version = this.version != null || oneVersion(family);
        boolean place = Objects.equals(jurisdiction, tool.jurisdiction()) || family.size() == 1;
        return version && place && fits(book).equals(List.of(tool));
    }

    private static boolean oneVersion(List<License> family) {
        return family.stream().map(License::version).distinct().count() == 1;
    }
}
