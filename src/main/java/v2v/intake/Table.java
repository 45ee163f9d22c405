package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A table of any size, one row at a time. A row that can not be read is one bad row; the table
/// goes on in the line after it.
final class Table implements AutoCloseable {
    private static final int MOST_COLUMNS = 2_000;
    private static final int MOST_LINES_A_ROW = 5_000;

    /// Each costs a look ahead of a million letters.
    private static final int MOST_OPEN_QUOTES = 100;

    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    /// A row as it stands there.
    ///
    /// @param number as a spreadsheet counts, the heads are row 1
    /// @param line where it begins
    /// @param text letter for letter, without the last line end
    /// @param fault why its cells can not be believed; null when they can
    record Row(long number, long line, List<String> cells, String text, @Nullable String fault) {
        boolean blank() {
            return fault == null && cells.stream().allMatch(String::isBlank);
        }
    }

    private final Path file;
    private final Lettering lettering;
    private final Lines lines;
    private char delimiter;
    private Row heads;
    private int columns;
    private long number;
    private int openQuotes;

    private Table(Path file, Lettering lettering, Lines lines) {
        this.file = file;
        this.lettering = lettering;
        this.lines = lines;
        this.heads = new Row(0, 0, List.of(), "", null);
    }

    /// Finds out how the table is written, and reads its heads.
    ///
    /// @throws Refusal MANIFEST_UNREADABLE when it is none
    static Table open(Path file, Mapping mapping) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw fault(file, "there is no such table", "name a CSV or TSV file");
        }
        try {
            Lettering lettering = Lettering.of(file, mapping.charset());
            Table table = new Table(file, lettering, new Lines(lettering.reader(file)));
            table.begin(mapping);
            return table;
        } catch (AccessDeniedException e) {
            throw fault(file, "this user may not read it", "give this user the right to read it");
        }
    }

    private void begin(Mapping mapping) throws IOException {
        try {
            List<String> first = ahead();
            Character said = mapping.delimiter();
            if (!first.isEmpty() && first.getLast().matches("(?i)sep=.")) {
                said = first.getLast().charAt(4); // Excel's own way to say it
                number = lines.number();
            } else {
                lines.giveBack(first);
            }
            delimiter = said != null ? said : likely(first, mapping);
            heads = head();
            columns = heads.cells().size();
            if (columns > MOST_COLUMNS) {
                throw fault(
                        file,
                        "it has " + columns + " columns, more than " + MOST_COLUMNS,
                        "send the columns that describe the footage only");
            }
            if (understood(heads.cells(), mapping) == 0) {
                throw fault(
                        file,
                        "line %d: no head of a column is understood, read as %s"
                                .formatted(heads.line(), written()),
                        "begin the table with a row of heads, such as filename, title, license,"
                                + " attribution, or write a mapping for this vendor's words");
            }
        } catch (Refusal | IOException e) {
            lines.close();
            throw e;
        }
    }

    /// The lines up to the first that is not blank.
    private List<String> ahead() throws IOException {
        List<String> first = new ArrayList<>();
        String line;
        do {
            line = line();
            if (line == null) {
                break;
            }
            first.add(line);
        } while (line.isBlank() && first.size() < MOST_LINES_A_ROW);
        return first;
    }

    private Row head() throws IOException {
        Row row = next();
        while (row != null && row.blank()) {
            row = next();
        }
        if (row == null) {
            throw fault(file, "it is empty", "send a table with a row of heads and a row a file");
        }
        if (row.fault() != null) {
            throw fault(file, "line " + row.line() + ": " + row.fault(), "put the quotes right");
        }
        return row;
    }

    /// The one under which most heads are words that we know, else the one that parts most.
    private static char likely(List<String> first, Mapping mapping) {
        String line = first.isEmpty() ? "" : first.getLast();
        return DELIMITERS.stream()
                .max(
                        Comparator.<Character>comparingLong(
                                        c -> understood(cells(line, c), mapping))
                                .thenComparingInt(c -> cells(line, c).size())
                                .thenComparingInt(c -> -DELIMITERS.indexOf(c)))
                .orElseThrow();
    }

    private static List<String> cells(String line, char delimiter) {
        CellReader reader = new CellReader(delimiter);
        reader.feed(line);
        return reader.cells();
    }

    private static long understood(List<String> heads, Mapping mapping) {
        return heads.stream().filter(h -> mapping.knows(h.strip())).count();
    }

    /// The next row; null after the last.
    ///
    /// @throws Refusal when nothing after this place can be read
    @Nullable Row next() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        number++;
        long begun = lines.number();
        CellReader reader = new CellReader(delimiter);
        if (reader.feed(line)) {
            return row(begun, reader, line);
        }
        return several(begun, reader, line);
    }

    private Row row(long begun, CellReader reader, String text) {
        return new Row(number, begun, reader.cells(), text, reader.fault());
    }

    private Row several(long begun, CellReader reader, String line) throws IOException {
        List<String> more = new ArrayList<>();
        StringBuilder text = new StringBuilder(line);
        while (true) {
            String next = line();
            boolean enough = text.length() > Lines.LONGEST || more.size() > MOST_LINES_A_ROW;
            if (next == null || enough) {
                if (next != null) {
                    more.add(next);
                }
                return astray(begun, line, more);
            }
            more.add(next);
            text.append('\n').append(next);
            if (reader.feed(next)) {
                boolean fits = columns == 0 || reader.cells().size() == columns;
                return (fits && reader.fault() == null) || !hidesRows(more)
                        ? row(begun, reader, text.toString())
                        : astray(begun, line, more);
            }
        }
    }

    /// A quote that is never closed runs into the next stray quote and swallows the rows between.
    private boolean hidesRows(List<String> more) {
        return more.stream().anyMatch(l -> cells(l, delimiter).size() == columns);
    }

    private Row astray(long begun, String line, List<String> more) {
        openQuotes++;
        if (openQuotes > MOST_OPEN_QUOTES) {
            throw fault(
                    file,
                    "line %d: more than %d quotes are opened and not closed, read as %s"
                            .formatted(begun, MOST_OPEN_QUOTES, written()),
                    "save the table again as CSV, with a quote inside a cell doubled");
        }
        lines.giveBack(more);
        return new Row(number, begun, List.of(line), line, "a quote is opened and not closed");
    }

    private @Nullable String line() throws IOException {
        String line = lines.next();
        if (lines.tooLong()) {
            throw fault(
                    file,
                    "line %d is longer than a million letters, which no row of a table is"
                            .formatted(lines.number() + 1),
                    "save the table again as CSV, a row a line");
        }
        return line;
    }

    Row heads() {
        return heads;
    }

    char delimiter() {
        return delimiter;
    }

    Lettering lettering() {
        return lettering;
    }

    /// How it is taken to be written, for a person.
    String written() {
        String sign = delimiter == '\t' ? "tab" : "'" + delimiter + "'";
        return lettering.charset().name() + " parted by " + sign;
    }

    static Refusal fault(Path file, String what, String fix) {
        return new Refusal(
                Refusal.Code.MANIFEST_UNREADABLE,
                file.toString(),
                "the table " + Names.name(file) + ": " + what,
                fix);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
