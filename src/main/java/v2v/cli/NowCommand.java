package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import v2v.item.ItemId;
import v2v.ledger.Items;
import v2v.ledger.Ledger;
import v2v.ledger.Turns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "now",
        description = "Put items before all that waits.",
        footer = {
            "",
            "What is being made already is not stopped for it: the next free place is theirs. New"
                    + " footage is ordered so with 'v2v release --now'.",
            "Exit status: 0, 3 there is no such item, or nothing of it waits."
        })
final class NowCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Parameters(paramLabel = "ITEM", arity = "1..*", description = "its id, or the start of it")
    private List<String> items = List.of();

    @Option(names = "--later", description = "put them back where they were")
    private boolean later;

    @Mixin private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        List<Items.Standing> chosen = new ArrayList<>();
        for (String item : items) {
            Optional<Items.Standing> found = Chosen.in(where, item);
            if (found.isEmpty()) {
                return Exit.REFUSED.status;
            }
            chosen.add(found.get());
        }
        Exit exit = Exit.DONE;
        try (Ledger ledger = Ledger.guest(where.library())) {
            for (Items.Standing item : chosen) {
                exit = exit.or(put(ledger.turns(), item));
            }
        }
        return exit.status;
    }

    private Exit put(Turns turns, Items.Standing item) {
        if (!turns.put(new ItemId(item.id()), later ? Turns.IN_TURN : Turns.FIRST)) {
            System.err.println(
                    "v2v: nothing of " + item.id() + " waits: it is " + item.state().word());
            return Exit.REFUSED;
        }
        Say say = output.say();
        if (say.json()) {
            say.object("now", "id", item.id(), "now", !later);
        } else {
            say.line(
                    (later ? "in turn  " : "now      ")
                            + item.id()
                            + "  "
                            + Screen.plain(item.title()));
        }
        return Exit.DONE;
    }
}
