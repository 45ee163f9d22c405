package v2v.intake;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;

/// The heads of a table, and what each means.
final class Heads {
    /// The column that a corrected copy is sent back with.
    static final String PROBLEM = "v2v_problem";

    /// What a spreadsheet would run. A number with a sign is none.
    private static final Pattern FORMULA =
            Pattern.compile("(?s)(?![-+]?[\\d., ]+%?$)[=+\\-@\\t\\r].+");

    enum Kind {
        MEANT,
        /// Somebody decided that it does not count.
        LEFT,
        UNKNOWN,
        /// Not known, and it may forbid something.
        MAY_RESTRICT
    }

    /// One head.
    record Head(String name, @Nullable Meaning meaning, Kind kind) {}

    private final List<Head> heads;
    private final Mapping mapping;
    private final boolean rights;
    private final int file;

    Heads(List<String> names, Mapping mapping) {
        this.mapping = mapping;
        this.rights = names.stream().anyMatch(n -> Words.plain(n).equals("basis"));
        this.heads = names.stream().map(String::strip).map(this::head).toList();
        this.file = first(Word.FILE);
    }

    private Head head(String name) {
        if (name.equals(PROBLEM) || mapping.ignores(name)) {
            return new Head(name, null, Kind.LEFT);
        }
        if (rights && RightsRow.has(name)) {
            return new Head(name, null, Kind.LEFT); // read by the row as a whole
        }
        Meaning meaning = mapping.meaning(name);
        if (meaning != null) {
            return new Head(name, meaning, Kind.MEANT);
        }
        return new Head(name, null, Words.couldRestrict(name) ? Kind.MAY_RESTRICT : Kind.UNKNOWN);
    }

    int count() {
        return heads.size();
    }

    Head head(int column) {
        return heads.get(column);
    }

    /// The column that names the file; -1 when there is none.
    int file() {
        return file;
    }

    /// The first column of this word; -1 when there is none.
    int first(Word word) {
        for (int i = 0; i < heads.size(); i++) {
            Meaning meaning = heads.get(i).meaning();
            if (meaning != null && meaning.word() == word) {
                return i;
            }
        }
        return -1;
    }

    /// Whether it is a table of rights as Archivematica writes it.
    boolean isRights() {
        return rights;
    }

    /// A value, without the apostrophe that keeps a spreadsheet from running it.
    String cell(Table.Row row, int column) {
        String cell = column < row.cells().size() ? row.cells().get(column) : "";
        boolean kept = cell.startsWith("'") && FORMULA.matcher(cell.substring(1)).matches();
        return (kept ? cell.substring(1) : cell).strip();
    }

    static boolean isFormula(String cell) {
        return !cell.isEmpty()
                && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0
                && FORMULA.matcher(cell).matches();
    }

    /// Whether it holds a sign that no text has.
    static boolean hasControl(String cell) {
        // no stream: it is asked of every cell
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                return true;
            }
        }
        return false;
    }

    /// How many cells of a row stand under a head.
    int over(Table.Row row) {
        return Math.min(heads.size(), row.cells().size());
    }

    /// The first column with a value beyond the heads; -1 when there is none.
    int tooMany(Table.Row row) {
        for (int i = heads.size(); i < row.cells().size(); i++) {
            if (!row.cells().get(i).isBlank()) {
                return i;
            }
        }
        return -1;
    }

    String where(Table.Row row, int column) {
        return "line " + row.line() + ", column " + (column + 1) + " (" + head(column).name() + ")";
    }

    /// Tells the draft what stands in one cell.
    ///
    /// @throws v2v.item.Refusal when it restricts in a way that is not understood
    void say(Draft draft, int column, Table.Row row, SourceText source) {
        String cell = cell(row, column);
        Head head = head(column);
        Meaning meaning = head.meaning();
        if (cell.isEmpty() || head.kind() == Kind.LEFT) {
            return;
        }
        String where = where(row, column);
        if (meaning != null) {
            draft.say(new Said(meaning, cell, source, where), mapping.read(meaning, cell));
        } else {
            source.refuseLost(head.name(), where, cell);
            if (!head.name().isEmpty()) {
                draft.unknown(source, where, cell);
            }
        }
    }

    /// What the mapping says of every row that is silent about it.
    void constants(Draft draft, SourceText source) {
        for (Mapping.Constant each : mapping.constants()) {
            if (draft.speaksOf(each.meaning().word())) {
                continue;
            }
            SourceText where = new SourceText(source.file().resolveSibling(each.source()), "");
            draft.say(new Said(each.meaning(), each.value(), where, "constant " + each.name()));
        }
    }
}
