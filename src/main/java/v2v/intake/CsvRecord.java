package v2v.intake;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import v2v.item.Record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A record in a table: a row of heads, then one row, or the one row of several that names this
/// file.
final class CsvRecord {
    private record Row(long line, List<String> cells) {}

    private final SourceText source;
    private final String footage;
    private final Mapping mapping;

    private CsvRecord(SourceText source, String footage, Mapping mapping) {
        this.source = source;
        this.footage = footage;
        this.mapping = mapping;
    }

    /// Reads the row for this footage.
    ///
    /// @param footage the base name of the file
    static Record read(SourceText source, String footage, Mapping mapping) {
        return new CsvRecord(source, footage, mapping).read();
    }

    private Record read() {
        List<Row> rows = rows(delimiter());
        Row heads = rows.getFirst();
        Row row = choose(heads, rows.subList(1, rows.size()));
        Heads meant = new Heads(heads.cells(), mapping);
        Table.Row cells = new Table.Row(0, row.line(), row.cells(), "", null);
        Draft draft = new Draft();
        for (int i = 0; i < row.cells().size(); i++) {
            meant.say(draft, i, cells, source);
        }
        meant.constants(draft, source);
        return draft.record();
    }

    /// The one under which most heads are words that we know.
    private char delimiter() {
        if (mapping.delimiter() != null) {
            return mapping.delimiter();
        }
        String first = source.text().lines().filter(l -> !l.isBlank()).findFirst().orElse("");
        char best =
                List.of(',', ';', '\t', '|').stream()
                        .max(Comparator.comparingLong(c -> understood(first, c)))
                        .orElseThrow();
        if (understood(first, best) == 0) {
            throw source.fault(
                    "line 1",
                    "no head of a column is understood",
                    "begin the table with a row of heads, such as filename, title, license,"
                            + " attribution, then order it again");
        }
        return best;
    }

    private long understood(String heads, char delimiter) {
        try (CSVParser parser = CSVParser.parse(heads, format(delimiter))) {
            return parser.stream().flatMap(CSVRecord::stream).filter(mapping::knows).count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // quotes that do not fit this delimiter
        }
    }

    private static CSVFormat format(char delimiter) {
        return CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
    }

    private List<Row> rows(char delimiter) {
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(source.text(), format(delimiter))) {
            Iterator<CSVRecord> records = parser.iterator();
            while (records.hasNext()) {
                CSVRecord next = records.next();
                List<String> cells = next.stream().map(String::strip).toList();
                if (cells.stream().anyMatch(c -> !c.isEmpty())) {
                    rows.add(whole(rows, new Row(parser.getCurrentLineNumber(), cells)));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            String why = String.valueOf(e.getMessage()).replaceFirst("^[\\w.]*Exception: ", "");
            throw source.fault(
                    "", "not a table: " + why, "put the quotes right, then order it again");
        }
        return rows;
    }

    /// A row with more cells than heads has a stray delimiter, and every value after it stands
    /// under the wrong head: perhaps the licence.
    private Row whole(List<Row> before, Row row) {
        List<String> cells = row.cells();
        int columns = before.isEmpty() ? cells.size() : before.getFirst().cells().size();
        for (int i = columns; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                throw source.fault(
                        "line %d, column %d".formatted(row.line(), i + 1),
                        "there are only " + columns + " heads",
                        "put quotes around the value that holds a delimiter, then order it again");
            }
        }
        return new Row(row.line(), cells.subList(0, Math.min(columns, cells.size())));
    }

    private Row choose(Row heads, List<Row> rows) {
        if (rows.isEmpty()) {
            throw source.fault("line 2", "there is no row below the heads");
        }
        int column = fileColumn(heads);
        if (column < 0) {
            if (rows.size() == 1) {
                return rows.getFirst();
            }
            throw source.fault(
                    "",
                    rows.size() + " rows, and no column says which file a row is about",
                    "add a column \"filename\", then order it again");
        }
        List<Row> named = matching(rows, column, footage::equalsIgnoreCase);
        if (named.isEmpty()) {
            String stem = Names.stem(footage);
            named = matching(rows, column, n -> Names.stem(n).equalsIgnoreCase(stem));
        }
        return only(named, rows.size() == 1 && blank(rows.getFirst(), column) ? rows : List.of());
    }

    private Row only(List<Row> named, List<Row> instead) {
        List<Row> rows = named.isEmpty() ? instead : named;
        if (rows.size() == 1) {
            return rows.getFirst();
        }
        String lines =
                rows.stream().map(r -> Long.toString(r.line())).collect(Collectors.joining(", "));
        throw source.fault(
                "",
                rows.isEmpty()
                        ? "no row is about " + footage
                        : "lines " + lines + " are all about " + footage,
                "give the file exactly one row, then order it again");
    }

    private int fileColumn(Row heads) {
        for (int i = 0; i < heads.cells().size(); i++) {
            Meaning meaning = mapping.meaning(heads.cells().get(i));
            if (meaning != null && meaning.word() == Word.FILE) {
                return i;
            }
        }
        return -1;
    }

    /// Vendors write `D:\tapes\a.mxf`, Archivematica `objects/a.mxf`: the last part is the name.
    private static List<Row> matching(List<Row> rows, int column, Predicate<String> wanted) {
        return rows.stream()
                .filter(r -> !blank(r, column))
                .filter(r -> wanted.test(r.cells().get(column).replaceFirst(".*[/\\\\]", "")))
                .toList();
    }

    private static boolean blank(Row row, int column) {
        return row.cells().size() <= column || row.cells().get(column).isEmpty();
    }
}
