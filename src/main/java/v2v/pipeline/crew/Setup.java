package v2v.pipeline.crew;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/// Topics and share group, as they must be: made by `v2v kafka setup`, looked at by `v2v doctor`.
public final class Setup {
    private static final String FOREVER = "-1";

    /// The longest ticket that a node sends ([Wire]), and what Kafka adds; it takes 1 MB unasked.
    private static final String LARGEST = "4300000";

    private final KafkaSettings settings;

    public Setup(KafkaSettings settings) {
        this.settings = settings;
    }

    /// One thing that must be there.
    ///
    /// @param fix what to do; empty when it is good
    public record Found(String name, boolean good, String text, String fix) {}

    private Admin admin() {
        Properties all = settings.properties("v2v-setup");
        all.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        all.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        return Admin.create(all);
    }

    /// What each topic is told; all have one partition, for order is what they are for, and a share
    /// group shares one out among any number of workers.
    private Map<String, Map<String, String>> topics() {
        Topics names = settings.topics();
        Map<String, String> tasks = Map.of("retention.ms", FOREVER, "max.message.bytes", LARGEST);
        Map<String, Map<String, String>> all = new TreeMap<>();
        List<String> labels = new ArrayList<>(settings.labels());
        labels.add("");
        for (String label : labels) {
            all.put(names.tasks("heavy", label), tasks);
            all.put(names.tasks("look", label), tasks);
        }
        all.put(names.outcomes(), Map.of("retention.ms", days(30), "max.message.bytes", LARGEST));
        // only closed segments are deleted, and Kafka closes one after a week
        all.put(names.progress(), Map.of("retention.ms", days(1), "segment.ms", days(1)));
        all.put(names.events(), Map.of("retention.ms", FOREVER));
        all.put(names.ingest(), Map.of("retention.ms", days(30)));
        all.put(
                names.dead(),
                Map.of(
                        "retention.ms",
                        days(90),
                        "max.message.bytes",
                        LARGEST,
                        "errors.deadletterqueue.group.enable",
                        "true"));
        return all;
    }

    private static String days(int count) {
        return Long.toString(Duration.ofDays(count).toMillis());
    }

    private Map<String, String> group() {
        return Map.of(
                "share.auto.offset.reset",
                "earliest",
                "share.record.lock.duration.ms",
                Long.toString(settings.lease().toMillis()),
                "share.delivery.count.limit",
                "10",
                "share.renew.acknowledge.enable",
                "true",
                "errors.deadletterqueue.topic.name",
                settings.topics().dead(),
                "errors.deadletterqueue.copy.record.enable",
                "true");
    }

    /// Makes what is missing and sets what is otherwise. May be run again at any time, beside a
    /// node that works.
    ///
    /// @param replication copies of each topic; 0 for as many as there are brokers, three at most
    /// @return what was done, a line each
    /// @throws IOException when the broker can not be reached, or does not allow it
    public List<String> make(int replication) throws IOException {
        List<String> done = new ArrayList<>();
        try (Admin admin = admin()) {
            int brokers = admin.describeCluster().nodes().get().size();
            short copies = (short) (replication > 0 ? replication : Math.min(3, brokers));
            Map<String, Optional<TopicDescription>> there = there(admin);
            Map<ConfigResource, java.util.Collection<AlterConfigOp>> settled = new HashMap<>();
            for (var topic : topics().entrySet()) {
                if (there.getOrDefault(topic.getKey(), Optional.empty()).isEmpty()) {
                    Map<String, String> told = new TreeMap<>(topic.getValue());
                    if (copies >= 3) {
                        told.put("min.insync.replicas", "2");
                    }
                    NewTopic one = new NewTopic(topic.getKey(), 1, copies);
                    if (made(admin, one.configs(told))) {
                        done.add("made " + topic.getKey() + ", in " + copies + " copies");
                    }
                } else {
                    settled.put(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic.getKey()),
                            ops(topic.getValue()));
                }
            }
            settled.put(
                    new ConfigResource(ConfigResource.Type.GROUP, settings.topics().workers()),
                    ops(group()));
            admin.incrementalAlterConfigs(settled).all().get();
            done.add("set the share group " + settings.topics().workers());
            return done;
        } catch (ExecutionException e) {
            throw said(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw said(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("stopped");
        }
    }

    /// A broker may show a topic that somebody has just made a little later.
    private static boolean made(Admin admin, NewTopic topic)
            throws InterruptedException, ExecutionException {
        try {
            admin.createTopics(List.of(topic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private static List<AlterConfigOp> ops(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e ->
                        new AlterConfigOp(
                                new ConfigEntry(e.getKey(), e.getValue()),
                                AlterConfigOp.OpType.SET))
                .toList();
    }

    private IOException said(Throwable why) {
        return new IOException(
                "Kafka at " + settings.bootstrap() + " does not do it: " + why.getMessage(), why);
    }

    private Map<String, Optional<TopicDescription>> there(Admin admin)
            throws InterruptedException, ExecutionException {
        Map<String, Optional<TopicDescription>> all = new TreeMap<>();
        for (var one : admin.describeTopics(topics().keySet()).topicNameValues().entrySet()) {
            try {
                all.put(one.getKey(), Optional.of(one.getValue().get()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                all.put(one.getKey(), Optional.empty());
            }
        }
        return all;
    }

    /// Looks whether all is as it must be; never throws for what is not.
    public List<Found> look() {
        List<Found> all = new ArrayList<>();
        try (Admin admin = admin()) {
            int brokers = admin.describeCluster().nodes().get().size();
            all.add(new Found("kafka", true, settings.bootstrap() + ", brokers: " + brokers, ""));
            look(admin, brokers, all);
        } catch (ExecutionException e) {
            all.add(unreachable(String.valueOf(e.getCause())));
        } catch (KafkaException e) {
            all.add(unreachable(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return all;
    }

    private Found unreachable(String why) {
        return new Found(
                "kafka",
                false,
                settings.bootstrap() + ": " + why,
                "start the broker, or mend " + KafkaSettings.SWITCH + " in v2v.properties");
    }

    private void look(Admin admin, int brokers, List<Found> all)
            throws InterruptedException, ExecutionException {
        there(admin).forEach((name, found) -> all.add(topic(name, found, brokers)));
        ConfigResource group =
                new ConfigResource(ConfigResource.Type.GROUP, settings.topics().workers());
        Config config = admin.describeConfigs(List.of(group)).all().get().get(group);
        List<String> otherwise = new ArrayList<>();
        group().forEach((key, value) -> {
            ConfigEntry entry = config == null ? null : config.get(key);
            if (entry == null || !value.equals(entry.value())) {
                otherwise.add(key + "=" + (entry == null ? "?" : entry.value()));
            }
        });
        all.add(
                new Found(
                        settings.topics().workers(),
                        otherwise.isEmpty(),
                        otherwise.isEmpty() ? "share group" : String.join(", ", otherwise),
                        otherwise.isEmpty() ? "" : "v2v kafka setup"));
    }

    private static Found topic(String name, Optional<TopicDescription> found, int brokers) {
        if (found.isEmpty()) {
            return new Found(name, false, "missing", "v2v kafka setup");
        }
        var partitions = found.get().partitions();
        int copies = partitions.getFirst().replicas().size();
        if (partitions.size() != 1) {
            return new Found(
                    name,
                    false,
                    partitions.size() + " partitions, must be 1",
                    "delete the topic while nothing is running, then: v2v kafka setup");
        }
        boolean few = brokers >= 3 && copies < 2;
        return new Found(
                name,
                !few,
                "copies: " + copies,
                few ? "kafka-reassign-partitions: one lost broker would lose it" : "");
    }
}
