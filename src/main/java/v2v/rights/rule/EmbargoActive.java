package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Finding.Level;
import v2v.item.Refusal.Code;

import java.util.List;
import java.util.Optional;

/// B-116: the work waits before the gate until its hour; it is made ready before. So this never
/// refuses, and no policy may let it out earlier.
final class EmbargoActive implements Rule {
    @Override
    public Code code() {
        return Code.EMBARGO_ACTIVE;
    }

    @Override
    public Level standard() {
        return Level.WARN;
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public List<Finding> check(Case work) {
        return Optional.ofNullable(work.rights().embargoUntil())
                .filter(work.now()::isBefore)
                .map(until ->
                        remark(
                                "the work is under embargo until " + until,
                                "it waits before the gate and goes out then",
                                work.place("rights.embargoUntil")))
                .orElse(List.of());
    }
}
