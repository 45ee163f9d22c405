package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;

/// B-114: only who has rights can give them up.
final class Cc0ByNonHolder implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.CC0_BY_NON_HOLDER;
    }

    @Override
    public List<Finding> check(Case work) {
        String role = Case.plain(work.rights().role());
        boolean zero = work.license().license().filter(t -> t.unit().equals("zero")).isPresent();
        return !zero || role.isEmpty() || work.byHolder()
                ? List.of()
                : finding(
                        "CC0 gives up the rights in the work, and the publisher is its "
                                + role
                                + ", not its holder",
                        "let the rights holder give them up and write the role holder, or take the"
                                + " licence that he gave",
                        work.place("rights.role"));
    }
}
