package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.List;

/// B-121: a child, or a person shown as a person, must have agreed; a licence of the owner does not
/// do that for them.
final class ConsentMissing implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.CONSENT_MISSING;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        for (Cue cue : Cue.of(work)) {
            if (cue.consent() && !cue.settled() && !cue.refused()) {
                all.addAll(
                        finding(
                                cue.name() + ": no consent is written down (" + cue.status() + ")",
                                "get the consent (of a minor, that of the parents too) and write"
                                        + " status cleared into the record, or cut it out",
                                work.place("clearances")));
            }
        }
        return all;
    }
}
