package v2v.pipeline.crew;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The workers that have been heard of lately. By the node's clock: those of the workers may be
/// wrong.
final class Roster {
    /// Reports come every two seconds.
    static final Duration SILENCE = Duration.ofSeconds(30);

    private record Heard(Report report, Instant at) {}

    private final Map<String, Heard> heard = new ConcurrentHashMap<>();
    private final Map<String, Instant> runs = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private volatile Instant since;

    Roster(InstantSource clock) {
        this.clock = clock;
        since = clock.instant();
    }

    void hear(Report report) {
        if (living().isEmpty()) {
            since = clock.instant();
        }
        Instant now = clock.instant();
        heard.put(report.worker(), new Heard(report, now));
        runs.values().removeIf(at -> at.isBefore(now.minus(SILENCE)));
        report.jobs().forEach(job -> runs.put(job.run(), now));
        if (report.draining() && report.jobs().isEmpty()) {
            heard.remove(report.worker());
        }
    }

    /// Those that live, by name.
    Collection<Report> living() {
        Instant oldest = clock.instant().minus(SILENCE);
        heard.values().removeIf(h -> h.at().isBefore(oldest));
        return new TreeMap<>(heard)
                .values().stream().map(Heard::report).collect(Collectors.toList());
    }

    /// Since when there has been at least one all the time.
    Instant since() {
        return since;
    }

    /// Parts that could be done at once.
    int slots(String lane, String label) {
        return living().stream().filter(r -> r.takes(label)).mapToInt(r -> r.slots(lane)).sum();
    }

    /// Those of them that do nothing.
    int free(String lane, String label) {
        return (int)
                living().stream()
                        .filter(r -> r.takes(label))
                        .mapToLong(r -> Math.max(0, r.slots(lane) - r.busy(lane)))
                        .sum();
    }

    /// Whether a report that came after this time says that the run goes on.
    boolean heardSince(String run, Instant time) {
        return heard.values().stream()
                .filter(h -> h.at().isAfter(time))
                .anyMatch(h -> h.report().does(run));
    }

    /// Whether somebody is at it, though he may take nothing more; or was a moment ago, and his
    /// answer is on its way.
    boolean does(String run) {
        Instant at = runs.get(run);
        return at != null && !at.isBefore(clock.instant().minus(SILENCE));
    }

    List<Report.Job> jobs() {
        return living().stream().flatMap(r -> r.jobs().stream()).toList();
    }

    Set<String> names() {
        return living().stream().map(Report::worker).collect(Collectors.toSet());
    }
}
