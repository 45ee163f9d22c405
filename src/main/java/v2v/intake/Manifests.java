package v2v.intake;

import v2v.item.Record;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The tables that speak of a whole folder: `manifest.csv`, Archivematica's `metadata.csv` and
/// `rights.csv`. They hold for all footage in their folder and, by its path, below it.
final class Manifests {
    private static final List<String> NAMES =
            List.of(
                    "manifest.csv",
                    "manifest.tsv",
                    "metadata.csv",
                    "metadata.tsv",
                    "rights.csv",
                    "rights.tsv");

    /// A delivery has some levels of folders; what lies above them is about something else.
    private static final int LEVELS = 3;

    private Manifests() {}

    /// What one table says about one file.
    record Read(Path file, Record record) {}

    static boolean isOne(Path file) {
        return NAMES.contains(Names.name(file).toLowerCase(Locale.ROOT));
    }

    /// The folder that a table speaks of: its own, or with Archivematica the one above `metadata`.
    static Path base(Path table) {
        Path folder = table.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            return table.toAbsolutePath().normalize();
        }
        Path above = folder.getParent();
        return above != null && Names.name(folder).equals("metadata") ? above : folder;
    }

    /// The tables of a folder, those of Archivematica's `metadata` among them.
    static List<Path> in(Path folder) {
        return places(folder).stream().filter(Files::isRegularFile).toList();
    }

    /// Where they may lie.
    static List<Path> places(Path folder) {
        List<Path> all = new ArrayList<>();
        for (Path place : List.of(folder, folder.resolve("metadata"))) {
            for (String name : NAMES) {
                String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
                for (String each : Set.of(name, capital, name.toUpperCase(Locale.ROOT))) {
                    all.add(place.resolve(each));
                }
            }
        }
        return all;
    }

    /// The folders whose tables may speak of a file, its own first.
    static List<Path> above(Path footage) {
        List<Path> folders = new ArrayList<>();
        Path folder = footage.toAbsolutePath().normalize().getParent();
        while (folder != null && folders.size() < LEVELS) {
            folders.add(folder);
            folder = folder.getParent();
        }
        return folders;
    }

    /// What the tables of its folder, and of those above, say about a file.
    ///
    /// @throws Refusal when a table, or the row that may be about the file, can not be read
    static List<Read> of(Path footage, Mapping mapping) throws IOException {
        List<Read> all = new ArrayList<>();
        List<Path> sidecars = Names.sidecars(footage);
        for (Path folder : above(footage)) {
            for (Path file : in(folder)) {
                if (!sidecars.contains(file)) {
                    boolean own = folder.equals(footage.getParent());
                    new Search(file, footage, mapping, own).rows().ifPresent(all::add);
                }
            }
        }
        return all;
    }

    /// One file in one table.
    private static final class Search {
        private final SourceText source;
        private final Path footage;
        private final Mapping mapping;
        private final boolean own;
        private final List<Table.Row> exact = new ArrayList<>();
        private final List<Table.Row> byStem = new ArrayList<>();

        /// @param own whether the table lies in the folder of the footage
        Search(Path file, Path footage, Mapping mapping, boolean own) {
            this.source = new SourceText(file, "");
            this.footage = footage;
            this.mapping = mapping;
            this.own = own;
        }

        java.util.Optional<Read> rows() throws IOException {
            try (Table table = Table.open(source.file(), mapping)) {
                Heads heads = new Heads(table.heads().cells(), mapping);
                if (heads.file() < 0) {
                    if (own) {
                        throw source.fault(
                                "",
                                "no column says which file a row is about",
                                "add a column \"filename\", then order it again");
                    }
                    return java.util.Optional.empty();
                }
                for (Table.Row row = table.next(); row != null; row = table.next()) {
                    look(heads, row);
                }
                List<Table.Row> rows = exact.isEmpty() ? byStem : exact;
                return rows.isEmpty()
                        ? java.util.Optional.empty()
                        : java.util.Optional.of(new Read(source.file(), read(heads, rows)));
            }
        }

        private void look(Heads heads, Table.Row row) {
            String name = Names.name(footage);
            if (row.fault() != null && row.text().contains(name)) {
                throw source.fault("line " + row.line(), row.fault());
            }
            if (row.fault() != null || row.cells().size() <= heads.file()) {
                return;
            }
            Path base = base(source.file());
            RowPath path = RowPath.of(heads.cell(row, heads.file()), base);
            if (path.isOf(footage, base)) {
                exact.add(row);
            } else if (path.isOf(footage.resolveSibling(Names.stem(name)), base)) {
                byStem.add(row);
            }
        }

        private Record read(Heads heads, List<Table.Row> rows) {
            if (rows.size() > 1 && !heads.isRights()) {
                throw source.fault(
                        "",
                        "lines %s are all about %s"
                                .formatted(
                                        String.join(
                                                ", ",
                                                rows.stream()
                                                        .map(r -> Long.toString(r.line()))
                                                        .toList()),
                                        Names.name(footage)),
                        "give the file exactly one row, then order it again");
            }
            Draft draft = new Draft();
            for (Table.Row row : rows) {
                int extra = heads.tooMany(row);
                if (extra >= 0) {
                    throw source.fault(
                            "line %d, column %d".formatted(row.line(), extra + 1),
                            "there are only " + heads.count() + " heads",
                            "put quotes around the value that holds a delimiter, then order it"
                                    + " again");
                }
                for (int i = 0; i < heads.over(row); i++) {
                    heads.say(draft, i, row, source);
                }
                if (heads.isRights()) {
                    RightsRow.of(heads, row, source).fill(draft);
                }
            }
            heads.constants(draft, source);
            return draft.record();
        }
    }
}
