package v2v.intake;

import v2v.item.Finding;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table of rights that belongs to another table: its rows by file, as text.
record RightsTable(Path file, Heads heads, Map<String, List<Table.Row>> rows) {
    /// Reads its rows; nothing when it is a table of another kind.
    static Optional<RightsTable> read(Path file, Mapping mapping, String name, Findings findings)
            throws IOException {
        try (Table table = Table.open(file, mapping)) {
            Heads heads = new Heads(table.heads().cells(), mapping);
            if (!heads.isRights() || heads.file() < 0) {
                return Optional.empty();
            }
            Map<String, List<Table.Row>> rows = new HashMap<>();
            Path base = Manifests.base(file);
            for (Table.Row row = table.next(); row != null; row = table.next()) {
                if (row.fault() != null || heads.tooMany(row) >= 0) {
                    findings.add(
                            new RowFinding(
                                    name,
                                    row.number(),
                                    0,
                                    "",
                                    "",
                                    Finding.block(
                                            Code.MANIFEST_UNREADABLE,
                                            row.fault() != null
                                                    ? row.fault()
                                                    : "there are only " + heads.count() + " heads",
                                            "put the quotes right")));
                } else if (!row.blank()) {
                    RowPath path = RowPath.of(heads.cell(row, heads.file()), base);
                    rows.computeIfAbsent(RowPath.fold(path.relative()), k -> new ArrayList<>(1))
                            .add(row);
                }
            }
            return Optional.of(new RightsTable(file, heads, rows));
        }
    }

    /// Adds what it says about a file.
    ///
    /// @throws Refusal when something restricts and is not understood
    void say(Draft draft, String relative) {
        SourceText source = new SourceText(file, "");
        for (Table.Row row : rows.getOrDefault(RowPath.fold(relative), List.of())) {
            for (int i = 0; i < heads.count(); i++) {
                heads.say(draft, i, row, source);
            }
            RightsRow.of(heads, row, source).fill(draft);
        }
    }
}
