package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.License;
import v2v.item.Refusal.Code;

import java.util.List;

/// B-109: the licence asks whoever passes the work on to name somebody. The rights holders are not
/// taken instead: whom to name is theirs to say.
final class AttributionMissing implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.ATTRIBUTION_MISSING;
    }

    @Override
    public List<Finding> check(Case work) {
        if (work.license().license().filter(License::needsAttribution).isEmpty()
                || !name(work).isEmpty()) {
            return List.of();
        }
        String tool = work.license().license().map(License::identifier).orElse("");
        List<String> holders = work.rights().holders();
        String example = holders.isEmpty() ? "NAME" : holders.getFirst();
        return finding(
                tool + " asks to credit somebody, and nobody says whom",
                "add the name to the record, or --attribution \"" + example + "\"",
                "rights.attributionName");
    }

    private static String name(Case work) {
        String given = work.rights().attributionName();
        return given == null ? "" : Line.of(given, given.length() + 1);
    }
}
