package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;
import java.util.Set;

/// B-115: the Public Domain Mark grants nothing; it passes on what somebody found out, and that
/// must be said: by which rule, in which country, by whom.
final class PdmWithoutBasis implements Rule {
    @Override
    public Code code() {
        return Code.PDM_WITHOUT_BASIS;
    }

    @Override
    public List<Finding> check(Case work) {
        String basis = Case.plain(work.rights().publicDomainBasis());
        return work.license()
                .license()
                .filter(tool -> Set.of("mark", "certification").contains(tool.unit()))
                .filter(_ -> basis.isEmpty())
                .map(tool ->
                        finding(
                                tool.identifier()
                                        + " says that nobody owns the work, and nobody says why",
                                "write publicDomainBasis into the record: rule, country, who found"
                                        + " it out",
                                "rights.publicDomainBasis"))
                .orElse(List.of());
    }
}
