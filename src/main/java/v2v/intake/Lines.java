package v2v.intake;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A text line by line, of which none is held that is longer than a record can be. Lines may be
/// given back.
final class Lines implements AutoCloseable {
    /// Letters. A row of a spreadsheet has some hundred; a shot list in a cell some ten thousand.
    static final int LONGEST = 1 << 20;

    private final Reader in;
    private final char[] buffer = new char[1 << 16];
    private final Deque<String> back = new ArrayDeque<>();
    private int at;
    private int end;
    private long number;
    private boolean tooLong;

    Lines(Reader in) {
        this.in = in;
    }

    /// The next line without its end; null after the last, and after one that is too long.
    @Nullable String next() throws IOException {
        String given = back.poll();
        if (given == null) {
            given = read();
        }
        if (given != null) {
            number++;
        }
        return given;
    }

    void giveBack(List<String> lines) {
        for (String line : lines.reversed()) {
            back.push(line);
            number--;
        }
    }

    /// The number of the line that came last, from 1.
    long number() {
        return number;
    }

    boolean tooLong() {
        return tooLong;
    }

    private @Nullable String read() throws IOException {
        StringBuilder line = null;
        while (!tooLong) {
            if (at == end && !fill()) {
                return line == null ? null : line.toString();
            }
            int from = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            boolean whole = at < end;
            if (line == null && whole) {
                String text = new String(buffer, from, at - from);
                skipEnd();
                return text;
            }
            line = line == null ? new StringBuilder() : line;
            line.append(buffer, from, at - from);
            tooLong = line.length() > LONGEST;
            if (whole && !tooLong) {
                skipEnd();
                return line.toString();
            }
        }
        return null;
    }

    private void skipEnd() throws IOException {
        boolean carriage = buffer[at++] == '\r';
        if (carriage && (at < end || fill()) && buffer[at] == '\n') {
            at++;
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
