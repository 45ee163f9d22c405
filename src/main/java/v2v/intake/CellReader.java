package v2v.intake;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The cells of one row (RFC 4180), fed line by line: a quoted cell may hold line ends. It is our
/// own because a fault in one row must not end the reading of the table, and because a row that is
/// sent back must be the same, letter for letter.
final class CellReader {
    private final char delimiter;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private boolean open;
    private boolean closed;
    private @Nullable String fault;

    CellReader(char delimiter) {
        this.delimiter = delimiter;
    }

    /// Takes one line.
    ///
    /// @return whether the row is complete
    boolean feed(String line) {
        if (!open && line.indexOf('"') < 0) {
            split(line);
            return true;
        }
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (open) {
                i += quoted(line, i);
            } else if (c == delimiter) {
                end();
            } else if (c == '"' && cell.isEmpty() && !closed) {
                open = true;
            } else {
                plain(c);
            }
        }
        if (open) {
            cell.append('\n');
            return false;
        }
        end();
        return true;
    }

    private void split(String line) {
        int from = 0;
        for (int at = line.indexOf(delimiter); at >= 0; at = line.indexOf(delimiter, from)) {
            cells.add(line.substring(from, at));
            from = at + 1;
        }
        cells.add(line.substring(from));
    }

    /// How many letters were taken beyond this one.
    private int quoted(String line, int i) {
        char c = line.charAt(i);
        if (c != '"') {
            cell.append(c);
            return 0;
        }
        if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
            cell.append('"');
            return 1;
        }
        open = false;
        closed = true;
        return 0;
    }

    private void plain(char c) {
        if (closed && !Character.isWhitespace(c) && fault == null) {
            fault = "column " + (cells.size() + 1) + " goes on after its closing quote";
        }
        cell.append(c);
    }

    private void end() {
        cells.add(cell.toString());
        cell.setLength(0);
        closed = false;
    }

    List<String> cells() {
        return cells;
    }

    /// What is wrong with the quotes; null when nothing is.
    @Nullable String fault() {
        return fault;
    }
}
