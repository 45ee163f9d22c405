package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import v2v.item.Withdrawal;
import v2v.ledger.Items;

import java.io.IOException;

@Command(
        name = "withdraw",
        description = "Stop offering a release, and publish a signed note that says so.",
        footer = {
            "",
            "It is no longer seeded, found or served; its address answers 410 Gone "
                    + "with the tombstone. What can not be done: copies that others have stay "
                    + "theirs, and so does the licence that they were given.",
            "Exit status: 0 withdrawn, 3 it is not out, or there is no such item, "
                    + "75 recorded, and not carried out yet."
        })
final class WithdrawCommand extends Decision {
    @Option(
            names = "--why",
            required = true,
            paramLabel = "W",
            description = "why, in words for the public")
    private String why = "";

    @Option(
            names = "--version-number",
            paramLabel = "N",
            description = "an earlier version, as 'v2v show' numbers it (default: the newest out)")
    private @Nullable Integer number;

    @Mixin private final Person person = new Person();
    @Mixin private final Output.Slow output = new Output.Slow();

    @Override
    Exit decide(Items.Standing item) throws IOException, InterruptedException {
        String id = item.id();
        String reason = Person.words("--why", why);
        Withdrawal order = atTheGate(gate -> gate.withdraw(id, number, reason, person.name()));
        Say say = output.say();
        boolean done = new Onward(where(), id, say, output.screen()).withdrawn(order);
        if (say.json()) {
            say.object(
                    "withdrawal",
                    "id",
                    id,
                    "state",
                    done ? "withdrawn" : "ordered",
                    "folder",
                    order.released().folder(),
                    "infohash",
                    order.released().swarm(),
                    "why",
                    order.why(),
                    "by",
                    order.by(),
                    "at",
                    order.at());
        } else if (done) {
            say.line("withdrawn " + id + "  " + Screen.plain(order.title()));
            System.err.println(
                    "v2v: copies that others have stay theirs, and so does the licence that they"
                            + " were given");
        } else {
            System.err.println(
                    "v2v: recorded; the node that owns this library has not carried it out yet, see"
                            + " 'v2v show "
                            + id
                            + "'");
        }
        return done ? Exit.DONE : Exit.LATER;
    }
}
