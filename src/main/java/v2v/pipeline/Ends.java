package v2v.pipeline;

import v2v.ledger.Outcome;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How the tasks of this node have ended since it was started.
final class Ends {
    /// @param kind see [#word]
    record Kind(String stage, String kind) {}

    private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> attempts = new ConcurrentHashMap<>();

    void count(String stage, Outcome outcome) {
        if (!(outcome instanceof Outcome.Parked || outcome instanceof Outcome.GivenBack)) {
            attempts.computeIfAbsent(stage, one -> new LongAdder()).increment();
        }
        counts.computeIfAbsent(new Kind(stage, word(outcome)), kind -> new LongAdder()).increment();
    }

    Map<Kind, LongAdder> all() {
        return counts;
    }

    /// By stage; what waits at the gate or was given back is none.
    Map<String, LongAdder> attempts() {
        return attempts;
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> "done";
            case Outcome.Known _ -> "known";
            case Outcome.Held _ -> "held";
            case Outcome.Parked _ -> "parked";
            case Outcome.Again _ -> "again";
            case Outcome.Dead _ -> "dead";
            case Outcome.Bug _ -> "bug";
            case Outcome.Back _ -> "back";
            case Outcome.GivenBack _ -> "given-back";
        };
    }
}
