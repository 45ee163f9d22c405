package v2v.media.words;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A grid of characters on the screen, or one that is prepared out of sight.
///
/// Each row remembers whether it was told: rows that move up stay to be seen, but they are said
/// once.
final class Page {
    /// One character and its look.
    record Cell(int character, boolean italic, boolean underline) {}

    private final @Nullable Cell[][] cells;
    private final boolean[] told;
    private @Nullable Duration since;

    Page(int rows, int columns) {
        cells = new Cell[rows][columns];
        told = new boolean[rows];
    }

    int rows() {
        return cells.length;
    }

    int columns() {
        return cells[0].length;
    }

    /// Writes one character.
    ///
    /// @param now when it is seen first, if nothing else was to be told yet
    void put(int row, int column, Cell cell, Duration now) {
        if (row >= 0 && row < rows() && column >= 0 && column < columns()) {
            cells[row][column] = cell;
            told[row] = false;
            if (since == null) {
                since = now;
            }
        }
    }

    /// Empties one cell.
    void wipe(int row, int column) {
        if (row >= 0 && row < rows() && column >= 0 && column < columns()) {
            cells[row][column] = null;
        }
    }

    void wipeRow(int row, int fromColumn) {
        for (int column = fromColumn; column < columns(); column++) {
            wipe(row, column);
        }
    }

    void clear() {
        for (int row = 0; row < rows(); row++) {
            Arrays.fill(cells[row], null);
            told[row] = false;
        }
        since = null;
    }

    /// From now on it is to be seen, if anything is written on it.
    void show(Duration now) {
        boolean written = Arrays.stream(cells).flatMap(Arrays::stream).anyMatch(Objects::nonNull);
        since = written ? now : null;
        Arrays.fill(told, false);
    }

    /// Moves the rows from `top` to `base` up by one.
    void scroll(int top, int base) {
        for (int row = Math.max(0, top); row < base; row++) {
            cells[row] = cells[row + 1];
            told[row] = told[row + 1];
        }
        cells[base] = new Cell[columns()];
        told[base] = false;
    }

    /// What was seen and not told yet, until now.
    Optional<Cue> tell(Duration now) {
        Duration start = since;
        if (start == null || now.compareTo(start) <= 0) {
            return Optional.empty(); // not seen yet: it is told later
        }
        since = null;
        List<Line> lines = lines();
        boolean top = lowest() * 3 < rows();
        Arrays.fill(told, true);
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Cue(start, now, lines, top));
    }

    private int lowest() {
        int lowest = -1;
        for (int row = 0; row < rows(); row++) {
            boolean written = Arrays.stream(cells[row]).anyMatch(Objects::nonNull);
            lowest = !told[row] && written ? row : lowest;
        }
        return lowest;
    }

    private List<Line> lines() {
        Lettering out = new Lettering();
        for (int row = 0; row < rows(); row++) {
            if (!told[row]) {
                for (Cell cell : cells[row]) {
                    out.write(run(cell));
                }
                out.endLine();
            }
        }
        return out.lines();
    }

    private static Run run(@Nullable Cell cell) {
        return cell == null
                ? Run.plain(" ")
                : new Run(
                        Character.toString(cell.character()),
                        cell.italic(),
                        false,
                        cell.underline());
    }
}
