package v2v.media.words;

import java.util.ArrayList;
import java.util.List;

/// Collects lines as they are written, with the look of the moment.
final class Lettering {
    private final List<Line> lines = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private Run look = Run.plain("");

    Lettering write(String words) {
        text.append(words);
        return this;
    }

    Lettering write(int character) {
        text.appendCodePoint(character);
        return this;
    }

    Lettering write(Run run) {
        look(run);
        return write(run.text());
    }

    void italic(boolean on) {
        look(new Run("", on, look.bold(), look.underline()));
    }

    void bold(boolean on) {
        look(new Run("", look.italic(), on, look.underline()));
    }

    void underline(boolean on) {
        look(new Run("", look.italic(), look.bold(), on));
    }

    private void look(Run next) {
        if (!look.looksLike(next)) {
            endRun();
            look = next.saying("");
        }
    }

    private void endRun() {
        if (!text.isEmpty()) {
            runs.add(look.saying(text.toString()));
            text.setLength(0);
        }
    }

    /// A line without words is no line.
    Lettering endLine() {
        endRun();
        Line line = Line.of(runs);
        runs.clear();
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return this;
    }

    List<Line> lines() {
        endLine();
        return List.copyOf(lines);
    }
}
