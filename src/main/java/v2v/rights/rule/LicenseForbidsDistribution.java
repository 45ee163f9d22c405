package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;

/// B-107: Sampling 1.0 permits to copy and to change, and not to pass the whole work on.
final class LicenseForbidsDistribution implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.LICENSE_FORBIDS_DISTRIBUTION;
    }

    @Override
    public List<Finding> check(Case work) {
        return work.license()
                .license()
                .filter(tool -> tool.unit().equals("sampling"))
                .map(tool ->
                        finding(
                                tool.identifier() + " does not let anybody pass the whole work on",
                                Shown.ASK_FOR_ANOTHER,
                                work.place("rights.license")))
                .orElse(List.of());
    }
}
