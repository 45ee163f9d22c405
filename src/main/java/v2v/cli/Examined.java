package v2v.cli;

import v2v.bag.Verdict;

/// What a check found in one holding.
///
/// @param there whether its folder is there at all
record Examined(Holding holding, boolean there, Verdict verdict) {
    boolean good() {
        return there && verdict.good();
    }

    /// `good`, `damaged` or `missing`.
    String state() {
        return good() ? "good" : there ? "damaged" : "missing";
    }
}
