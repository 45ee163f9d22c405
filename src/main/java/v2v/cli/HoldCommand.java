package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import v2v.ledger.Items;

import java.io.IOException;

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
final class HoldCommand extends Decision {
    @Option(names = "--why", required = true, paramLabel = "W", description = "why, in words")
    private String why = "";

    @Mixin private final Person person = new Person();
    @Mixin private final Output output = new Output();

    @Override
    Exit decide(Items.Standing item) throws IOException, InterruptedException {
        String id = item.id();
        String reason = Person.words("--why", why);
        long number = atTheGate(gate -> gate.hold(id, reason, person.name()));
        Say say = output.say();
        if (say.json()) {
            say.object("hold", "id", id, "number", number, "by", person.name(), "why", reason);
        } else {
            say.line("held     " + id + "  " + Screen.plain(item.title()));
        }
        return Exit.DONE;
    }
}
