package v2v.pipeline.crew;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How a worker is getting on, every few seconds and whenever it begins something.
///
/// @param worker its name, one for each process
/// @param slots parts at once, by lane
/// @param cores processors for each
/// @param encoder what it encodes with ([Labour#encoder])
/// @param unfit why it takes nothing; null when it does
/// @param draining whether it takes nothing more because it is about to end
public record Report(
        String worker,
        String host,
        Instant since,
        Instant at,
        Map<String, Integer> slots,
        int cores,
        List<String> labels,
        String encoder,
        @Nullable String unfit,
        boolean draining,
        List<Job> jobs) {
    /// One run.
    ///
    /// @param run see [Answer]
    /// @param delivery how often the broker has handed it out
    /// @param fraction 0 to 1, negative when unknown
    /// @param speed times real time, or 0
    /// @param leased when the broker last agreed that it is this run's
    public record Job(
            long part,
            int attempt,
            String run,
            String lane,
            String item,
            String name,
            int delivery,
            Instant since,
            Instant leased,
            String what,
            double fraction,
            double speed) {}

    /// Whether nothing is missing: what a topic holds is a stranger's.
    @SuppressWarnings("ConstantValue")
    boolean whole() {
        return worker != null
                && slots != null
                && labels != null
                && jobs != null
                && jobs.stream().allMatch(job -> job.run() != null && job.lane() != null);
    }

    int slots(String lane) {
        return slots.getOrDefault(lane, 0);
    }

    long busy(String lane) {
        return jobs.stream().filter(job -> job.lane().equals(lane)).count();
    }

    boolean does(String run) {
        return jobs.stream().anyMatch(job -> job.run().equals(run));
    }

    boolean takes(String label) {
        return unfit == null && !draining && (label.isEmpty() || labels.contains(label));
    }
}
