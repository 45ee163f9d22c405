package v2v.intake;

import v2v.item.Companion;
import v2v.item.Footage;
import v2v.item.Order;
import v2v.item.Record;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Asks the record files again whether they still say what the work was cleared by. A table that
/// has grown by other rows still says the same about this one; a file that is gone says nothing;
/// one that has come since says something new.
final class Recall {
    private final Footage footage;
    private final Mapping mapping;

    Recall(Footage footage, Mapping mapping) {
        this.footage = footage;
        this.mapping = mapping;
    }

    /// @throws Refusal when a record says something else by now
    void ask() throws IOException {
        Map<String, Set<List<String>>> before = bySource(footage.record());
        Map<String, Set<List<String>>> now = bySource(now());
        for (Companion read : footage.records()) {
            // one of which nothing is heard any more is either gone, or silent about this footage
            if (Files.exists(read.file())) {
                now.putIfAbsent(Names.name(read.file()), Set.of());
            }
        }
        now.forEach((source, values) -> {
            if (!values.equals(before.getOrDefault(source, Set.of()))) {
                throw new Refusal(
                        Refusal.Code.RECORD_CHANGED,
                        footage.file().toString(),
                        before.containsKey(source)
                                ? "the record " + source + " has changed since it was read"
                                : "the record " + source + " has come since the others were read",
                        "order it again, so that it is cleared by what the records say now");
            }
        });
    }

    private Record now() throws IOException {
        Set<Path> places = places();
        List<Companion> elsewhere =
                footage.records().stream().filter(r -> !places.contains(r.file())).toList();
        if (elsewhere.isEmpty()) {
            return Records.beside(footage.file(), mapping).record();
        }
        // the order named a record, and so nothing beside the footage was read
        Draft draft = new Draft();
        for (Companion read : elsewhere) {
            if (Files.exists(read.file())) {
                draft.take(Records.again(read.file(), Names.name(footage.file()), mapping));
            }
        }
        return draft.record();
    }

    /// Where records of this footage may lie.
    private Set<Path> places() {
        Set<Path> places = new HashSet<>(Names.sidecars(footage.file()));
        for (Path folder : Manifests.above(footage.file())) {
            places.addAll(Manifests.places(folder));
        }
        return places;
    }

    /// What each document says: which value stands for which field. Where in the document does not
    /// count, nor do sums, which were compared when the file was read.
    private static Map<String, Set<List<String>>> bySource(Record record) {
        Map<String, Set<List<String>>> all = new TreeMap<>();
        record.provenance().stream()
                .filter(said -> !Order.SOURCE.equals(said.source()) && !Checksum.isOne(said))
                .forEach(said ->
                        all.computeIfAbsent(said.source(), s -> new HashSet<>())
                                .add(List.of(said.field(), Objects.toString(said.value(), ""))));
        record.unread()
                .forEach(said ->
                        all.computeIfAbsent(said.source(), s -> new HashSet<>())
                                .add(List.of(said.field(), said.value())));
        return all;
    }
}
