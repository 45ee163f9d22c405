package v2v.bag;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects what a check finds; the same fault of the same file only once, though several lists may
/// speak of it.
final class Findings {
    private record Fault(String file, Problem.Kind kind) {}

    private final Map<Fault, Problem> problems = new LinkedHashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    void problem(String file, Problem.Kind kind, String text) {
        problems.putIfAbsent(new Fault(file, kind), new Problem(file, kind, text));
    }

    void malformed(String file, String text) {
        problem(file, Problem.Kind.MALFORMED, text);
    }

    void warning(String sentence) {
        warnings.add(sentence);
    }

    Verdict verdict(long files, long bytes) {
        return new Verdict(files, bytes, List.copyOf(problems.values()), List.copyOf(warnings));
    }
}
