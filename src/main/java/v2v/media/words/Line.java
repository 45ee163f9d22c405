package v2v.media.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// One line of a cue, never empty.
public record Line(List<Run> runs) {
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    /// Joins runs of one look, folds blanks into one, and drops those at both ends: grids of
    /// characters and XML alike use blanks for layout.
    static Line of(List<Run> runs) {
        List<Run> joined = new ArrayList<>();
        for (Run run : runs) {
            boolean afterBlank = joined.isEmpty() || joined.getLast().text().endsWith(" ");
            String text = BLANKS.matcher(run.text()).replaceAll(" ");
            text = afterBlank && text.startsWith(" ") ? text.substring(1) : text;
            if (text.isEmpty()) {
                continue;
            }
            boolean same = !joined.isEmpty() && joined.getLast().looksLike(run);
            joined.add(same ? run.saying(joined.removeLast().text() + text) : run.saying(text));
        }
        while (!joined.isEmpty() && joined.getLast().text().endsWith(" ")) {
            Run last = joined.removeLast();
            String shorter = last.text().stripTrailing();
            if (!shorter.isEmpty()) {
                joined.add(last.saying(shorter));
            }
        }
        return new Line(List.copyOf(joined));
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /// The words without their look.
    public String text() {
        StringBuilder text = new StringBuilder();
        runs.forEach(run -> text.append(run.text()));
        return text.toString();
    }
}
