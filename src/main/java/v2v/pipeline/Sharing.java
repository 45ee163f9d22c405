package v2v.pipeline;

import org.jspecify.annotations.Nullable;

import v2v.item.Settings;
import v2v.pipeline.crew.KafkaSettings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How work is shared out among workers.
///
/// @param longerThan films that are not are one part
/// @param sites folders of the share, by the label of the workers that are near to them
/// @param limits the node's `media.*` settings that a worker must keep to as well: what the node
///   takes must not be refused by whoever does the work
public record Sharing(Duration longerThan, Map<String, Path> sites, Map<String, String> limits) {
    private static final List<String> LIMITS =
            List.of(
                    "media.stall",
                    "media.grace",
                    "media.max-megapixels",
                    "media.max-memory",
                    "media.nice");

    /// Reads them.
    ///
    /// @param kafka null when nothing is shared
    public static Sharing read(Settings settings, @Nullable KafkaSettings kafka) {
        Duration longerThan = settings.duration("v2v.kafka.divide-over", "10m");
        Map<String, Path> sites = new HashMap<>();
        for (String site : settings.list("v2v.kafka.sites")) {
            int colon = site.indexOf(':');
            if (colon < 1) {
                throw settings.bad(
                        "v2v.kafka.sites",
                        "expected name:folder, such as north:tapes/north, found: " + site);
            }
            String label = "site=" + site.substring(0, colon);
            if (kafka != null) {
                if (!kafka.labels().contains(label)) {
                    throw settings.bad(
                            "v2v.kafka.sites",
                            label + " must stand in v2v.kafka.labels, and v2v kafka setup be run");
                }
                sites.put(label, kafka.share().resolve(site.substring(colon + 1)).normalize());
            }
        }
        return new Sharing(longerThan, Map.copyOf(sites), limits(settings));
    }

    private static Map<String, String> limits(Settings settings) {
        Map<String, String> limits = new HashMap<>();
        Set<String> set = settings.keys();
        LIMITS.stream()
                .filter(set::contains)
                .forEach(key -> limits.put(key, settings.text(key, "")));
        return Map.copyOf(limits);
    }
}
