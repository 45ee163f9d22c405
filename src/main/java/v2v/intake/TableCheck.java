package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Finding;
import v2v.item.Finding.Level;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Goes through one table, row by row; what is wrong with one row is [RowCheck]'s to find.
final class TableCheck {
    /// What all rows of a table have in common.
    ///
    /// @param rights the tables of rights that belong to it
    record Sheet(
            SourceText source,
            String name,
            Heads heads,
            List<RightsTable> rights,
            Seen ids,
            Seen paths) {}

    private static final int REPORT_EVERY = 1_000;

    private final Path file;
    private final String name;
    private final List<RightsTable> rights;
    private final DeliveryCheck.Setting setting;
    private final Corrections corrections;
    private Heads heads = new Heads(List.of(), Mapping.NONE);
    private long[] unknown = new long[0];
    private String written = "";
    private long rows;

    TableCheck(Path file, List<RightsTable> rights, DeliveryCheck.Setting setting) {
        this.file = file;
        this.name = setting.name(file);
        this.rights = rights;
        this.setting = setting;
        this.corrections = new Corrections(setting);
    }

    long rows() {
        return rows;
    }

    long normalised() {
        return corrections.normalised();
    }

    /// How the table is written; empty when that could not be found out.
    String written() {
        return written;
    }

    /// Reads it to its end.
    ///
    /// @param corrected where the copy for the vendor goes; null for none
    /// @throws Refusal when the table, or the rest of it, can not be read
    void run(@Nullable Path corrected) throws IOException {
        try (Table table = Table.open(file, setting.mapping())) {
            written = table.written();
            heads = new Heads(table.heads().cells(), setting.mapping());
            unknown = new long[heads.count()];
            if (heads.file() < 0) {
                throw Table.fault(
                        file,
                        "no column says which file a row is about, read as " + written,
                        "add a column \"filename\"");
            }
            mixed(table.lettering());
            if (corrected == null) {
                rows(table, null);
            } else {
                try (CorrectedCopy copy = new CorrectedCopy(corrected, table)) {
                    rows(table, copy);
                    copy.finish();
                }
            }
        } finally {
            columns();
        }
    }

    private void mixed(Lettering lettering) {
        if (lettering.stray() > 0) {
            setting.findings()
                    .add(
                            name,
                            "",
                            Finding.block(
                                    Code.MANIFEST_UNREADABLE,
                                    "line %d is not UTF-8, and other lines are: the table was glued together from two"
                                            .formatted(lettering.stray()),
                                    "save it again as UTF-8, and look at the letters with"
                                            + " accents"));
        }
    }

    private void rows(Table table, @Nullable CorrectedCopy copy) throws IOException {
        SourceText source = new SourceText(file, "");
        Sheet sheet = new Sheet(source, name, heads, rights, new Seen(), new Seen());
        for (Table.Row row = table.next(); row != null; row = table.next()) {
            if (row.blank()) {
                if (copy != null) {
                    copy.blank(row);
                }
                continue;
            }
            rows++;
            if (rows % REPORT_EVERY == 0) {
                setting.progress().at("Checking row " + rows, -1, 0);
            }
            count(row);
            RowCheck check = new RowCheck(row, sheet, setting);
            check.run();
            if (copy != null) {
                copy.write(row, corrections.of(heads, row, check.real()), check.problems());
            }
        }
    }

    private void count(Table.Row row) {
        for (int i = 0; row.fault() == null && i < heads.over(row); i++) {
            switch (heads.head(i).kind()) {
                case UNKNOWN, MAY_RESTRICT -> unknown[i] += row.cells().get(i).isBlank() ? 0 : 1;
                case MEANT, LEFT -> {}
            }
        }
    }

    /// A fault of a whole column is said once.
    private void columns() {
        for (int i = 0; i < unknown.length; i++) {
            boolean restricts = heads.head(i).kind() == Heads.Kind.MAY_RESTRICT;
            if (unknown[i] > 0) {
                Finding finding =
                        new Finding(
                                restricts ? Level.BLOCK : Level.WARN,
                                Code.COLUMN_UNKNOWN,
                                "nobody knows what the column means, and %d rows have a value in it%s"
                                        .formatted(
                                                unknown[i],
                                                restricts ? " that may forbid the release" : ""),
                                "give it another head, or say in a mapping what it means, or to"
                                        + " ignore it",
                                null);
                setting.findings()
                        .add(new RowFinding(name, 0, i + 1, heads.head(i).name(), "", finding));
            }
        }
    }
}
