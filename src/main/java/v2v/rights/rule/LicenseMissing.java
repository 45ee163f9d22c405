package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;

/// B-101: a licence is what somebody gives; nobody here gives one.
final class LicenseMissing implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.LICENSE_MISSING;
    }

    @Override
    public List<Finding> check(Case work) {
        return work.license() instanceof Answer.Silence
                ? finding("nobody says under which licence", Shown.WRITE_IT, "rights.license")
                : List.of();
    }
}
