package v2v.intake;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// The table as it goes back to the vendor: the same rows in the same order with one more column,
/// which says what is wrong. Whatever was not changed is the same, letter for letter.
///
/// It is UTF-8 with a mark, which is what spreadsheets understand; it stands at its place only when
/// it is whole.
final class CorrectedCopy implements AutoCloseable {
    private static final char MARK = '\uFEFF';

    private final Path file;
    private final Path unfinished;
    private final BufferedWriter out;
    private final char delimiter;
    private final int columns;

    /// The column that an earlier round added; -1 when this is the first.
    private final int problem;

    CorrectedCopy(Path file, Table table) throws IOException {
        this.file = file.toAbsolutePath();
        unfinished = this.file.resolveSibling("." + Names.name(this.file) + ".part");
        delimiter = table.delimiter();
        columns = table.heads().cells().size();
        problem = table.heads().cells().stream().map(String::strip).toList().indexOf(Heads.PROBLEM);
        out = Files.newBufferedWriter(unfinished);
        out.write(MARK);
        write(table.heads(), table.heads().cells(), Heads.PROBLEM);
    }

    /// Writes one row.
    ///
    /// @param cells as they should be; the row's own where nothing was changed
    /// @param what is wrong with it; empty for nothing
    void write(Table.Row row, List<String> cells, String what) throws IOException {
        if (problem < 0 && cells.equals(row.cells()) && cells.size() == columns) {
            out.write(row.text());
            out.write(delimiter);
            out.write(quoted(what));
            out.write('\n');
            return;
        }
        List<String> line = new ArrayList<>(cells);
        while (line.size() < columns) {
            line.add("");
        }
        if (problem < 0) {
            line.add(columns, what);
        } else {
            line.set(problem, what);
        }
        for (int i = 0; i < line.size(); i++) {
            if (i > 0) {
                out.write(delimiter);
            }
            out.write(quoted(line.get(i)));
        }
        out.write('\n');
    }

    void blank(Table.Row row) throws IOException {
        out.write(row.text());
        out.write('\n');
    }

    private String quoted(String cell) {
        boolean plain =
                cell.indexOf(delimiter) < 0
                        && cell.indexOf('"') < 0
                        && cell.indexOf('\n') < 0
                        && cell.indexOf('\r') < 0
                        && cell.equals(cell.strip());
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /// Puts it in its place.
    void finish() throws IOException {
        out.close();
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }
}
