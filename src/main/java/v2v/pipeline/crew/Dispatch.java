package v2v.pipeline.crew;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.item.Json;
import v2v.ledger.LedgerFault;
import v2v.ledger.Parts;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/// The node's one thread that speaks with the broker: hears answers and reports, has sent what is
/// asked for ([Outgoing]), and looks after what got lost ([Losses], [Overdue]).
///
/// That there is only one is what keeps it simple: what it knows needs no lock, and what must
/// survive it is in the ledger before it is sent or believed.
final class Dispatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final Duration TURN = Duration.ofMillis(500);
    private static final Duration SEND = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final Duration NOTE = Duration.ofSeconds(2);
    private static final Duration CLEAN = Duration.ofSeconds(10);

    private static final long FORGOTTEN_MILLIS = Duration.ofMinutes(10).toMillis();

    private final KafkaSettings settings;
    private final Parts parts;
    private final Roster roster;
    private final LongConsumer ring;
    private final Thread thread;
    private final Reach reach = new Reach(LOG, "work with the workers");
    private final Outgoing outgoing;
    private final Losses losses;
    private final Overdue overdue;
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
        this.roster = roster;
        this.ring = ring;
        outgoing = new Outgoing(settings.topics(), parts, tries, roster, library, this::take);
        losses = new Losses(parts, roster, InstantSource.system(), this::take);
        Duration silent = settings.lease().multipliedBy(2).plus(Roster.SILENCE);
        overdue = new Overdue(silent, parts, tries, roster, losses, this::take);
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
            boolean news = true;
            try {
                ConsumerRecords<String, String> records = consumer.poll(TURN);
                hear(records);
                news = !records.isEmpty();
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
                if (news || due("send", SEND)) {
                    outgoing.send(producer, encoder);
                }
                if (due("sweep", SWEEP)) {
                    overdue.look();
                }
            }
            if (due("clean", CLEAN)) {
                overdue.clean();
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
            Wire.read(record.value(), Answer.class).filter(Answer::whole).ifPresent(this::answered);
            next = record.offset() + 1;
        }
        for (var record : records.records(settings.topics().progress())) {
            Wire.read(record.value(), Report.class).filter(Report::whole).ifPresent(this::reported);
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
            case Answer.Outage _ -> outage(answer);
            case Answer.Done _, Answer.Refused _, Answer.Bug _ -> take(answer);
        }
    }

    /// A machine that wakes up may find that its child has stood still; another is at it by then.
    private void outage(Answer answer) {
        boolean others =
                parts.find(answer.part())
                        .filter(part -> !part.run().isEmpty() && !part.run().equals(answer.run()))
                        .isPresent();
        if (others) {
            LOG.info("part={}: an outage of {}, but another is at it", answer.part(), answer.run());
        } else {
            take(answer);
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
