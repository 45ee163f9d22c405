package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import v2v.ledger.Gate;
import v2v.ledger.Items;

import java.io.IOException;
import java.util.List;

@Command(
        name = "unhold",
        description = "Lift the holds of an item; what already waited at the door asks again.",
        footer = {
            "",
            "It then goes out if nothing else is in its way: rules, approvals, embargo.",
            "Exit status: 0 lifted, 3 there is no such item, or nothing held it."
        })
final class UnholdCommand extends Decision {
    @Option(names = "--why", paramLabel = "W", description = "why, in words")
    private String why = "";

    @Mixin private final Person person = new Person();
    @Mixin private final Output.Slow output = new Output.Slow();

    @Override
    Exit decide(Items.Standing item) throws IOException, InterruptedException {
        String id = item.id();
        Say say = output.say();
        List<Gate.Hold> lifted = atTheGate(gate -> gate.unhold(id, why, person.name()));
        if (lifted.isEmpty()) {
            System.err.println("v2v: nothing holds " + id);
            return Exit.REFUSED;
        }
        for (Gate.Hold hold : lifted) {
            if (say.json()) {
                say.object("unhold", "id", id, "number", hold.number(), "by", person.name());
            } else {
                say.line(
                        "lifted   " + Screen.plain("the hold of " + hold.by() + ": " + hold.why()));
            }
        }
        return new Onward(where(), id, say, output.screen()).go();
    }
}
