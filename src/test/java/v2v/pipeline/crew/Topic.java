package v2v.pipeline.crew;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// A topic of one partition, as somebody else uses it.
public final class Topic {
    private Topic() {}

    public static void send(String bootstrap, String topic, List<byte @Nullable []> values)
            throws ExecutionException, InterruptedException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "max.request.size", 20_000_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                producer.send(new ProducerRecord<>(topic, value)).get();
            }
        }
    }

    /// All that it holds now.
    public static List<ConsumerRecord<byte[], byte[]>> all(String bootstrap, String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition one = new TopicPartition(topic, 0);
            consumer.assign(List.of(one));
            consumer.seekToBeginning(List.of(one));
            long end = consumer.endOffsets(List.of(one)).getOrDefault(one, 0L);
            for (int i = 0; i < 60 && consumer.position(one) < end; i++) {
                consumer.poll(Duration.ofMillis(500)).forEach(all::add);
            }
        }
        return all;
    }

    /// Reads from the beginning until that many are there, a minute at most, and a moment longer:
    /// more than were expected are seen too.
    public static List<ConsumerRecord<byte[], byte[]>> read(
            String bootstrap, String topic, int expected) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition one = new TopicPartition(topic, 0);
            consumer.assign(List.of(one));
            consumer.seekToBeginning(List.of(one));
            for (int i = 0; i < 120 && all.size() < expected; i++) {
                consumer.poll(Duration.ofMillis(500)).forEach(all::add);
            }
            consumer.poll(Duration.ofSeconds(2)).forEach(all::add);
        }
        return all;
    }
}
