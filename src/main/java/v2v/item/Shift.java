package v2v.item;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the house is doing at one moment: what an operator wants to see at a glance, on a screen, a
/// page or a gauge.
///
/// @param at the moment, by the node's clock
/// @param items works by state
/// @param queues by stage
/// @param lanes of this node
/// @param workers that were heard of lately, by name
/// @param works that are being done, oldest first; a hundred at most
/// @param parts of works that workers do
/// @param speed of all that runs, times real time; 0 when nothing says
/// @param ahead what waits in the lane that fills machines
/// @param stopped works that a person must look at, newest first
/// @param latest works that changed last, newest first
/// @param unsent entries of the audit log that programs are still to be told of; null when none is
///   told
/// @param tallies what was counted since the library began, by name
public record Shift(
        Instant at,
        Map<String, Long> items,
        List<Queue> queues,
        List<Lane> lanes,
        List<Worker> workers,
        List<Work> works,
        Parts parts,
        double speed,
        Ahead ahead,
        List<Stop> stopped,
        List<Stop> latest,
        @Nullable Long unsent,
        Map<String, Long> tallies) {
    /// The lane whose end is the end of the night.
    public static final String HEAVY = "heavy";

    /// The tasks of one stage that are not over.
    ///
    /// @param extra name of an operator's extra on it; empty for the stage itself
    /// @param lane empty when no node has said yet
    /// @param states how many are `ready`, `later` (not before a time), `running`, `parked`,
    ///   `held`, `dead` or `bug`; none that is zero
    public record Queue(String stage, String extra, String lane, Map<String, Long> states) {
        public long count(String state) {
            return states.getOrDefault(state, 0L);
        }
    }

    /// What this node does at once of a kind.
    ///
    /// @param busy tasks that run, wherever
    public record Lane(String lane, int slots, long busy, long waiting) {}

    /// A machine that does parts.
    ///
    /// @param heard since its last word
    /// @param slots parts at once, by lane
    /// @param cores processors for each
    /// @param unfit why it takes nothing; null when it does
    /// @param draining whether it takes nothing more because it ends
    public record Worker(
            String name,
            String host,
            Duration heard,
            Map<String, Integer> slots,
            int cores,
            List<String> labels,
            @Nullable String unfit,
            boolean draining,
            List<Job> jobs) {
        public long busy(String lane) {
            return jobs.stream().filter(job -> job.lane().equals(lane)).count();
        }

        /// The oldest of its leases; null when it has none.
        public @Nullable Duration lease() {
            return jobs.stream().map(Job::lease).max(Duration::compareTo).orElse(null);
        }
    }

    /// What a worker does.
    ///
    /// @param part name of the part, such as `film-0003`
    /// @param lease since the broker last agreed that it is this worker's
    /// @param deliveries how often the broker has handed it out
    /// @param fraction 0 to 1, negative when unknown
    /// @param speed times real time, or 0
    public record Job(
            String item,
            String part,
            String lane,
            Duration lease,
            int deliveries,
            double fraction,
            double speed) {}

    /// A work that is being done.
    ///
    /// @param what is being done just now; empty when it has not said
    /// @param fraction 0 to 1, negative when unknown
    /// @param speed times real time, of all its parts; or 0
    /// @param left null when unknown
    /// @param map one letter for each part, in order: `.` waits, `>` runs, `#` is done; empty for a
    ///   work that is not in parts
    public record Work(
            String item,
            String title,
            String stage,
            String what,
            double fraction,
            double speed,
            @Nullable Duration left,
            String map) {}

    /// Parts of running works.
    ///
    /// @param states how many are in each
    /// @param lag sent to the workers and begun by none
    /// @param lagging since the oldest of these was sent; zero when there is none
    public record Parts(Map<String, Long> states, long lag, Duration lagging) {}

    /// What waits and runs in a lane, and when it will be done if nothing comes and all goes on as
    /// in the last hour.
    ///
    /// @param works that wait or run
    /// @param footage of them; what is not known of one is taken to be as the others
    /// @param speed footage done in the last hour by the time that it took, of the slowest stage; 0
    ///   when nothing was
    /// @param left null when nothing was measured
    public record Ahead(
            String lane, long works, Duration footage, double speed, @Nullable Duration left) {}

    /// Where a work stands.
    ///
    /// @param why it stands there, and what to do; null when there is nothing to say
    public record Stop(
            String item,
            String title,
            String state,
            @Nullable String code,
            @Nullable String why,
            @Nullable String fix,
            Instant changed) {}
}
