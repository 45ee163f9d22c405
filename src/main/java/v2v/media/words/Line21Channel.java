package v2v.media.words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One channel of CEA-608: what its viewer sees.
final class Line21Channel {
    private static final int ROWS = 15;
    private static final int COLUMNS = 32;

    /// Row of a preamble code, by its first byte and bit 5 of the second.
    private static final int[] PREAMBLE_ROWS = {
        11, 11, 1, 2, 3, 4, 12, 13, 14, 15, 5, 6, 7, 8, 9, 10
    };

    /// How captions come to the screen.
    private enum Mode {
        /// Nothing was said yet, or the codes are for text that is not captions.
        NONE,
        /// Prepared out of sight, then shown at once.
        POP_ON,
        /// Written before the viewer's eyes, line by line, moving up.
        ROLL_UP,
        /// Written before the viewer's eyes.
        PAINT_ON
    }

    private final List<Cue> cues = new ArrayList<>();
    private Page shown = new Page(ROWS, COLUMNS);
    private Page hidden = new Page(ROWS, COLUMNS);
    private Mode mode = Mode.NONE;
    private int depth = 2;
    private int row = ROWS - 1;
    private int column;
    private boolean italic;
    private boolean underline;

    private Page page() {
        return mode == Mode.POP_ON ? hidden : shown;
    }

    /// Takes a code of two bytes in.
    ///
    /// @param high 10 to 17, the bit of the channel taken out
    void code(Duration now, int high, int low) {
        if (low >= 0x40) {
            preamble(now, high, low);
        } else if (low >= 0x20) {
            switch (high) {
                case 0x11 -> {
                    if (low < 0x30) {
                        look(now, low);
                    } else {
                        letter(now, Line21Letters.special(low));
                    }
                }
                case 0x12, 0x13 -> {
                    back();
                    letter(now, Line21Letters.extended(high == 0x12, low));
                }
                case 0x14, 0x15 -> command(now, low);
                case 0x17 -> {
                    if (low >= 0x21 && low <= 0x23) {
                        column = Math.min(COLUMNS - 1, column + low - 0x20);
                    }
                }
                default -> {
                    // colours of the ground behind the letters
                }
            }
        }
    }

    private void preamble(Duration now, int high, int low) {
        int next = PREAMBLE_ROWS[(high & 7) * 2 + (low >> 5 & 1)] - 1;
        if (mode == Mode.ROLL_UP && next != row) {
            tell(now);
            shown.clear();
        }
        row = next;
        int attribute = low >> 1 & 0x0F;
        italic = attribute == 7;
        underline = (low & 1) == 1;
        column = attribute >= 8 ? (attribute - 8) * 4 : 0;
    }

    /// A code of look takes the room of one character.
    private void look(Duration now, int low) {
        italic = (low >> 1 & 7) == 7;
        underline = (low & 1) == 1;
        letter(now, ' ');
    }

    void letter(Duration now, char letter) {
        if (mode != Mode.NONE) {
            page().put(row, column, new Page.Cell(letter, italic, underline), now);
            column = Math.min(COLUMNS - 1, column + 1);
        }
    }

    private void back() {
        column = Math.max(0, column - 1);
        page().wipe(row, column);
    }

    private void command(Duration now, int low) {
        switch (low) {
            case 0x20 -> enter(now, Mode.POP_ON);
            case 0x21 -> back();
            case 0x24 -> page().wipeRow(row, column);
            case 0x25, 0x26, 0x27 -> {
                depth = low - 0x23;
                enter(now, Mode.ROLL_UP);
            }
            case 0x29 -> enter(now, Mode.PAINT_ON);
            case 0x2A, 0x2B -> mode = Mode.NONE;
            case 0x2C -> {
                tell(now);
                shown.clear();
            }
            case 0x2D -> carriageReturn(now);
            case 0x2E -> hidden.clear();
            case 0x2F -> flip(now);
            default -> {
                // blinking, and alarms of old sets
            }
        }
    }

    private void enter(Duration now, Mode next) {
        if (next == Mode.ROLL_UP && mode != Mode.ROLL_UP) {
            tell(now);
            shown.clear();
            hidden.clear();
            row = ROWS - 1;
            column = 0;
        }
        if (next == Mode.PAINT_ON && mode != Mode.PAINT_ON) {
            tell(now);
        }
        mode = next;
    }

    private void carriageReturn(Duration now) {
        if (mode == Mode.ROLL_UP) {
            tell(now);
            shown.scroll(row - depth + 1, row);
            for (int above = 0; above <= row - depth; above++) {
                shown.wipeRow(above, 0);
            }
            column = 0;
            italic = false;
            underline = false;
        }
    }

    private void flip(Duration now) {
        tell(now);
        Page old = shown;
        shown = hidden;
        shown.show(now);
        hidden = old;
        hidden.clear();
        mode = Mode.POP_ON;
    }

    private void tell(Duration now) {
        shown.tell(now).ifPresent(cues::add);
    }

    List<Cue> end(Duration end) {
        tell(end);
        return List.copyOf(cues);
    }
}
