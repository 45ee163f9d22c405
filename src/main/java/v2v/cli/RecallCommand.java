package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import v2v.ledger.Items;
import v2v.ledger.Keeping;
import v2v.torrent.fetch.Sources;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

@Command(
        name = "recall",
        description = "Bring back the film and the sound of a release that others keep.",
        footer = {
            "",
            "They were let go because enough others hold them (release.keep of v2v.properties). A"
                    + " running node fetches them; without one this command does. They stay at"
                    + " least as long as the setting says.",
            "Exit status: 0 here, 3 there is no such item, 75 ordered, and not here yet."
        })
final class RecallCommand extends Decision {
    @Option(
            names = "--from",
            paramLabel = "WHERE",
            description = "without a node: also from here, as 'v2v check --from' (may be repeated)")
    private List<String> from = List.of();

    @Mixin private final Person person = new Person();
    @Mixin private final Output.Slow output = new Output.Slow();

    @Override
    Exit decide(Items.Standing item) throws IOException, InterruptedException {
        List<String> places = new ArrayList<>(CheckSettings.read(where().settings()).sources());
        places.addAll(from);
        Screen screen = output.screen();
        Recalling recalling = new Recalling(where(), Sources.of(places), screen);
        List<Keeping.Row> away = recalling.away(item.id());
        boolean back = away.isEmpty() || recalling.run(item.id(), "recalled by " + person.name());
        Say say = output.say();
        if (say.json()) {
            say.object(
                    "recall",
                    "id",
                    item.id(),
                    "state",
                    back ? "here" : "ordered",
                    "bytes",
                    away.stream().mapToLong(Keeping.Row::freed).sum());
        } else if (back) {
            say.line((away.isEmpty() ? "here already " : "brought back ") + item.id());
        } else {
            System.err.println(
                    "v2v: ordered; the node that owns this library fetches it, see 'v2v show "
                            + item.id()
                            + "'");
        }
        return back ? Exit.DONE : Exit.LATER;
    }
}
