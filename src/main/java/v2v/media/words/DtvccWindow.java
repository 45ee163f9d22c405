package v2v.media.words;

import java.time.Duration;
import java.util.Optional;

/// One window of a CEA-708 service: a page with a pen on it.
final class DtvccWindow {
    private static final int ANCHORS_DOWN = 75;

    private Page page;
    private boolean visible;
    private boolean above;
    private boolean italic;
    private boolean underline;
    private boolean unspoken;
    private int row;
    private int column;

    DtvccWindow(int rows, int columns) {
        page = new Page(rows, columns);
    }

    /// What was seen until now, if it was to be seen at all.
    Optional<Cue> tell(Duration now) {
        return visible
                ? page.tell(now).map(cue -> new Cue(cue.start(), cue.end(), cue.lines(), above))
                : Optional.empty();
    }

    /// Its place in the picture.
    ///
    /// @param vertical of the anchor point: in hundredths, or in 75ths of the height
    void place(boolean relative, int vertical, int anchor) {
        above = anchor / 3 == 0 && vertical * 2 < (relative ? 100 : ANCHORS_DOWN);
    }

    /// Another size; the words stay when it is the same.
    void size(int rows, int columns) {
        if (rows != page.rows() || columns != page.columns()) {
            page = new Page(rows, columns);
            row = 0;
            column = 0;
        }
    }

    boolean visible() {
        return visible;
    }

    void show(Duration now, boolean on) {
        if (on && !visible) {
            page.show(now);
        }
        visible = on;
    }

    void clear() {
        page.clear();
        row = 0;
        column = 0;
    }

    void pen(int toRow, int toColumn) {
        row = toRow;
        column = toColumn;
    }

    /// How the next letters look.
    ///
    /// @param spoken false for text that is not to be shown (tag 15)
    void look(boolean slanted, boolean underlined, boolean spoken) {
        italic = slanted;
        underline = underlined;
        unspoken = !spoken;
    }

    void letter(Duration now, char letter) {
        if (!unspoken) {
            page.put(row, column, new Page.Cell(letter, italic, underline), now);
        }
        column++;
    }

    void back() {
        column = Math.max(0, column - 1);
        page.wipe(row, column);
    }

    void clearRow() {
        page.wipeRow(row, 0);
        column = 0;
    }

    /// The next row; on the last one the others move up, and what they say is told first.
    Optional<Cue> carriageReturn(Duration now) {
        column = 0;
        if (row < page.rows() - 1) {
            row++;
            return Optional.empty();
        }
        Optional<Cue> told = tell(now);
        page.scroll(0, page.rows() - 1);
        return told;
    }
}
