package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.List;

/// B-118: somebody who owns a part has not said yes. Music is the usual case, and there is more
/// than one way out of it.
final class ClearancePending implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.CLEARANCE_PENDING;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        for (Cue cue : Cue.of(work)) {
            if (!cue.settled() && !cue.refused() && !cue.consent()) {
                all.addAll(
                        finding(
                                cue.name() + " is not cleared (" + cue.status() + ")",
                                fix(cue),
                                work.place("clearances")));
            }
        }
        return all;
    }

    private static String fix(Cue cue) {
        String clear = "clear it, write status cleared into the record, then order it again";
        if (!cue.music()) {
            return clear;
        }
        String what = cue.time().isEmpty() ? "the music" : cue.time();
        return clear
                + "; or order a copy with "
                + what
                + " muted, or one with "
                + what
                + " cut out; or hold the work until it is cleared";
    }
}
