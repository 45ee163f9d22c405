package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import v2v.ledger.GateSettings;
import v2v.ledger.Items;
import v2v.ledger.Ledger;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "hold",
        description = "Keep an item in: it does not go out before the hold is lifted.",
        footer = {
            "",
            "A hold may be set at any time before the release has begun, and binds "
                    + "every later order for the same bytes too. Work on it goes on; only the "
                    + "door stays shut. 'v2v unhold' lifts it.",
            "Exit status: 0 held, 3 it is out already, or there is no such item."
        })
final class HoldCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();
    @Mixin private final Chosen chosen = new Chosen();

    @Option(names = "--why", required = true, paramLabel = "W", description = "why, in words")
    private String why = "";

    @Mixin private final Person person = new Person();
    @Mixin private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        Optional<Items.Standing> item = chosen.in(where.library());
        if (item.isEmpty()) {
            return Exit.REFUSED.status;
        }
        String id = item.get().id();
        String reason = Person.words("--why", why);
        try (Ledger ledger = Ledger.guest(where.library())) {
            long number =
                    ledger.gate(GateSettings.read(where.settings()))
                            .hold(id, reason, person.name());
            Say say = output.say();
            if (say.json()) {
                say.object("hold", "id", id, "number", number, "by", person.name(), "why", reason);
            } else {
                say.line("held     " + id + "  " + Screen.plain(item.get().title()));
            }
        }
        return Exit.DONE.status;
    }
}
