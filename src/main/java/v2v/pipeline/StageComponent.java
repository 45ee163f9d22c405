package v2v.pipeline;

import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.ledger.Ledger;
import v2v.ledger.LedgerFault;
import v2v.pipeline.crew.Crew;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// `stage:NAME`: the Camel component over the ledger's durable queues.
final class StageComponent extends DefaultComponent {
    private static final Logger LOG = LoggerFactory.getLogger(StageComponent.class);

    final Ledger ledger;
    final Lanes lanes;
    final CurrentTask current;
    final Ends ends = new Ends();
    private final Set<StageConsumer> consumers = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService beat;
    private @Nullable Crew crew;

    StageComponent(Ledger ledger, Lanes lanes, CurrentTask current) {
        this.ledger = ledger;
        this.lanes = lanes;
        this.current = current;
    }

    /// From now on there are workers.
    void with(Crew workers) {
        crew = workers;
    }

    /// Where the tasks of a stage have room: in its lane on this machine, or with the workers.
    Room room(StageEndpoint stage) {
        Semaphore slot = lanes.slot(stage.lane());
        Crew workers = crew;
        return workers != null && SharedMedia.elsewhere(stage)
                ? new Room.Elsewhere(workers, stage.lane(), slot.availablePermits())
                : new Room.Lane(slot);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
            throws Exception {
        StageEndpoint endpoint = new StageEndpoint(uri, this, name);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        beat =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("v2v-beat").factory());
        var _ = beat.scheduleWithFixedDelay(this::cancelWhatWasTaken, 1, 1, TimeUnit.SECONDS);
    }

    /// Work that was held from outside stops within a beat.
    private void cancelWhatWasTaken() {
        try {
            if (consumers.stream().anyMatch(StageConsumer::busy)) {
                var running = ledger.running();
                consumers.forEach(consumer -> consumer.cancelAllBut(running));
            }
        } catch (LedgerFault e) {
            LOG.warn("the ledger could not be read: {}", e.getMessage());
        }
    }

    void started(StageConsumer consumer) {
        consumers.add(consumer);
    }

    void stopped(StageConsumer consumer) {
        consumers.remove(consumer);
    }

    /// All at once: stopping route by route would add up their waits.
    void cancelAll() {
        consumers.forEach(StageConsumer::cancel);
    }

    @Override
    protected void doStop() throws Exception {
        if (beat != null) {
            beat.shutdownNow();
        }
        super.doStop();
    }
}
