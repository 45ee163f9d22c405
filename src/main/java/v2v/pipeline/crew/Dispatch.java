package v2v.pipeline.crew;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.item.Json;
import v2v.ledger.LedgerFault;
import v2v.ledger.Parts;
import v2v.ledger.Parts.Part;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/// The node's one thread that speaks with the broker: hears answers and reports, sends what is
/// asked for, and looks after what got lost.
///
/// That there is only one is what keeps it simple: what it knows needs no lock, and what must
/// survive it is in the ledger before it is sent or believed.
final class Dispatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final Duration TURN = Duration.ofMillis(250);
    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final Duration NOTE = Duration.ofSeconds(2);
    private static final Duration CLEAN = Duration.ofSeconds(10);

    /// A task that nobody has begun though somebody could have is not in the topic any more.
    private static final Duration UNSEEN = Duration.ofMinutes(2);

    private static final long FORGOTTEN_MILLIS = Duration.ofMinutes(10).toMillis();

    private final KafkaSettings settings;
    private final Parts parts;
    private final Tries tries;
    private final Roster roster;
    private final String library;
    private final LongConsumer ring;
    private final Thread thread;
    private final Reach reach = new Reach(LOG, "work with the workers");
    private final Losses losses;
    private final Map<String, String> reports = new HashMap<>();
    private final Map<String, Instant> turns = new HashMap<>();
    private volatile @Nullable KafkaConsumer<String, String> ears;
    private volatile String encoder = "";
    private volatile boolean closed;
    private volatile @Nullable Instant listening;
    private final Instant began = Instant.now();
    private @Nullable Boolean away;

    /// @param library the library folder, in the share
    /// @param ring called with the task of a part that was answered
    Dispatch(
            KafkaSettings settings,
            Parts parts,
            Tries tries,
            Roster roster,
            String library,
            LongConsumer ring) {
        this.settings = settings;
        this.parts = parts;
        this.tries = tries;
        this.roster = roster;
        this.library = library;
        this.ring = ring;
        losses = new Losses(parts, roster, InstantSource.system(), this::take);
        thread = Thread.ofPlatform().name("v2v-crew").unstarted(this);
    }

    void start() {
        thread.start();
    }

    void encodes(String what) {
        encoder = what;
    }

    String encoder() {
        return encoder;
    }

    /// There is something to send.
    void wake() {
        KafkaConsumer<String, String> now = ears;
        if (now != null) {
            now.wakeup();
        }
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                speak();
            } catch (KafkaException | LedgerFault | IOException e) {
                reach.lost(String.valueOf(e.getMessage()));
                pause();
            } catch (RuntimeException e) { // whatever it is, the workers must not be forgotten
                LOG.error("the crew's thread begins anew", e);
                pause();
            }
        }
    }

    private void speak() throws IOException {
        KafkaConsumer<String, String> consumer = Wire.reader(settings, "v2v-node");
        try {
            TopicPartition outcomes = new TopicPartition(settings.topics().outcomes(), 0);
            TopicPartition progress = progress();
            requireTopics(consumer, List.of(outcomes.topic(), progress.topic()));
            reach.here();
            consumer.assign(List.of(outcomes, progress));
            seek(consumer, outcomes);
            consumer.seekToEnd(List.of(progress));
            ears = consumer;
            KafkaProducer<String, String> producer = Wire.producer(settings, "v2v-node-tasks");
            try {
                serve(consumer, producer);
            } finally {
                producer.close(Duration.ZERO);
            }
        } finally {
            ears = null;
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    /// Where this ledger has stopped reading. A new one has asked nothing yet: what lies there are
    /// answers to another's questions.
    private void seek(KafkaConsumer<String, String> consumer, TopicPartition outcomes) {
        OptionalLong next = parts.next(outcomes.topic());
        if (next.isEmpty()) {
            consumer.seekToEnd(List.of(outcomes));
            parts.next(outcomes.topic(), consumer.position(outcomes));
        } else {
            consumer.seek(outcomes, next.getAsLong());
        }
    }

    private void requireTopics(KafkaConsumer<String, String> consumer, List<String> topics)
            throws IOException {
        for (String topic : topics) {
            if (consumer.partitionsFor(topic).isEmpty()) {
                throw new IOException("there is no topic " + topic + ": type v2v kafka setup");
            }
        }
    }

    private void serve(
            KafkaConsumer<String, String> consumer, KafkaProducer<String, String> producer)
            throws IOException {
        while (!closed) {
            try {
                hear(consumer.poll(TURN));
            } catch (WakeupException e) {
                // there is something to send
            }
            reached(consumer);
            losses.decide();
            said();
            if (due("note", NOTE)) {
                note();
            }
            if (!roster.living().isEmpty()) {
                send(producer);
                if (due("sweep", SWEEP)) {
                    sweep();
                }
            }
            if (due("clean", CLEAN)) {
                clean();
            }
        }
    }

    /// Workers can have been heard of only since then.
    private void reached(KafkaConsumer<String, String> consumer) {
        if (listening == null && !consumer.currentLag(progress()).isEmpty()) {
            listening = Instant.now();
        }
    }

    private TopicPartition progress() {
        return new TopicPartition(settings.topics().progress(), 0);
    }

    /// Since when it has heard what the broker says; null when it never has.
    @Nullable Instant listening() {
        return listening;
    }

    private boolean due(String what, Duration every) {
        Instant now = Instant.now();
        Instant last = turns.get(what);
        if (last != null && now.isBefore(last.plus(every))) {
            return false;
        }
        turns.put(what, now);
        return true;
    }

    /// Once when they are gone, once when they are back.
    private void said() {
        boolean none = roster.living().isEmpty();
        if (none && away == null && Instant.now().isBefore(began.plus(Roster.SILENCE))) {
            return; // they may be there and have not been heard of yet
        }
        if (!Boolean.valueOf(none).equals(away)) {
            away = none;
            LOG.info(
                    none
                            ? "no worker is heard of: this machine does the work by itself"
                            : "workers are there: {}",
                    roster.names());
        }
    }

    private void hear(ConsumerRecords<String, String> records) {
        long next = -1;
        // first what was given back, then who has begun it since
        for (var record : records.records(settings.topics().outcomes())) {
            Wire.read(record.value(), Answer.class)
                    .filter(Answer::whole)
                    .ifPresent(this::answered);
            next = record.offset() + 1;
        }
        for (var record : records.records(settings.topics().progress())) {
            Wire.read(record.value(), Report.class)
                    .filter(Report::whole)
                    .ifPresent(this::reported);
        }
        if (next >= 0) {
            parts.next(settings.topics().outcomes(), next);
        }
    }

    private void answered(Answer answer) {
        switch (answer.ending()) {
            case Answer.GivenBack _ -> {
                parts.givenBack(answer.part(), answer.attempt(), answer.run());
                parts.found(answer.part(), answer.run());
            }
            case Answer.Lost _ -> losses.suspected(answer);
            case Answer.Done _, Answer.Refused _, Answer.Outage _, Answer.Bug _ -> take(answer);
        }
    }

    private void take(Answer answer) {
        boolean first =
                parts.answered(answer.part(), answer.attempt(), answer.run(), Json.line(answer));
        if (first) {
            parts.find(answer.part()).ifPresent(part -> ring.accept(part.task()));
        } else {
            LOG.info(
                    "part={} attempt={} run={}: nobody waits for this answer",
                    answer.part(),
                    answer.attempt(),
                    answer.run());
        }
    }

    private void reported(Report report) {
        roster.hear(report);
        reports.put(report.worker(), Json.line(report));
        report.jobs().forEach(losses::heard);
    }

    private void note() {
        List<Parts.Pace> paces =
                roster.jobs().stream()
                        .map(j ->
                                new Parts.Pace(
                                        j.part(),
                                        j.attempt(),
                                        j.run(),
                                        j.what(),
                                        j.fraction(),
                                        j.speed()))
                        .toList();
        if (!paces.isEmpty() || !reports.isEmpty()) {
            parts.heard(paces, reports);
            reports.clear();
        }
        if (due("forget", Duration.ofMinutes(1))) {
            parts.forget(FORGOTTEN_MILLIS);
            losses.keep(roster.jobs().stream().map(Report.Job::run).toList());
        }
    }

    /// While the broker does not answer, each call waits for it: one at a time, for who is not
    /// heard meanwhile is thought to be gone.
    private void send(KafkaProducer<String, String> producer) throws IOException {
        List<Part> ready = parts.ready();
        if (ready.isEmpty()) {
            return;
        }
        Turns turns = new Turns(parts.out(), roster);
        for (Part part = turns.next(ready); part != null; part = turns.next(ready)) {
            ready.remove(part);
            var sent = parts.send(part.id(), turns.queue(part));
            if (sent.isPresent()) {
                turns.sent(part);
                if (!send(producer, sent.get())) {
                    return;
                }
            }
        }
    }

    /// @return false when it is known already that it can not be sent now
    private boolean send(KafkaProducer<String, String> producer, Part part) throws IOException {
        Path folder = tries.open(part);
        Asked asked =
                new Asked(
                        part.id(),
                        part.attempt(),
                        part.stage(),
                        part.item(),
                        part.name(),
                        library,
                        tries.library().relative(folder),
                        encoder,
                        Json.tree(part.body()));
        var record =
                new ProducerRecord<>(
                        settings.topics().tasks(part.lane(), part.queue()),
                        part.item(),
                        Json.line(asked));
        Future<?> on =
                producer.send(
                        record,
                        (_, failure) -> {
                            if (failure != null) {
                                unsent(part, failure);
                            }
                        });
        return on.state() != Future.State.FAILED;
    }

    /// Kafka tries for ever; what it gives up for good is too large, or not allowed. Counted as an
    /// attempt of the task, so that it ends.
    private void unsent(Part part, Exception failure) {
        if (!(failure instanceof ApiException)) {
            parts.again(part.id(), part.attempt(), null); // we have closed the line ourselves
            return;
        }
        String why = String.valueOf(failure.getMessage());
        LOG.warn("part={} could not be sent: {}", part.id(), why);
        var outage = new Answer.Outage("the task could not be sent to Kafka: " + why);
        take(new Answer(part.id(), part.attempt(), "node", outage));
    }

    /// Sends again what got lost: a task that nobody took though somebody could have, and one whose
    /// run has fallen silent for longer than the broker itself waits.
    private void sweep() throws IOException {
        Instant now = Instant.now();
        Duration silent = settings.lease().multipliedBy(2).plus(Roster.SILENCE);
        for (Part part : parts.out()) {
            Instant from = latest(part.sent(), latest(part.heard(), roster.since()));
            if (part.started() == null) {
                boolean could = roster.free(part.lane(), part.queue()) > 0;
                boolean nobody = roster.slots(part.lane(), part.queue()) == 0;
                if ((could || nobody) && now.isAfter(from.plus(UNSEEN))) {
                    again(part, null);
                }
            } else if (now.isAfter(from.plus(silent))) {
                again(part, Losses.evidence(part.run()));
            }
        }
    }

    private void again(Part part, @Nullable String evidence) throws IOException {
        LOG.warn(
                "part={} '{}' of {} is sent again: {}",
                part.id(),
                part.name(),
                part.item(),
                evidence == null ? "nobody took it" : evidence);
        parts.again(part.id(), part.attempt(), evidence);
        if (evidence != null) {
            losses.misses(part.run());
        }
        tries.close(part);
        if (evidence != null && part.lost() + 1 >= Crew.MOST_LOST) {
            parts.send(part.id(), part.queue())
                    .ifPresent(next ->
                            take(
                                    new Answer(
                                            next.id(),
                                            next.attempt(),
                                            part.run(),
                                            new Answer.Lost(0))));
        }
    }

    private static Instant latest(@Nullable Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }

    private void clean() throws IOException {
        parts.dropStale();
        Set<Path> wanted = new HashSet<>();
        for (Part part : parts.open()) {
            wanted.add(tries.of(part));
        }
        tries.sweep(wanted);
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed = true;
        wake();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
