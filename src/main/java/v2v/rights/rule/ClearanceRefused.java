package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.List;

/// B-119: somebody who owns a part, or is seen in it, has said no.
final class ClearanceRefused implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.CLEARANCE_REFUSED;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        for (Cue cue : Cue.of(work)) {
            if (cue.refused()) {
                all.addAll(
                        finding(
                                cue.name() + " was refused",
                                "cut it out, or keep the work in the archive",
                                work.place("clearances")));
            }
        }
        return all;
    }
}
