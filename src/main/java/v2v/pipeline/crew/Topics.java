package v2v.pipeline.crew;

import java.util.List;
import java.util.regex.Pattern;

/// What the topics are called.
///
/// @param prefix before each name, so that several libraries may use one broker
public record Topics(String prefix) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9-]{1,40}(=[a-z0-9-]{1,40})?");

    static boolean fit(String prefix) {
        return WORD.matcher(prefix).matches();
    }

    /// `gpu`, `site=north`.
    static boolean label(String text) {
        return LABEL.matcher(text).matches();
    }

    /// Work of a lane.
    ///
    /// @param label empty for what any worker may do
    String tasks(String lane, String label) {
        String plain = prefix + ".tasks." + lane;
        return label.isEmpty() ? plain : plain + "." + label.replace('=', '.');
    }

    /// What came of the work.
    String outcomes() {
        return prefix + ".outcomes";
    }

    /// How workers and their work are getting on.
    String progress() {
        return prefix + ".progress";
    }

    /// Facts for others, as CloudEvents.
    String events() {
        return prefix + ".events";
    }

    /// Orders of others.
    String ingest() {
        return prefix + ".ingest";
    }

    /// Tasks that nobody could end; the broker accepts only names that begin so.
    String dead() {
        return "dlq." + prefix + ".tasks";
    }

    /// The group of the node, which reads orders.
    String node() {
        return prefix + "-node";
    }

    /// The share group of the workers.
    String workers() {
        return prefix + "-workers";
    }

    /// Those that everybody has, whatever labels there are.
    List<String> all() {
        return List.of(
                tasks("heavy", ""),
                tasks("look", ""),
                outcomes(),
                progress(),
                events(),
                ingest(),
                dead());
    }
}
