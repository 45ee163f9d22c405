package v2v.pipeline;

import org.jspecify.annotations.Nullable;

import v2v.ledger.Outcome;

import java.util.ArrayList;
import java.util.List;

/// What one exchange promises. Copies of the exchange share it by reference, so it is sealed before
/// its task ends: a late send (wireTap, seda, threads) must fail loudly instead of being queued
/// without its task.
final class Outbox {
    /// The exchange property that holds it.
    static final String PROPERTY = "v2v.outbox";

    private @Nullable List<Outcome.Next> next = new ArrayList<>();

    synchronized void add(Outcome.Next promise) {
        if (next == null) {
            throw new IllegalStateException(
                    "stage:"
                            + promise.stage()
                            + " was reached after its task had ended; do not put wireTap, seda or"
                            + " threads before a 'to: stage:'");
        }
        next.add(promise);
    }

    synchronized List<Outcome.Next> seal() {
        List<Outcome.Next> all = next == null ? List.of() : List.copyOf(next);
        next = null;
        return all;
    }
}
