package v2v.media.words;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One service of CEA-708: eight windows, and the codes that write in them.
final class DtvccServiceDecoder {
    private static final int WINDOWS = 8;
    private static final int EXTENSION = 0x10;
    private static final int UTF_16 = 0x18;
    private static final int NOT_TO_BE_SHOWN = 15;

    private final List<Cue> cues = new ArrayList<>();
    private final @Nullable DtvccWindow[] windows = new DtvccWindow[WINDOWS];
    private int current;
    private byte[] rest = {};

    /// Takes a service block in; a code that it ends within waits for the next one.
    void take(Duration now, byte[] block) {
        byte[] all = Arrays.copyOf(rest, rest.length + block.length);
        System.arraycopy(block, 0, all, rest.length, block.length);
        int at = 0;
        while (at < all.length) {
            int length = length(all, at);
            if (at + length > all.length) {
                break;
            }
            one(now, Arrays.copyOfRange(all, at, at + length));
            at += length;
        }
        rest = Arrays.copyOfRange(all, at, all.length);
    }

    /// How many bytes a code has with all that follows it (CEA-708, 7.1).
    private static int length(byte[] all, int at) {
        int code = all[at] & 0xFF;
        if (code == EXTENSION) {
            return at + 1 < all.length ? extended(all, at) : 2;
        }
        if (code < 0x20) {
            return code < 0x10 ? 1 : code < 0x18 ? 2 : 3;
        }
        return switch (code) {
            case 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D -> 2;
            case 0x90, 0x92 -> 3;
            case 0x91 -> 4;
            case 0x97 -> 5;
            case 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F -> 7;
            default -> 1;
        };
    }

    private static int extended(byte[] all, int at) {
        int code = all[at + 1] & 0xFF;
        if (code < 0x20) {
            return 2 + code / 8;
        }
        if (code < 0x80 || code >= 0xA0) {
            return 2;
        }
        if (code < 0x90) {
            return code < 0x88 ? 6 : 7;
        }
        return at + 2 < all.length ? 3 + (all[at + 2] & 0x3F) : 3;
    }

    private void one(Duration now, byte[] code) {
        int first = code[0] & 0xFF;
        if (first == EXTENSION) {
            int second = code[1] & 0xFF;
            if (second >= 0x20 && (second < 0x80 || second >= 0xA0)) {
                letter(now, DtvccLetters.extended(second));
            }
        } else if (first == UTF_16) {
            letter(now, (char) ((code[1] & 0xFF) * 256 + (code[2] & 0xFF)));
        } else if (first < 0x20) {
            movement(now, first);
        } else if (first < 0x80 || first >= 0xA0) {
            letter(now, DtvccLetters.basic(first));
        } else {
            command(now, first, code);
        }
    }

    private void letter(Duration now, char letter) {
        DtvccWindow window = windows[current];
        if (window != null) {
            window.letter(now, letter);
        }
    }

    private void movement(Duration now, int code) {
        DtvccWindow window = windows[current];
        if (window == null) {
            return;
        }
        switch (code) {
            case 0x08 -> window.back();
            case 0x0C -> {
                tell(window, now);
                window.clear();
            }
            case 0x0D -> window.carriageReturn(now).ifPresent(cues::add);
            case 0x0E -> window.clearRow();
            default -> {
                // the end of a text, or nothing
            }
        }
    }

    private void command(Duration now, int first, byte[] code) {
        DtvccWindow window = windows[current];
        switch (first) {
            case 0x88 -> each(code[1], each -> clear(now, each));
            case 0x89 -> each(code[1], each -> show(now, each, true));
            case 0x8A -> each(code[1], each -> show(now, each, false));
            case 0x8B -> each(code[1], each -> toggle(now, each));
            case 0x8C -> each(code[1], each -> delete(now, each));
            case 0x8F -> each((byte) 0xFF, each -> delete(now, each));
            case 0x90 -> {
                if (window != null) {
                    boolean shown = (code[1] >> 4 & 0x0F) != NOT_TO_BE_SHOWN;
                    window.look((code[2] & 0x80) != 0, (code[2] & 0x40) != 0, shown);
                }
            }
            case 0x92 -> {
                if (window != null) {
                    window.pen(code[1] & 0x0F, code[2] & 0x3F);
                }
            }
            default -> {
                if (first < 0x88) {
                    current = first - 0x80;
                } else if (first >= 0x98) {
                    define(now, first - 0x98, code);
                }
            }
        }
    }

    private interface Action {
        void on(int window);
    }

    private void each(byte map, Action action) {
        for (int window = 0; window < WINDOWS; window++) {
            if ((map >> window & 1) == 1 && windows[window] != null) {
                action.on(window);
            }
        }
    }

    private void clear(Duration now, int number) {
        DtvccWindow window = windows[number];
        if (window != null) {
            tell(window, now);
            window.clear();
        }
    }

    private void show(Duration now, int number, boolean on) {
        DtvccWindow window = windows[number];
        if (window != null) {
            tell(window, now);
            window.show(now, on);
        }
    }

    private void toggle(Duration now, int number) {
        DtvccWindow window = windows[number];
        if (window != null) {
            show(now, number, !window.visible());
        }
    }

    private void delete(Duration now, int number) {
        DtvccWindow window = windows[number];
        if (window != null) {
            tell(window, now);
            windows[number] = null;
        }
    }

    private void define(Duration now, int number, byte[] code) {
        int rows = (code[4] & 0x0F) + 1;
        int columns = (code[5] & 0x3F) + 1;
        DtvccWindow window = windows[number];
        if (window == null) {
            window = new DtvccWindow(rows, columns);
            windows[number] = window;
        } else {
            tell(window, now);
            window.size(rows, columns);
        }
        window.place((code[2] & 0x80) != 0, code[2] & 0x7F, code[4] >> 4 & 0x0F);
        window.show(now, (code[1] & 0x20) != 0);
        current = number;
    }

    private void tell(DtvccWindow window, Duration now) {
        window.tell(now).ifPresent(cues::add);
    }

    List<Cue> end(Duration end) {
        each((byte) 0xFF, number -> delete(end, number));
        return List.copyOf(cues);
    }
}
