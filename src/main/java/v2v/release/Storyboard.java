package v2v.release;

import v2v.item.Rendition;
import v2v.item.Rendition.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The work at a glance: small pictures with their times, each a link to its place in the film.
///
/// They are cut from the one picture that players use, by the map that players read, so that
/// nothing is stored twice.
final class Storyboard {
    /// More of them are a wall, not a glance.
    static final int MOST = 24;

    private static final Pattern CUE =
            Pattern.compile(
                    "(?:(\\d{1,4}):)?(\\d\\d):(\\d\\d)\\.(\\d{3})[ \\t]+-->[^\\n]*\\n"
                            + "[^\\n]*#xywh=(\\d{1,5}),(\\d{1,5}),(\\d{1,5}),(\\d{1,5})\\s");

    /// A part of the sheet.
    record Cell(long seconds, int left, int top, int width, int height) {
        static Cell of(MatchResult cue) {
            long hours = cue.group(1) == null ? 0 : Long.parseLong(cue.group(1));
            return new Cell(
                    hours * 3600 + number(cue, 2) * 60L + number(cue, 3),
                    number(cue, 5),
                    number(cue, 6),
                    number(cue, 7),
                    number(cue, 8));
        }

        private static int number(MatchResult cue, int group) {
            return Integer.parseInt(cue.group(group));
        }

        boolean within(Rendition sheet) {
            return width > 0
                    && height > 0
                    && left + width <= sheet.width()
                    && top + height <= sheet.height();
        }
    }

    private Storyboard() {}

    /// A list for the page; nothing where the release has no storyboard.
    static String of(Facts facts) {
        String map = facts.one(Role.STORYBOARD_MAP).flatMap(facts::text).orElse("");
        return facts.one(Role.STORYBOARD)
                .map(sheet -> list(sheet, cells(sheet, map), facts.playable().name()))
                .orElse("");
    }

    static List<Cell> cells(Rendition sheet, String map) {
        List<Cell> all =
                CUE.matcher(map.replace("\r\n", "\n") + "\n")
                        .results()
                        .map(Cell::of)
                        .filter(cell -> cell.within(sheet))
                        .toList();
        return spread(all);
    }

    /// Evenly over the whole length.
    private static List<Cell> spread(List<Cell> all) {
        int count = Math.min(MOST, all.size());
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }

    private static String list(Rendition sheet, List<Cell> pictures, String film) {
        if (pictures.isEmpty()) {
            return "";
        }
        List<String> lines =
                new ArrayList<>(List.of("<h2>At a glance</h2>", "<ul class=\"strip\">"));
        for (Cell cell : pictures) {
            lines.add(
                    """
                    <li><a href="%s#t=%d"><img src="%s" alt="" loading="lazy" style="width: %dpx; \
                    height: %dpx; object-position: -%dpx -%dpx"><span>%s</span></a></li>\
                    """
                            .formatted(
                                    Html.text(film),
                                    cell.seconds(),
                                    Html.text(sheet.name()),
                                    cell.width(),
                                    cell.height(),
                                    cell.left(),
                                    cell.top(),
                                    Html.clock(cell.seconds())));
        }
        lines.add("</ul>\n");
        return String.join("\n", lines);
    }
}
