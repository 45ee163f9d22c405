package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;

/// B-102: the words mean no legal tool; the nearest are shown and never taken.
final class LicenseUnknown implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.LICENSE_UNKNOWN;
    }

    @Override
    public List<Finding> check(Case work) {
        return work.license() instanceof Answer.Unknown(String said, List<String> nearest)
                ? finding(
                        Shown.quoted(said)
                                + " is no Creative Commons licence; nearest are "
                                + Shown.either(nearest),
                        Shown.WRITE_IT,
                        work.place("rights.license"))
                : List.of();
    }
}
