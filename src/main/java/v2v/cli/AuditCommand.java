package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import v2v.ledger.Audit;
import v2v.ledger.Items;
import v2v.ledger.View;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "audit",
        description = "Who did what to which item, and when.",
        subcommands = AuditCommand.Verify.class,
        footer = {
            "",
            "The log is only ever added to; each entry is sealed with the hash of "
                    + "the one before.",
            "Exit status: 0 shown, 3 there is no such item or library."
        })
final class AuditCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Parameters(
            paramLabel = "ITEM",
            arity = "0..1",
            description = "one item, by id or the start of it (default: all)")
    private @Nullable String item;

    @Mixin private final Output output = new Output();

    @Override
    public Integer call() {
        Optional<View> view = where.view();
        if (view.isEmpty()) {
            return Exit.REFUSED.status;
        }
        try (View ledger = view.get()) {
            String id = "";
            if (item != null) {
                Optional<Items.Standing> one = Chosen.one(ledger, item);
                if (one.isEmpty()) {
                    return Exit.REFUSED.status;
                }
                id = one.get().id();
            }
            show(ledger, id, output.say());
        }
        return Exit.DONE.status;
    }

    private static void show(View ledger, String id, Say say) {
        List<Audit.Entry> page = ledger.audit(id, 0);
        while (!page.isEmpty()) {
            page.forEach(entry -> line(entry, say));
            page = ledger.audit(id, page.getLast().seq());
        }
    }

    private static void line(Audit.Entry entry, Say say) {
        if (say.json()) {
            say.object(
                    "audit",
                    "seq",
                    entry.seq(),
                    "at",
                    entry.at(),
                    "event",
                    entry.event(),
                    "id",
                    entry.item(),
                    "version",
                    entry.version(),
                    "by",
                    entry.by().isEmpty() ? null : entry.by(),
                    "account",
                    entry.account(),
                    "detail",
                    entry.detail(),
                    "hash",
                    entry.hash());
            return;
        }
        String who = entry.by().isEmpty() ? "" : entry.by() + ": ";
        say.line(
                "%s  %-14s %s  %s"
                        .formatted(
                                entry.at(),
                                entry.event(),
                                Screen.plain(entry.item()),
                                Screen.plain(who + entry.detail())));
    }

    @Command(
            name = "verify",
            description = "Read the whole log and say whether it is as it was written.",
            footer = {
                "",
                "Whoever can write the file can write a new log. Note the head that is "
                        + "printed somewhere else; --head with it proves later that the log is "
                        + "still the same one.",
                "Exit status: 0 it is whole, 3 it is not, or there is no library."
            })
    static final class Verify implements Callable<Integer> {
        @Mixin private final Where where = new Where();

        @Option(names = "--head", paramLabel = "HASH", description = "a head that was noted before")
        private @Nullable String head;

        @Mixin private final Output output = new Output();

        @Override
        public Integer call() {
            Optional<View> view = where.view();
            if (view.isEmpty()) {
                return Exit.REFUSED.status;
            }
            try (View ledger = view.get()) {
                Audit.Examined found = ledger.audited(head);
                Say say = output.say();
                if (say.json()) {
                    say.object(
                            "audit-verify",
                            "good",
                            found.fault() == null,
                            "entries",
                            found.entries(),
                            "head",
                            found.head(),
                            "fault",
                            found.fault());
                } else if (found.fault() == null) {
                    say.line("whole    %d entries".formatted(found.entries()));
                    say.line("head     " + found.head());
                } else {
                    System.err.println("v2v: the audit log: " + found.fault());
                }
                return found.fault() == null ? Exit.DONE.status : Exit.REFUSED.status;
            }
        }
    }
}
