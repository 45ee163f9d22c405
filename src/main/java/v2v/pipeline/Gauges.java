package v2v.pipeline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.jspecify.annotations.Nullable;

import v2v.item.Shift;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// The house in figures, for a program that asks every few seconds and draws curves (Prometheus).
///
/// What stands in the ledger is read when somebody asks, once for all figures of an answer. What
/// this node has counted since it was started begins at zero with it, as such programs expect.
public final class Gauges {
    private final Supplier<Shift> shifts;
    private final Ends ends;
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, MultiGauge> gauges = new HashMap<>();
    private Shift shift;

    Gauges(Supplier<Shift> shifts, Ends ends) {
        this.shifts = shifts;
        this.ends = ends;
        shift = shifts.get();
        new JvmMemoryMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        one("v2v.workers", "Workers that were heard of", now -> now.workers().size());
        one("v2v.parts.lag", "Parts sent to workers and begun by none", now -> now.parts().lag());
        seconds(
                "v2v.parts.lag.oldest",
                "Since the oldest of these was sent",
                now -> now.parts().lagging());
        seconds("v2v.lease.oldest", "Age of the oldest lease of all workers", Gauges::oldest);
        one("v2v.speed", "Footage by time, of all that runs now", Shift::speed);
        one(
                "v2v.speed.hour",
                "Footage by time, of the last hour in the heavy lane",
                now -> now.ahead().speed());
        one("v2v.ahead.works", "Works ahead in the heavy lane", now -> now.ahead().works());
        seconds(
                "v2v.ahead.footage",
                "Footage ahead in the heavy lane",
                now -> now.ahead().footage());
        seconds(
                "v2v.ahead.left",
                "Until the heavy lane is done, as in the last hour; NaN when nothing was measured",
                now -> now.ahead().left());
        one(
                "v2v.events.unsent",
                "Entries of the audit log that have not been told; NaN when nobody is told",
                now -> now.unsent() == null ? Double.NaN : now.unsent());
        tally("parts-sent", "v2v.parts.sent", "Parts sent to workers");
        tally("parts-sent-again", "v2v.parts.redelivered", "Parts sent to workers once more");
        tally("runs-lost", "v2v.runs.lost", "Runs that began and were never heard of again");
    }

    private void one(String name, String what, ToDoubleFunction<Shift> value) {
        Gauge.builder(name, this, all -> value.applyAsDouble(all.shift))
                .description(what)
                .register(registry);
    }

    private void seconds(String name, String what, DurationOf value) {
        Gauge.builder(name, this, all -> inSeconds(value.of(all.shift)))
                .baseUnit("seconds")
                .description(what)
                .register(registry);
    }

    /// What may be unknown.
    private interface DurationOf {
        @Nullable Duration of(Shift shift);
    }

    private static double inSeconds(@Nullable Duration time) {
        return time == null ? Double.NaN : time.toMillis() / 1000.0;
    }

    private static Duration oldest(Shift shift) {
        Duration oldest = Duration.ZERO;
        for (Shift.Worker worker : shift.workers()) {
            Duration lease = worker.lease();
            oldest = lease != null && lease.compareTo(oldest) > 0 ? lease : oldest;
        }
        return oldest;
    }

    private void tally(String key, String name, String what) {
        FunctionCounter.builder(name, this, all -> all.shift.tallies().getOrDefault(key, 0L))
                .description(what)
                .register(registry);
    }

    /// The figures in the text format of Prometheus, 0.0.4.
    ///
    /// @throws v2v.ledger.LedgerFault when the ledger can not be read
    public synchronized String text() {
        shift = shifts.get();
        many("v2v.items", "Works by state", counts("state", shift.items()));
        many("v2v.parts", "Parts of running works", counts("state", shift.parts().states()));
        many("v2v.tasks", "Tasks that are not over", tasks());
        lanes();
        workers();
        ends.all()
                .forEach((kind, count) ->
                        FunctionCounter.builder("v2v.outcomes", count, LongAdder::doubleValue)
                                .description("Tasks that this node has ended, by what came of them")
                                .tags("stage", kind.stage(), "kind", kind.kind())
                                .register(registry));
        ends.attempts()
                .forEach((stage, count) ->
                        FunctionCounter.builder("v2v.attempts", count, LongAdder::doubleValue)
                                .description("Attempts at tasks that have ended on this node")
                                .tags("stage", stage)
                                .register(registry));
        return registry.scrape();
    }

    private List<MultiGauge.Row<?>> counts(String tag, Map<String, Long> counts) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        counts.forEach((key, count) -> rows.add(row(count, tag, key)));
        return rows;
    }

    private List<MultiGauge.Row<?>> tasks() {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (Shift.Queue queue : shift.queues()) {
            queue.states()
                    .forEach((state, count) ->
                            rows.add(
                                    row(
                                            count,
                                            "stage",
                                            queue.stage(),
                                            "extra",
                                            queue.extra(),
                                            "state",
                                            state)));
        }
        return rows;
    }

    private void lanes() {
        List<MultiGauge.Row<?>> waiting = new ArrayList<>();
        List<MultiGauge.Row<?>> running = new ArrayList<>();
        List<MultiGauge.Row<?>> slots = new ArrayList<>();
        for (Shift.Lane lane : shift.lanes()) {
            waiting.add(row(lane.waiting(), "lane", lane.lane()));
            running.add(row(lane.busy(), "lane", lane.lane()));
            slots.add(row(lane.slots(), "lane", lane.lane()));
        }
        many("v2v.waiting", "Tasks that wait, by lane", waiting);
        many("v2v.running", "Tasks that run, by lane, wherever", running);
        many("v2v.node.slots", "Tasks that this node does at once by itself", slots);
    }

    private void workers() {
        List<MultiGauge.Row<?>> slots = new ArrayList<>();
        List<MultiGauge.Row<?>> busy = new ArrayList<>();
        List<MultiGauge.Row<?>> leases = new ArrayList<>();
        List<MultiGauge.Row<?>> fit = new ArrayList<>();
        for (Shift.Worker worker : shift.workers()) {
            worker.slots()
                    .forEach((lane, count) -> {
                        slots.add(row(count, "worker", worker.name(), "lane", lane));
                        busy.add(row(worker.busy(lane), "worker", worker.name(), "lane", lane));
                    });
            Duration lease = worker.lease();
            if (lease != null) {
                leases.add(row(inSeconds(lease), "worker", worker.name()));
            }
            fit.add(row(worker.unfit() == null ? 1 : 0, "worker", worker.name()));
        }
        many("v2v.worker.slots", "Parts that a worker does at once", slots);
        many("v2v.worker.slots.busy", "Parts that a worker does now", busy);
        many("v2v.worker.fit", "1 when a worker takes work", fit);
        gauge("v2v.worker.lease.age", "Age of a worker's oldest lease", "seconds")
                .register(leases, true);
    }

    private static MultiGauge.Row<?> row(Number value, String... tags) {
        return MultiGauge.Row.of(Tags.of(tags), value);
    }

    private void many(String name, String what, List<MultiGauge.Row<?>> rows) {
        gauge(name, what, null).register(rows, true);
    }

    private MultiGauge gauge(String name, String what, @Nullable String unit) {
        return gauges.computeIfAbsent(
                name,
                n -> MultiGauge.builder(n).description(what).baseUnit(unit).register(registry));
    }
}
