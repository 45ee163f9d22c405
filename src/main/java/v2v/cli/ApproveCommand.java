package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Finding;
import v2v.item.Packed;
import v2v.item.Redo;
import v2v.item.Refusal;
import v2v.item.Rendition;
import v2v.ledger.Gate;
import v2v.ledger.Items;

import java.io.IOException;
import java.util.List;

@Command(
        name = "approve",
        description = "Say that an item which lies ready may go out.",
        footer = {
            "",
            "An approval covers the SHA-256 of the record and of every file. When "
                    + "anything of it changes, it is void.",
            "How many distinct people must approve: rights.approvals of "
                    + "v2v.properties. Names are taken as they are given; the account of this "
                    + "machine is written into the audit log beside them.",
            "Exit status: 0 approved (and out, when nothing else is missing), 3 "
                    + "refused, or more is needed."
        })
final class ApproveCommand extends Decision {
    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            description = "who approves it: a person's name")
    private String by = "";

    @Mixin private final Output.Slow output = new Output.Slow();

    @Override
    Exit decide(Items.Standing item) throws IOException, InterruptedException {
        String id = item.id();
        String name = Person.words("--by", by);
        Say say = output.say();
        atTheGate(gate -> approve(gate, id, name, say));
        return new Onward(where(), id, say, output.screen()).go();
    }

    private Digest approve(Gate gate, String id, String name, Say say)
            throws IOException, InterruptedException {
        Packed packed = gate.waiting(id);
        Digest covers = seen(gate, packed);
        if (!say.json()) {
            tell(say, packed, covers);
        }
        gate.approve(packed, covers, name);
        if (say.json()) {
            say.object("approval", "id", id, "by", name, "covers", covers.hex());
        } else {
            // what follows may say that more is needed: this word is taken all the same
            say.line("approved by " + name);
        }
        return covers;
    }

    /// What would be approved. What is not whole is made again before anybody is asked.
    private Digest seen(Gate gate, Packed packed) throws IOException, InterruptedException {
        try {
            return Wiring.releases(where()).seal(packed);
        } catch (Redo broken) {
            gate.again(packed);
            throw new Refusal(
                    Refusal.Code.APPROVAL_STALE,
                    packed.item(),
                    broken.getMessage(),
                    "look at it and approve it when 'v2v status' says review again; without a node"
                            + " ('v2v run') nothing is made");
        }
    }

    /// What is approved, and that nothing takes it back.
    private void tell(Say say, Packed packed, Digest covers) {
        Clearance clearance = packed.release().renditions().clearance();
        List<Rendition> files = packed.release().renditions().files();
        long bytes = files.stream().mapToLong(Rendition::bytes).sum();
        say.line("item     " + packed.item() + "  " + Screen.plain(clearance.title()));
        say.line("license  " + clearance.license().identifier() + "  " + clearance.license().url());
        say.line("credit   " + Screen.plain(clearance.credit()));
        say.line("media    %d files, %,d bytes".formatted(files.size(), bytes));
        say.line("torrent  " + packed.swarm());
        say.line("covers   " + covers);
        for (Finding finding : clearance.findings()) {
            say.line("mind     " + Screen.plain(finding.message()));
        }
        System.err.println(
                "v2v: this can not be undone: once it is out, copies lie with people whom nobody"
                        + " can call back,");
        System.err.println(
                "v2v: and the licence that they were given stays theirs. 'v2v withdraw' only stops"
                        + " us from offering it.");
    }
}
