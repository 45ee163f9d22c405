package v2v.pipeline.crew;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.ledger.Parts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Tells runs that ended their worker from those that were only out of sight: a broker that starts
/// again hands out what is being done already, and a machine that was cut off comes back.
///
/// A run is lost when another begins in its place, and found when it is heard of after that.
final class Losses {
    private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

    /// A worker that lives has reported in this time, and once more.
    private static final Duration WORD = Duration.ofSeconds(5);

    private final Parts parts;
    private final Roster roster;
    private final InstantSource clock;
    private final Consumer<Answer> verdict;
    private final Set<String> begun = new HashSet<>();
    private final Set<String> missed = new HashSet<>();
    private final Map<Answer, Instant> said = new HashMap<>();

    /// @param verdict takes the answer for a part that has ended too many workers
    Losses(Parts parts, Roster roster, InstantSource clock, Consumer<Answer> verdict) {
        this.parts = parts;
        this.roster = roster;
        this.clock = clock;
        this.verdict = verdict;
    }

    static String evidence(String run) {
        return run + Parts.NOT_HEARD + ", " + Instant.now();
    }

    /// A report has come, and says that this run goes on.
    void heard(Report.Job job) {
        boolean first = begun.add(job.run());
        if (missed.remove(job.run()) || first) {
            parts.found(job.part(), job.run());
        }
        if (first) {
            begins(job);
        }
    }

    /// This run has fallen silent.
    void misses(String run) {
        missed.add(run);
    }

    private void begins(Report.Job job) {
        parts.find(job.part())
                .filter(part -> part.is("out") && part.attempt() == job.attempt())
                .filter(part -> !part.run().equals(job.run()))
                .ifPresent(part -> {
                    if (!part.run().isEmpty()) {
                        missed.add(part.run());
                    }
                    parts.began(part.id(), part.attempt(), job.run(), evidence(part.run()));
                    parts.find(part.id())
                            .filter(now -> now.lost() >= Crew.MOST_LOST)
                            .ifPresent(now -> {
                                var lost = new Answer.Lost(job.delivery());
                                suspected(new Answer(now.id(), now.attempt(), job.run(), lost));
                            });
                });
    }

    /// A part was begun, or handed out, once too often. Whether the runs before this one live is
    /// known a little later.
    void suspected(Answer answer) {
        said.putIfAbsent(answer, clock.instant());
    }

    /// Decides what was suspected long enough ago.
    void decide() {
        Instant now = clock.instant();
        said.entrySet()
                .removeIf(one -> {
                    boolean due = now.isAfter(one.getValue().plus(WORD));
                    if (due) {
                        decide(one.getKey(), one.getValue());
                    }
                    return due;
                });
    }

    private void decide(Answer answer, Instant at) {
        parts.find(answer.part())
                .filter(part -> part.is("out") && part.attempt() == answer.attempt())
                .ifPresent(part -> {
                    if (part.lost() >= Crew.MOST_LOST) {
                        verdict.accept(answer);
                    } else if (!part.run().equals(answer.run())
                            && !roster.heardSince(part.run(), at)) {
                        decide(answer, part);
                    }
                });
    }

    /// The broker counts how often it has handed a record out, whatever came of it; we count runs
    /// that were never heard of again.
    private void decide(Answer answer, Parts.Part part) {
        String line = evidence(part.run());
        if (part.lost() + (part.run().isEmpty() ? 0 : 1) >= Crew.MOST_LOST) {
            parts.began(part.id(), part.attempt(), answer.run(), line);
            verdict.accept(answer);
        } else {
            LOG.warn("part={} was handed out too often, it is sent again", part.id());
            parts.again(part.id(), part.attempt(), part.run().isEmpty() ? null : line);
        }
    }

    /// Forgets all runs but these.
    void keep(Collection<String> runs) {
        begun.retainAll(runs);
        missed.removeIf(run -> !begun.contains(run));
    }
}
