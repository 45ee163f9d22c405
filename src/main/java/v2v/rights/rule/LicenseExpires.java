package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;
import java.util.Set;

/// B-117: a copy that peers hold does not end, so a right that does is none.
final class LicenseExpires implements Rule.Fixed {
    private static final Set<String> NO_END =
            Set.of("open", "never", "none", "perpetual", "perpetuity", "in perpetuity");

    @Override
    public Code code() {
        return Code.LICENSE_EXPIRES;
    }

    @Override
    public List<Finding> check(Case work) {
        String end = work.rights().expires();
        return Case.plain(end).isEmpty() || NO_END.contains(Case.plain(end))
                ? List.of()
                : finding(
                        "the rights end (" + end + "); a copy that peers hold does not",
                        "clear the work without an end date, or keep it in the archive",
                        work.place("rights.expires"));
    }
}
