package v2v.intake;

import v2v.item.Companion;
import v2v.item.Footage;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks the record files again whether they still say what the work was cleared by. A table that
/// has grown by other rows still says the same about this one; a file that is gone says nothing.
final class Recall {
    private final Footage footage;

    Recall(Footage footage) {
        this.footage = footage;
    }

    /// @throws Refusal when a record says something else by now
    void ask() throws IOException {
        for (Companion before : footage.records()) {
            Path file = before.file();
            if (Files.exists(file) && !same(before) && !heard(file).equals(said(file))) {
                throw new Refusal(
                        Refusal.Code.RECORD_CHANGED,
                        footage.file().toString(),
                        "the record " + Names.name(file) + " has changed since it was read",
                        "order it again, so that it is cleared by what the record says now");
            }
        }
    }

    private static boolean same(Companion before) throws IOException {
        return Files.size(before.file()) == before.bytes()
                && Fixity.of(before.file(), before.bytes(), Progress.NONE)
                        .sha256()
                        .equals(before.sha256());
    }

    private Map<List<String>, Long> heard(Path file) throws IOException {
        return values(Records.again(file, Names.name(footage.file())), file);
    }

    private Map<List<String>, Long> said(Path file) {
        return values(footage.record(), file);
    }

    /// How often each value stands for each field; where in the document does not count.
    private static Map<List<String>, Long> values(Record record, Path file) {
        String name = Names.name(file);
        return Stream.concat(
                        record.provenance().stream()
                                .filter(p -> name.equals(p.source()))
                                .map(p -> List.of(p.field(), Objects.toString(p.value(), ""))),
                        record.unread().stream()
                                .filter(u -> name.equals(u.source()))
                                .map(u -> List.of(u.field(), u.value())))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
