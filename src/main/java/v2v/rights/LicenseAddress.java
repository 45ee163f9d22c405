package v2v.rights;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An address on creativecommons.org, in any of the forms that its pages have or once had.
///
/// @param wording what the address names; null when it names no legal tool
/// @param text as it stood in the line
record LicenseAddress(String text, @Nullable Wording wording) {
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?<![\\w.@/-])(?:https?:)?(?://)?(?:www\\.)?creativecommons\\.org"
                            + "(?::\\d+)?(/[^\\s<>\"'|]*)?(?![\\w.-])",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern PAGE =
            Pattern.compile("(?:deed|legalcode|rdf)(?:[._-].*)?|index\\.html?");
    private static final Pattern VERSION = Pattern.compile("\\d\\.\\d");

    static List<LicenseAddress> in(String said) {
        List<LicenseAddress> found = new ArrayList<>();
        Matcher matcher = ADDRESS.matcher(said);
        while (matcher.find()) {
            String path = matcher.group(1) == null ? "" : matcher.group(1);
            found.add(new LicenseAddress(matcher.group(), wording(path)));
        }
        return found;
    }

    /// The line without its addresses.
    static String without(String said) {
        return ADDRESS.matcher(said).replaceAll(" ");
    }

    private static @Nullable Wording wording(String path) {
        List<String> steps = new ArrayList<>();
        String bare = path.replaceFirst("[?#].*", "").replaceFirst("[).,;:\\]]+$", "");
        for (String step : bare.toLowerCase(Locale.ROOT).replace("%2b", "+").split("/", -1)) {
            if (!step.isEmpty()) {
                steps.add(step);
            }
        }
        if (!steps.isEmpty() && PAGE.matcher(steps.getLast()).matches()) {
            steps.removeLast();
        }
        return steps.size() < 2 || steps.size() > 4 ? null : wording(steps);
    }

    private static @Nullable Wording wording(List<String> steps) {
        String unit = steps.get(1);
        boolean dedication = List.of("zero", "mark", "certification").contains(unit);
        String shelf = dedication ? "publicdomain" : "licenses";
        if (!steps.getFirst().equals(shelf)) {
            return null;
        }
        if (steps.equals(List.of("licenses", "publicdomain"))) {
            return new Wording(Wording.parts("certification"), "1.0", "us", true);
        }
        String version = steps.size() > 2 ? steps.get(2) : null;
        String place = steps.size() > 3 ? steps.get(3) : null;
        return version == null || VERSION.matcher(version).matches()
                ? new Wording(Wording.parts(unit), version, place, true)
                : null;
    }
}
