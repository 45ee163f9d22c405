package v2v.pipeline.crew;

import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

import v2v.item.BadConfig;
import v2v.item.Library;
import v2v.item.Settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/// How the broker is reached, and what several machines have in common.
///
/// @param bootstrap `host:port`, several comma-separated
/// @param client what else Kafka's clients are told, in Kafka's own words: TLS, SASL
/// @param topics their names
/// @param share the folder that node and workers all see, as it is called here; absolute
/// @param lease how long a worker may be silent before its work is given to another, 15 to 60 s
/// @param labels that work may ask for beside the plain queue
/// @param ingest whether messages may order deliveries
public record KafkaSettings(
        String bootstrap,
        Properties client,
        Topics topics,
        Path share,
        Duration lease,
        List<String> labels,
        boolean ingest) {
    /// The key that switches all of it on.
    public static final String SWITCH = "v2v.kafka.bootstrap";

    private static final Pattern ADDRESSES =
            Pattern.compile(
                    "(\\[[0-9A-Fa-f:.]+]|[^\\s,:]+):\\d{1,5}(,(\\[[0-9A-Fa-f:.]+]|[^\\s,:]+):\\d{1,5})*");

    private static final String ADDRESSED = "expected host:port, several comma-separated, found: ";

    /// The broker's own limits, as it is shipped.
    private static final int SHORTEST_LEASE = 15;

    private static final int LONGEST_LEASE = 60;

    /// Reads the node's settings.
    ///
    /// @param given from the command line; wins over the file
    /// @return null when the switch is off
    public static @Nullable KafkaSettings read(
            Settings settings, @Nullable String given, Library library) throws IOException {
        String bootstrap = settings.text(SWITCH, "");
        String config = settings.text("v2v.kafka.config", "");
        String prefix = settings.text("v2v.kafka.prefix", "v2v");
        String share = settings.text("v2v.kafka.share", "");
        List<String> labels = settings.list("v2v.kafka.labels");
        Duration lease = settings.duration("v2v.kafka.lease", "60s");
        boolean ingest = settings.yes("v2v.kafka.ingest", false);
        if (given != null) {
            bootstrap = given;
        }
        if (bootstrap.isEmpty()) {
            return null;
        }
        if (!ADDRESSES.matcher(bootstrap).matches()) {
            throw settings.bad(SWITCH, ADDRESSED + bootstrap);
        }
        if (lease.toSeconds() < SHORTEST_LEASE || lease.toSeconds() > LONGEST_LEASE) {
            throw settings.bad("v2v.kafka.lease", "expected 15s to 60s, found: " + lease);
        }
        if (!Topics.fit(prefix)) {
            throw settings.bad("v2v.kafka.prefix", "expected letters, digits, '-': " + prefix);
        }
        for (String label : labels) {
            if (!Topics.label(label)) {
                throw settings.bad(
                        "v2v.kafka.labels", "expected words such as gpu or site=north: " + label);
            }
        }
        Path folder = share.isEmpty() ? parent(library.root()) : Path.of(share);
        return new KafkaSettings(
                bootstrap,
                client(config.isEmpty() ? null : Path.of(config)),
                new Topics(prefix),
                folder.toAbsolutePath().normalize(),
                lease,
                labels,
                ingest);
    }

    /// Whether it may be a label.
    public static boolean label(String text) {
        return Topics.label(text);
    }

    private static Path parent(Path folder) {
        Path parent = folder.getParent();
        return parent == null ? folder : parent;
    }

    /// What a worker knows: it reads no file of settings.
    ///
    /// @param config a file of Kafka client properties; null for none
    public static KafkaSettings worker(
            String bootstrap, @Nullable Path config, String prefix, Path share) throws IOException {
        if (!ADDRESSES.matcher(bootstrap).matches()) {
            throw new BadConfig("--kafka", ADDRESSED + bootstrap);
        }
        if (!Topics.fit(prefix)) {
            throw new BadConfig("--prefix", "expected letters, digits, '-', found: " + prefix);
        }
        return new KafkaSettings(
                bootstrap,
                client(config),
                new Topics(prefix),
                share.toAbsolutePath().normalize(),
                Duration.ofSeconds(LONGEST_LEASE),
                List.of(),
                false);
    }

    private static Properties client(@Nullable Path config) throws IOException {
        Properties properties = new Properties();
        if (config != null) {
            try (InputStream in = Files.newInputStream(config)) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw new BadConfig(
                        config.toString(),
                        "the Kafka client's properties can not be read: " + e.getMessage());
            }
        }
        return properties;
    }

    /// Settings of one more client, for its maker to add to.
    Properties properties(String name) {
        Properties all = new Properties();
        all.putAll(client);
        all.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        all.setProperty(CommonClientConfigs.CLIENT_ID_CONFIG, name);
        return all;
    }
}
