package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;
import java.util.Set;

/// Who the publisher is towards the work: what he may do with it hangs on that.
final class RoleMissing implements Rule {
    private static final Set<String> ROLES = Set.of("holder", "licensee", "custodian");

    @Override
    public Code code() {
        return Code.ROLE_MISSING;
    }

    @Override
    public List<Finding> check(Case work) {
        String role = Case.plain(work.rights().role());
        if (ROLES.contains(role)) {
            return List.of();
        }
        return finding(
                role.isEmpty()
                        ? "nobody says what the publisher is towards the work"
                        : "the role \"" + Shown.text(role) + "\" is not known",
                "write the role holder, licensee or custodian into the record",
                work.place("rights.role"));
    }
}
