package v2v.pipeline;

import org.jspecify.annotations.Nullable;

import v2v.item.Duplicate;
import v2v.item.Halt;
import v2v.item.Redo;
import v2v.item.Refusal;
import v2v.item.Wait;
import v2v.ledger.LedgerFault;
import v2v.ledger.Outcome;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// From what an exchange left behind to how its task ends: the one place that tells refusal, outage
/// and bug apart.
final class Verdict {
    private Verdict() {}

    /// Decides.
    ///
    /// @param failure what the route threw, null when it went through
    /// @param attempt of this run, from 1
    static Outcome of(
            @Nullable Throwable failure,
            List<Outcome.Next> promises,
            int attempt,
            StageEndpoint stage) {
        if (failure != null) {
            return ofFailure(failure, attempt, stage);
        }
        if (promises.isEmpty() && stage.tap().isEmpty()) {
            return new Outcome.Bug(
                    "the route of stage:" + stage.stage() + " reached no 'to: stage:'");
        }
        return new Outcome.Done(promises);
    }

    private static Outcome ofFailure(Throwable failure, int attempt, StageEndpoint stage) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Halt halt) {
                return switch (halt) {
                    case Refusal refusal -> new Outcome.Held(refusal);
                    case Duplicate duplicate -> new Outcome.Known(duplicate);
                    case Redo redo -> new Outcome.Back(redo);
                    case Wait wait -> new Outcome.Parked(wait);
                };
            }
            if (cause instanceof IOException || cause instanceof LedgerFault) {
                return outage(String.valueOf(cause.getMessage()), attempt, stage);
            }
        }
        return new Outcome.Bug(failure.toString());
    }

    private static Outcome outage(String why, int attempt, StageEndpoint stage) {
        if (attempt >= stage.attempts()) {
            return new Outcome.Dead("tried " + attempt + " times; the last time: " + why);
        }
        return new Outcome.Again(
                Duration.ofMillis(stage.backoff() << Math.min(attempt - 1, 10)), why);
    }
}
