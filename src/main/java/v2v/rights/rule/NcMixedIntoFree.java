package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.License;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// B-113: what may not be sold can not be a part of what may.
final class NcMixedIntoFree implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.NC_MIXED_INTO_FREE;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        for (Cue cue : Cue.of(work)) {
            Optional<License> part = work.book().read(cue.party().license()).license();
            Optional<License> whole = work.license().license();
            if (part.isPresent()
                    && whole.isPresent()
                    && Terms.have(part.get(), "nc")
                    && !Terms.have(whole.get(), "nc")) {
                all.addAll(mixed(work, cue, part.get(), whole.get()));
            }
        }
        return all;
    }

    private List<Finding> mixed(Case work, Cue cue, License part, License whole) {
        return finding(
                cue.name()
                        + " is under "
                        + part.identifier()
                        + ", which does not allow a whole under "
                        + whole.identifier(),
                "release the whole under a licence that keeps those terms, or clear the part"
                        + " separately",
                work.place("clearances"));
    }
}
