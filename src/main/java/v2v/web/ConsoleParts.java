package v2v.web;

import org.jspecify.annotations.Nullable;

import v2v.item.Shift;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The parts of the operator's page, as markup, by the id of the place where each stands.
final class ConsoleParts {
    /// The titles of those that have one, in the order of the page.
    static final SequencedMap<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("works", "Being done");
        TITLES.put("workers", "Workers");
        TITLES.put("queues", "Queues");
        TITLES.put("stopped", "Needs somebody");
        TITLES.put("latest", "Latest");
    }

    private static final List<String> STATES =
            List.of("ready", "later", "running", "parked", "held", "dead", "bug");

    private ConsoleParts() {}

    static Map<String, String> all(Shift shift) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("now", now(shift));
        all.put("works", works(shift.works()));
        all.put("workers", workers(shift.workers()));
        all.put("queues", queues(shift));
        all.put("stopped", stops(shift.stopped(), "Nothing. All goes by itself."));
        all.put("latest", stops(shift.latest(), "Nothing has come yet."));
        return all;
    }

    private static String now(Shift shift) {
        Shift.Ahead ahead = shift.ahead();
        StringBuilder html = new StringBuilder("<dl>");
        fact(html, "All done", end(shift));
        fact(html, "Ahead", Amounts.count(ahead.works(), "work") + footage(ahead.footage()));
        fact(html, "Speed now", shift.speed() > 0 ? Amounts.times(shift.speed()) : "–");
        fact(
                html,
                "In the last hour",
                ahead.speed() > 0 ? Amounts.times(ahead.speed()) : "unknown");
        for (Shift.Lane lane : shift.lanes()) {
            fact(
                    html,
                    "Lane " + Pages.escape(lane.lane()),
                    "%,d run, %,d wait".formatted(lane.busy(), lane.waiting()));
        }
        if (shift.parts().lag() > 0) {
            fact(
                    html,
                    "Sent, not begun",
                    "%d, the oldest for %s"
                            .formatted(
                                    shift.parts().lag(),
                                    Amounts.duration(shift.parts().lagging())));
        }
        fact(
                html,
                "Items",
                shift.items().isEmpty()
                        ? "none yet"
                        : shift.items().entrySet().stream()
                                .map(e ->
                                        "%,d %s".formatted(e.getValue(), Pages.escape(e.getKey())))
                                .collect(Collectors.joining(", ")));
        return html.append("</dl><p class=\"at\">As of ")
                .append(clock(shift.at(), "HH:mm:ss zzz"))
                .append("</p>")
                .toString();
    }

    private static void fact(StringBuilder html, String what, String how) {
        html.append("<div><dt>%s</dt><dd>%s</dd></div>".formatted(what, how));
    }

    private static String footage(Duration footage) {
        return footage.isZero() ? "" : ", " + Amounts.duration(footage) + " of footage";
    }

    /// When the night ends.
    private static String end(Shift shift) {
        Shift.Ahead ahead = shift.ahead();
        if (ahead.works() == 0) {
            return "nothing is ahead";
        }
        Duration left = ahead.left();
        return left == null
                ? "unknown"
                : clock(shift.at().plus(left), "EEE HH:mm") + ", in " + Amounts.duration(left);
    }

    private static String clock(Instant at, String form) {
        ZonedDateTime local = at.atZone(ZoneId.systemDefault());
        return "<time datetime=\"%s\">%s</time>"
                .formatted(at, DateTimeFormatter.ofPattern(form, Locale.ENGLISH).format(local));
    }

    private static String works(List<Shift.Work> works) {
        if (works.isEmpty()) {
            return "<p>Nothing runs.</p>";
        }
        StringBuilder html = table("Work", "Stage", "Done", "Speed");
        for (Shift.Work work : works) {
            html.append("<tr><th scope=\"row\"><b dir=\"auto\">")
                    .append(Pages.escape(work.title()))
                    .append("</b><small>")
                    .append(Pages.escape(work.item()))
                    .append("</small>")
                    .append(map(work.map()))
                    .append("</th><td>")
                    .append(Pages.escape(work.stage()))
                    .append(small(work.what()))
                    .append("</td><td>")
                    .append(work.fraction() < 0 ? "–" : Amounts.percent(work.fraction()))
                    .append(
                            small(
                                    work.left() == null
                                            ? ""
                                            : Amounts.duration(work.left()) + " left"))
                    .append("</td><td>")
                    .append(work.speed() > 0 ? Amounts.times(work.speed()) : "–")
                    .append("</td></tr>\n");
        }
        return html.append("</tbody></table>").toString();
    }

    private static String small(String text) {
        return text.isEmpty() ? "" : "<small>" + Pages.escape(text) + "</small>";
    }

    /// One square for each part.
    private static String map(String map) {
        if (map.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<span class=\"map\" role=\"img\" aria-label=\"");
        html.append(
                "%d of %d parts done, %d run\">"
                        .formatted(
                                map.chars().filter(c -> c == '#').count(),
                                map.length(),
                                map.chars().filter(c -> c == '>').count()));
        map.chars()
                .mapToObj(c -> c == '#' ? "done" : c == '>' ? "runs" : "waits")
                .forEach(state -> html.append("<i class=\"").append(state).append("\"></i>"));
        return html.append("</span>").toString();
    }

    private static String workers(List<Shift.Worker> workers) {
        if (workers.isEmpty()) {
            return "<p>None has been heard of. This node does the work itself.</p>";
        }
        StringBuilder html = table("Worker", "Slots", "Does", "Lease");
        for (Shift.Worker worker : workers) {
            html.append("<tr><th scope=\"row\"><b>")
                    .append(Pages.escape(worker.name()))
                    .append("</b><small>")
                    .append(Pages.escape(machine(worker)))
                    .append("</small>")
                    .append(trouble(worker))
                    .append("</th><td>")
                    .append(slots(worker))
                    .append("</td><td>")
                    .append(jobs(worker))
                    .append("</td><td>")
                    .append(worker.lease() == null ? "–" : Amounts.duration(worker.lease()))
                    .append("</td></tr>\n");
        }
        return html.append("</tbody></table>").toString();
    }

    private static String machine(Shift.Worker worker) {
        return worker.host()
                + ", "
                + Amounts.count(worker.cores(), "core")
                + (worker.labels().isEmpty() ? "" : ", " + String.join(" ", worker.labels()))
                + ", heard "
                + Amounts.duration(worker.heard())
                + " ago";
    }

    private static String trouble(Shift.Worker worker) {
        if (worker.unfit() != null) {
            return "<em>takes nothing: %s</em>".formatted(Pages.escape(worker.unfit()));
        }
        return worker.draining() ? "<em>ends when it is done</em>" : "";
    }

    private static String slots(Shift.Worker worker) {
        return new TreeSet<>(worker.slots().keySet())
                .stream()
                        .map(lane ->
                                "%d/%d %s"
                                        .formatted(
                                                worker.busy(lane),
                                                worker.slots().get(lane),
                                                Pages.escape(lane)))
                        .collect(Collectors.joining("<br>"));
    }

    private static String jobs(Shift.Worker worker) {
        return worker.jobs().isEmpty()
                ? "nothing"
                : worker.jobs().stream()
                        .map(job ->
                                Pages.escape(job.part())
                                        + (job.fraction() < 0
                                                ? ""
                                                : " " + Amounts.percent(job.fraction()))
                                        + (job.speed() > 0 ? ", " + Amounts.times(job.speed()) : "")
                                        + small(job.item()))
                        .collect(Collectors.joining());
    }

    private static String queues(Shift shift) {
        List<String> used =
                STATES.stream()
                        .filter(state -> shift.queues().stream().anyMatch(q -> q.count(state) > 0))
                        .toList();
        if (used.isEmpty()) {
            return "<p>All are empty.</p>";
        }
        List<String> heads = new java.util.ArrayList<>(List.of("Stage"));
        heads.addAll(used);
        StringBuilder html = table(heads.toArray(String[]::new));
        for (Shift.Queue queue : shift.queues()) {
            if (queue.states().isEmpty()) {
                continue;
            }
            html.append("<tr><th scope=\"row\">").append(Pages.escape(queue.stage()));
            html.append(small(queue.extra())).append("</th>");
            for (String state : used) {
                long count = queue.count(state);
                html.append("<td>%s</td>".formatted(count == 0 ? "–" : "%,d".formatted(count)));
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table>").toString();
    }

    private static String stops(List<Shift.Stop> stops, String none) {
        if (stops.isEmpty()) {
            return "<p>" + none + "</p>";
        }
        StringBuilder html = table("Work", "Stands", "Since");
        for (Shift.Stop stop : stops) {
            html.append("<tr><th scope=\"row\"><b dir=\"auto\">")
                    .append(Pages.escape(stop.title()))
                    .append("</b><small>")
                    .append(Pages.escape(stop.item()))
                    .append("</small></th><td>")
                    .append(Pages.escape(stop.state()))
                    .append(small(why(stop)))
                    .append("</td><td>")
                    .append(clock(stop.changed(), "d MMM HH:mm"))
                    .append("</td></tr>\n");
        }
        return html.append("</tbody></table>").toString();
    }

    private static String why(Shift.Stop stop) {
        return join(join(stop.why(), stop.fix(), "; "), stop.code(), " · ");
    }

    private static String join(@Nullable String one, @Nullable String other, String between) {
        String left = one == null ? "" : one;
        String right = other == null ? "" : other;
        return left.isEmpty() || right.isEmpty() ? left + right : left + between + right;
    }

    private static StringBuilder table(String... heads) {
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        for (String head : heads) {
            html.append("<th scope=\"col\">").append(Pages.escape(head)).append("</th>");
        }
        return html.append("</tr></thead><tbody>\n");
    }
}
