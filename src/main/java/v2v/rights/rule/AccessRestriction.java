package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;
import java.util.Set;

/// B-126: no licence of Creative Commons allows a lock or further terms on what it gives (4.0,
/// section 2(a)(5)), and what is in a swarm has none.
final class AccessRestriction implements Rule.Fixed {
    private static final Set<String> OPEN =
            Set.of("", "none", "no", "false", "open", "public", "unrestricted", "keine", "aucune");

    @Override
    public Code code() {
        return Code.ACCESS_RESTRICTION_ON_CC;
    }

    @Override
    public List<Finding> check(Case work) {
        String lock = Case.plain(work.rights().accessRestriction());
        return OPEN.contains(lock)
                ? List.of()
                : finding(
                        "access to the work is restricted ("
                                + Shown.text(lock)
                                + "); its licence allows no lock and no further terms",
                        "take the restriction out of the record if it no longer holds, or keep the"
                                + " work in the archive",
                        work.place("rights.accessRestriction"));
    }
}
