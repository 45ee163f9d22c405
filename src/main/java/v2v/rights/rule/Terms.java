package v2v.rights.rule;

import v2v.item.License;

import java.util.List;
import java.util.stream.Stream;

/// What a legal tool asks, by the parts of its name.
final class Terms {
    private Terms() {}

    /// Whether it has the part: `nd`, `nc`, `sa`.
    static boolean have(License tool, String part) {
        return ("-" + tool.unit() + "-").contains("-" + part + "-");
    }

    /// The parts in one order: version 1.0 says by-nd-nc where later ones say by-nc-nd.
    static List<String> parts(License tool) {
        return Stream.of(tool.unit().split("-", -1)).sorted().toList();
    }
}
