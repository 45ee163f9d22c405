package v2v.pipeline.crew;

import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidRecordStateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One slot of a worker: takes one record, keeps its lease while the work runs, says what came of
/// it, and only then lets go of it.
///
/// The lease only saves work. It is lost when the broker dies, and kept by a machine that has been
/// asleep until it notices; that two runs never mix is the node's business, by attempts and folders
/// ([Crew]). So a run whose lease is in doubt goes on, and one that the broker says is another's
/// ends.
final class Slot implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    /// So a lease is renewed three times within the shortest there is.
    private static final int BEATS_A_RENEWAL = 5;

    private static final long BEAT_MILLIS = 1000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration SOON = Duration.ofMillis(500);

    private static final int MOST_MISSED = 3;

    /// A record that was handed out more often is not begun: it may be what ended the workers
    /// before us.
    private static final int MOST_DELIVERIES = 3;

    private final Worker worker;
    private final String lane;
    private final int number;

    Slot(Worker worker, String lane, int number) {
        this.worker = worker;
        this.lane = lane;
        this.number = number;
    }

    @Override
    public void run() {
        while (!worker.draining()) {
            String name = worker.name() + "-" + lane + "-" + number;
            KafkaShareConsumer<String, String> consumer = Wire.slot(worker.settings(), name);
            try {
                consumer.subscribe(worker.topics(lane));
                takeTurns(consumer);
            } catch (KafkaException | IllegalStateException e) {
                LOG.warn("slot {} begins anew: {}", name, e.getMessage());
                worker.pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                consumer.close(Duration.ofSeconds(2));
            }
        }
    }

    private void takeTurns(KafkaShareConsumer<String, String> consumer)
            throws InterruptedException {
        while (!worker.draining()) {
            if (!worker.fit()) {
                worker.pause();
                continue;
            }
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
                take(new Lease(consumer, record));
            }
        }
    }

    private void take(Lease lease) throws InterruptedException {
        Optional<Asked> asked = Wire.read(lease.value(), Asked.class).filter(Slot::whole);
        if (asked.isEmpty()) {
            LOG.warn("a record that is no task was put aside");
            lease.end(AcknowledgeType.REJECT);
        } else if (worker.draining()) {
            lease.end(AcknowledgeType.RELEASE);
        } else if (lease.deliveries() > MOST_DELIVERIES) {
            Asked one = asked.get();
            var lost = new Answer.Lost(lease.deliveries());
            worker.answer(new Answer(one.part(), one.attempt(), worker.name(), lost));
            lease.end(AcknowledgeType.ACCEPT);
        } else if (!worker.fits(asked.get())) {
            lease.end(AcknowledgeType.RELEASE);
        } else {
            begin(lease, asked.get());
        }
    }

    /// Whether nothing is missing: what a topic holds is a stranger's.
    @SuppressWarnings("ConstantValue")
    private static boolean whole(Asked a) {
        for (Object must :
                new Object[] {a.stage(), a.item(), a.name(), a.library(), a.tries(), a.encoder()}) {
            if (must == null) {
                return false;
            }
        }
        return a.work() != null;
    }

    private void begin(Lease lease, Asked asked) throws InterruptedException {
        Labour.Place place = worker.place(asked);
        Path folder = place.library().resolve(asked.tries());
        if (!seen(folder)) {
            LOG.info("part={} attempt={} is not waited for", asked.part(), asked.attempt());
            // if it is, it must not stand still: the node drops what it does not wait for
            var unseen =
                    new Answer.Outage(
                            "a worker does not see the folder of this attempt: is its share the"
                                    + " same, and does it show new folders soon?");
            worker.answer(new Answer(asked.part(), asked.attempt(), worker.nextRun(), unseen));
            lease.end(AcknowledgeType.ACCEPT);
            return;
        }
        Run run =
                new Run(worker.labour(), place, asked, worker.nextRun(), lane, lease.deliveries());
        try {
            worker.begins(run);
            run.begin();
            attend(lease, run);
        } catch (IOException e) {
            LOG.warn("part={} can not begin: {}", asked.part(), e.getMessage());
            worker.answer(run.answer(run.outage("can not begin: " + e.getMessage())));
            lease.end(AcknowledgeType.ACCEPT);
        } finally {
            worker.ended(run);
        }
    }

    /// A network folder may show a new folder some seconds late.
    private boolean seen(Path folder) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.isDirectory(folder)) {
            if (System.nanoTime() > until || worker.draining()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        return true;
    }

    private void attend(Lease lease, Run run) throws InterruptedException {
        for (int beat = 1; !run.over(BEAT_MILLIS); beat++) {
            if (worker.givesBack()) {
                run.cancel();
                worker.says(run.answer(new Answer.GivenBack()));
                lease.end(AcknowledgeType.RELEASE);
                return;
            }
            if (!run.wanted()) {
                LOG.info("{} is not waited for any more, it ends", run.job().name());
                run.cancel();
                lease.end(AcknowledgeType.ACCEPT);
                return;
            }
            if (beat % BEATS_A_RENEWAL != 0) {
                continue;
            }
            switch (lease.renew()) {
                case OURS -> run.renewed();
                case IN_DOUBT -> {}
                case ANOTHERS -> {
                    LOG.info("{} has been given to another, it ends here", run.job().name());
                    run.cancel();
                    return;
                }
            }
        }
        Answer answer = run.answer();
        worker.answer(answer);
        lease.end(
                answer.ending() instanceof Answer.Refused
                        ? AcknowledgeType.REJECT
                        : AcknowledgeType.ACCEPT);
    }

    /// What the broker thinks of a lease.
    enum Held {
        OURS,
        IN_DOUBT,
        ANOTHERS
    }

    /// A record that was handed to this slot.
    private static final class Lease {
        private final KafkaShareConsumer<String, String> consumer;
        private ConsumerRecord<String, String> record;
        private boolean gone;

        /// A record that was renewed must come back from a poll before anything is said of it.
        private boolean here = true;

        private int missed;

        Lease(KafkaShareConsumer<String, String> consumer, ConsumerRecord<String, String> record) {
            this.consumer = consumer;
            this.record = record;
        }

        String value() {
            return record.value();
        }

        int deliveries() {
            return record.deliveryCount().map(Short::intValue).orElse(1);
        }

        Held renew() {
            if (gone) {
                return Held.IN_DOUBT;
            }
            try {
                if (!back()) {
                    return Held.IN_DOUBT;
                }
                consumer.acknowledge(record, AcknowledgeType.RENEW);
                here = false;
                Held held = committed();
                boolean _ = back();
                return held;
            } catch (IllegalStateException e) {
                // the broker has died since: it knows nothing of this lease
                gone = true;
                return Held.IN_DOUBT;
            } catch (KafkaException e) {
                return Held.IN_DOUBT;
            }
        }

        /// Whether it is here, or could be had.
        private boolean back() {
            if (here) {
                return true;
            }
            for (ConsumerRecord<String, String> again : consumer.poll(SOON)) {
                if (again.offset() == record.offset()
                        && again.partition() == record.partition()
                        && again.topic().equals(record.topic())) {
                    record = again;
                    here = true;
                    missed = 0;
                } else {
                    consumer.acknowledge(again, AcknowledgeType.RELEASE);
                    consumer.commitAsync();
                }
            }
            // asking on and on would only take from others what they could do
            gone = !here && ++missed >= MOST_MISSED;
            return here;
        }

        private Held committed() {
            for (var one : consumer.commitSync(PATIENCE).values()) {
                if (one.isPresent()) {
                    return one.get() instanceof InvalidRecordStateException
                            ? Held.ANOTHERS
                            : Held.IN_DOUBT;
                }
            }
            return Held.OURS;
        }

        /// Best effort: what matters has been said before.
        void end(AcknowledgeType how) {
            if (gone) {
                return;
            }
            try {
                if (back()) {
                    consumer.acknowledge(record, how);
                    consumer.commitSync(PATIENCE);
                }
            } catch (KafkaException | IllegalStateException e) {
                LOG.debug("a lease had ended already", e);
            }
        }
    }
}
