package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import v2v.ledger.Ledger;

import java.io.IOException;
import java.util.concurrent.Callable;

@Command(
        name = "seed",
        description = "Seed everything that is released, and nothing else, until interrupted.",
        footer = {
            "",
            "Exit status: 130 or 143 after a signal, 75 a node owns the library and seeds it"
                    + " already."
        })
final class SeedCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Ledger ledger = Wiring.ownOrExplain(where.library());
        try (Wiring wiring = Wiring.over(ledger, where, Wiring.Seeding.AS_SET)) {
            Closing.onSignal(wiring);
            wiring.seedAll();
            System.err.println("v2v: seeding; Ctrl-C ends it");
            Wiring.untilInterrupted();
        }
        return Exit.DONE.status;
    }
}
