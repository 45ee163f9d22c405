package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import v2v.item.Carried;
import v2v.ledger.Swarms;
import v2v.ledger.View;

import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "stats",
        description = "What became of the releases among their peers, for the report of the year.",
        footer = {
            "",
            "Bytes given are counted by this node; all else is what peers told its tracker, which"
                    + " nobody can check. Seeds and peers are the most that were seen at once.",
            "Exit status: 0 shown, 3 there is no such library."
        })
final class StatsCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Option(names = "--year", paramLabel = "YYYY", description = "one year (default: all)")
    private @Nullable Year year;

    @Option(names = "--from", paramLabel = "DATE", description = "first day, in UTC")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "last day")
    private @Nullable LocalDate to;

    @Mixin private final Output output = new Output();

    @Override
    public Integer call() {
        Optional<View> view = where.view();
        if (view.isEmpty()) {
            return Exit.REFUSED.status;
        }
        try (View ledger = view.get()) {
            show(ledger.carried(first(), last()), output.say());
        }
        return Exit.DONE.status;
    }

    private LocalDate first() {
        return from != null ? from : year != null ? year.atDay(1) : LocalDate.EPOCH;
    }

    private LocalDate last() {
        LocalDate end = LocalDate.of(9999, 12, 31);
        return to != null ? to : year != null ? year.atDay(year.length()) : end;
    }

    private static void show(List<Swarms.Fared> all, Say say) {
        if (!say.json()) {
            say.line("complete  seeds  peers       given  by others  release");
        }
        all.forEach(one -> show(one, say));
        long completed = all.stream().mapToLong(one -> one.carried().completed()).sum();
        long given = all.stream().mapToLong(one -> one.carried().given()).sum();
        long others = all.stream().mapToLong(one -> one.carried().byOthers()).sum();
        if (say.json()) {
            say.object(
                    "totals",
                    "releases",
                    all.size(),
                    "completed",
                    completed,
                    "given",
                    given,
                    "byOthers",
                    others);
        } else {
            say.line(row(completed, "", "", given, others, "all " + all.size()));
        }
    }

    private static void show(Swarms.Fared one, Say say) {
        Carried carried = one.carried();
        if (say.json()) {
            say.object(
                    "swarm",
                    "id",
                    one.item(),
                    "title",
                    one.title(),
                    "infohash",
                    carried.release(),
                    "completed",
                    carried.completed(),
                    "seeds",
                    carried.seeds(),
                    "peers",
                    carried.peers(),
                    "given",
                    carried.given(),
                    "taken",
                    carried.taken(),
                    "byOthers",
                    carried.byOthers());
            return;
        }
        String name = one.item() == null ? carried.release() : one.item() + "  " + one.title();
        say.line(
                row(
                        carried.completed(),
                        Integer.toString(carried.seeds()),
                        Integer.toString(carried.peers()),
                        carried.given(),
                        carried.byOthers(),
                        Screen.plain(name)));
    }

    private static String row(
            long completed, String seeds, String peers, long given, long others, String name) {
        return "%8d %6s %6s %11s %10s  %s"
                .formatted(completed, seeds, peers, size(given), size(others), name);
    }

    /// In powers of ten, three digits.
    private static String size(long bytes) {
        double value = bytes;
        int power = 0;
        while (value >= 999.5 && power < 5) {
            value /= 1000;
            power++;
        }
        String form = power == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
        return form.formatted(value, List.of("B", "kB", "MB", "GB", "TB", "PB").get(power));
    }
}
