package v2v.pipeline.crew;

import com.fasterxml.jackson.databind.JsonNode;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.item.Delivery;
import v2v.item.Refusal;
import v2v.ledger.Ledger;
import v2v.ledger.Requests;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Reads orders from the topic of ingest. A message counts as read when what it asks for, and its
/// answer, are in the ledger. No message stops the next one: what can not be read is answered.
final class Ingest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 5_000;
    private static final int MOST_AT_ONCE = 100;
    private static final int MOST_BYTES = 4_000_000;

    private final KafkaSettings settings;
    private final ShareDoor door;
    private final Ledger ledger;
    private final Reach reach = new Reach(LOG, "orders by messages wait");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

    Ingest(KafkaSettings settings, ShareDoor door, Ledger ledger) {
        this.settings = settings;
        this.door = door;
        this.ledger = ledger;
        thread = Thread.ofPlatform().daemon().name("v2v-ingest").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                try {
                    read();
                } catch (WakeupException | InterruptException e) {
                    return; // closed
                } catch (Exception e) { // the node's work must not suffer from it
                    reach.lost(String.valueOf(e.getMessage()));
                    closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until it is closed, or something fails; then what was not committed is read again.
    private void read() throws IOException {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            reading = consumer;
            consumer.subscribe(List.of(settings.topics().ingest()));
            while (closed.getCount() > 0) {
                ConsumerRecords<byte[], byte[]> messages = consumer.poll(LOOK);
                if (!messages.isEmpty()) {
                    take(messages);
                    consumer.commitSync();
                    reach.here();
                }
            }
        } finally {
            reading = null;
            consumer.close(CloseOptions.timeout(FAREWELL));
        }
    }

    private Properties properties() {
        Properties all = settings.properties("v2v-ingest");
        all.setProperty(ConsumerConfig.GROUP_ID_CONFIG, settings.topics().node());
        all.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // an order that was sent before the first node came is an order
        all.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(MOST_AT_ONCE));
        all.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(MOST_BYTES));
        all.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return all;
    }

    private void take(ConsumerRecords<byte[], byte[]> messages) throws IOException {
        List<Requests.Asked> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            all.add(asked(name(message), message.value(), door));
        }
        ledger.requests().take(all);
    }

    /// The time is part of it: a topic that was made anew counts from 0 again.
    private static String name(ConsumerRecord<byte[], byte[]> message) {
        return "%s-%d-%d-%d"
                .formatted(
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        message.timestamp());
    }

    /// What a message asks for, and may have.
    ///
    /// @throws IOException when the share can not be read now
    static Requests.Asked asked(String name, byte @Nullable [] value, ShareDoor door)
            throws IOException {
        JsonNode body;
        try {
            body = IngestMessage.body(value);
        } catch (Refusal refusal) {
            return new Requests.Asked(name, null, null, null, null, problem(refusal));
        }
        Delivery order = null;
        Requests.Problem problem = null;
        try {
            order = door.delivery(IngestMessage.of(body));
        } catch (Refusal refusal) {
            problem = problem(refusal);
        }
        return new Requests.Asked(
                name,
                IngestMessage.known(body, "id"),
                IngestMessage.known(body, "file"),
                IngestMessage.known(body, "by"),
                order,
                problem);
    }

    private static Requests.Problem problem(Refusal refusal) {
        return new Requests.Problem(refusal.code().name(), refusal.getMessage(), refusal.fix());
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
