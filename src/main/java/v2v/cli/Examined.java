package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.bag.Problem;
import v2v.bag.Verdict;
import v2v.ledger.Keeping;

import java.util.List;

/// What a check found in one holding.
///
/// @param there whether its folder is there at all
/// @param others who keeps its film and sound; null when they belong here
record Examined(Holding holding, boolean there, Verdict verdict, Keeping.@Nullable Row others) {
    Examined(Holding holding, boolean there, Verdict verdict) {
        this(holding, there, verdict, null);
    }

    boolean good() {
        return there && verdict.good();
    }

    /// `good`, `damaged` or `missing`.
    String state() {
        return good() ? "good" : there ? "damaged" : "missing";
    }

    /// The same where others keep its film and sound: that these are not here is no damage. What is
    /// here and altered is, and so is any other file that is missing.
    Examined keptBy(Keeping.Row row) {
        List<Problem> left =
                verdict.problems().stream()
                        .filter(problem ->
                                problem.kind() != Problem.Kind.MISSING
                                        || !Essence.is(problem.file()))
                        .toList();
        Verdict rest = new Verdict(verdict.files(), verdict.bytes(), left, verdict.warnings());
        return new Examined(holding, there, rest, row);
    }
}
