package v2v.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.ledger.Ledger;
import v2v.ledger.LedgerFault;
import v2v.ledger.Outcome;
import v2v.ledger.Task;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// `from: stage:NAME`: claims, runs the route, ends the task.
///
/// The workers are platform threads: the kernel kills a child when the very thread that forked it
/// ends (PR_SET_PDEATHSIG), and a virtual thread's carrier may end at any time.
final class StageConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(StageConsumer.class);
    private static final int BUGS_IN_A_ROW = 3;
    private static final long STOP_MILLIS = 1500;

    private final StageEndpoint stage;
    private final Ledger ledger;
    private final List<Thread> workers = new ArrayList<>();
    private final Map<List<Long>, Thread> running = new ConcurrentHashMap<>();
    private final AtomicInteger bugs = new AtomicInteger();
    private final ReentrantLock lookout = new ReentrantLock();
    private volatile boolean stopping;

    StageConsumer(StageEndpoint stage, Processor route) {
        super(stage, route);
        this.stage = stage;
        ledger = stage.component().ledger;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stopping = false;
        stage.component().started(this);
        int slots = stage.component().lanes.size(stage.lane());
        ledger.lane(stage.stage(), stage.tap(), stage.lane(), slots);
        Room room = stage.component().room(stage);
        for (int i = 1; i <= room.threads(stage.concurrency()); i++) {
            String name = "stage-" + stage.stage() + stage.tap() + "-" + i;
            workers.add(Thread.ofPlatform().name(name).start(() -> loop(room)));
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (getEndpoint().getCamelContext().isStopping()) {
            stage.component().cancelAll();
        }
        cancel();
        for (Thread worker : workers) {
            if (!worker.equals(Thread.currentThread())) {
                worker.join(STOP_MILLIS);
            }
        }
        workers.clear();
        stage.component().stopped(this);
        super.doStop();
    }

    void cancel() {
        stopping = true;
        workers.forEach(Thread::interrupt);
    }

    boolean busy() {
        return !running.isEmpty();
    }

    void cancelAllBut(Set<List<Long>> ours) {
        running.forEach((key, worker) -> {
            if (!ours.contains(key)) {
                LOG.warn("stage={} task={} was taken away, its work stops", stage.stage(), key);
                worker.interrupt();
            }
        });
    }

    private void loop(Room room) {
        while (!stopping) {
            try {
                if (!isOpen()) {
                    Thread.sleep(1000);
                } else if (!once(room)) {
                    rest(room);
                }
            } catch (InterruptedException e) {
                // stopping, or a late cancel of a task that has just ended: the loop's condition
                // tells
                LOG.debug("interrupted", e);
            } catch (LedgerFault e) {
                LOG.error("stage={} {}", stage.stage(), e.getMessage());
                pause();
            }
        }
    }

    /// Waits for something to do. One of us looks, every second and when somebody rings, and the
    /// rest wait for its place: with workers there are a hundred of us.
    private void rest(Room room) throws InterruptedException {
        lookout.lockInterruptibly();
        try {
            while (!stopping && isOpen() && !once(room)) {
                ledger.await(stage.stage(), 1000);
            }
        } finally {
            relieve();
        }
    }

    /// The next may look out.
    private void relieve() {
        if (lookout.isHeldByCurrentThread()) {
            lookout.unlock();
        }
    }

    private boolean isOpen() {
        return stage.open(LocalTime.now(java.time.ZoneId.systemDefault()));
    }

    private boolean once(Room room) throws InterruptedException {
        if (!room.enter()) {
            return false;
        }
        try {
            Optional<Task> task = ledger.claim(stage.stage(), stage.tap());
            task.ifPresent(this::run);
            return task.isPresent();
        } finally {
            room.leave();
        }
    }

    private void run(Task task) {
        relieve();
        List<Long> key = List.of(task.id(), task.epoch());
        running.put(key, Thread.currentThread());
        stage.component().current.begin(task, stage.label());
        Outcome outcome;
        try {
            outcome = exchange(task);
        } finally {
            running.remove(key);
            stage.component().current.end();
            boolean _ = Thread.interrupted();
        }
        settle(task, outcome);
    }

    private Outcome exchange(Task task) {
        Outbox outbox = new Outbox();
        Exchange exchange = createExchange(false);
        exchange.setProperty(Outbox.PROPERTY, outbox);
        exchange.getMessage().setBody(task.body());
        try {
            getProcessor().process(exchange);
        } catch (Exception e) { // the pipeline's edge: whatever a route throws ends its task
            exchange.setException(e);
        }
        List<Outcome.Next> promises = outbox.seal();
        Throwable failure = failure(exchange);
        releaseExchange(exchange, false);
        if (stopping && failure != null) {
            return new Outcome.GivenBack();
        }
        Outcome outcome = Verdict.of(failure, promises, task.attempt(), stage);
        if (outcome instanceof Outcome.Bug) {
            LOG.error("stage={} item={} this is a bug", stage.stage(), task.item(), failure);
        }
        return outcome;
    }

    /// An `onException` with `handled: true` hides the failure; the task has not succeeded all the
    /// same.
    private static @Nullable Throwable failure(Exchange exchange) {
        if (exchange.getException() != null) {
            return exchange.getException();
        }
        if (exchange.getExchangeExtension().isFailureHandled()) {
            return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        }
        return exchange.isRollbackOnly() ? new IllegalStateException("marked rollback only") : null;
    }

    /// Written until it can be: with a full disk the outcome must not be lost, and nothing else be
    /// claimed.
    private void settle(Task task, Outcome outcome) {
        while (true) {
            try {
                if (ledger.end(task, outcome)) {
                    stage.component().ends.count(stage.stage(), outcome);
                    said(task, outcome);
                }
                return;
            } catch (LedgerFault e) {
                LOG.error("stage={} item={} {}", stage.stage(), task.item(), e.getMessage());
                if (stopping) {
                    return; // the next start takes the task back
                }
                pause();
            }
        }
    }

    private void said(Task task, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done _ -> LOG.info("stage={} item={} done", stage.stage(), task.item());
            case Outcome.Held(var refusal) ->
                    LOG.warn(
                            "stage={} item={} held code={} {}: {}; {}",
                            stage.stage(),
                            task.item(),
                            refusal.code(),
                            refusal.file(),
                            refusal.getMessage(),
                            refusal.fix());
            case Outcome.Parked(var gate) ->
                    LOG.info(
                            "stage={} item={} {}; {}",
                            stage.stage(),
                            task.item(),
                            gate.getMessage(),
                            gate.fix());
            case Outcome.Back(var redo) ->
                    LOG.info(
                            "stage={} item={} back to {}: {}",
                            stage.stage(),
                            task.item(),
                            redo.stage(),
                            redo.getMessage());
            case Outcome.Bug _ -> countBug();
            default -> LOG.info("stage={} item={} {}", stage.stage(), task.item(), outcome);
        }
        if (outcome instanceof Outcome.Done) {
            bugs.set(0);
        }
    }

    /// One odd file must not stop the night; three in a row is the route.
    private void countBug() {
        if (bugs.incrementAndGet() < BUGS_IN_A_ROW) {
            return;
        }
        stopping = true;
        LOG.error("stage={} stopped after {} bugs in a row", stage.stage(), BUGS_IN_A_ROW);
        Thread.ofPlatform().name("v2v-stop-" + stage.stage()).start(this::stopRoute);
    }

    private void stopRoute() {
        try {
            getEndpoint().getCamelContext().getRouteController().stopRoute(getRoute().getRouteId());
        } catch (Exception e) { // Camel declares no narrower one
            LOG.error("stage={} could not be stopped", stage.stage(), e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
