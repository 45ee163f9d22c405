package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import v2v.item.BadConfig;
import v2v.item.Library;
import v2v.ledger.Ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.concurrent.Callable;

@Command(
        name = "rebuild",
        description = "Make the publisher's library again out of a mirror of it.",
        footer = {
            "",
            "For a publisher whose server is lost: take everything from a mirror (v2v mirror"
                    + " SOURCE --key KEY --once --library DIR), put the folder 'keys' back from"
                    + " your copy into DIR, and type v2v rebuild --library DIR. From then on it is"
                    + " a library like before: v2v run works on it, and the next edition of the"
                    + " catalogue follows the last, so that mirrors go on.",
            "A library whose ledger alone is lost is rebuilt the same way, from its own catalogue.",
            "Every work is read and proven, and the places that are known are asked whether they"
                    + " have a newer edition: it would have to be taken first.",
            "Not in it: masters, orders, holds, approvals, the audit log, statistics. Without the"
                    + " private key nobody can go on in the publisher's name.",
            "Exit status: 0 done, 3 the catalogue is not the publisher's, 75 not all works are"
                    + " here, 78 this is no library that could be rebuilt."
        })
final class RebuildCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();
    @Mixin private final Output.Slow output = new Output.Slow();

    @Override
    public Integer call() throws IOException {
        Library library = where.library();
        if (Files.exists(library.ledger())) {
            throw new BadConfig(library.root().toString(), "has its ledger: nothing is rebuilt");
        }
        if (Ledger.owned(library)) {
            throw new IOException("a node works on " + library.root() + ": stop it first");
        }
        Rebuilding rebuilding =
                new Rebuilding(
                        library, Wiring.releases(where), InstantSource.system(), output.screen());
        try (FileChannel lock = Mirroring.lock(library)) {
            Rebuilding.Done done = rebuilding.run();
            if (lock.isOpen()) {
                tell(done);
            }
        }
        return Exit.DONE.status;
    }

    private void tell(Rebuilding.Done done) {
        for (String place : done.silent()) {
            System.err.println(
                    "v2v: not asked for a newer edition than this one: " + Screen.plain(place));
        }
        for (String name : done.unknown()) {
            System.err.println(
                    "v2v: releases/"
                            + Screen.plain(name)
                            + " is in no edition of the catalogue, and stays unknown: move it"
                            + " away, and order it again");
        }
        Say say = output.say();
        if (say.json()) {
            say.object(
                    "rebuilt",
                    "sequence",
                    done.head().sequence(),
                    "releases",
                    done.releases(),
                    "withdrawn",
                    done.withdrawn());
            return;
        }
        say.line(
                "rebuilt: %s, %d withdrawn, from edition %d"
                        .formatted(
                                done.releases() == 1 ? "1 release" : done.releases() + " releases",
                                done.withdrawn(),
                                done.head().sequence()));
    }
}
