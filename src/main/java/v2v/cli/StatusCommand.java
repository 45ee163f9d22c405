package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import v2v.ledger.Items;
import v2v.ledger.Ledger;
import v2v.ledger.View;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

@Command(
        name = "status",
        description = "What is being done, what waits, what stands still and why.",
        footer = {
            "",
            "Readable while a node works, from any process.",
            "held: a person must act and give the order again. failed: an outage that lasted, or a"
                    + " bug of ours.",
            "Exit status: 0; with --node 75 when none runs."
        })
final class StatusCommand implements Callable<Integer> {
    private static final int MOST = 20;

    @Mixin private final Where where = new Where();

    @Parameters(
            paramLabel = "ITEM",
            arity = "0..1",
            description = "one item, by id or the start of it")
    private @Nullable String item;

    @Mixin private final Output output = new Output();

    @Option(names = "--node", description = "only ask whether a node runs: exit status 0, else 75")
    private boolean node;

    @Override
    public Integer call() throws IOException {
        boolean owned = Ledger.owned(where.library());
        if (node) {
            System.out.println(owned ? "a node is running" : "no node is running");
            return owned ? Exit.DONE.status : Exit.LATER.status;
        }
        Say say = output.say();
        Optional<View> view = where.view();
        if (view.isEmpty()) {
            return Exit.DONE.status;
        }
        try (View ledger = view.get()) {
            if (item != null) {
                return ShowCommand.show(ledger, item, where.library(), say);
            }
            if (output.json()) {
                json(ledger, say);
            } else {
                System.out.println(
                        "node     " + (owned ? "running" : "none; work that is not done waits"));
                people(ledger);
            }
        }
        return Exit.DONE.status;
    }

    private static void json(View ledger, Say say) {
        List<Kept> away = ledger.away().stream().map(Kept::of).toList();
        say.object(
                "totals",
                "items",
                ledger.states(),
                "waiting",
                ledger.waiting(),
                "away",
                away.isEmpty() ? null : away.size(),
                "freed",
                away.isEmpty() ? null : away.stream().mapToLong(Kept::freed).sum());
        ShiftLines.json(ledger.shift(), say);
        ledger.latest(MOST).forEach(say::item);
        for (View.Stopped stopped : ledger.stoppedDeliveries(MOST)) {
            say.object(
                    "refusal",
                    "code",
                    stopped.code(),
                    "file",
                    stopped.file(),
                    "message",
                    stopped.message(),
                    "fix",
                    stopped.fix(),
                    "at",
                    stopped.at());
        }
    }

    private static void people(View ledger) {
        System.out.println("items    " + counts(ledger.states(), "none yet"));
        System.out.println("waiting  " + counts(ledger.waiting(), "nothing"));
        List<Kept> away = ledger.away().stream().map(Kept::of).toList();
        if (!away.isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "away     %d kept by others, %,d bytes freed, %d on the way back%n",
                    away.size(),
                    away.stream().mapToLong(Kept::freed).sum(),
                    away.stream().filter(kept -> kept.wanted() != null).count());
        }
        ShiftLines.people(ledger.shift(), System.out);
        List<Items.Standing> latest = ledger.latest(MOST);
        for (Items.Standing item : latest) {
            System.out.printf(
                    "%-8s %s  %s%n", item.state().word(), item.id(), Screen.plain(item.title()));
            if (item.message() != null) {
                System.out.println("         " + Screen.why(item));
            }
        }
        for (View.Stopped stopped : ledger.stoppedDeliveries(MOST)) {
            System.out.println(
                    "refused  "
                            + Screen.sentence(
                                    stopped.code(),
                                    stopped.file(),
                                    stopped.message(),
                                    stopped.fix()));
        }
    }

    private static String counts(Map<String, Long> counts, String none) {
        return counts.isEmpty()
                ? none
                : counts.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
    }
}
