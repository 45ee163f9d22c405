package v2v.pipeline.crew;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.ledger.Feed;
import v2v.ledger.Ledger;
import v2v.ledger.Requests;

import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends what the ledger says on the topic of events: a page, wait until the broker has all of it,
/// note that in the ledger, the next page. A death in between sends one page again, under the same
/// ids. While the broker is away the ledger keeps what is to be sent, as it does anyway.
final class EventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    static final int PAGE = 200;
    private static final long SILENCE_MILLIS = 10_000;
    private static final long IDLE_MILLIS = 500;
    private static final long PAUSE_MILLIS = 5_000;

    private final KafkaSettings settings;
    private final String source;
    private final Ledger ledger;
    private final Telling telling;
    private final Reach reach = new Reach(LOG, "events wait for the broker");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /// @param source the library, as a URI
    EventFeed(KafkaSettings settings, String source, Ledger ledger) {
        this.settings = settings;
        this.source = source;
        this.ledger = ledger;
        telling = new Telling(new Wording(settings.share()));
        thread = Thread.ofPlatform().daemon().name("v2v-events").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                closed.await(turn(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop();
        }
    }

    /// @return how long to rest, in milliseconds
    private long turn() throws InterruptedException {
        try {
            boolean more = round();
            return more ? 0 : IDLE_MILLIS;
        } catch (InterruptedIOException e) {
            throw new InterruptedException();
        } catch (Exception e) { // whatever it is, the node's work must not suffer from it
            if (closed.getCount() > 0) {
                reach.lost(String.valueOf(e.getMessage()));
            }
            drop();
            return PAUSE_MILLIS;
        }
    }

    /// @return whether there was anything
    private boolean round() throws InterruptedIOException {
        String topic = settings.topics().events();
        Feed feed = ledger.feed();
        Requests requests = ledger.requests();
        List<Feed.Told> told = feed.after(feed.position(topic), PAGE);
        // asked second and sent first: an item follows the answer to who ordered it
        List<Requests.Answer> answers = requests.answers(PAGE);
        send(topic, answers.stream().map(telling::of).toList());
        if (!answers.isEmpty()) {
            requests.answered(answers.getLast().seq());
        }
        send(topic, told.stream().map(telling::of).flatMap(Optional::stream).toList());
        if (!told.isEmpty()) {
            feed.told(topic, told.getLast().entry().seq());
        }
        return !told.isEmpty() || !answers.isEmpty();
    }

    /// Returns when the broker has all of them.
    private void send(String topic, List<Event> events) throws InterruptedIOException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Event event : events) {
            ProducerRecord<byte[], byte[]> message =
                    new ProducerRecord<>(
                            topic,
                            event.subject().getBytes(StandardCharsets.UTF_8),
                            event.json(source));
            message.headers()
                    .add("content-type", Event.CONTENT_TYPE.getBytes(StandardCharsets.US_ASCII));
            Future<RecordMetadata> future = producer().send(message);
            if (future.isDone()) {
                await(future); // at once only when it can not be: the rest must not go before it
            }
            sent.add(future);
        }
        for (Future<RecordMetadata> future : sent) {
            await(future);
        }
        if (!events.isEmpty()) {
            reach.here();
        }
    }

    private void await(Future<RecordMetadata> future) throws InterruptedIOException {
        while (true) {
            try {
                future.get(SILENCE_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                reach.lost("it does not answer"); // the producer goes on trying, in order
            } catch (ExecutionException e) {
                throw new IllegalStateException(why(e.getCause()), e);
            } catch (InterruptedException e) {
                throw new InterruptedIOException("closed");
            }
        }
    }

    private String why(@Nullable Throwable cause) {
        return cause instanceof org.apache.kafka.common.errors.TimeoutException
                ? "it does not answer, or has no topic " + settings.topics().events()
                : String.valueOf(cause == null ? null : cause.getMessage());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> now = producer;
        if (now == null) {
            Properties all = settings.properties("v2v-events");
            all.setProperty(ProducerConfig.ACKS_CONFIG, "all");
            all.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
            // none is given up, so none overtakes another, and none is sent twice
            all.setProperty(
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
            all.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(SILENCE_MILLIS));
            all.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
            now = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
            producer = now;
        }
        return now;
    }

    /// A new one begins without what this one still has.
    private void drop() {
        KafkaProducer<byte[], byte[]> now = producer;
        producer = null;
        if (now != null) {
            boolean interrupted = Thread.interrupted();
            now.close(Duration.ZERO);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// What is not with the broker yet is sent after the next start.
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
