package v2v.catalog;

import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;

import java.io.IOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts the lines that show why a work was found.
///
/// A stem is found in the text read by its grammar, a phrase in the text as written: each reading
/// is tried, and the one that explains most is shown. Nothing is stored twice for this.
final class Snippets {
    private static final int GOAL = 160;
    private static final int LONGEST = 400;
    private static final int READ = 100_000;
    private final Query asked;
    private final Question.Marks marks;

    Snippets(Query asked, Question.Marks marks) {
        this.asked = asked;
        this.marks = marks;
    }

    String of(String body, List<String> languages) throws IOException {
        List<String> readings = new ArrayList<>(languages);
        readings.add(Reading.ALL);
        Cut best = new Cut("", 0);
        for (String reading : readings) {
            Cut cut = cut(body, reading);
            best = cut.found > best.found ? cut : best;
        }
        return best.found > 0 ? best.text : beginning(body);
    }

    private Cut cut(String body, String reading) throws IOException {
        UnifiedHighlighter highlighter =
                UnifiedHighlighter.builderWithoutSearcher(Reading.INDEX)
                        .withFieldMatcher(f -> Reading.language(f).equals(reading))
                        .withBreakIterator(Snippets::lines)
                        .withFormatter(new Marker())
                        .withMaxNoHighlightPassages(0)
                        .withMaxLength(READ)
                        .build();
        String field = Reading.field(Field.TEXT.word(), reading);
        return highlighter.highlightWithoutSearcher(field, asked, body, 2) instanceof Cut cut
                ? cut
                : new Cut("", 0);
    }

    private static BreakIterator lines() {
        return LengthGoalBreakIterator.createClosestToLength(
                BreakIterator.getWordInstance(Locale.ROOT), GOAL, 0.5f);
    }

    private static String beginning(String body) {
        String line = Clean.line(body);
        String cut = Clean.cut(line, GOAL);
        return cut.length() < line.length() ? cut + "…" : cut;
    }

    private record Cut(String text, int found) {}

    private final class Marker extends PassageFormatter {
        @Override
        public Object format(Passage[] passages, String content) {
            StringBuilder out = new StringBuilder();
            int found = 0;
            for (Passage passage : passages) {
                out.append(out.isEmpty() ? "" : " … ");
                found += mark(passage, content, out);
            }
            return new Cut(Clean.line(out.toString()), found);
        }

        private int mark(Passage passage, String content, StringBuilder out) {
            int at = passage.getStartOffset();
            int found = 0;
            for (int i = 0; i < passage.getNumMatches(); i++) {
                int start = Math.max(at, passage.getMatchStarts()[i]);
                int end = passage.getMatchEnds()[i];
                if (end > start && end - passage.getStartOffset() < LONGEST) {
                    out.append(content, at, start).append(marks.open());
                    out.append(content, start, end).append(marks.close());
                    at = end;
                    found++;
                }
            }
            int end = Math.min(passage.getEndOffset(), passage.getStartOffset() + LONGEST);
            out.append(Clean.cut(content.substring(at, Math.max(at, end)), LONGEST));
            return found;
        }
    }
}
