package v2v.rights.rule;

import v2v.item.License;

import java.util.List;
import java.util.Optional;

/// What the words for a licence turned out to mean.
public sealed interface Answer {
    /// Exactly one legal tool.
    record One(License tool) implements Answer {}

    /// Nobody said anything.
    record Silence() implements Answer {}

    /// A statement of rightsstatements.org: what is known, not what is allowed.
    record Statement(String said) implements Answer {}

    /// No legal tool, and those that are spelt most alike.
    record Unknown(String said, List<String> nearest) implements Answer {}

    /// Several; nobody here chooses.
    record Several(String said, List<License> tools) implements Answer {}

    /// A legal tool and words beside it that may limit it.
    record More(String said, List<License> tools, List<String> strange) implements Answer {}

    /// A licence that is known to end at a border.
    record Bounded(String said, String where) implements Answer {}

    /// The tool, where there is no doubt.
    default Optional<License> license() {
        return this instanceof One(License tool) ? Optional.of(tool) : Optional.empty();
    }

    /// Whether these words could mean that tool.
    default boolean couldBe(License tool) {
        return switch (this) {
            case One one -> one.tool().equals(tool);
            case Several several -> several.tools().contains(tool);
            case More more -> more.tools().contains(tool);
            case Silence _, Unknown _ -> true;
            case Statement _, Bounded _ -> false;
        };
    }
}
