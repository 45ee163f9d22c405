package v2v.pipeline.crew;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.item.Json;
import v2v.item.Library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// A process that does what the node hands out. It owns nothing: whatever it knows is in the record
/// that it has taken, and whatever it makes lies in a folder that the node takes over or deletes.
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long REPORT_MILLIS = 2000;

    /// A worker that can not read the share, or encodes otherwise, looks again so often.
    private static final Duration UNFIT = Duration.ofSeconds(20);

    /// What it was told on its command line.
    ///
    /// @param slots parts at once, by lane
    /// @param cores processors for each
    /// @param labels of work that it takes besides the plain
    /// @param grace how long a part may go on when it is told to end
    public record Terms(
            Map<String, Integer> slots, int cores, List<String> labels, Duration grace) {}

    private final KafkaSettings settings;
    private final Terms terms;
    private final Labour labour;
    private final String name;
    private final Instant since = Instant.now();
    private final KafkaProducer<String, String> producer;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<Run> runs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Thread reporter;
    private final Reach answers = new Reach(LOG, "answers wait");
    private volatile long giveBackAt = Long.MAX_VALUE;
    private volatile @Nullable Unfit unfit;

    private record Unfit(String why, long since) {}

    public Worker(KafkaSettings settings, Terms terms, Labour labour) {
        this.settings = settings;
        this.terms = terms;
        this.labour = labour;
        name = named();
        producer = producer(settings, name);
    }

    private static KafkaProducer<String, String> producer(KafkaSettings settings, String name) {
        try {
            return Wire.producer(settings, name);
        } catch (KafkaException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new UncheckedIOException(
                    new IOException(
                            "Kafka at "
                                    + settings.bootstrap()
                                    + " can not be spoken to: "
                                    + why.getMessage()));
        }
    }

    /// The machine, the process, and a number against those that come after with the same.
    private static String named() {
        String all =
                String.format(
                        Locale.ROOT,
                        "%s-%d-%04x",
                        host(),
                        ProcessHandle.current().pid(),
                        ThreadLocalRandom.current().nextInt(1 << 16));
        return all.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "worker";
        }
    }

    /// Begins to take work.
    public void start() {
        terms.slots()
                .forEach((lane, count) -> {
                    for (int i = 1; i <= count; i++) {
                        Slot slot = new Slot(this, lane, i);
                        String thread = "v2v-" + lane + "-" + i;
                        threads.add(Thread.ofPlatform().name(thread).start(slot));
                    }
                });
        reporter = Thread.ofPlatform().name("v2v-report").start(this::reportOnAndOn);
    }

    private void reportOnAndOn() {
        do {
            send(settings.topics().progress(), name, Json.line(report()));
        } while (!within(over, REPORT_MILLIS));
        send(settings.topics().progress(), name, Json.line(report()));
    }

    private static boolean within(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Report report() {
        Unfit why = unfit;
        return new Report(
                name,
                host(),
                since,
                Instant.now(),
                terms.slots(),
                terms.cores(),
                terms.labels(),
                encoder(),
                why == null ? null : why.why(),
                draining(),
                runs.stream().map(Run::job).toList());
    }

    private String encoder() {
        try {
            return labour.encoder();
        } catch (IOException e) {
            return "none: " + e.getMessage();
        }
    }

    /// Not waited for: the next report says it better.
    private void send(String topic, String key, String text) {
        try {
            var _ = producer.send(new ProducerRecord<>(topic, key, text));
        } catch (KafkaException e) {
            LOG.debug("a report was not sent", e);
        }
    }

    /// Says what came of a part, and comes back when the broker has it, however long that takes:
    /// only then may its lease end. A worker that is told to end meanwhile does.
    void answer(Answer answer) throws InterruptedException {
        var record =
                new ProducerRecord<>(
                        settings.topics().outcomes(),
                        Long.toString(answer.part()),
                        Json.line(answer));
        while (!givesBack()) {
            try {
                // tried again within, for ever
                Future<?> sent = producer.send(record);
                while (!sentWithin(sent)) {
                    if (givesBack()) {
                        return;
                    }
                }
                answers.here();
                return;
            } catch (ExecutionException | KafkaException e) {
                answers.lost("the broker does not take them: " + e.getMessage());
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    /// The same, but waits only a little: the broker will give the record to another anyway. He is
    /// not to begin before the node knows that nothing was lost.
    void says(Answer answer) throws InterruptedException {
        String part = Long.toString(answer.part());
        try {
            var record =
                    new ProducerRecord<>(settings.topics().outcomes(), part, Json.line(answer));
            producer.send(record).get(3, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("what was given back could not be said", e);
        }
    }

    private static boolean sentWithin(Future<?> sent)
            throws InterruptedException, ExecutionException {
        try {
            sent.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /// The node hears of it before it begins: if this ends us, it is known what we were at.
    void begins(Run run) throws InterruptedException {
        runs.add(run);
        try {
            producer.send(
                            new ProducerRecord<>(
                                    settings.topics().progress(), name, Json.line(report())))
                    .get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("its beginning was not reported", e);
        }
    }

    void ended(Run run) {
        runs.remove(run);
    }

    /// Whether the share is here and the encoder is the one that the work was begun with.
    boolean fits(Asked asked) {
        if (!inside(asked)) {
            unfit = new Unfit("a task names a folder outside of the share", System.nanoTime());
            return false;
        }
        Path work = place(asked).library().work();
        if (!Files.isDirectory(work)) {
            return unfit(
                    "the share is not mounted here: there is no "
                            + settings.share().relativize(work)
                            + " in it");
        }
        if (!asked.encoder().equals(encoder())) {
            return unfit(
                    "this worker encodes with "
                            + encoder()
                            + ", and the node with "
                            + asked.encoder()
                            + ": install the same version of V2V on both");
        }
        unfit = null;
        return true;
    }

    private boolean unfit(String why) {
        LOG.warn("takes no work: {}", why);
        unfit = new Unfit(why, System.nanoTime());
        return false;
    }

    private boolean inside(Asked asked) {
        Path share = settings.share();
        Library library = new Library(share.resolve(asked.library()));
        return library.root().startsWith(share)
                && library.resolve(asked.tries()).normalize().startsWith(library.work());
    }

    /// Whether it may take something; one that is unfit tries again now and then.
    boolean fit() {
        Unfit why = unfit;
        return why == null || System.nanoTime() - why.since() > UNFIT.toNanos();
    }

    Labour.Place place(Asked asked) {
        Path share = settings.share();
        return new Labour.Place(share, new Library(share.resolve(asked.library())));
    }

    String nextRun() {
        return name + "-" + numbers.incrementAndGet();
    }

    /// The machine, the process, and a number.
    public String name() {
        return name;
    }

    KafkaSettings settings() {
        return settings;
    }

    Labour labour() {
        return labour;
    }

    List<String> topics(String lane) {
        List<String> all = new ArrayList<>(List.of(settings.topics().tasks(lane, "")));
        terms.labels().forEach(label -> all.add(settings.topics().tasks(lane, label)));
        return all;
    }

    boolean draining() {
        return stop.getCount() == 0;
    }

    /// Whether a part that still runs must be given back now.
    boolean givesBack() {
        return draining() && System.nanoTime() - giveBackAt >= 0;
    }

    void pause() {
        var _ = within(stop, 1000);
    }

    /// Takes nothing more, lets what runs go on for the grace that was given, gives back the rest.
    @Override
    public void close() {
        giveBackAt = System.nanoTime() + terms.grace().toNanos();
        stop.countDown();
        threads.forEach(this::await);
        over.countDown();
        Thread last = reporter;
        if (last != null) {
            await(last);
        }
        producer.close(Duration.ofSeconds(5));
    }

    /// Whoever is impatient has what runs given back at once.
    private void await(Thread thread) {
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                giveBackAt = System.nanoTime();
            }
        }
    }
}
