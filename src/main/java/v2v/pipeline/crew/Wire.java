package v2v.pipeline.crew;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import v2v.item.Json;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/// Kafka's clients, as this room sets them.
final class Wire {
    /// A record is a ticket, never footage; a programme's record with all its rights fits ten
    /// times.
    private static final String MOST_BYTES = Integer.toString(4 << 20);

    private Wire() {}

    /// In order, without repeats, tried again for as long as it takes.
    static KafkaProducer<String, String> producer(KafkaSettings settings, String name) {
        Properties all = settings.properties(name);
        all.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        all.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        all.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "2147483647");
        all.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "2000");
        all.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
        patient(all);
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    /// For one who keeps its place by itself.
    static KafkaConsumer<String, String> reader(KafkaSettings settings, String name) {
        Properties all = settings.properties(name);
        all.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        all.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        patient(all);
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    /// For one slot: one record at a time, and only what is acknowledged is done.
    static KafkaShareConsumer<String, String> slot(KafkaSettings settings, String name) {
        Properties all = settings.properties(name);
        all.setProperty(ConsumerConfig.GROUP_ID_CONFIG, settings.topics().workers());
        all.setProperty(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        all.setProperty(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        all.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        patient(all);
        return new KafkaShareConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    /// A broker may be away for hours: calm in asking, quick to notice that it is back.
    private static void patient(Properties all) {
        all.setProperty(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, "200");
        all.setProperty(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "5000");
        all.setProperty(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, "2000");
        all.setProperty(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        // after a partition the old addresses may be no good: ask the first ones again
        all.setProperty(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap");
    }

    /// Reads a stranger's bytes.
    ///
    /// @return empty when they are not what they should be
    static <T> Optional<T> read(String text, Class<T> type) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.read(text, type));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
