package v2v.intake;

import v2v.item.Finding;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// Counts findings and hands them on; none is kept.
final class Findings {
    private final Consumer<RowFinding> reader;
    private final Map<Code, Long> counts = new EnumMap<>(Code.class);
    private long blocks;
    private long warnings;

    Findings(Consumer<RowFinding> reader) {
        this.reader = reader;
    }

    void add(RowFinding found) {
        switch (found.finding().level()) {
            case BLOCK -> blocks++;
            case WARN -> warnings++;
            case OFF -> {
                return;
            }
        }
        counts.merge(found.finding().code(), 1L, Long::sum);
        reader.accept(found);
    }

    /// What ended the reading of a whole table or list.
    void add(String table, Refusal refusal) {
        refusal.findings().forEach(f -> add(table, "", f));
    }

    /// What is about a whole table or file, each empty where it is about none.
    void add(String table, String file, Finding finding) {
        add(new RowFinding(table, 0, 0, "", file, finding));
    }

    Map<Code, Long> counts() {
        return Map.copyOf(counts);
    }

    long blocks() {
        return blocks;
    }

    long warnings() {
        return warnings;
    }
}
